"""The law answers an event: it opens, fulfils, pauses, moves and ends what is owed."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.models import Title
from api.authorities.views import PositionView
from api.cases.access import head_above
from api.cases.models import Case
from api.core.clock import VIETNAM, vietnam_date
from api.core.database import db
from api.events.actions import record
from api.events.models import Event
from api.regulation import queries, reminders
from api.regulation.calendar_table import work_calendar
from api.regulation.counting import count
from api.regulation.due_dates import reckoned, set_due
from api.regulation.facts import FACTS
from api.regulation.models import Fulfilment, Obligation, ObligationState, Standing
from api.regulation.policy import Policy
from api.regulation.provisions import (
    facts_of_case,
    is_another_units,
    is_beside,
    lengthening,
)
from api.regulation.reviving import owe_moved
from api.regulation.rules import RETYPED, Retyping, Rule
from api.regulation.terms import Term

log = logging.getLogger(__name__)

RETURNED = "petition.returned"
"""The event by which somebody else has to answer, in what is left of the time."""

RECEIVED_AT = "received_at"
"""The fact of a petition of another kind that says when it came in."""

ANSWERED = "petition.answered"
"""The event that fulfils a duty to answer, whatever the law calls the duty."""


def apply(event: Event, case: Case | None) -> None:
    """What follows from the event, in its transaction. Never refuses: what happened, happened."""
    facts = facts_of(event, case)
    owed: list[Obligation] = []
    if case is not None and not _begins(event, case):
        is_moving = event.name in queries.regulation().moving
        again = owe_moved(case, event) if is_moving else ()
        owed = [*queries.open_obligations(case.id), *again]
    for obligation in owed:
        _carry_on(obligation, event, facts)
    rules = [
        rule
        for rule in queries.regulation().opening(event.name, vietnam_date(event.at))
        if rule.begins(event.name, facts) and not rule.is_right
    ]
    # Accepted again after a return, it is owed by the day of the first acceptance; asked for by
    # still more people, a dialogue is owed once.
    is_open = [each for each in owed if each.state is ObligationState.OPEN]
    still_owed = {each.rule_id for each in is_open if not is_another_units(each, event)}
    if case is None and rules:
        still_owed = queries.rules_owed_beside_cases(event.unit_id)
    opened = [
        new
        for rule in rules
        if rule.id not in still_owed
        for position_id in _owers(rule.owed_by, event, case)
        if (new := _opened(rule, event, facts, position_id)) is not None
    ]
    db.session.add_all(opened)
    count(event, facts)
    if case is not None:
        _note(case, event, owed, opened)


def remind(obligation: Obligation, now: datetime) -> None:
    """Whatever has come: that it is due soon, or, for each rung of the ladder, that it is overdue.

    Each is told once, also when nobody looked for weeks; that it is due soon is not told of
    something overdue.
    """
    case = db.session.get(Case, obligation.case_id) if obligation.case_id else None
    policy, calendar = queries.policy(), work_calendar()
    while obligation.next_reminder_at is not None and obligation.next_reminder_at <= now:
        _remind(obligation, case, policy, now)
        reminders.go_on(obligation, policy, calendar)


def _remind(obligation: Obligation, case: Case | None, policy: Policy, now: datetime) -> None:
    step, is_overdue = obligation.reminded, obligation.standing(now) is Standing.OVERDUE
    if step == 0 and is_overdue:
        return
    position_id = reminders.told(obligation, case, policy.ladder[step - 1].up if step else 0)
    if position_id is None:
        return
    unit_id, facts = obligation.unit_id, reminders.facts(obligation)
    if step:
        record(
            "obligation.overdue", case, at=now, unit_id=unit_id, position_id=position_id, **facts
        )
    else:
        record(
            "obligation.due_soon", case, at=now, unit_id=unit_id, position_id=position_id, **facts
        )


def facts_of(event: Event, case: Case | None) -> Mapping[str, object]:
    """What rules may ask: of the case, its unit, its area, and the event."""
    if case is not None:
        facts = facts_of_case(case, event.unit_id)
    else:
        unit = directory().unit(event.unit_id)
        facts = {"level": unit.level, "unit_kind": unit.unit_kind}
    return facts | {key: fact for key, fact in event.facts.items() if key in FACTS}


def _begins(event: Event, case: Case) -> bool:
    """Whether the case itself begins with this event, so that nothing is owed on it yet."""
    return event.name == f"{case.type}.received"


def _note(
    case: Case, event: Event, carried: Iterable[Obligation], opened: Iterable[Obligation]
) -> None:
    """Keep on the case what lists and figures ask: what is due next, and what came too late.

    What units owe beside the answer makes nobody else late.
    """
    carried = [each for each in carried if not is_beside(each)]
    dues = [
        each.due_at
        for each in (*carried, *(new for new in opened if not is_beside(new)))
        if each.state is ObligationState.OPEN and each.due_at is not None
    ]
    case.next_due_at = min(dues, default=None)
    if any(each.ended_late for each in carried):
        case.ended_late = True
    dated = [each for each in carried if each.met_at and each.due_at]
    if event.name == ANSWERED and dated:
        case.answered_late = case.answered_late or any(each.met_late for each in dated)


def _opened(
    rule: Rule, event: Event, facts: Mapping[str, object], position_id: UUID
) -> Obligation | None:
    term = rule.term_for(facts)
    if term is None:
        return None
    obligation = Obligation(
        rule_id=rule.id,
        rule_version=rule.version,
        rule_hash=rule.hash,
        duty=rule.duty,
        position_id=position_id,
        unit_id=directory().position(position_id).unit_id,
        case_id=event.case_id,
        opened_by_id=event.id,
        opened_by=event,
        state=ObligationState.OPEN,
        started_at=_anchor(rule, event),
        term=str(term),
        pauses=[],
        extensions=[],
    )
    _reckon(obligation, event.at)
    return obligation


def _carry_on(obligation: Obligation, event: Event, facts: Mapping[str, object]) -> None:
    """Let the event act on something already owed, by the version of the rule frozen on it."""
    rule = queries.regulation().rule(obligation.rule_id, obligation.rule_version)
    if rule is None:
        log.error("rule %s of %s is gone", obligation.rule_id, obligation.rule_version)
    elif rule.met_by.accepts(event.name, facts) and not is_another_units(obligation, event):
        _count(obligation, rule, event, facts)
    elif rule.ended_by(event.name, facts):
        obligation.state, obligation.ended_at = ObligationState.ENDED, event.at
    elif event.name == RETURNED:
        _hand_on(obligation, rule, event)
    elif _moves(obligation, rule, event, facts):
        _reckon(obligation, event.at)


def _hand_on(obligation: Obligation, rule: Rule, event: Event) -> None:
    """Whoever has to answer from now on owes it, by the same day: the resident waits no longer."""
    if rule.owed_by != "holder" or event.position_id in (None, obligation.position_id):
        return
    obligation.position_id, obligation.unit_id = event.position_id, event.unit_id
    reminders.first(obligation, event.at, queries.policy(), work_calendar())


def _count(obligation: Obligation, rule: Rule, event: Event, facts: Mapping[str, object]) -> None:
    """The event counts towards the duty, and fulfils it when that is all it takes."""
    thing = rule.met_by.thing(facts, vietnam_date(event.at))
    value = None if thing is None else str(thing)
    before = (
        []
        if rule.met_by.distinct is None and rule.met_by.count == 1
        else [*queries.counted(obligation)]
    )
    db.session.add(
        Fulfilment(
            obligation_id=obligation.id, event_id=event.id, event=event, distinct_value=value
        )
    )
    if rule.met_by.is_complete([*before, value]):
        obligation.state, obligation.met_at = ObligationState.MET, event.at


def _moves(obligation: Obligation, rule: Rule, event: Event, facts: Mapping[str, object]) -> bool:
    """Whether the event changes the clock; if so, it is noted what changes."""
    return (
        _paused(obligation, rule, event)
        or _lengthened(obligation, rule, event, facts)
        or _started_anew(obligation, rule, event)
    )


def _paused(obligation: Obligation, rule: Rule, event: Event) -> bool:
    clause, day = rule.pause, vietnam_date(event.at)
    if clause is None:
        return False
    if event.name == clause.on and not obligation.is_paused:
        if not clause.allows(event.facts.get("ground"), day):
            return False
        obligation.pauses = [*obligation.pauses, {"since": day.isoformat(), "until": None}]
        return True
    if event.name == clause.off and obligation.is_paused:
        *earlier, last = obligation.pauses
        obligation.pauses = [*earlier, last | {"until": day.isoformat()}]
        return True
    return False


def _lengthened(
    obligation: Obligation, rule: Rule, event: Event, facts: Mapping[str, object]
) -> bool:
    longer = lengthening(obligation, rule, event.name, facts)
    if isinstance(longer, Term):
        obligation.term = str(longer)
    elif longer is not None:
        added = {"on": event.name, "by": str(longer.by), "event_id": str(event.id)}
        obligation.extensions = [*obligation.extensions, added]
    return longer is not None


def _started_anew(obligation: Obligation, rule: Rule, event: Event) -> bool:
    if event.name not in rule.moves_on:
        return False
    obligation.started_at = _anchor(rule, event)
    return True


def _anchor(rule: Rule, event: Event) -> datetime:
    """The moment the clock starts from: the event's, or one that the event tells of."""
    goes_on = event.name == RETYPED and rule.retyped is Retyping.CONTINUES
    anchor = RECEIVED_AT if goes_on else rule.anchor
    told = event.facts.get(anchor) if anchor else None
    if not told:
        return event.at
    moment = datetime.fromisoformat(str(told))
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _reckon(obligation: Obligation, at: datetime) -> None:
    set_due(obligation, reckoned(obligation), at)


def _owers(owed_by: str, event: Event, case: Case | None) -> Iterator[UUID]:
    """The position that owes; the holder when the one the rule names does not exist."""
    known = directory()
    holder = event.position_id
    if owed_by == "holder" and holder:
        yield holder
        return
    unit = known.unit(event.unit_id)
    if owed_by == "unit_head":
        found = known.head_of(unit.id)
    elif owed_by == "superior":
        found = _superior(event, case)
    else:
        title = Title.RECEPTION_OFFICER if owed_by == "receiver" else Title(owed_by)
        found = known.titled(unit.id, title)
    if found is None:
        log.warning("nobody is %s for %s: the holder owes", owed_by, unit.code)
    owes = found.id if found else holder
    if owes:
        yield owes


def _superior(event: Event, case: Case | None) -> PositionView | None:
    """The head above; of a case, one whom it is not about."""
    if case is not None:
        return head_above(case)
    return directory().superior_of(event.position_id) if event.position_id else None
