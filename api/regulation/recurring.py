"""Duties that come back: which position owes what in which period, and opening it in time."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.dialects.postgresql import insert

from api.authorities.directory import Directory, directory
from api.authorities.views import PositionView
from api.core import clock
from api.core.clock import midnight
from api.core.database import db
from api.regulation import reminders
from api.regulation.calendar import ONE_DAY, Due
from api.regulation.calendar_table import work_calendar
from api.regulation.facts import all_hold
from api.regulation.language import Regulation
from api.regulation.models import Obligation, ObligationState, Recurrence
from api.regulation.periods import Period, period_kinds
from api.regulation.queries import policy, regulation
from api.regulation.reckoning import written
from api.regulation.rules import Rule

Row = dict[str, Any]


def open_periods(since: date | None = None) -> int:
    """Open what is owed in every period that has begun, and say how many duties are new.

    It goes on where it stopped, so that nothing is missed while nobody worked. The first time it
    begins with the periods that are running; `since` begins earlier. Doing it again adds nothing.
    An installation without units owes nothing yet.
    """
    today = clock.today()
    if not directory().units:
        return 0
    mark = _mark(today)
    first = min(mark.until_on, since or mark.until_on)
    mark.since_on = min(mark.since_on, since or mark.since_on)
    mark.until_on = max(mark.until_on, today)
    opened = _open(directory().positions.values(), first, today)
    _end_what_is_not_whole(first)
    return opened


def reach_back(since: date) -> None:
    """What happened since this day counts here as well, where the installation began later."""
    earlier = update(Recurrence).where(Recurrence.since_on > since).values(since_on=since)
    db.session.execute(earlier)


def open_for(position_ids: Collection[UUID], day: date) -> None:
    """What these positions owe in the periods of this day is open, also before the job comes."""
    known, today = directory(), clock.today()
    mark = db.session.get(Recurrence, True)
    since = mark.since_on if mark else today
    _open([known.position(each) for each in position_ids], day, day, not_before=since)


def owed(
    law: Regulation, known: Directory, among: Collection[PositionView], since: date, until: date
) -> Iterator[tuple[Rule, Period, PositionView]]:
    """Who of these positions owes what in each period with a day from `since` to `until`.

    A period counts only when it is whole: position, unit and wording of the rule must be there from
    its first day to its last.
    """
    fitting: dict[Rule, list[PositionView]] = {}
    for rule, period in _due_in(law, since, until):
        if rule not in fitting:
            fitting[rule] = [each for each in among if _is_meant(rule, known, each)]
        for position in fitting[rule]:
            if _is_there(known, position, period):
                yield rule, period, position


def _due_in(law: Regulation, since: date, until: date) -> Iterator[tuple[Rule, Period]]:
    for kind in period_kinds().values():
        for period in kind.between(since, until):
            for rule in law.recurring(period.first):
                if rule.every == kind.id and law.throughout(rule, period.first, period.last):
                    yield rule, period


def _is_meant(rule: Rule, known: Directory, position: PositionView) -> bool:
    unit = known.unit(position.unit_id)
    facts = {"position": position.title, "level": unit.level, "unit_kind": unit.unit_kind}
    return all_hold(rule.for_each, facts)


def _is_there(known: Directory, position: PositionView, period: Period) -> bool:
    """Whether the desk is there all through the period; it stays one while nobody holds it.

    A desk has no day of birth of its own: it is there since somebody first held it.
    """
    unit, since = known.unit(position.unit_id), known.held_since(position.id)
    is_born = since is not None and since <= period.first
    return is_born and unit.is_current(period.first) and unit.is_current(period.last)


def _open(
    among: Collection[PositionView], since: date, until: date, *, not_before: date = date.min
) -> int:
    found = [
        each
        for each in owed(regulation(), directory(), among, since, until)
        if each[1].last >= not_before
    ]
    dues = {(rule, period): _due(rule, period) for rule, period, _ in found}
    told = {each: _reminders(each[1], due) for each, due in dues.items()}
    rows = [
        _row(rule, period, position, dues[rule, period]) | told[rule, period]
        for rule, period, position in found
    ]
    if not rows:
        return 0
    new = insert(Obligation).on_conflict_do_nothing(
        index_elements=["rule_id", "rule_version", "position_id", "period"],
        index_where=Obligation.period.is_not(None),
    )
    return len(db.session.execute(new.returning(Obligation.id), rows).all())


def _due(rule: Rule, period: Period) -> Due:
    """The end of the period, or of the term that is counted from it, as for a report."""
    if rule.term is None:
        return period.due
    return work_calendar().due(midnight(period.last), rule.term)


def _row(rule: Rule, period: Period, position: PositionView, due: Due) -> Row:
    return {
        "rule_id": rule.id,
        "rule_version": rule.version,
        "rule_hash": rule.hash,
        "duty": rule.duty,
        "position_id": position.id,
        "unit_id": position.unit_id,
        "period": period.code,
        "state": ObligationState.OPEN,
        "started_at": period.started_at,
        "term": str(due.term),
        "due_at": due.due_at,
        "last_day": due.last_day,
        "provisional": due.provisional,
        "reckoning": written(due),
        "pauses": [],
        "extensions": [],
    }


def _reminders(period: Period, due: Due) -> Row:
    """When who owes is first told; of what was over when it was opened nobody is: it is seen."""
    owed = Obligation(
        started_at=period.started_at, due_at=due.due_at, last_day=due.last_day, pauses=[]
    )
    if period.last >= clock.today():
        # The first day of a period counts, unlike that of an event.
        since = midnight(period.first - ONE_DAY)
        reminders.first(owed, since, policy(), work_calendar())
    return {"reminded": owed.reminded or 0, "next_reminder_at": owed.next_reminder_at}


def _mark(today: date) -> Recurrence:
    """How far it has come, locked; a new installation begins today."""
    begun = insert(Recurrence).values(one=True, since_on=today, until_on=today)
    db.session.execute(begun.on_conflict_do_nothing())
    return db.session.scalars(select(Recurrence).with_for_update()).one()


def _last_of(rule: Rule | None, first: date) -> date | None:
    """The last day of the period that begins on this day, where the duty outlives its period."""
    if rule is None or rule.term is None or rule.every is None:
        return None
    return next(period_kinds()[rule.every].between(first, first)).last


def _end_what_is_not_whole(since: date) -> None:
    """A period that was open turns out not to be whole: what is owed in it falls away at once.

    The unit is dissolved inside it, or another wording of the rule comes into force.
    """
    o, law, known = Obligation, regulation(), directory()
    running = db.session.execute(
        select(
            o.id, o.rule_id, o.rule_version, o.position_id, o.period, o.started_at, o.last_day
        ).where(
            o.period.is_not(None),
            o.state == ObligationState.OPEN,
            or_(o.last_day.is_(None), o.last_day >= since),
        )
    )
    gone = []
    for each in running:
        rule = law.rule(each.rule_id, each.rule_version)
        first = clock.vietnam_date(each.started_at)
        period = Period(each.period, first, _last_of(rule, first) or each.last_day or first)
        is_whole = _is_there(known, known.position(each.position_id), period) and (
            rule is None or law.throughout(rule, period.first, period.last)
        )
        if not is_whole:
            gone.append(each.id)
    if gone:
        # At its first moment: what was never owed cannot have ended too late.
        ended = {"state": ObligationState.ENDED, "ended_at": o.started_at}
        db.session.execute(update(o).where(o.id.in_(gone)).values(ended))
