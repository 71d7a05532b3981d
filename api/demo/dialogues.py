"""The dialogues of the story as they are written down, and which of their steps comes when."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from api.core.clock import VIETNAM, midnight, vietnam_date
from api.demo.scene import id_of
from api.demo.story import story
from api.regulation.calendar import ONE_DAY, WorkCalendar

_FILE = Path(__file__).with_name("dialogues.toml")

_RUNNING: Final = timedelta(minutes=42)
"""How long the dialogue of today has been going on when the story ends."""

_FIVE_MINUTES: Final = timedelta(minutes=5)
_MOMENT: Final = timedelta(seconds=20)


@dataclass(frozen=True)
class Asked:
    """A question of the story, and its place among those of its dialogue."""

    dialogue: str
    place: int
    given: Mapping[str, Any]

    @property
    def id(self) -> UUID:
        """The same wherever the story is told."""
        return id_of(f"question {self.dialogue} {self.place}")


@dataclass(frozen=True)
class Told:
    """A dialogue of the story, with its days."""

    given: Mapping[str, Any]
    starts_at: datetime
    """As it was planned first."""
    held_at: datetime
    """When it begins, after all that moved it."""

    @property
    def name(self) -> str:
        """What tells it from others."""
        found: str = self.given["name"]
        return found

    @property
    def id(self) -> UUID:
        """The same wherever the story is told."""
        return id_of(f"dialogue {self.name}")

    @property
    def lasts(self) -> timedelta:
        """From its beginning to its end."""
        return timedelta(minutes=self.given["minutes"])

    @property
    def questions(self) -> Sequence[Asked]:
        """What is asked, in order."""
        return [Asked(self.name, n, each) for n, each in enumerate(self.given.get("question", ()))]

    def before(self, name: str, hour: time, since: datetime | None = None) -> datetime:
        """So many days before the day, as `name` says, at this time."""
        day = vietnam_date(since or self.starts_at) - _so_many(self.given[name])
        return datetime.combine(day, hour, VIETNAM)

    @property
    def announced_at(self) -> datetime:
        """When everybody was told of it."""
        return _not_before_the_story(self.before("announced_before", time(9, 20)))

    @property
    def registration_to(self) -> datetime:
        """When registration closes, as it was planned first."""
        return self.before("registration_closes_before", time(17))

    def sender(self, place: int) -> int:
        """The number of who comes in this place of the list; nobody comes to two dialogues."""
        order = [each["name"] for each in _table()["dialogue"]].index(self.name)
        return int(self.given["first_sender"]) + 40 * order + place

    def person(self, place: int) -> str:
        """What they are called."""
        names = self.given["names"]
        number = story().given["senders"]["numbered_from"] + self.sender(place)
        return f"{names[(place + len(self.name)) % len(names)]} {number}"


@dataclass(frozen=True)
class DialogueStep:
    """Something that is done at a dialogue, or before or after it; `about` what of it."""

    at: datetime
    told: Told
    act: str
    about: Any = None


def dialogues(calendar: WorkCalendar, end: datetime) -> Sequence[Told]:
    """All of them, with their days as they lie when the story ends then."""
    return [_told(_table()["usual"] | each, calendar, end) for each in _table()["dialogue"]]


def dialogue_steps(calendar: WorkCalendar, end: datetime) -> Sequence[DialogueStep]:
    """What is done about dialogues before the end, in the order in which it comes."""
    found = [step for told in dialogues(calendar, end) for step in _steps(told, end)]
    # Steps of one moment stay in the order in which they were thought of.
    return sorted((step for step in found if step.at < end), key=lambda step: step.at)


def _so_many(number: int) -> timedelta:
    return number * ONE_DAY


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _told(given: Mapping[str, Any], calendar: WorkCalendar, end: datetime) -> Told:
    starts_at = _starts_at(given, calendar, end)
    moved = given.get("moved")
    held_at = datetime.combine(moved["to"], given["from_time"], VIETNAM) if moved else starts_at
    return Told(given, starts_at, held_at)


def _starts_at(given: Mapping[str, Any], calendar: WorkCalendar, end: datetime) -> datetime:
    begins = given.get("begins")
    if begins == "today":
        at = end - _RUNNING
        return at.replace(minute=at.minute - at.minute % 5, second=0, microsecond=0)
    day: date = vietnam_date(end) + _so_many(given["begins_after"]) if begins else given["on"]
    while begins and not calendar.is_working(day):
        day += ONE_DAY
    return datetime.combine(day, given["from_time"], VIETNAM)


def _not_before_the_story(at: datetime) -> datetime:
    """What would have come before the story begins on its first morning, in the same order."""
    first = midnight(story().first_day) + timedelta(hours=8)
    if at >= first:
        return at
    return first + (at - datetime(2000, 1, 1, tzinfo=VIETNAM)) / 100_000


def _steps(told: Told, end: datetime) -> Iterator[DialogueStep]:
    given = told.given
    if given.get("on", story().first_day) < story().first_day:
        return
    planned_at = _not_before_the_story(told.before("planned_before", time(8, 40)))
    yield DialogueStep(planned_at, told, "planning")
    yield DialogueStep(told.announced_at, told, "announcement")
    yield from _registering(told, min(told.registration_to, end))
    if "cancelled" in given:
        yield DialogueStep(told.held_at - _known(given["cancelled"]), told, "cancellation")
        return
    if "moved" in given:
        moved_at = told.starts_at - _known(given["moved"])
        yield DialogueStep(moved_at, told, "move")
        yield DialogueStep(moved_at + ONE_DAY, told, "announcement")
    yield DialogueStep(told.held_at - ONE_DAY + _FIVE_MINUTES, told, "reminding")
    if given.get("begins") != "next_week":
        yield from _on_the_day(told)
        yield from _afterwards(told)


def _known(why: Mapping[str, Any]) -> timedelta:
    return _so_many(why["known_before"]) - timedelta(hours=2)


def _registering(told: Told, until: datetime) -> Iterator[DialogueStep]:
    """People register one after the other; the first of them ask something."""
    for sheet in told.given.get("sheet", ()):
        at = told.before("sheets_before", time(20), told.held_at)
        yield DialogueStep(at, told, "sheet", sheet)
    people, early = told.given["registered"], [e for e in told.questions if not e.given.get("live")]
    pause = (until - told.announced_at) / (people + 2)
    for place in range(people):
        yield DialogueStep(told.announced_at + pause * (place + 1), told, "registration", place)
    for each in early:
        asked_at = told.announced_at + pause * (each.place + 1) + _MOMENT
        yield DialogueStep(asked_at, told, "question", each)
        if each.given.get("withdrawn"):
            yield DialogueStep(asked_at + 3 * _MOMENT, told, "withdrawal", each)
            continue
        yield DialogueStep(asked_at + _MOMENT, told, "assignment", each)
        ready_at = max(
            told.before("prepared_before", time(10), told.held_at), asked_at + 2 * _MOMENT
        )
        if each.place % 3 != 2:
            yield DialogueStep(ready_at, told, "preparation", each)


def _on_the_day(told: Told) -> Iterator[DialogueStep]:
    at = told.held_at
    yield DialogueStep(at + _MOMENT, told, "opening")
    for place in range(told.given["registered"]):
        if place % 5 != 4:
            yield DialogueStep(at + (2 + place / 20) * _MOMENT, told, "attendance", place)
    yield from _speaking(told)
    yield from _asking(told)
    if told.given.get("begins") != "today":
        yield DialogueStep(at + told.lasts, told, "closing")


def _speaking(told: Told) -> Iterator[DialogueStep]:
    """Some of who came want to speak; of those called, the last still speaks when it is noted."""
    at, speakers = told.held_at + _FIVE_MINUTES, told.given["speakers"]
    come = [n for n in range(told.given["registered"]) if n % 5 != 4][:speakers]
    for number, place in enumerate(come):
        yield DialogueStep(at + number * _MOMENT, told, "turn", place)
    called = come[: told.given["called"]]
    for number, place in enumerate(called):
        spoken_at = at + (2 * number + 1) * _FIVE_MINUTES
        yield DialogueStep(spoken_at, told, "call", place)
        if place != called[-1]:
            yield DialogueStep(spoken_at + 2 * _FIVE_MINUTES - _MOMENT, told, "thanks", place)


def _asking(told: Told) -> Iterator[DialogueStep]:
    """What is put there, and what becomes of what was asked."""
    for each in told.questions:
        if each.given.get("live"):
            at = told.held_at + 2 * _FIVE_MINUTES + each.place * _MOMENT
            yield DialogueStep(at, told, "question", each)
        if "outcome" in each.given:
            decided_at = told.held_at + (3 + 2 * each.place) * _FIVE_MINUTES
            yield DialogueStep(decided_at, told, "outcome", each)


def _afterwards(told: Told) -> Iterator[DialogueStep]:
    if "results" in told.given:
        signed_at = _morning_after(told, 1) - timedelta(hours=2)
        yield DialogueStep(signed_at, told, "conclusion")
    for channel, after in told.given.get("results", {}).items():
        yield DialogueStep(_morning_after(told, after), told, "publication", channel)
    for each in told.questions:
        if "answered_after" in each.given:
            at = _morning_after(told, each.given["answered_after"])
            yield DialogueStep(at, told, "answer", each)
        yield from _promised(told, each)


def _promised(told: Told, each: Asked) -> Iterator[DialogueStep]:
    """What became of a promise: kept before its day, or late, or not as was said; else nothing."""
    fate = each.given.get("promise")
    if fate not in ("kept", "late", "broken"):
        return
    done = each.given["due"] + (-6 if fate == "kept" else 12)
    yield DialogueStep(_morning_after(told, done), told, "report", each)
    yield DialogueStep(_morning_after(told, done + 2), told, "confirmation", each)
    if fate == "broken":
        return
    yield DialogueStep(_morning_after(told, done + 5), told, "verification", each)


def _morning_after(told: Told, after: int) -> datetime:
    day = vietnam_date(told.held_at) + _so_many(after)
    return datetime.combine(day, time(10, 15), VIETNAM)
