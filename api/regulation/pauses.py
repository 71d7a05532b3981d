"""Days on which a clock stands still."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from api.core.clock import vietnam_date


@dataclass(frozen=True)
class Pause:
    """A clock stands still from `since` up to, not including, `until`; `None` is not yet over.

    So the day of the suspension does not count and the day of the resumption does.
    """

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"a pause from {self.since} cannot end on {self.until}")

    @classmethod
    def between(cls, suspended: datetime, resumed: datetime | None) -> "Pause":
        """The pause from one moment to another, by the legal days they fall on."""
        return cls(vietnam_date(suspended), None if resumed is None else vietnam_date(resumed))

    def covers(self, day: date) -> bool:
        """Whether this day is lost to the pause."""
        return self.since <= day and (self.until is None or day < self.until)


def read_pauses(written: Iterable[Mapping[str, Any]]) -> list[Pause]:
    """The pauses as an obligation keeps them."""
    return [
        Pause(
            date.fromisoformat(pause["since"]),
            date.fromisoformat(pause["until"]) if pause["until"] else None,
        )
        for pause in written
    ]


def stopped_on(pauses: Iterable[Pause]) -> date:
    """The first day from which nothing counts any more; the end of time when no pause is open."""
    return min((pause.since for pause in pauses if pause.until is None), default=date.max)
