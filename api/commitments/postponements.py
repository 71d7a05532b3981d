"""Another day for what was promised: asked for by who owes it, decided on by the level above."""

from datetime import date
from typing import Any
from uuid import UUID

from api.authorities.policy import Act
from api.commitments.errors import (
    DayAskedFor,
    DecidedAbove,
    NoDayAskedFor,
    NotALaterDay,
    TooLateToMove,
)
from api.commitments.models import Commitment, Postponement
from api.commitments.sides import level_above, owes, to_carry_out, to_change
from api.core import clock
from api.core.access import Actor
from api.core.ids import new_id
from api.events.actions import record


def ask(commitment_id: UUID, actor: Actor, due_on: date, reason: str) -> Commitment:
    """The head of who owes it asks for another day, before the promised one has passed.

    The promised day holds until the level above says otherwise. Raises `DayAskedFor` while it has
    not, `TooLateToMove` after the day, and `NotALaterDay`.
    """
    commitment, position_id = to_carry_out(commitment_id, actor, Act.POSTPONEMENT)
    commitment.must_be_open()
    now = clock.now()
    if commitment.asked_day is not None:
        raise DayAskedFor(code=commitment.code)
    if commitment.due_on < clock.vietnam_date(now):
        raise TooLateToMove(code=commitment.code, due_on=commitment.due_on.isoformat())
    if due_on <= commitment.due_on:
        raise NotALaterDay(errors={"due_on": [due_on.isoformat()]})
    asked = Postponement(
        id=new_id(),
        former_due_on=commitment.due_on,
        due_on=due_on,
        reason=reason,
        asked_at=now,
        asked_by_id=position_id,
    )
    commitment.postponements.append(asked)
    above = level_above(commitment)
    record(
        "commitment.postponement_asked",
        commitment,
        at=now,
        actor=actor,
        due_on=due_on.isoformat(),
        to=str(above.id) if above else None,
    )
    return commitment


def decide(commitment_id: UUID, actor: Actor, *, approve: bool, reason: str | None) -> Commitment:
    """A head above allows the other day, or does not; the old one stays shown, and counts as moved.

    Raises `DecidedAbove` for who owes it, and `NoDayAskedFor` when none waits.
    """
    commitment = to_change(commitment_id, actor, Act.POSTPONEMENT_DECISION)
    if actor.position_id is None or any(owes(commitment, held) for held in actor.position_ids):
        raise DecidedAbove(code=commitment.code)
    commitment.must_be_open()
    asked, now = commitment.asked_day, clock.now()
    if asked is None:
        raise NoDayAskedFor(code=commitment.code)
    if approve and asked.due_on < clock.vietnam_date(now):
        raise NotALaterDay(errors={"due_on": [asked.due_on.isoformat()]})
    asked.decided_at, asked.decided_by_id = now, actor.position_id
    asked.is_approved, asked.words = approve, reason
    facts: dict[str, Any] = {
        "due_on": asked.due_on.isoformat(),
        "old": asked.former_due_on.isoformat(),
    }
    if approve:
        commitment.move(asked.due_on)
        record("commitment.postponed", commitment, at=now, actor=actor, **facts)
    else:
        record("commitment.postponement_refused", commitment, at=now, actor=actor, **facts)
    return commitment
