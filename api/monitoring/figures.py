"""The figures: each is one name, one definition for people, and one condition of a query."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, and_, true

from api.cases.models import Case


class FigureName(StrEnum):
    """What is counted. Those after the first count some of the petitions received."""

    RECEIVED = "received"
    ANSWERED = "answered"
    ON_TIME = "on_time"
    LATE = "late"
    UNDATED = "undated"
    OVERDUE_NOW = "overdue_now"
    ENDED_LATE = "ended_late"


@dataclass(frozen=True)
class Figure:
    """What is counted, as people read it and as a query asks for it."""

    definition: str
    condition: Callable[[datetime], ColumnElement[bool]]
    """Of a case, at this moment."""


FIGURES: Final[Mapping[FigureName, Figure]] = {
    FigureName.RECEIVED: Figure(
        "Petitions whose day of receipt, in Viet Nam, lies in the period.",
        lambda _: true(),
    ),
    FigureName.ANSWERED: Figure(
        "Of those received: the ones with a signed answer.",
        lambda _: Case.answered_at.is_not(None),
    ),
    FigureName.ON_TIME: Figure(
        "Of those answered: the ones with at least one dated duty to answer, where every such duty"
        " was fulfilled before the moment that is too late.",
        lambda _: and_(Case.answered_at.is_not(None), Case.answered_late.is_(False)),
    ),
    FigureName.LATE: Figure(
        "Of those answered: the ones where a dated duty to answer was fulfilled too late.",
        lambda _: and_(Case.answered_at.is_not(None), Case.answered_late.is_(True)),
    ),
    FigureName.UNDATED: Figure(
        "Of those answered: the ones without any dated duty to answer. They are neither on time"
        " nor late.",
        lambda _: and_(Case.answered_at.is_not(None), Case.answered_late.is_(None)),
    ),
    FigureName.OVERDUE_NOW: Figure(
        "Of those received: the ones on which some duty is open and its moment that is too late"
        " has come.",
        lambda at: and_(Case.next_due_at.is_not(None), Case.next_due_at <= at),
    ),
    FigureName.ENDED_LATE: Figure(
        "Of those received: the ones where a duty fell away (declined, guided, transferred,"
        " withdrawn) only after its moment that is too late.",
        lambda _: Case.ended_late.is_(True),
    ),
}
"""Every figure there is, in the order in which they are shown."""

MEDIAN: Final = "median_working_days_to_answer"

MEDIAN_DEFINITION: Final = (
    "Of those answered: the median number of working days from the day of receipt, which is not"
    " counted, to the day of signature. Empty when none is answered."
)
