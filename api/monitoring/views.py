"""Figures as people are shown them: with what each row is about, and the way to its cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from api.core.i18n import translate
from api.monitoring.dimensions import GROUPINGS, Dimension, Key
from api.monitoring.figures import FIGURES, MEASURES
from api.monitoring.queries import Scope
from api.monitoring.tallies import Tally

CASES = "/api/v1/monitoring/cases"


@dataclass(frozen=True)
class Table:
    """All figures of one answer, as they stood at a moment."""

    tallies: Mapping[Key, Tally]
    whole: Tally
    scope: Scope
    by: Dimension
    at: datetime
    locale: str

    @property
    def items(self) -> list[dict[str, Any]]:
        """One row of each group, by its code."""
        rows = [self._row(key, tally) for key, tally in self.tallies.items()]
        return sorted(rows, key=lambda row: str(row[self.by]["code"]))

    @property
    def total(self) -> dict[str, Any]:
        """All groups together."""
        return _numbers(self.whole, self._asked)

    @property
    def definitions(self) -> dict[str, str]:
        """What each number means."""
        sentences = {name.value: figure.definition for name, figure in FIGURES.items()}
        sentences |= {name.value: definition for name, definition in MEASURES.items()}
        return {name: translate(said, self.locale) for name, said in sentences.items()}

    def _row(self, key: Key, tally: Tally) -> dict[str, Any]:
        about = GROUPINGS[self.by].named(key, self.locale)
        asked = self._asked | {self.by.value: about["code"]}
        return {self.by.value: about, **_numbers(tally, asked)}

    @property
    def _asked(self) -> dict[str, str | date]:
        """The scope, as it is asked for."""
        named = {
            by.value: GROUPINGS[by].named(key, self.locale)["code"]
            for by, key in self.scope.narrowed.items()
        }
        days = {"from": self.scope.first_day, "to": self.scope.last_day}
        below = {"below": "true"} if self.scope.below else {}
        return named | {name: day for name, day in days.items() if day is not None} | below


def _numbers(tally: Tally, asked: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name.value: tally.counts[name] for name in FIGURES},
        **{name.value: measure for name, measure in tally.measures.items()},
        "links": _links(asked),
    }


def _links(asked: dict[str, Any]) -> dict[str, str]:
    """For each figure the address of exactly the cases it counts."""
    return {name.value: f"{CASES}?{urlencode({'figure': name.value} | asked)}" for name in FIGURES}
