"""The last day of a term, and how it was found."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from api.regulation.terms import Term

ONE_DAY: Final = timedelta(days=1)


class Reason(StrEnum):
    """Why a day does not count."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SWAP_OFF = "swap_off"
    PAUSED = "paused"


@dataclass(frozen=True)
class Skipped:
    """A day the count passed over, and why; `name` is the holiday's."""

    on: date
    reason: Reason
    name: str = ""


@dataclass(frozen=True)
class Roll:
    """The last day was off, so the term ends on the next day that is not."""

    since: date
    until: date
    over: tuple[Skipped, ...]


@dataclass(frozen=True)
class Due:
    """When a term ends, and how that was counted.

    `due_at` is the first moment that is too late. It and `last_day` are None when the term has no
    number, when it is in hours and nobody knows them, and while a pause is open. `provisional` says
    that a day not yet decided, or a year of which nothing is known, took part: the date may still
    move.
    """

    term: Term
    added: tuple[Term, ...] = ()
    due_at: datetime | None = None
    last_day: date | None = None
    first_day: date | None = None
    skipped: tuple[Skipped, ...] = ()
    roll: Roll | None = None
    provisional: bool = False
    paused_since: date | None = None
