"""What an agenda consists of: parts with their length, and the points in each."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parents[1] / "data" / "agenda.toml"


class Part(StrEnum):
    """A part of an agenda, in the usual order."""

    OPENING = "opening"
    UNKEPT = "unkept"
    SYNTHESIS = "synthesis"
    QUESTIONS = "questions"
    LIVE = "live"
    CONCLUSION = "conclusion"


@dataclass(frozen=True)
class Point:
    """One thing that is dealt with in a part."""

    id: str | None
    """Of the promise or question, for who wants to read more."""
    title: str
    minutes: int
    text: str = ""
    unit: str | None = None
    """The id of the unit that prepares the answer."""
    due_on: str | None = None
    """The day by which it was promised."""
    number: int | None = None
    """Of the question in its dialogue."""


@dataclass(frozen=True)
class Section:
    """A part of one agenda: how long it is, and what is dealt with in it."""

    part: Part
    minutes: int
    points: tuple[Point, ...] = ()

    @property
    def needed(self) -> int:
        """Minutes that its points need."""
        return sum(each.minutes for each in self.points)

    def without_words(self) -> "Section":
        """The same for who may not read yet what its points are."""
        return replace(self, points=tuple(Point(None, "", each.minutes) for each in self.points))

    def as_data(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def kept(cls, data: Mapping[str, Any]) -> "Section":
        """As it was kept."""
        points = tuple(Point(**each) for each in data["points"])
        return cls(Part(data["part"]), data["minutes"], points)


def usual() -> Mapping[str, Mapping[str, Any]]:
    """Each part by its code: what it is called, and how long it usually is (`data/agenda.toml`)."""
    return {row["code"]: row for row in _table()["part"]}


def usual_minutes(part: Part) -> int:
    """Minutes that one point of this part usually takes."""
    return int(usual()[part].get("each", 0))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
