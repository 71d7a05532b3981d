"""How many petitions there are of those asked for: by state and urgency, and by every facet."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_, select

from api.cases.models import Case, CaseType
from api.core.access import Actor
from api.core.clock import VIETNAM
from api.core.database import db
from api.petitions.filters import Wanted, awaits, conditions, is_due_soon, mine
from api.petitions.queries import seen_by


@dataclass(frozen=True)
class Counts:
    """How many of the petitions asked for stand where, and need somebody."""

    total: int
    states: Mapping[str, int]
    overdue: int
    due_soon: int
    mine: int
    awaiting: int


def counts_of(actor: Actor, wanted: Wanted, at: datetime) -> Counts:
    """Counted in one statement, by the same conditions as the list of them."""
    needs = {
        "overdue": Case.next_due_at <= at,
        "due_soon": is_due_soon(at),
        "mine": or_(*mine(actor)),
        "awaiting": awaits(actor),
    }
    counted = [func.count().filter(condition) for condition in needs.values()]
    rows = db.session.execute(
        _among(select(Case.state, func.count(), *counted), actor, wanted, at).group_by(Case.state)
    ).all()
    summed: Counter[str] = Counter()
    for _, _, *numbers in rows:
        summed.update(dict(zip(needs, numbers, strict=True)))
    states = {state: number for state, number, *_ in rows}
    return Counts(
        total=sum(states.values()), states=states, **{name: summed[name] for name in needs}
    )


def number_of(actor: Actor, wanted: Wanted, at: datetime) -> int:
    """How many there are in all."""
    return db.session.scalar(_among(select(func.count()), actor, wanted, at)) or 0


# Given as text, so that it is one and the same expression wherever it stands in the statement.
_MONTH: Final[ColumnElement[str]] = func.to_char(
    func.timezone(VIETNAM.key, Case.opened_at), "YYYY-MM"
)
FACETS: Final[Mapping[str, ColumnElement[Any]]] = {
    "kind": Case.kind.expression,
    "field": Case.field.expression,
    "state": Case.state.expression,
    "unit": Case.unit_id.expression,
    "area": Case.area_code.expression,
    "month": _MONTH,
}
"""By what petitions are told apart at a glance."""


def facets_of(
    actor: Actor, wanted: Wanted, at: datetime
) -> Mapping[str, Sequence[tuple[Any, int]]]:
    """Of each facet the values there are, the most frequent first; one statement for them all."""
    chosen = _among(
        select(*(column.label(name) for name, column in FACETS.items())), actor, wanted, at
    ).subquery()
    keys = [chosen.c[name] for name in FACETS]
    sets = func.grouping_sets(*keys)
    rows = db.session.execute(
        select(func.grouping(*keys), *keys, func.count()).group_by(sets)
    ).all()
    found: defaultdict[str, list[tuple[Any, int]]] = defaultdict(list)
    for grouped, *values, number in rows:
        # Each bit that is not set is the one key by which this row was grouped.
        place = next(i for i in range(len(keys)) if not grouped & 1 << (len(keys) - 1 - i))
        found[list(FACETS)[place]].append((values[place], number))
    return {name: sorted(found[name], key=_most_first) for name in FACETS}


def _most_first(counted: tuple[Any, int]) -> tuple[int, str]:
    value, number = counted
    return -number, str(value)


def _among(
    counted: Select[*tuple[Any, ...]], actor: Actor, wanted: Wanted, at: datetime
) -> Select[*tuple[Any, ...]]:
    asked = counted.where(
        Case.type == CaseType.PETITION, seen_by(actor), *conditions(actor, wanted, at)
    )
    return asked.where(or_(*mine(actor))) if wanted.mine else asked
