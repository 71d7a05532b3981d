"""What the unit promised before and has not done: it opens its next dialogue."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from api.commitments.queries import unkept_of
from api.dialogues.opinions.points import Point

_MOST = 50
"""More do not fit into a dialogue; the oldest are told of first."""


def unkept_points(unit_id: UUID, at: datetime, minutes: int) -> Sequence[Point]:
    """Promises of the unit that are late, not done or given up, which everybody may read of."""
    return [
        Point(
            id=str(each.id),
            title=each.what,
            minutes=minutes,
            due_on=each.due_on.isoformat(),
        )
        for each in unkept_of(unit_id, at)[:_MOST]
    ]
