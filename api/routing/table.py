"""The competence table: its rows, and which of them holds for a matter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from api.authorities.fields import field_of
from api.authorities.models import Level, Title, UnitKind

CONDITIONS = ("area", "field", "kind", "level", "addressee")
"""What a row may ask, the weightiest first: this order decides between rows that both hold."""

Facts = Mapping[str, frozenset[str]]
"""What is true of a matter, by condition; a field is known by its own code and by its part's."""


@dataclass(frozen=True)
class Target:
    """Where a row sends a matter: a body or a desk of the area, and a position there."""

    title: Title
    body: UnitKind | None
    desk: str | None


@dataclass(frozen=True)
class Row:
    """One line of the table: for which matters it holds, who answers, who prepares, and why."""

    id: str
    when: Mapping[str, frozenset[str]]
    to: Target
    prepares: str | Mapping[str, str]
    receives: str | None
    because: Mapping[str, str]
    source: str
    confidence: str
    cooperates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By field or part of one: the desks that work with the one that prepares."""

    def holds(self, facts: Facts) -> bool:
        """Whether everything the row asks is true of the matter."""
        return all(not self.when[name].isdisjoint(facts[name]) for name in self.when)

    def failing(self, facts: Facts) -> tuple[str, ...]:
        """The conditions of the row that are not true of the matter."""
        return tuple(
            name
            for name in CONDITIONS
            if name in self.when and self.when[name].isdisjoint(facts[name])
        )

    @property
    def weight(self) -> tuple[bool, ...]:
        """Which conditions the row has; the greater weight wins."""
        return tuple(name in self.when for name in CONDITIONS)

    def preparing(self, *codes: str | None) -> str | None:
        """The desk that prepares for the first of these field codes that the row knows."""
        if isinstance(self.prepares, str):
            return self.prepares
        return next((self.prepares[code] for code in codes if code and code in self.prepares), None)

    def cooperating(self, *codes: str | None) -> tuple[str, ...]:
        """The desks that help to prepare, for the first of these field codes that the row knows."""
        found = (self.cooperates[code] for code in codes if code and code in self.cooperates)
        return next(found, ())


@dataclass(frozen=True)
class Top:
    """What happens to a matter about somebody whom nobody in the province stands above."""

    instead: Mapping[UnitKind, UnitKind]
    because: Mapping[str, str]
    source: str
    confidence: str


@dataclass(frozen=True)
class Returns:
    """How often a matter may be sent back before the head above says whose it is."""

    escalate_at: int
    source: str
    confidence: str

    def escalates(self, times: int) -> bool:
        """Whether it goes up at this return: at every so many, so that it can come down again."""
        return times % self.escalate_at == 0


@dataclass(frozen=True)
class Competence:
    """The whole table of one province."""

    province: str
    rows: tuple[Row, ...]
    about: Mapping[UnitKind, Mapping[Level, str]]
    settlers: Mapping[Level, frozenset[UnitKind]]
    """The kinds of unit whose heads settle a complaint against them first."""
    top: Top
    returns: Returns

    def row_for(self, facts: Facts) -> Row | None:
        """The row that holds and says most; no two can say equally much."""
        return max((r for r in self.rows if r.holds(facts)), key=lambda r: r.weight, default=None)

    def row(self, row_id: str) -> Row | None:
        """The row with this id; None when the table has changed since."""
        return next((row for row in self.rows if row.id == row_id), None)


def ambiguous(rows: Iterable[Row]) -> list[tuple[Row, Row]]:
    """Pairs of rows that both hold for some matter while neither says more."""
    return [
        (one, other)
        for one, other in combinations(rows, 2)
        if one.weight == other.weight
        and all(_meet(one.when[name], other.when[name]) for name in one.when)
    ]


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a matter can be of both; one of a part of a field is of the field too."""
    return any(
        one == other or one == field_of(other) or other == field_of(one)
        for one in some
        for other in others
    )
