"""The law in force here, and what is owed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from api.core.database import db
from api.regulation.language import Regulation
from api.regulation.models import Fulfilment, Obligation, ObligationState
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
