"""Open terms follow a calendar and rules adopted meanwhile, by decision and told to whom concerns.

Only two things move what is open: another calendar, and, for rules that a decision names, another
wording. What would not be due on another day stays as it is.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from api.cases.models import Case
from api.core import clock
from api.core.access import Actor
from api.core.database import db
from api.core.ids import new_id
from api.events.actions import record
from api.regulation import queries
from api.regulation.deciders import must_decide_on
from api.regulation.due_dates import set_due
from api.regulation.errors import NoDecision
from api.regulation.models import Obligation, ObligationState, Transition
from api.regulation.moves import (
    BEGINNING,
    Basis,
    Looked,
    Move,
    Told,
    basis,
    facts_when,
    look,
    move_of,
    outcome,
)

AT_ONCE: Final = 100
"""So many are moved in one transaction: whoever works on their cases waits for no more."""


def decide(actor: Actor | None, rule_ids: Collection[str], document: str | None) -> Transition:
    """Write down that open terms are to move, before any of them does.

    Rules move them only by a decision with a number, and by whoever adopts such rules.
    """
    if rule_ids and (actor is None or not document):
        raise NoDecision
    basis(rule_ids)
    if actor is not None:
        named = set(rule_ids)
        bases = {rule.basis for rule in queries.regulation().rules if rule.id in named}
        must_decide_on(actor, bases)
    transition = Transition(
        id=new_id(),
        rules=sorted(set(rule_ids)),
        document=document,
        decided_by_id=actor.account_id if actor else None,
        decided_as_id=actor.position_id if actor else None,
        decided_at=clock.now(),
    )
    db.session.add(transition)
    db.session.flush()
    return transition


def move(transition: Transition, moves: Sequence[Move]) -> list[Move]:
    """Move them by this decision, in the transaction that runs; says which have moved.

    Cases are locked first, as every act on them does. What has changed since it was looked at is
    looked at again: doing it twice moves nothing twice.
    """
    by, at = basis(transition.rules), clock.now()
    cases = _locked_cases({each.case_id for each in moves if each.case_id})
    owed = db.session.scalars(
        select(Obligation)
        .where(
            Obligation.id.in_([each.obligation_id for each in moves]),
            Obligation.state == ObligationState.OPEN,
        )
        .order_by(Obligation.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    told = facts_when([each for each in owed if each.rule_id in by.rules])
    moved = []
    for obligation in owed:
        case = cases[obligation.case_id] if obligation.case_id else None
        found = move_of(obligation, case.code if case else None, by, told)
        if found is not None:
            _carry_out(obligation, by, told, at)
            if not found.explained:
                _tell(obligation, case, found, transition, at)
                moved.append(found)
    db.session.flush()
    return moved


def step(transition: Transition, after: UUID) -> tuple[Looked, list[Move]]:
    """Look on from there and move what is found, so far as one transaction may."""
    looked = look(basis(transition.rules), after, most=AT_ONCE)
    return looked, move(transition, looked.moves)


def _locked_cases(ids: Collection[UUID]) -> Mapping[UUID, Case]:
    """The cases, each locked until the transaction ends, always in the same order."""
    db.session.execute(
        select(Case.id)
        .where(Case.id.in_(ids))
        .order_by(Case.id)
        .with_for_update(of=Case.__table__, key_share=True)
    )
    return {each: db.session.get_one(Case, each, populate_existing=True) for each in ids}


def _carry_out(obligation: Obligation, by: Basis, told: Told, at: datetime) -> None:
    rule, term, due = outcome(obligation, by, told)
    if rule is not None:
        obligation.rule_version, obligation.rule_hash = rule.version, rule.hash
        obligation.term = str(term)
    set_due(obligation, due, at)


def _tell(
    obligation: Obligation, case: Case | None, found: Move, transition: Transition, at: datetime
) -> None:
    """One event for each: of it sender and ower are told, and the case notes what is due next."""
    record(
        "obligation.moved",
        case,
        at=at,
        actor=_who(transition),
        unit_id=obligation.unit_id,
        position_id=obligation.position_id,
        obligation=str(obligation.id),
        duty=obligation.duty,
        rule=obligation.rule_id,
        old=found.old.isoformat() if found.old else None,
        new=found.new.isoformat() if found.new else None,
        due_on=found.new.isoformat() if found.new else None,
        reason=found.reason,
        decision=str(transition.id),
        document=transition.document,
    )


def _who(transition: Transition) -> Actor | None:
    """Who decided it; nobody where the machine's operator lets terms follow the calendar."""
    if transition.decided_by_id is None:
        return None
    return Actor(
        account_id=transition.decided_by_id,
        session_id=BEGINNING,
        roles=frozenset(),
        position_id=transition.decided_as_id,
    )
