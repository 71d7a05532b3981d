"""What was owed is owed again: a case that had ended by mistake goes on as if it never had."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from api.cases.models import Case
from api.core.clock import vietnam_date
from api.core.database import db
from api.events.models import Event
from api.regulation import queries
from api.regulation.due_dates import reckoned, set_due
from api.regulation.models import Obligation, ObligationState
from api.regulation.provisions import is_another_units


def revive(case: Case, ended_at: datetime, at: datetime) -> None:
    """The duties that ended at that moment are open again, by the day their clocks say today.

    The clocks run from where they ever ran: the mistake costs nobody a day. What falls due first
    is noted on the case with the event that tells of it.
    """
    all_ = db.session.scalars(select(Obligation).where(Obligation.case_id == case.id)).all()
    for each in all_:
        if each.state is ObligationState.ENDED and each.ended_at == ended_at:
            each.state, each.ended_at = ObligationState.OPEN, None
            set_due(each, reckoned(each), at)
    case.ended_late = any(each.ended_late for each in all_)
    db.session.flush()


def owe_moved(case: Case, event: Event) -> Sequence[Obligation]:
    """What was done for another day is owed again: whoever was told of that day knows not this one.

    Within its day it may move; what was done is done. Says what is owed again: the database does
    not know yet, and its day is still the old one.
    """
    again = []
    for each in queries.obligations_of(case.id):
        rule = queries.regulation().rule(each.rule_id, each.rule_version)
        is_moved = rule is not None and event.name in rule.moves_on
        if each.state is not ObligationState.MET or rule is None or not is_moved:
            continue
        if is_another_units(each, event):
            continue
        told = event.facts.get(rule.anchor) if rule.anchor else None
        if told and vietnam_date(datetime.fromisoformat(str(told))) != vietnam_date(
            each.started_at
        ):
            each.state, each.met_at = ObligationState.OPEN, None
            again.append(each)
    return again
