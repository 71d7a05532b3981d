"""Following a matter: by its code for anybody, and one's own when signed in."""

from uuid import UUID

from flask import Response, request

from api.cases.access import Reader, reader_of
from api.core import clock
from api.core.access import Role, allowed, current_actor, public
from api.core.errors import Missing, TooMany
from api.core.http import read_cursor
from api.core.i18n import preferred_locale
from api.events.timeline import timeline
from api.pages.blueprint import pages
from api.pages.rendering import page, say
from api.petitions import queries
from api.petitions.following import followed
from api.petitions.models import Petition
from api.petitions.views import Shown
from api.petitions.views import page as listed

A_PAGE = 20
LONGEST_NUMBER = 40


@pages.get("/theo-doi")
@public
def follow() -> Response:
    """Where a case stands, for who has its code or receipt number"""
    written = request.args.get("so", "").strip()[:LONGEST_NUMBER]
    if not written:
        return page("follow.html", number="", errors={}, case=None)
    try:
        found = followed(written, request.remote_addr or "-")
    except Missing as none:
        sentence = say("There is no case with this number; look at the slip again, sign by sign")
        return _not_followed(written, none.status, sentence)
    except TooMany as refused:
        return _not_followed(written, refused.status, say(refused.title))
    return page("follow.html", number=written, errors={}, case=_shown(found))


@pages.get("/vu-viec")
@allowed(Role.RESIDENT)
def my_cases() -> Response:
    """What somebody has handed in, newest first"""
    after = request.args.get("sau")
    wanted = queries.Wanted(mine=True, limit=A_PAGE, after=read_cursor(after) if after else None)
    at = clock.now()
    rows = queries.petitions_for(current_actor(), wanted, at)
    return page("my_cases.html", cases=listed(rows, A_PAGE, at))


@pages.get("/vu-viec/<uuid:petition_id>")
@allowed(Role.RESIDENT)
def my_case(petition_id: UUID) -> Response:
    """One's own case: the words, what has happened, the answer"""
    found = _mine(petition_id)
    happened = timeline(found.id, preferred_locale(), inside=False)
    return page("my_case.html", case=_shown(found), happened=happened)


@pages.get("/vu-viec/<uuid:petition_id>/bien-nhan")
@allowed(Role.RESIDENT)
def receipt(petition_id: UUID) -> Response:
    """The slip: the code, the number, who answers, until when and why"""
    return page("my_slip.html", case=_shown(_mine(petition_id)))


def _not_followed(written: str, status: int, sentence: str) -> Response:
    return page("follow.html", status, number=written, errors={"so": sentence}, case=None)


def _mine(petition_id: UUID) -> Petition:
    found = queries.petition_to_read(petition_id)
    if reader_of(current_actor(), found) is not Reader.AUTHOR:
        raise Missing
    return found


def _shown(found: Petition) -> Shown:
    return Shown(found, Reader.AUTHOR, preferred_locale())
