"""A document of law and its rules, as they are read from the document files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from api.regulation.facts import Conditions, all_hold
from api.regulation.terms import Term

VIETNAMESE = "vi"

SENDER = "sender"
"""Stands where a rule names who owes, when it is no duty: the sender may do this in time."""

OF_UNIT = "unit"
"""How a rule says that several units may owe the same on one case, each by a day of its own."""

RETYPED = "petition.classified"
"""The event by which a petition becomes one of another kind."""


class Basis(StrEnum):
    """On whose word a term stands: the State's law, the Party's, or the authority's own promise."""

    LAW = "law"
    PARTY = "party"
    PROMISE = "promise"


class Confidence(StrEnum):
    """How well it is known what the document says; an unverified rule is shown and never runs."""

    TEXT = "text"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    DEMONSTRATION = "demonstration"


class Retyping(StrEnum):
    """From when the time runs that a petition owes once it turns out to be of another kind."""

    CONTINUES = "continues"
    """From its receipt, as if its kind had been known then: nobody waits longer for an error."""
    ANEW = "anew"


class Publicity(StrEnum):
    """Whether anybody may read the words, or only that there is a rule and its date."""

    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True)
class Document:
    """One text of law, Party regulation or published promise. Titles are by locale."""

    id: str
    titles: Mapping[str, str] = field(hash=False)
    basis: Basis
    valid_from: date
    valid_until: date | None = None
    replaces: tuple[str, ...] = ()

    def title(self, locale: str) -> str:
        """Its name in this language, else in Vietnamese."""
        return self.titles.get(locale) or self.titles[VIETNAMESE]


@dataclass(frozen=True)
class Ceiling:
    """Another term, in place of the rule's own, when its facts hold."""

    when: Conditions
    term: Term


@dataclass(frozen=True)
class Extension:
    """Time that an event adds, at most so many times."""

    on: str
    by: Term
    when: Conditions = ()
    times: int = 1


@dataclass(frozen=True)
class PauseClause:
    """Which event stops the clock and which one lets it go on; on which grounds, and since when."""

    on: str
    off: str
    grounds: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None

    def allows(self, ground: object, day: date) -> bool:
        """Whether a suspension on this ground, on this day, stops the clock."""
        return (not self.grounds or ground in self.grounds) and _is_within(
            day, self.valid_from, self.valid_until
        )


@dataclass(frozen=True)
class Fulfilment:
    """Which events fulfil the duty; `distinct` things of them, `count` in number or `all` named.

    `distinct` is `day`, the legal day of the event, or the name of one of its facts.
    """

    events: tuple[str, ...]
    when: Conditions = ()
    distinct: str | None = None
    count: int = 1
    all: tuple[str, ...] = ()

    def accepts(self, event: str, facts: Mapping[str, object]) -> bool:
        """Whether this event contributes."""
        return event in self.events and all_hold(self.when, facts)

    def thing(self, facts: Mapping[str, object], day: date) -> object:
        """What an accepted event contributes: its day, or the fact that must differ or be named."""
        return day if self.distinct in (None, "day") else facts.get(self.distinct or "")

    @property
    def needed(self) -> int:
        """How many things it takes."""
        return max(self.count, len(self.all))

    def is_complete(self, things: Iterable[object]) -> bool:
        """Whether what the accepted events contributed is enough."""
        if self.distinct is None:
            return len(list(things)) >= self.count
        different = set(things) - {None}
        return different >= set(self.all) and len(different) >= self.count


