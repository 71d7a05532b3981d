"""The page of a reminder's link: with one tap who cannot come gives their seat to others."""

from flask import Response
from flask.typing import ResponseReturnValue

from api.core.access import public
from api.core.http import takes_form
from api.dialogues import links
from api.dialogues.registration_views import shown
from api.dialogues.tickets import CANCELLING
from api.pages.blueprint import pages
from api.pages.rendering import NOT_KEPT, page, see


@pages.get(f"{CANCELLING}/<string:token>")
@public
def seat_to_give_up(token: str) -> Response:
    """Which dialogue it is, and one button: to open the page gives nothing up yet"""
    found = shown(links.registration_of(token))
    return page("seat_to_give_up.html", registration=found, token=token, keep=NOT_KEPT)


@pages.post(f"{CANCELLING}/<string:token>")
@public
@takes_form
def give_seat_up(token: str) -> ResponseReturnValue:
    """Give the seat to others"""
    links.cancel_by(token)
    return see(f"{CANCELLING}/{token}")
