"""The law in force here, and what is owed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, exists, func, select

from api.cases.models import Case
from api.core.database import db
from api.regulation.language import Regulation
from api.regulation.models import Fulfilment, Obligation, ObligationState


def regulation() -> Regulation:
    """The documents this installation was started with."""
    law: Regulation = current_app.extensions["doithoai.regulation"]
    return law


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


def next_due() -> ColumnElement[datetime | None]:
    """Of a case in a query: when the next of its open duties is too late."""
    return (
        select(func.min(Obligation.due_at))
        .where(Obligation.case_id == Case.id, Obligation.state == ObligationState.OPEN)
        .correlate(Case)
        .scalar_subquery()
    )


def is_overdue(at: datetime) -> ColumnElement[bool]:
    """Of a case in a query: whether something is owed on it and too late."""
    return exists().where(
        Obligation.case_id == Case.id,
        Obligation.state == ObligationState.OPEN,
        Obligation.due_at <= at,
    )
