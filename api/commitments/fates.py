"""What has become of something promised, as everybody counts it: kept, late, broken, or running."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, func, literal

from api.cases.models import Case
from api.commitments.models import Commitment, CommitmentState


class Fate(StrEnum):
    """Each promise has exactly one at a moment, so that they add up to all that were made."""

    KEPT = "kept"
    """Verified, and reported by its day."""
    KEPT_LATE = "kept_late"
    """Verified, and reported after its day."""
    RUNNING = "running"
    """To be done, or reported in time and not looked at yet."""
    LATE = "late"
    """Its day has passed without a report, or was reported after it and is not looked at yet."""
    BROKEN = "broken"
    """It cannot be done, or what was reported is not so and was not mended yet."""


UNKEPT = frozenset({Fate.LATE, Fate.BROKEN})
"""What residents are still owed, or were denied."""

_BROKEN = (CommitmentState.REJECTED, CommitmentState.FAILED)


def fate(today: date) -> ColumnElement[str]:
    """It, as a column of a query that reads `commitments` beside `cases`."""
    own = Commitment.__table__.c
    is_late = func.coalesce(own.reported_on, literal(today)) > own.due_on
    is_kept = Case.state == CommitmentState.VERIFIED
    return case(
        (and_(is_kept, is_late), Fate.KEPT_LATE.value),
        (is_kept, Fate.KEPT.value),
        (Case.state.in_(_BROKEN), Fate.BROKEN.value),
        (is_late, Fate.LATE.value),
        else_=Fate.RUNNING.value,
    )


def fate_of(state: str, due_on: date, reported_on: date | None, today: date) -> Fate:
    """The same of a row that is at hand."""
    is_late = (reported_on or today) > due_on
    if state == CommitmentState.VERIFIED:
        return Fate.KEPT_LATE if is_late else Fate.KEPT
    if state in _BROKEN:
        return Fate.BROKEN
    return Fate.LATE if is_late else Fate.RUNNING
