"""Figures and duties as people are shown them: with names, and the way to the cases behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from api.authorities.directory import directory
from api.authorities.views import UnitView
from api.core.clock import vietnam_date
from api.core.i18n import translate
from api.monitoring.duties import Owed
from api.monitoring.figures import FIGURES, MEDIAN, MEDIAN_DEFINITION
from api.monitoring.queries import Counted, Scope
from api.regulation.counting import done
from api.regulation.models import Obligation, Standing
from api.regulation.periods import period_kinds
from api.regulation.queries import regulation
from api.regulation.rules import Rule
from api.regulation.views import shown

CASES = "/api/v1/monitoring/cases"

_UNDONE = frozenset({Standing.OPEN, Standing.OVERDUE})


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


def owed_shown(owed: Owed, at: datetime, locale: str, *, inside: bool) -> dict[str, Any]:
    """The duty with who owes it, how much of it was done, and what was called off with a reason.

    `inside` is for those who may read the words of internal regulations.
    """
    obligation, known = owed.obligation, directory()
    rule = regulation().rule(obligation.rule_id, obligation.rule_version)
    common = shown(obligation, at, locale, inside=inside)
    codes = {
        "position_code": known.position(obligation.position_id).code,
        "unit_code": known.unit(obligation.unit_id).code,
    }
    is_excused = bool(owed.excuses) and common["state"] in _UNDONE
    return common | {
        "owed_by": common["owed_by"] | codes,
        "case": owed.case_code and {"id": obligation.case_id, "code": owed.case_code},
        "period": _period(obligation, rule, locale) if obligation.period else None,
        "needed": rule.met_by.needed if rule else None,
        "counted": done(rule, owed.counted) if rule else len(owed.counted),
        "counts": [
            {"on": vietnam_date(each.at), "recorded_on": vietnam_date(each.recorded_at)}
            for each in owed.counted
        ],
        "excuses": owed.excuses,
        "remark": translate("Not held, with a reason", locale) if is_excused else None,
    }


def _period(obligation: Obligation, rule: Rule | None, locale: str) -> dict[str, Any]:
    first = vietnam_date(obligation.started_at)
    kind = period_kinds().get(rule.every or "") if rule else None
    return {
        "code": obligation.period,
        "name": kind.name(first, locale) if kind else obligation.period,
        "first_day": first,
        "last_day": obligation.last_day,
    }
