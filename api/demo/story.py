"""The plan of the story: which step of which petition comes when. Nothing is done here."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from api.core.clock import VIETNAM, midnight, vietnam_date
from api.demo.draws import Draw, draws
from api.regulation.calendar import ONE_DAY, WorkCalendar

_FILE = Path(__file__).with_name("story.toml")

SUBMISSION: Final = "submission"
"""The first step of every petition."""

OF_SENDERS: Final = frozenset(
    {
        "appeal",
        "closure",
        "confirmation",
        "contest",
        "information",
        "rating",
        "second_rating",
        "withdrawal",
    }
)
"""Steps that the sender takes, at any time of any day."""

Range = tuple[int, int]
Hours = Sequence[tuple[time, time]]


@dataclass(frozen=True)
class Habit:
    """How the head of a place works."""

    stars: Range
    deputy: int
    """How often of a hundred a deputy signs."""
    formulaic: bool
    """Whether the answers say nothing of the matter."""
    waits: Mapping[str, Range]


@dataclass(frozen=True)
class Place:
    """A commune of the story, or the city."""

    code: str
    habit: Habit
    weekday: int
    receives: Mapping[str, int]
    """What becomes of a planned reception day, in parts of a hundred."""
    secretary: int


@dataclass(frozen=True)
class Step:
    """Something that is done to a petition at this moment."""

    at: datetime
    draw: Draw
    act: str
    number: int
    """Its place in the life of the petition: 0 is handing in."""


@dataclass(frozen=True)
class Story:
    """All that `story.toml` says."""

    given: Mapping[str, Any]
    places: Mapping[str, Place]

    @property
    def first_day(self) -> date:
        """Nothing happens before it."""
        day: date = self.given["first_day"]
        return day

    def course(self, draw: Draw) -> Sequence[str]:
        """The steps of a petition after it was handed in."""
        steps: Sequence[str] = self.given["courses"][draw.course]
        return steps

    def wait(self, draw: Draw, step: str) -> Range:
        """After how many days the step comes: as this course has it, this head, or anybody."""
        own = self.given["course_waits"].get(draw.course, {})
        usual = self.places[draw.area].habit.waits.get(step, self.given["waits"][step])
        first, last = own.get(step, usual)
        return first, last

    def hours(self, step: str) -> Hours:
        """Between which times of a day the step is taken."""
        found: Hours = self.given["home" if step in OF_SENDERS else "office"]["hours"]
        return found


@cache
def story() -> Story:
    """The story as it is written down."""
    given = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    habits = {name: _habit(row) for name, row in given["habits"].items()}
    places = [
        Place(
            code=row["code"],
            habit=habits[row["habit"]],
            weekday=row["weekday"],
            receives=row["receives"],
            secretary=row["secretary"],
        )
        for row in given["place"]
    ]
    return Story(given, {place.code: place for place in places})


def plan(calendar: WorkCalendar, end: datetime) -> Sequence[Step]:
    """Every step before the end, in the order in which they come.

    The same end and calendar make the same plan.
    """
    planner = _Planner(calendar, end)
    steps = [step for draw in draws() for step in planner.life(draw)]
    return sorted(steps, key=lambda step: (step.at, step.draw.id, step.number))


def nights(end: datetime) -> Iterator[datetime]:
    """Each midnight of the story before the end."""
    day = story().first_day
    while midnight(day) < end:
        yield midnight(day)
        day += ONE_DAY


def chance(*about: object) -> Random:
    """The dice for one thing of the story: they fall the same way each time it is told."""
    return Random(" ".join(map(str, about)))  # noqa: S311 -- a story, no secret


class _Planner:
    """Lays out the lives of petitions on the days that are worked."""

    def __init__(self, calendar: WorkCalendar, end: datetime) -> None:
        self.calendar, self.end = calendar, end

    def life(self, draw: Draw) -> Iterator[Step]:
        """The steps of one petition, as far as they come before the end."""
        dice = chance(draw.id)
        at = self._received(draw)
        if at < midnight(story().first_day):
            return
        for number, act in enumerate([SUBMISSION, *story().course(draw)]):
            at = self._later(at, draw, act, dice) if number else at
            if at >= self.end:
                return
            yield Step(at, draw, act, number)

    def _received(self, draw: Draw) -> datetime:
        said, hour = draw.received.split()
        day = self._back(-int(said)) if said.startswith("-") else date.fromisoformat(said)
        return datetime.combine(day, time.fromisoformat(hour), VIETNAM)

    def _back(self, working: int) -> date:
        """So many working days before the last day of the story."""
        day = vietnam_date(self.end - timedelta.resolution)
        while working:
            day -= ONE_DAY
            working -= self.calendar.is_working(day)
        return day

    def _later(self, at: datetime, draw: Draw, act: str, dice: Random) -> datetime:
        """The moment of the step, after the one before."""
        is_senders = act in OF_SENDERS
        day = vietnam_date(at)
        for _ in range(dice.randint(*story().wait(draw, act))):
            day = self._next(day, is_senders)
        if not self._is_open(day, is_senders):
            day = self._next(day, is_senders)
        moment = _moment(day, story().hours(act), dice)
        while moment <= at:
            day = self._next(day, is_senders)
            moment = _moment(day, story().hours(act), dice)
        return moment

    def _next(self, day: date, is_senders: bool) -> date:
        day += ONE_DAY
        while not self._is_open(day, is_senders):
            day += ONE_DAY
        return day

    def _is_open(self, day: date, is_senders: bool) -> bool:
        return is_senders or self.calendar.is_working(day)


def _habit(row: Mapping[str, Any]) -> Habit:
    first, last = row["stars"]
    return Habit(
        stars=(first, last),
        deputy=row.get("deputy", 0),
        formulaic=row.get("formulaic", False),
        waits=row.get("waits", {}),
    )


def _moment(day: date, hours: Hours, dice: Random) -> datetime:
    """Some minute of the day within these hours."""
    first, last = dice.choice(hours)
    minutes = (datetime.combine(day, last) - datetime.combine(day, first)) // timedelta(minutes=1)
    at = datetime.combine(day, first, VIETNAM)
    return at + timedelta(minutes=dice.randint(0, minutes))
