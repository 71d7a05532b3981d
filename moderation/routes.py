"""What is to be public, over HTTP."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from api.cases.access import Reader
from api.core import clock
from api.core.access import Role, allowed, current_actor, public
from api.core.http import Blueprint, KeyedPageQuery, Page
from api.core.i18n import preferred_locale
from api.core.openapi import refuses
from api.petitions.models import Petition
from api.petitions.queries import petition_to_read
from api.petitions.readers import Publicity
from api.petitions.views import Shown
from moderation import actions, queries
from moderation.models import Screening, Verdict
from moderation.queries import Looked
from moderation.schemas import (
    AppealGiven,
    Counts,
    CountsQuery,
    LookPage,
    ScreeningVerdict,
    VerdictGiven,
    VersionGiven,
)
from moderation.views import InQueue, counted

moderation = Blueprint(
    "moderation",
    __name__,
    url_prefix="/api/v1/moderation",
    description="What may be public: the queue, what is not shown, and how often.",
)
own = Blueprint(
    "publicity",
    __name__,
    url_prefix="/api/v1/petitions",
    description="What the author says about the publicity of a petition.",
)
blueprints = (moderation, own)


@moderation.get("/queue")
@allowed(Role.MODERATOR)
@moderation.arguments(KeyedPageQuery, location="query")
@moderation.response(200, LookPage)
def queue(query: dict[str, Any]) -> Page[InQueue]:
    """What waits for your decision, oldest first"""
    found = queries.queue(current_actor(), after=query.get("after"), limit=query["limit"])
    return _page(found, query["limit"])


@moderation.post("/screenings/<uuid:screening_id>/decision")
@allowed(Role.MODERATOR)
@moderation.arguments(VerdictGiven)
@moderation.response(201, ScreeningVerdict)
def decision(given: Verdict, screening_id: UUID) -> Screening:
    """Publish, or say why not; the words may be masked further and not changed otherwise"""
    return actions.decide(screening_id, current_actor(), given)


@moderation.get("/withheld")
@allowed(Role.MONITOR)
@moderation.arguments(KeyedPageQuery, location="query")
@moderation.response(200, LookPage)
def withheld(query: dict[str, Any]) -> Page[InQueue]:
    """What its author wants public and is not, newest first"""
    found = queries.hidden(current_actor(), after=query.get("after"), limit=query["limit"])
    return _page(found, query["limit"])


@moderation.get("/counts")
@public
@moderation.arguments(CountsQuery, location="query")
@moderation.response(200, Counts)
def counts(query: dict[str, Any]) -> dict[str, Any]:
    """How often, month by month and by reason, what was to be public was or was not"""
    return counted(queries.months(**query))


@own.post("/<uuid:petition_id>/public-text")
@allowed(Role.RESIDENT)
@refuses({"429": "Too many in a short time"})
@own.arguments(VersionGiven)
@own.response(201, Publicity)
def public_text(given: dict[str, Any], petition_id: UUID) -> dict[str, Any]:
    """Word the public version anew; the petition itself stays as it was sent"""
    return _told(actions.change(petition_id, current_actor(), **given))


@own.post("/<uuid:petition_id>/appeal")
@allowed(Role.RESIDENT)
@own.arguments(AppealGiven)
@own.response(201, Publicity)
def appeal(given: dict[str, Any], petition_id: UUID) -> dict[str, Any]:
    """Ask that another moderator decide whether it may be public"""
    return _told(actions.appeal(petition_id, current_actor(), given["words"]))


@own.post("/<uuid:petition_id>/concealment")
@allowed(Role.RESIDENT)
@refuses({"409": "It is not public, and was not to be"})
@own.response(201, Publicity)
def concealment(petition_id: UUID) -> dict[str, Any]:
    """Let it be public no more"""
    return _told(actions.conceal(petition_id, current_actor()))


def _told(changed: Petition) -> dict[str, Any]:
    shown = Shown(petition_to_read(changed.id), Reader.AUTHOR, preferred_locale())
    return shown.publicity


def _page(found: Sequence[Looked], limit: int) -> Page[InQueue]:
    locale, at = preferred_locale(), clock.now()
    return Page.of([InQueue(each, locale, at) for each in found], limit, "id")
