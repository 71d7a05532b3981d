"""What an official was told: the inbox, without leaving the desk."""

from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.core.access import allowed, current_actor
from api.core.errors import Missing
from api.core.http import read_cursor, takes_form
from api.core.i18n import preferred_locale
from api.pages.blueprint import pages
from api.pages.desks import OFFICIALS, desk_page
from api.pages.inbox import inbox
from api.pages.rendering import see

A_PAGE = 20


@pages.get("/can-bo/tin-bao")
@allowed(*OFFICIALS)
def messages() -> Response:
    """What one was told, newest first"""
    after = request.args.get("sau")
    cursor = read_cursor(after) if after else None
    told = inbox().of(current_actor(), cursor, A_PAGE, preferred_locale())
    return desk_page("desk/inbox.html", told=told)


@pages.post("/can-bo/tin-bao")
@allowed(*OFFICIALS)
@takes_form
def messages_read() -> ResponseReturnValue:
    """Note that this message and all before it were read"""
    try:
        until = UUID(request.form.get("until", ""))
    except ValueError:
        raise Missing from None
    inbox().read_until(until, current_actor())
    return see(url_for("pages.messages"))
