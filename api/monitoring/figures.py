"""The figures: each is one name, one definition for people, and one condition of a query."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, and_, cast, select, true
from sqlalchemy.dialects.postgresql import JSONB

from api.cases.models import Case
from api.petitions.answers import Answer
from api.petitions.states import PetitionState


class FigureName(StrEnum):
    """What is counted. Those after the first count some of the petitions received."""

    RECEIVED = "received"
    ANSWERED = "answered"
    ON_TIME = "on_time"
    LATE = "late"
    UNDATED = "undated"
    OVERDUE_NOW = "overdue_now"
    ENDED_LATE = "ended_late"
    SUSPENDED = "suspended"
    RETURNED = "returned"
    CONTESTED = "contested"
    RATED = "rated"
    WARNED = "signed_with_empty_phrases"


class MeasureName(StrEnum):
    """What is measured on the petitions a row counts; null when there is none to measure."""

    MEDIAN_ACCEPT = "median_working_days_to_accept"
    P90_ACCEPT = "p90_working_days_to_accept"
    MEDIAN_ANSWER = "median_working_days_to_answer"
    P90_ANSWER = "p90_working_days_to_answer"
    MEAN_RATING = "mean_rating"
    RATING_SHARE = "rating_response_share"


@dataclass(frozen=True)
class Figure:
    """What is counted, as people read it and as a query asks for it."""

    definition: str
    condition: Callable[[datetime], ColumnElement[bool]]
    """Of a case, at this moment."""


# An index holds these few alone (`ix_answers_warned`).
_SIGNED_WITH_WARNINGS = select(Answer.petition_id).where(Answer.warnings != cast("[]", JSONB))

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
    FigureName.SUSPENDED: Figure(
        "Of those received: the ones whose settlement is suspended now.",
        lambda _: Case.state == PetitionState.SUSPENDED,
    ),
    FigureName.RETURNED: Figure(
        "Of those received: the ones that were sent back at least once to be routed anew.",
        lambda _: Case.returned_at.is_not(None),
    ),
    FigureName.CONTESTED: Figure(
        "Of those received: the ones whose sender contested the answer.",
        lambda _: Case.contested_at.is_not(None),
    ),
    FigureName.RATED: Figure(
        "Of those received: the ones whose sender rated the answer.",
        lambda _: Case.rating.is_not(None),
    ),
    FigureName.WARNED: Figure(
        "Of those answered: the ones where phrases that say nothing stood in a signed answer, with"
        " no day, nobody who acts and no legal basis beside them.",
        lambda _: Case.id.in_(_SIGNED_WITH_WARNINGS),
    ),
}
"""Every figure there is, in the order in which they are shown."""

MEASURES: Final[Mapping[MeasureName, str]] = {
    MeasureName.MEDIAN_ACCEPT: (
        "Of those accepted: the median number of working days from the day of receipt, which is"
        " not counted, to the day of acceptance."
    ),
    MeasureName.P90_ACCEPT: (
        "Of those accepted: the number of working days to acceptance within which nine of ten"
        " were accepted (90th percentile)."
    ),
    MeasureName.MEDIAN_ANSWER: (
        "Of those answered: the median number of working days from the day of receipt, which is"
        " not counted, to the day of signature. Empty when none is answered."
    ),
    MeasureName.P90_ANSWER: (
        "Of those answered: the number of working days to signature within which nine of ten were"
        " answered (90th percentile)."
    ),
    MeasureName.MEAN_RATING: (
        "The mean of the ratings from 1 to 5, to be read beside the share of senders who rated."
    ),
    MeasureName.RATING_SHARE: "The number of ratings divided by the number of answers.",
}
"""What is measured, in the order in which it is shown."""
