"""Following a matter: by its code for anybody, and one's own when signed in."""

from uuid import UUID

from flask import Response, request

from api.cases.access import Reader, roles_on
from api.core import clock
from api.core.access import Role, actor_or_none, allowed, current_actor, public
from api.core.errors import Missing, TooMany
from api.core.http import read_cursor
from api.core.i18n import preferred_locale
from api.pages import question_views
from api.pages.beginnings import beginnings
from api.pages.blueprint import pages
from api.pages.dialogue_views import own_registrations
from api.pages.own_case import own_petition
from api.pages.promise_views import own_promises
from api.pages.rendering import page, say
from api.petitions import queries
from api.petitions.filters import Wanted
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
    is_mine = Role.RESIDENT in roles_on(actor_or_none(), found)
    return page("follow.html", number=written, errors={}, case=_shown(found), is_mine=is_mine)


@pages.get("/vu-viec")
@allowed(Role.RESIDENT)
def my_cases() -> Response:
    """What somebody has handed in, newest first"""
    after = request.args.get("sau")
    wanted = Wanted(mine=True, limit=A_PAGE, after=read_cursor(after) if after else None)
    at = clock.now()
    found = listed(queries.petitions_for(current_actor(), wanted, at), A_PAGE, at)
    begins = beginnings(current_actor(), (each["id"] for each in found["items"]))
    followed_ones = queries.public_petitions(current_actor(), Wanted(following=True), at)
    return page(
        "my_cases.html",
        cases=found,
        begins=begins,
        followed=followed_ones,
        attending=own_registrations(current_actor().account_id),
        asked=question_views.own(current_actor()),
        promised=own_promises(current_actor(), at),
    )


@pages.get("/vu-viec/<uuid:petition_id>/bien-nhan")
@allowed(Role.RESIDENT)
def receipt(petition_id: UUID) -> Response:
    """The slip: the code, the number, who answers, until when and why"""
    return page("my_slip.html", case=_shown(own_petition(petition_id, current_actor())))


def _not_followed(written: str, status: int, sentence: str) -> Response:
    return page("follow.html", status, number=written, errors={"so": sentence}, case=None)


def _shown(found: Petition) -> Shown:
    return Shown(found, Reader.AUTHOR, preferred_locale())
