"""What the law provides for a case as it stands: to stop a clock, to lengthen a term, to go on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from api.authorities.directory import directory
from api.cases.models import Case
from api.core.clock import vietnam_date
from api.events.models import Event
from api.regulation import queries
from api.regulation.calendar import Due
from api.regulation.calendar_table import work_calendar
from api.regulation.models import Obligation
from api.regulation.rules import Extension, PauseClause, Rule
from api.regulation.terms import Term

RECONSIDERED: Final = "petition.extended"
"""The event at which the ceilings of a term are looked at again."""


@dataclass(frozen=True)
class Right:
    """What the sender may do, and until when; without a day where the number is not checked."""

    rule: Rule
    due: Due | None


def facts_of_case(case: Case, unit_id: UUID) -> dict[str, object]:
    """What rules may ask of a case, of the unit concerned, and of the area."""
    unit = directory().unit(unit_id)
    area = directory().area(case.area_code) if case.area_code else None
    return {
        "level": unit.level,
        "unit_kind": unit.unit_kind,
        "kind": case.kind,
        "addressee": case.addressee,
        "field": case.field,
        "instance": case.instance,
        "remote": area.remote if area else None,
    }


def lowest(event: str, fact: str, on: date) -> int | None:
    """From which number of this fact on a rule in force opens something on the event, if any."""
    found = [
        condition.lowest
        for rule in queries.regulation().opening(event, on)
        for condition in rule.when
        if condition.fact == fact and condition.lowest is not None
    ]
    return min(found, default=None)


def lengthening(
    obligation: Obligation, rule: Rule, event: str, facts: Mapping[str, object]
) -> Term | Extension | None:
    """What this event would do to the term: a longer term, something added, or nothing.

    A ceiling that is lower than what was given already takes nothing back.
    """
    term = rule.term_for(facts) if event == RECONSIDERED else None
    if term is not None and term.is_longer_than(Term.parse(obligation.term)):
        return term
    extension = rule.extension_for(event, facts)
    used = sum(1 for each in obligation.extensions if each["on"] == event)
    return extension if extension is not None and used < extension.times else None


def can_lengthen(case: Case, at: datetime, told: dict[str, object]) -> bool:
    """Whether some term that is still running on the case would become longer.

    `told` are the facts of the decision. What is overdue already is not saved by it.
    """
    facts = facts_of_case(case, case.unit_id) | told
    return any(
        lengthening(obligation, rule, RECONSIDERED, facts) is not None
        for obligation, rule in _owed(case)
        if obligation.due_at is None or at < obligation.due_at
    )


def clauses_of_pause(case: Case, ground: str) -> list[PauseClause]:
    """The clauses that let a clock of this case stand still on this ground, whatever the day."""
    return [
        rule.pause
        for _, rule in _owed(case)
        if rule.pause is not None and (not rule.pause.grounds or ground in rule.pause.grounds)
    ]


def grounds_of_pause(case: Case, at: datetime) -> list[str]:
    """The grounds on which a clock of this case may be made to stand still today."""
    today = vietnam_date(at)
    clauses = [rule.pause for _, rule in _owed(case) if rule.pause is not None]
    named = {ground for clause in clauses for ground in clause.grounds}
    return sorted(
        ground for ground in named if any(clause.allows(ground, today) for clause in clauses)
    )


def rights_after(event: str, case: Case, at: datetime) -> Iterator[Right]:
    """What the sender may do after such an event on the case at this moment.

    A right whose days were not checked against the text is named without its day.
    """
    facts, day = facts_of_case(case, case.unit_id), vietnam_date(at)
    known = queries.regulation()
    for rule in known.rules:
        in_force = rule.is_in_force(day) and not known.is_replaced(rule, day)
        if not (rule.is_right and rule.opens == event and in_force):
            continue
        term = rule.term_for(facts)
        if rule.matches(facts) and term is not None:
            yield Right(rule, work_calendar().due(at, term) if rule.runs else None)


def _owed(case: Case) -> Iterator[tuple[Obligation, Rule]]:
    """What is still owed on the case, each with the wording of its rule."""
    for obligation in queries.open_obligations(case.id):
        rule = queries.regulation().rule(obligation.rule_id, obligation.rule_version)
        if rule is not None:
            yield obligation, rule


def is_beside(obligation: Obligation) -> bool:
    """Whether a unit owes it beside the answer, to which it only contributes."""
    rule = queries.regulation().rule(obligation.rule_id, obligation.rule_version)
    return rule is not None and rule.is_beside


def is_another_units(obligation: Obligation, event: Event) -> bool:
    """Whether each unit owes this apart, and the event is about another one."""
    return is_beside(obligation) and obligation.unit_id != event.unit_id
