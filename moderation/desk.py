"""What the desk of a moderator shows and sends: the queue, one look of it, and the decision."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from api.core import clock
from api.core.access import Actor
from api.core.http import Page
from moderation import actions, queries
from moderation.policy import reasons
from moderation.schemas import AppealGiven, VerdictGiven
from moderation.views import InQueue


def waiting(actor: Actor, after: UUID | None, limit: int, locale: str) -> Page[InQueue]:
    """A page of what waits for this moderator, oldest first."""
    found = queries.queue(actor, after=after, limit=limit)
    at = clock.now()
    return Page.of([InQueue(each, locale, at) for each in found], limit, "id")


def one(screening_id: UUID, actor: Actor, locale: str) -> InQueue:
    """One look of the queue; `Missing` when it does not wait for this moderator."""
    return InQueue(queries.in_queue(screening_id, actor), locale, clock.now())


def how_many(actor: Actor) -> tuple[int, int]:
    """How many wait for this moderator, and how many of them for too long."""
    return queries.waiting(actor, clock.now())


def decide(screening_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    """The moderator's decision, read as the API reads it."""
    return actions.decide(screening_id, actor, VerdictGiven().load(body))


def appeal(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    """The author asks for another moderator, read as the API reads it."""
    return actions.appeal(petition_id, actor, AppealGiven().load(body)["words"])


def named_reasons(locale: str) -> Sequence[tuple[str, str]]:
    """Every reason for which something may be kept out of public: code and words."""
    return [(code, reason.said[locale]) for code, reason in reasons().items() if reason.holds]
