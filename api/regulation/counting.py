"""What an event without a case counts towards: what everybody it serves owes beside cases."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.core.clock import vietnam_date
from api.core.database import db
from api.events.models import Event
from api.regulation.models import Fulfilment, Obligation, ObligationState
from api.regulation.queries import Counted, counted_towards, owed_beside_cases, regulation
from api.regulation.recurring import open_for
from api.regulation.rules import Rule

SERVED = "positions"
"""The fact of an event that names every position it was held by."""


def count(event: Event, facts: Mapping[str, object]) -> None:
    """Let the event count towards what the positions it serves owe, of a period that of its day.

    Its legal day decides, however late it is written down.
    """
    law = regulation()
    rules = law.fulfilled_by(event.name)
    served = _served(event) if rules else ()
    if not served:
        return
    open_for(served, vietnam_date(event.at))
    obligations = owed_beside_cases(event.at, served, {rule.id for rule in rules})
    before = counted_towards([each.id for each in obligations])
    for obligation in obligations:
        rule = law.rule(obligation.rule_id, obligation.rule_version)
        if rule is not None and rule.met_by.accepts(event.name, facts):
            _add(obligation, rule, event, facts, before.get(obligation.id, ()))


def done(rule: Rule, counted: Sequence[Counted]) -> int:
    """How much of what the rule needs has been done: two events of one day are one day."""
    if rule.met_by.distinct is None:
        return len(counted)
    return len({each.thing for each in counted} - {None})


def _served(event: Event) -> Sequence[UUID]:
    """The positions that the event names, else the one it concerns."""
    named = event.facts.get(SERVED)
    if named:
        return [UUID(each) for each in named]
    return [event.position_id] if event.position_id else []


def _add(
    obligation: Obligation,
    rule: Rule,
    event: Event,
    facts: Mapping[str, object],
    before: Sequence[Counted],
) -> None:
    thing = rule.met_by.thing(facts, vietnam_date(event.at))
    value = None if thing is None else str(thing)
    db.session.add(
        Fulfilment(
            obligation_id=obligation.id, event_id=event.id, event=event, distinct_value=value
        )
    )
    if rule.met_by.is_complete([*(each.thing for each in before), value]):
        # Written down out of order, it is met by whichever of them came last.
        obligation.met_at = max([event.at, *(each.at for each in before)])
        obligation.state = ObligationState.MET
