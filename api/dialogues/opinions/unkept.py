"""What the unit promised before and has not done: it opens its next dialogue."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from api.cases.models import Case
from api.commitments.models import Commitment, CommitmentState
from api.core.database import db
from api.dialogues.opinions.points import Point


def unkept_points(unit_id: UUID, at: datetime, minutes: int) -> Sequence[Point]:
    """Promises of the unit that are late or were found not done, the oldest first.

    What was promised to one sender alone is named by its code; its words are theirs.
    """
    own, origin = Commitment.__table__.c, Case.__table__.alias("origin")
    rows = db.session.execute(
        select(Case.id, Case.code, own.what, own.due_on, origin.c.published_at)
        .join(Commitment.__table__, own.id == Case.id)
        .join(origin, origin.c.id == own.origin_id)
        .where(
            Case.unit_id == unit_id,
            Case.closed_at.is_(None),
            or_(Case.next_due_at <= at, Case.state == CommitmentState.REJECTED),
        )
        .order_by(own.due_on, Case.id)
        .limit(_MOST)
    )
    return [
        Point(
            id=str(promise_id),
            title=what if published_at else code,
            minutes=minutes,
            due_on=due_on.isoformat(),
        )
        for promise_id, code, what, due_on, published_at in rows
    ]


_MOST = 50
"""More do not fit into a dialogue; the oldest are told of first."""
