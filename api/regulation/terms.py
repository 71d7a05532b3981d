"""How long somebody has: a number of working hours or days, days or months, or no number."""

import re
from dataclasses import dataclass
from enum import StrEnum

_WRITTEN = re.compile(r"(?P<amount>-?[1-9][0-9]{0,2})(?P<unit>wd|cd|mo|wh)")

NAMED_DAY = "0cd"
"""How a term is written of which nothing is counted, because the day itself was named."""


class InvalidTerm(ValueError):
    """A term that is not written as terms are, or that cannot be counted here."""


class TermUnit(StrEnum):
    """What a term is counted in. For the last three there is no number to count.

    `period` is the time of a duty that comes back: it ends with its period, and no rule writes it.
    """

    WORKING_DAYS = "wd"
    CALENDAR_DAYS = "cd"
    MONTHS = "mo"
    WORKING_HOURS = "wh"
    UNSET = "unset"
    PROMPT = "prompt"
    PERIOD = "period"


_NUMBERLESS = (TermUnit.UNSET, TermUnit.PROMPT, TermUnit.PERIOD)


@dataclass(frozen=True)
class Term:
    """A term as the law states it. A negative amount is counted back from the event.

    Zero days are a day that was named: the day it is counted from is itself the last.
    """

    amount: int
    unit: TermUnit

    @classmethod
    def parse(cls, text: str) -> "Term":
        """The term written as `10wd`, `30cd`, `-7cd`, `0cd`, `8wh`, `1mo`, or as a word.

        The words are `unset`, `prompt` and `period`.

        Raises InvalidTerm for anything else.
        """
        if text in _NUMBERLESS:
            return cls(0, TermUnit(text))
        if text == NAMED_DAY:
            return cls(0, TermUnit.CALENDAR_DAYS)
        match = _WRITTEN.fullmatch(text)
        if match is None:
            raise InvalidTerm(
                f"{text!r} is no term; terms are 10wd, 30cd, -7cd, 0cd, 8wh, 1mo, unset, prompt"
            )
        return cls._counted(int(match["amount"]), TermUnit(match["unit"]))

    @classmethod
    def _counted(cls, amount: int, unit: TermUnit) -> "Term":
        if amount < 0 and unit in (TermUnit.MONTHS, TermUnit.WORKING_HOURS):
            raise InvalidTerm(f"'{amount}{unit}': only days are counted back")
        return cls(amount, unit)

    @property
    def is_counted(self) -> bool:
        """Whether there is a number, and so a last day. False for `unset`, `prompt`, `period`."""
        return self.unit not in _NUMBERLESS

    @property
    def is_in_hours(self) -> bool:
        """Whether it runs from the moment itself, through office hours only."""
        return self.unit is TermUnit.WORKING_HOURS

    @property
    def is_backward(self) -> bool:
        """Whether the days are counted back from the event, as before a meeting."""
        return self.amount < 0

    @property
    def is_named_day(self) -> bool:
        """Whether nothing is counted: the day it starts from is the last day."""
        return self.unit is TermUnit.CALENDAR_DAYS and self.amount == 0

    def is_longer_than(self, other: "Term") -> bool:
        """Whether it is more of the same unit; terms of different units are not compared."""
        return self.unit is other.unit and self.amount > other.amount

    def __str__(self) -> str:
        """As it is written in a rule; `Term.parse` reads it back."""
        return f"{self.amount}{self.unit}" if self.is_counted else str(self.unit)
