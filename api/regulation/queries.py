"""The law in force here, and what is owed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, and_, case, or_, select

from api.core.database import db
from api.events.models import Event
from api.regulation.language import Regulation
from api.regulation.models import Fulfilment, Obligation, ObligationState, Standing
from api.regulation.policy import Policy


def regulation() -> Regulation:
    """The documents this installation was started with."""
    law: Regulation = current_app.extensions["doithoai.regulation"]
    return law


def policy() -> Policy:
    """How this installation reminds and whom it tells."""
    found: Policy = current_app.extensions["doithoai.policy"]
    return found


def to_remind(at: datetime, limit: int) -> Sequence[Obligation]:
    """Up to so many open duties somebody is to be told of by now, locked; others may have some."""
    return db.session.scalars(
        select(Obligation)
        .where(Obligation.state == ObligationState.OPEN, Obligation.next_reminder_at <= at)
        .order_by(Obligation.next_reminder_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def open_obligations(case_id: UUID) -> Sequence[Obligation]:
    """What is still owed on the case."""
    return db.session.scalars(
        select(Obligation).where(
            Obligation.case_id == case_id, Obligation.state == ObligationState.OPEN
        )
    ).all()


def obligations_of(case_id: UUID) -> Sequence[Obligation]:
    """All that was or is owed on the case, in the order it began."""
    return db.session.scalars(
        select(Obligation).where(Obligation.case_id == case_id).order_by(Obligation.id)
    ).all()


def counted(obligation: Obligation) -> Iterable[str | None]:
    """What has been done towards the obligation so far."""
    return db.session.scalars(
        select(Fulfilment.distinct_value).where(Fulfilment.obligation_id == obligation.id)
    )


@dataclass(frozen=True)
class Counted:
    """Something that was done towards an obligation: what, when, and when it was written down."""

    thing: str | None
    at: datetime
    recorded_at: datetime


def counted_towards(obligation_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Counted]]:
    """What has been done towards each of them so far, in the order in which it happened."""
    found: defaultdict[UUID, list[Counted]] = defaultdict(list)
    rows = db.session.execute(
        select(Fulfilment.obligation_id, Fulfilment.distinct_value, Event.at, Event.recorded_at)
        .join(Event, Event.id == Fulfilment.event_id)
        .where(Fulfilment.obligation_id.in_(obligation_ids))
        .order_by(Event.at, Event.id)
    )
    for obligation_id, thing, at, recorded_at in rows:
        found[obligation_id].append(Counted(thing, at, recorded_at))
    return found


def rules_owed_beside_cases(unit_id: UUID | None) -> set[str]:
    """The rules by which this unit owes something now that is no case's."""
    found = select(Obligation.rule_id).where(
        Obligation.unit_id == unit_id,
        Obligation.case_id.is_(None),
        Obligation.period.is_(None),
        Obligation.state == ObligationState.OPEN,
    )
    return set(db.session.scalars(found))


def owed_beside_cases(
    at: datetime, position_ids: Collection[UUID], rule_ids: Collection[str]
) -> Sequence[Obligation]:
    """What these positions still owe that is no case's; locked.

    Of a duty that comes back, in the periods that this moment lies in.
    """
    return db.session.scalars(
        select(Obligation)
        .where(
            Obligation.case_id.is_(None),
            Obligation.state == ObligationState.OPEN,
            Obligation.position_id.in_(position_ids),
            Obligation.rule_id.in_(rule_ids),
            Obligation.started_at <= at,
            or_(Obligation.period.is_(None), Obligation.due_at > at),
        )
        .order_by(Obligation.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def standing(at: datetime) -> ColumnElement[str]:
    """How an obligation stands at this moment, as a query asks it: `Obligation.standing`."""
    o = Obligation
    is_paused = o.pauses.contains([{"until": None}])
    return case(
        (and_(o.met_at.is_not(None), o.due_at <= o.met_at), Standing.LATE.value),
        (o.met_at.is_not(None), Standing.MET.value),
        (and_(o.ended_at.is_not(None), o.due_at <= o.ended_at), Standing.LATE.value),
        (o.ended_at.is_not(None), Standing.ENDED.value),
        (and_(o.due_at.is_(None), is_paused), Standing.SUSPENDED.value),
        (o.due_at <= at, Standing.OVERDUE.value),
        else_=Standing.OPEN.value,
    )