@dataclass(frozen=True)
class Rule:
    """One line of the regulation: when this happens, somebody owes a duty for so long.

    A rule either opens on an event, and then has a term, or comes back every period for each
    position that fits. `hash` is that of its text: an obligation keeps it, with id and version.
    """

    document: Document
    id: str
    duty: str
    titles: Mapping[str, str] = field(hash=False)
    articles: Mapping[str, str] = field(hash=False)
    confidence: Confidence
    source: str
    valid_from: date
    met_by: Fulfilment
    hash: str
    valid_until: date | None = None
    opens: str | None = None
    owed_by: str = "holder"
    """Who owes what an event opens; what comes back is owed by each position that fits."""
    every: str | None = None
    """The period it comes back in. With a `term` as well, that is counted from its last day."""
    for_each: Conditions = ()
    when: Conditions = ()
    anchor: str | None = None
    moves_on: tuple[str, ...] = ()
    term: Term | None = None
    ceilings: tuple[Ceiling, ...] = ()
    extend: tuple[Extension, ...] = ()
    pause: PauseClause | None = None
    ends_on: tuple[str, ...] = ()
    retyped: Retyping | None = None
    """Whether petitions that become of its kind owe it, too, and since when."""
    each: str | None = None
    """`unit` when each unit owes it apart: what another one does neither opens nor fulfils it."""
    publicity: Publicity = Publicity.PUBLIC
    waits_for: Mapping[str, str] = field(hash=False, default_factory=dict)
    """What is still missing before it runs, by locale; empty for a rule that waits for nothing."""

    @property
    def version(self) -> date:
        """The first day of this wording: it tells the versions of one rule apart, for good."""
        return self.valid_from

    @property
    def basis(self) -> Basis:
        """On whose word the rule stands."""
        return self.document.basis

    @property
    def runs(self) -> bool:
        """Whether it may open obligations: not unchecked, and not while it waits for something."""
        return self.confidence is not Confidence.UNVERIFIED and not self.waits_for

    @property
    def is_beside(self) -> bool:
        """Whether it is owed beside the answer, by units that only contribute to it."""
        return self.each == OF_UNIT

    @property
    def is_right(self) -> bool:
        """Whether it is what the sender may do in time, which nobody owes."""
        return self.owed_by == SENDER

    def ended_by(self, event: str, facts: Mapping[str, object]) -> bool:
        """Whether the duty falls away; of another kind of petition, only what that does not owe."""
        if event == RETYPED:
            speaks_of_it = event in self.ends_on or self.retyped is not None
            return speaks_of_it and not self._is_of(facts.get("kind"))
        return event in self.ends_on

    def begins(self, event: str, facts: Mapping[str, object]) -> bool:
        """Whether the event opens it; another kind opens only what the former did not owe."""
        if event == RETYPED and self.opens != RETYPED and self._is_of(facts.get("former_kind")):
            return False
        return self.matches(facts)

    def _is_of(self, kind: object) -> bool:
        """Whether petitions of this kind owe it."""
        asked = tuple(condition for condition in self.when if condition.fact == "kind")
        return all_hold(asked, {"kind": kind})

    def is_in_force(self, day: date) -> bool:
        """Whether this wording applies to an event of this day."""
        return _is_within(day, self.valid_from, self.valid_until)

    def matches(self, facts: Mapping[str, object]) -> bool:
        """Whether the rule is about this case, unit, area and event. Unknown facts never match."""
        return all_hold(self.when, facts)

    def term_for(self, facts: Mapping[str, object]) -> Term | None:
        """The term under these facts: that of the first ceiling that holds, else the rule's own.

        None only for a recurring rule that ends with its period.
        """
        holding = (ceiling.term for ceiling in self.ceilings if all_hold(ceiling.when, facts))
        return next(holding, self.term)

    def extension_for(self, event: str, facts: Mapping[str, object]) -> Extension | None:
        """What this event adds to the term, if anything."""
        return next(
            (each for each in self.extend if each.on == event and all_hold(each.when, facts)), None
        )

    def title(self, locale: str) -> str:
        """What is owed, in a few words."""
        return self.titles.get(locale) or self.titles.get(VIETNAMESE) or self.duty

    def waiting(self, locale: str) -> str | None:
        """What it waits for before it runs; None when it does not wait."""
        return self.waits_for.get(locale) or self.waits_for.get(VIETNAMESE)

    def citation(self, locale: str) -> str:
        """Article and document, as one writes them in an answer."""
        article = self.articles.get(locale) or self.articles[VIETNAMESE]
        return f"{article}, {self.document.title(locale)}"


def _is_within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)
