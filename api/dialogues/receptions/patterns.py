"""Fixed reception days (lịch tiếp công dân định kỳ): the rule a place sets for its leaders."""

import calendar
import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model
from api.dialogues.receptions.forms import ReceptionForm

LAST: Final = -1
"""Of the weekdays of a month, the last one."""

_DAYS: Final = uuid5(NAMESPACE_URL, "urn:doithoai:fixed-reception-day")
"""Ids of reception days are made from this, the rule and the day it names: never change it."""


@dataclass(frozen=True)
class Fixed:
    """A fixed day as a place sets it. Codes of unit and positions are not looked up yet."""

    unit: str
    positions: tuple[str, ...]
    from_on: date
    from_time: time
    to_time: time
    place: str
    until_on: date | None = None
    """The last day on which it counts; None while nobody has ended it."""
    weekday: int | None = None
    """1 for Monday to 7; with `nth`, and without `day`."""
    nth: int | None = None
    """Which of those weekdays of a month: the first to the fifth, or `LAST`."""
    day: int | None = None
    """The day of the month; of a shorter month its last day."""
    form: ReceptionForm = ReceptionForm.IN_PERSON
    places: int | None = None
    """How many may book such a day; None for days without booking."""
    minutes: int | None = None
    """How long each place is, when each has a time of its own."""

    @property
    def hash(self) -> str:
        """Tells whether anything of it was changed."""
        whole = json.dumps(asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(whole.encode()).hexdigest()


class ReceptionPattern(Model):
    """A fixed reception day of one or more leaders, as the place has announced it."""

    __tablename__ = "reception_patterns"
    __table_args__ = (
        CheckConstraint("from_time < to_time", name="some_time"),
        CheckConstraint(
            "(day is null) = (weekday is not null and nth is not null)", name="one_way_to_say_it"
        ),
        CheckConstraint("until_on >= from_on", name="ends_after_it_begins"),
        CheckConstraint("places > 0 and minutes > 0", name="some_places"),
        Index("ix_reception_patterns_unit_id", "unit_id"),
    )

    id: Mapped[Id]
    """Chosen by the client."""
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    position_ids: Mapped[list[str]] = mapped_column(JSONB)
    """Who receives on it: ids."""
    weekday: Mapped[int | None]
    nth: Mapped[int | None]
    day: Mapped[int | None]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    from_time: Mapped[time]
    to_time: Mapped[time]
    place: Mapped[str]
    form: Mapped[ReceptionForm]
    places: Mapped[int | None]
    minutes: Mapped[int | None]
    given_hash: Mapped[str]
    changed_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    changed_at: Mapped[datetime]

    @property
    def served(self) -> list[UUID]:
        """The positions that receive."""
        return [UUID(each) for each in self.position_ids]

    def fixed_in(self, month: date) -> date | None:
        """The day it names in the month that begins on this day; None for a month without one."""
        found = self._named(month)
        if found is None or found < self.from_on:
            return None
        return found if self.until_on is None or found <= self.until_on else None

    def id_of(self, fixed: date) -> UUID:
        """Of the reception on that day, wherever it is moved: the same however often it is made."""
        return uuid5(_DAYS, f"{self.id}\n{fixed.isoformat()}")

    def change(self, **given: Any) -> None:
        """Another rule from now on; the days that are in the schedule already stay there."""
        for name, value in given.items():
            setattr(self, name, value)

    def _named(self, month: date) -> date | None:
        first, length = calendar.monthrange(month.year, month.month)
        if self.day is not None:
            return month.replace(day=min(self.day, length))
        if self.weekday is None or self.nth is None:
            return None
        earliest = 1 + (self.weekday - 1 - first) % 7
        every = range(earliest, length + 1, 7)
        at = self.nth if self.nth == LAST else self.nth - 1
        return month.replace(day=every[at]) if at < len(every) else None
