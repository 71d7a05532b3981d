"""Figures and duties as people are shown them: with names, and the way to the cases behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from api.authorities.directory import directory
from api.core.clock import vietnam_date
from api.core.i18n import short_date, translate
from api.dialogues.receptions.queries import Unannounced
from api.monitoring.dimensions import GROUPINGS, Dimension, Key
from api.monitoring.duties import Owed
from api.monitoring.figures import FIGURES, MEASURES
from api.monitoring.queries import Scope
from api.monitoring.recurrences import DUTY_FIGURES, tells_apart
from api.monitoring.tallies import Tally
from api.regulation.counting import done
from api.regulation.models import Obligation, Standing
from api.regulation.periods import period_kinds
from api.regulation.queries import regulation
from api.regulation.rules import Rule
from api.regulation.views import shown

CASES = "/api/v1/monitoring/cases"
DUTIES = "/api/v1/monitoring/obligations"

_UNDONE = frozenset({Standing.OPEN, Standing.OVERDUE})


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
        return self._numbers(self.whole, self._asked)

    @property
    def definitions(self) -> dict[str, str]:
        """What each number means."""
        sentences = {name.value: figure.definition for name, figure in FIGURES.items()}
        sentences |= {name.value: definition for name, definition in MEASURES.items()}
        sentences |= {name.value: each.definition for name, each in DUTY_FIGURES.items()}
        return {name: translate(said, self.locale) for name, said in sentences.items()}

    def _row(self, key: Key, tally: Tally) -> dict[str, Any]:
        about = GROUPINGS[self.by].named(key, self.locale)
        asked = self._asked | {self.by.value: about["code"]}
        return {self.by.value: about, **self._numbers(tally, asked)}

    def _numbers(self, tally: Tally, asked: dict[str, Any]) -> dict[str, Any]:
        has_duties = tells_apart(self.by)
        return {
            **{name.value: tally.counts[name] for name in FIGURES},
            **{name.value: measure for name, measure in tally.measures.items()},
            **{name.value: tally.duties[name] if has_duties else None for name in DUTY_FIGURES},
            "links": _links(asked, has_duties=has_duties),
        }

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


def _links(asked: dict[str, Any], *, has_duties: bool) -> dict[str, str | None]:
    """For each figure the address of exactly the cases, or duties, it counts."""
    found: dict[str, str | None] = {
        name.value: f"{CASES}?{urlencode({'figure': name.value} | asked)}" for name in FIGURES
    }
    for name in DUTY_FIGURES:
        address = f"{DUTIES}?{urlencode({'figure': name.value} | asked)}"
        found[name.value] = address if has_duties else None
    return found


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
        "not_counted": [_not_counted(each, locale) for each in owed.unannounced],
        "excuses": owed.excuses,
        "remark": translate("Not held, with a reason", locale) if is_excused else None,
    }


def _not_counted(day: Unannounced, locale: str) -> dict[str, Any]:
    """A day that was held, and in words why it counts for nothing."""
    planned_on = vietnam_date(day.planned_at)
    reason = translate(
        "Put into the public schedule on %(day)s, after it was held, so it does not count.",
        locale,
        day=short_date(planned_on, locale),
    )
    return {"on": day.on, "planned_on": planned_on, "reason": reason}


def _period(obligation: Obligation, rule: Rule | None, locale: str) -> dict[str, Any]:
    first = vietnam_date(obligation.started_at)
    kind = period_kinds().get(rule.every or "") if rule else None
    return {
        "code": obligation.period,
        "name": kind.name(first, locale) if kind else obligation.period,
        "first_day": first,
        "last_day": obligation.last_day,
    }
