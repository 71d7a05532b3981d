"""The lawful way of a denunciation: where to go, and a form that is filled on the device alone."""

from typing import Final

from flask import Response, request

from api.authorities.directory import directory
from api.authorities.models import Level
from api.core import clock
from api.core.access import public
from api.core.i18n import preferred_locale
from api.dialogues import queries
from api.dialogues.views import shown
from api.pages.blueprint import pages
from api.pages.rendering import NOT_KEPT, page
from api.petitions.guidance import blanks, guidance, reception_above

ALONE: Final = (
    "default-src 'none'; script-src 'none'; style-src 'self'; img-src data:; connect-src 'none';"
    " form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
"""Nothing of such a page runs, is loaded, or is sent anywhere."""

MOST_DAYS: Final = 10


@pages.get("/to-cao")
@public
def denouncing() -> Response:
    """The bodies above, what to bring, the days of reception; nothing of the matter is asked"""
    asked = request.args.get("cap", "")
    level = Level.PROVINCE if asked == "thanh-pho" else Level.COMMUNE
    told = guidance(level, None, preferred_locale())
    unit_id = reception_above(None)
    here = directory().same_place(unit_id) if unit_id else ()
    wanted = queries.Wanted(unit_ids=here, first_day=clock.today(), limit=MOST_DAYS)
    days = [shown(each) for each in queries.schedule(wanted)[:MOST_DAYS]]
    return page("denouncing.html", told=told, days=days, keep=NOT_KEPT)


@pages.get("/to-cao/mau-don")
@public
def form_to_print() -> Response:
    """A form to fill on the device or by hand, and to print; it can be sent nowhere"""
    response = page("denouncing_form.html", blanks=blanks(), keep=NOT_KEPT)
    response.headers["Content-Security-Policy"] = ALONE
    return response
