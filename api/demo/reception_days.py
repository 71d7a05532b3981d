"""The reception days of the story: put into the schedule, held, called off, or forgotten."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.core.clock import VIETNAM, vietnam_date
from api.core.i18n import short_date
from api.demo.players import Players
from api.demo.scene import id_of, sentences
from api.demo.story import Place, chance, story
from api.dialogues.receptions import actions as receptions
from api.dialogues.receptions.models import Excuse, Held, Plan
from api.regulation.calendar import ONE_DAY, WorkCalendar

_MORNING = time(8, 30)
"""When a day is put into the schedule, or called off."""
_NOON = time(11, 45)
"""When it is written down who received."""

RECEIVING = ("ubnd-chu-tich", "dang-bi-thu")
"""Who receives at a place: the chair, and on shared days the head of the Party committee."""


@dataclass(frozen=True)
class ReceptionDay:
    """A day on which a place of the story receives."""

    place: Place
    on: date
    is_shared: bool
    """Whether the head of the Party committee is to sit beside the chair."""
    is_working: bool

    @property
    def name(self) -> str:
        """What tells it from other days."""
        return f"{self.place.code} {self.on.isoformat()}"

    @property
    def id(self) -> UUID:
        """The same wherever the story is told."""
        return id_of(self.name)

    @property
    def dice(self) -> Random:
        """Of this day alone."""
        return chance(self.name)

    @property
    def fate(self) -> str:
        """What becomes of it: held, called_off or missed."""
        if not self.is_working:
            return "called_off"
        receives = self.place.receives
        [found] = self.dice.choices([*receives], weights=[*receives.values()])
        return found

    @property
    def positions(self) -> tuple[str, ...]:
        """Codes of the positions that are to receive."""
        desks = RECEIVING if self.is_shared else RECEIVING[:1]
        return tuple(f"{self.place.code}-{desk}" for desk in desks)


@dataclass(frozen=True)
class DeskStep:
    """The desk puts a day into the schedule, or writes down what became of it."""

    at: datetime
    day: ReceptionDay
    is_plan: bool


def desk_steps(calendar: WorkCalendar, end: datetime) -> Sequence[DeskStep]:
    """What the desks do about reception days before the end, in the order in which it comes."""
    steps = [step for day in _days(calendar, vietnam_date(end)) for step in _steps(day)]
    return sorted((step for step in steps if step.at < end), key=lambda s: (s.at, s.day.name))


def take(step: DeskStep, players: Players) -> None:
    """The receiving officer of the place does it."""
    day, officer = step.day, players.holding(f"{step.day.place.code}-tcd-tiep-nhan")
    if step.is_plan:
        receptions.plan(day.id, _plan(day), officer)
    elif day.fate == "held":
        receptions.hold(day.id, _held(day), officer)
    else:
        receptions.call_off(day.id, _excuse(day, vietnam_date(step.at)), officer)


def _days(calendar: WorkCalendar, last: date) -> Iterator[ReceptionDay]:
    ahead = timedelta(days=_schedule()["planned_before"])
    for place in story().places.values():
        day = story().first_day
        while day <= last + ahead:
            weeks = _weeks(place, day)
            week = (day.day - 1) // 7 + 1
            if day.weekday() == place.weekday and week in weeks["weeks"]:
                is_shared = week in weeks["together"]
                yield ReceptionDay(place, day, is_shared, calendar.is_working(day))
            day += ONE_DAY


def _weeks(place: Place, day: date) -> Mapping[str, Any]:
    """How the place receives at that time."""
    level = directory().areas[place.code].level
    found = [row for row in _schedule()["weeks"] if row["level"] == level and row["from"] <= day]
    return max(found, key=lambda row: row["from"])


def _steps(day: ReceptionDay) -> Iterator[DeskStep]:
    first = story().first_day
    planned_on = max(first, day.on - timedelta(days=_schedule()["planned_before"]))
    yield DeskStep(datetime.combine(planned_on, _MORNING, VIETNAM), day, is_plan=True)
    if day.fate == "held":
        yield DeskStep(datetime.combine(day.on, _NOON, VIETNAM), day, is_plan=False)
    elif day.fate == "called_off":
        known_on = max(first, day.on - ONE_DAY)
        at = datetime.combine(known_on, _NOON, VIETNAM)
        yield DeskStep(at, day, is_plan=False)


def _plan(day: ReceptionDay) -> Plan:
    area = directory().areas[day.place.code]
    return Plan(
        unit=f"{day.place.code}-tcd",
        on=day.on,
        from_time=_schedule()["from_time"],
        to_time=_schedule()["to_time"],
        place=f"Nơi tiếp công dân {area.name}",
        positions=day.positions,
    )


def _held(day: ReceptionDay) -> Held:
    """The chair came; the secretary as often as is usual here."""
    dice = chance(day.name, "held")
    is_there = day.is_shared and dice.randrange(100) < day.place.secretary
    positions = day.positions if is_there else day.positions[:1]
    return Held(visitors=dice.randint(0, 9), positions=positions)


def _excuse(day: ReceptionDay, known_on: date) -> Excuse:
    reason = day.dice.choice(sentences("acts", "postponement" if day.is_working else "holiday"))
    [notice] = sentences("acts", "notice")
    return Excuse(reason, notice.format(day=short_date(day.on, "vi")), known_on)


def _schedule() -> Mapping[str, Any]:
    found: Mapping[str, Any] = story().given["schedule"]
    return found
