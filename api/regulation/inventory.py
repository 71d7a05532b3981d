"""What each loaded document holds: how much of it runs, waits, is unset or was never checked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from api.regulation.language import Regulation
from api.regulation.rules import Confidence, Document, Rule
from api.regulation.terms import TermUnit


@dataclass(frozen=True)
class Holding:
    """One document and how many of its rules are what, on a day.

    One rule may be counted under several headings: what waits may also be unset. Every wording of a
    rule counts as one.
    """

    document: Document
    rules: int
    counts: Mapping[str, int]


def holdings(law: Regulation, on: date) -> Iterator[Holding]:
    """Each document, those without a rule among them, in the order in which they were read."""
    headed = {heading: set(rules) for heading, rules in headings(law, on).items()}
    for document in law.documents:
        own = [rule for rule in law.rules if rule.document.id == document.id]
        counts = {heading: _among(own, rules) for heading, rules in headed.items()}
        yield Holding(document, len(own), counts)


def headings(law: Regulation, on: date) -> dict[str, list[Rule]]:
    """The rules by what can be said of them on this day."""
    in_force = law.in_force(on)
    return {
        "in force": [*in_force],
        "unset": [rule for rule in law.rules if _is_unset(law, rule, on)],
        "unverified": [rule for rule in law.rules if rule.confidence is Confidence.UNVERIFIED],
        "waiting": [rule for rule in law.rules if rule.waits_for],
        "future": [rule for rule in law.rules if rule.valid_from > on],
        "superseded": [rule for rule in law.rules if _is_over(law, rule, on)],
    }


def _is_unset(law: Regulation, rule: Rule, on: date) -> bool:
    """Whether it applies, or would if it did not wait, and has no number."""
    has_no_number = rule.term is not None and rule.term.unit is TermUnit.UNSET
    return has_no_number and rule.is_in_force(on) and not law.is_replaced(rule, on)


def _is_over(law: Regulation, rule: Rule, on: date) -> bool:
    """Whether its time has passed, or a newer document took its place."""
    has_ended = rule.valid_until is not None and rule.valid_until < on
    return has_ended or law.is_replaced(rule, on)


def _among(own: Iterable[Rule], headed: set[Rule]) -> int:
    return sum(1 for rule in own if rule in headed)
