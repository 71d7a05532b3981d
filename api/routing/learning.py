"""Which groups of words go with which field, counted in examples; no text is kept in the counts."""

import json
import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from api.authorities.fields import field_of
from api.authorities.names import fold
from api.routing.models import UNSAID

DATA = Path(__file__).parent / "data"
SHIPPED = DATA / "field_counts.json"
"""What was counted in the examples that come with the product."""

FILE = "field_counts.json"
"""Its name in a home that has counted its own examples."""


class Example(NamedTuple):
    """A text of which a person has said the field."""

    id: str
    field: str
    text: str


class Counts:
    """In how many examples of each field a group of words stands."""

    def __init__(self, by_field: Mapping[str, Mapping[str, int]], smoothing: float) -> None:
        self.by_field = by_field
        self._everywhere: Counter[str] = Counter()
        for counted in by_field.values():
            self._everywhere.update(counted)
        self._size = {field: sum(counted.values()) for field, counted in by_field.items()}
        self._whole = sum(self._size.values())
        self._smoothing = smoothing
        self._room = smoothing * len(self._everywhere)

    def scores(self, text: str) -> dict[str, float]:
        """How much better each field explains the text than all others do (naive Bayes)."""
        found = [group for group in groups(text) if group in self._everywhere]
        return {field: sum(self._odds(field, group) for group in found) for field in self.by_field}

    def _odds(self, field: str, group: str) -> float:
        here, everywhere = self.by_field[field].get(group, 0), self._everywhere[group]
        size = self._size[field]
        inside = (here + self._smoothing) / (size + self._room)
        outside = (everywhere - here + self._smoothing) / (self._whole - size + self._room)
        return math.log(inside / outside)


@cache
def settings() -> Mapping[str, Any]:
    """How a field is guessed: weights, and which examples measure."""
    return tomllib.loads((DATA / "field_suggestion.toml").read_text(encoding="utf-8"))


def groups(text: str) -> set[str]:
    """One, two and three words that stand together, without diacritics."""
    words = fold(text).split()
    return {
        " ".join(words[start : start + length])
        for length in (1, 2, 3)
        for start in range(len(words) - length + 1)
    }


def count(examples: Iterable[Example]) -> Counts:
    """What the examples have; what only few have, and examples of no field, count for nothing."""
    told = settings()["counts"]
    everywhere: Counter[str] = Counter()
    by_field: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for example in examples:
        if example.field != UNSAID:
            found = groups(example.text)
            everywhere.update(found)
            by_field[example.field].update(found)
    enough = {group for group, times in everywhere.items() if times >= told["least_examples"]}
    kept = {
        field: {group: times for group, times in counted.items() if group in enough}
        for field, counted in by_field.items()
    }
    return Counts(kept, told["smoothing"])


def examples_in(path: Path) -> list[Example]:
    """The examples of a list of JSON lines with `id`, `field` and `text`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    found = ((row, field_of(row["field"])) for row in rows)
    return [Example(row["id"], field, row["text"]) for row, field in found if field]


def is_measured(example: Example) -> bool:
    """Whether it is kept apart to measure by, so that nothing is learnt from it."""
    return example.id in settings()["measured"]["ids"]


def write(counts: Counts, path: Path) -> None:
    """Keep the counts, in an order that makes the same counts the same file."""
    sorted_ = {
        field: dict(sorted(counts.by_field[field].items())) for field in sorted(counts.by_field)
    }
    told = json.dumps(sorted_, ensure_ascii=False, separators=(",", ":"))
    path.write_text(told.replace("},", "},\n") + "\n", encoding="utf-8")


def read(path: Path) -> Counts:
    """The counts in this file."""
    return Counts(json.loads(path.read_text(encoding="utf-8")), settings()["counts"]["smoothing"])
