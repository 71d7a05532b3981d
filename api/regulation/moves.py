"""Which open terms would end on another day by the calendar and the wordings of today, and why."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from api.cases.models import Case
from api.core import clock
from api.core.database import db
from api.events.models import Event
from api.regulation import queries
from api.regulation.actions import facts_of
from api.regulation.calendar import Due, WorkCalendar
from api.regulation.calendar_table import work_calendar
from api.regulation.due_dates import reckoned
from api.regulation.errors import NoSuchRule
from api.regulation.facts import FACTS
from api.regulation.language import Regulation
from api.regulation.models import Obligation, ObligationState
from api.regulation.provisions import RECONSIDERED
from api.regulation.reckoning import written
from api.regulation.rules import Rule
from api.regulation.terms import Term

PAGE: Final = 1_000
"""So many open obligations are looked at in one go."""

BEGINNING: Final = UUID(int=0)
"""Before every id."""


@dataclass(frozen=True)
class Basis:
    """By what open terms are looked at: a calendar, and the new wordings that count for them."""

    calendar: WorkCalendar
    rules: Mapping[str, Rule] = field(default_factory=dict)


@dataclass(frozen=True)
class Move:
    """An obligation that is due on another day, or would be, and why."""

    obligation_id: UUID
    case_id: UUID | None
    code: str | None
    rule_id: str
    duty: str
    old: date | None
    new: date | None
    reason: str
    """`calendar`, or `rule` for another wording."""
    explained: bool = False
    """The day stays, and only how it was found is told otherwise."""

    def told(self) -> dict[str, Any]:
        """The move as JSON has it."""
        return {
            "case": self.code,
            "obligation": str(self.obligation_id),
            "duty": self.duty,
            "rule": self.rule_id,
            "old": self.old and self.old.isoformat(),
            "new": self.new and self.new.isoformat(),
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Looked:
    """What one look found: how many were looked at, which move, and after which to go on."""

    number: int
    moves: Sequence[Move]
    after: UUID | None


def basis(rule_ids: Collection[str] = (), law: Regulation | None = None) -> Basis:
    """Today's calendar, and the wordings in force today of these rules."""
    known = law or queries.regulation()
    in_force = {rule.id: rule for rule in known.in_force(clock.today())}
    unknown = sorted(set(rule_ids) - {rule.id for rule in known.rules})
    if unknown:
        raise NoSuchRule(rule=", ".join(unknown))
    named = {each: in_force[each] for each in rule_ids if each in in_force}
    return Basis(work_calendar(), named)


def look(by: Basis, after: UUID = BEGINNING, *, page: int = PAGE, most: int = PAGE) -> Looked:
    """Which of the next open obligations would move; `most` ends the look earlier."""
    found = db.session.execute(
        select(Obligation, Case.code)
        .outerjoin(Case, Case.id == Obligation.case_id)
        .where(
            Obligation.state == ObligationState.OPEN,
            Obligation.period.is_(None),
            Obligation.id > after,
        )
        .order_by(Obligation.id)
        .limit(page)
    ).all()
    told = facts_when([each for each, _ in found if each.rule_id in by.rules])
    moves: list[Move] = []
    for number, (obligation, code) in enumerate(found, 1):
        move = move_of(obligation, code, by, told)
        moves += [move] if move else []
        if len(moves) == most:
            return Looked(number, moves, obligation.id)
    return Looked(len(found), moves, found[-1][0].id if len(found) == page else None)


Told = Mapping[UUID, Mapping[str, object]]
"""What rules may ask, by the id of the obligation."""


def facts_when(obligations: Sequence[Obligation]) -> Told:
    """What was known when each was opened, and when its term was last looked at again."""
    events = _by_id(Event, [each.opened_by_id for each in obligations])
    cases = _by_id(Case, [each.case_id for each in obligations])
    again = {event.case_id: event for event in _reconsidered(cases)}
    found: dict[UUID, Mapping[str, object]] = {}
    for each in obligations:
        opened, later = events.get(each.opened_by_id), again.get(each.case_id)
        if opened is None:
            continue
        facts = facts_of(opened, cases.get(each.case_id))
        if later is not None:
            facts = {**facts, **{k: v for k, v in later.facts.items() if k in FACTS}}
        found[each.id] = facts
    return found


def _by_id(model: type[Any], ids: Sequence[UUID | None]) -> Mapping[UUID | None, Any]:
    named = {each for each in ids if each is not None}
    return {row.id: row for row in db.session.scalars(select(model).where(model.id.in_(named)))}


def _reconsidered(case_ids: Collection[UUID | None]) -> Iterator[Event]:
    """The events at which a longer term was decided on these cases, the last of each last."""
    asked = select(Event).where(Event.case_id.in_(case_ids), Event.name == RECONSIDERED)
    yield from db.session.scalars(asked.order_by(Event.at, Event.id))


def move_of(obligation: Obligation, code: str | None, by: Basis, told: Told) -> Move | None:
    """How it would move by this; None when nothing about it would change."""
    rule, _, due = outcome(obligation, by, told)
    is_other_day = _differs(obligation, due)
    if not is_other_day and rule is None and written(due) == obligation.reckoning:
        return None
    return Move(
        obligation_id=obligation.id,
        case_id=obligation.case_id,
        code=code,
        rule_id=obligation.rule_id,
        duty=obligation.duty,
        old=obligation.last_day,
        new=due.last_day,
        reason="rule" if rule else "calendar",
        explained=not is_other_day,
    )


def outcome(obligation: Obligation, by: Basis, told: Told) -> tuple[Rule | None, Term, Due]:
    """By which new wording, if any, with which term, and when it is due.

    A wording by which nothing would be due on another day is not taken over.
    """
    rule, term = _wording(obligation, by, told)
    due = reckoned(obligation, term, by.calendar)
    if rule is not None and not _differs(obligation, due):
        own = Term.parse(obligation.term)
        as_it_was = reckoned(obligation, own, by.calendar)
        if not _differs(obligation, as_it_was):
            return None, own, as_it_was
    return rule, term, due


def _differs(obligation: Obligation, due: Due) -> bool:
    return (due.due_at, due.last_day) != (obligation.due_at, obligation.last_day)


def _wording(obligation: Obligation, by: Basis, told: Told) -> tuple[Rule | None, Term]:
    """The new wording that counts for it, if one does, and the term it has by that."""
    rule, term = by.rules.get(obligation.rule_id), Term.parse(obligation.term)
    facts = told.get(obligation.id)
    if rule is None or facts is None or not rule.matches(facts):
        return None, term
    if (rule.version, rule.hash) == (obligation.rule_version, obligation.rule_hash):
        return None, term
    return rule, rule.term_for(facts) or term
