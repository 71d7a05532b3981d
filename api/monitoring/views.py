"""Figures as people are shown them: with the unit's name, and the way to the cases behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from api.authorities.directory import directory
from api.authorities.views import UnitView
from api.core.i18n import translate
from api.monitoring.figures import FIGURES, MEDIAN, MEDIAN_DEFINITION
from api.monitoring.queries import Counted, Scope

CASES = "/api/v1/monitoring/cases"


@dataclass(frozen=True)
class Table:
    """All figures of one answer, as they stood at a moment."""

    counted: Sequence[Counted]
    scope: Scope
    at: datetime
    locale: str

    @property
    def items(self) -> list[dict[str, Any]]:
        """One row of each unit, by its code."""
        units = directory().units
        rows = [
            self._row(each, units[each.unit_id])
            for each in self.counted
            if each.unit_id is not None
        ]
        return sorted(rows, key=lambda row: str(row["unit"].code))

    @property
    def total(self) -> dict[str, Any]:
        """All units together."""
        whole = next(each for each in self.counted if each.unit_id is None)
        asked = self.scope.unit_id
        return self._row(whole, directory().unit(asked) if asked else None)

    @property
    def definitions(self) -> dict[str, str]:
        """What each number means."""
        sentences: dict[str, str] = {name: figure.definition for name, figure in FIGURES.items()}
        sentences[MEDIAN] = MEDIAN_DEFINITION
        return {name: translate(said, self.locale) for name, said in sentences.items()}

    def _row(self, counted: Counted, unit: UnitView | None) -> dict[str, Any]:
        return {
            **{name.value: count for name, count in counted.counts.items()},
            MEDIAN: counted.median_working_days,
            "unit": unit,
            "links": self._links(unit),
        }

    def _links(self, unit: UnitView | None) -> dict[str, str]:
        """For each figure the address of exactly the cases it counts."""
        asked: dict[str, str | date | None] = {
            "unit": unit.code if unit else None,
            "from": self.scope.first_day,
            "to": self.scope.last_day,
        }
        narrowed = urlencode({name: value for name, value in asked.items() if value is not None})
        return {name: f"{CASES}?figure={name}&{narrowed}".rstrip("&") for name in FIGURES}
