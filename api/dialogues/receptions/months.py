"""The schedule of a month: its fixed days, where they fall, and what the rules still miss."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.views import PositionView, UnitView
from api.core import clock
from api.core.access import Actor
from api.core.database import db, lock
from api.dialogues.receptions import actions, queries
from api.dialogues.receptions.bookings import offer
from api.dialogues.receptions.errors import MonthOver
from api.dialogues.receptions.forms import ReceptionForm
from api.dialogues.receptions.keepers import keeps, who_received
from api.dialogues.receptions.models import Occasion, Plan, Reception, ReceptionState
from api.dialogues.receptions.patterns import ReceptionPattern
from api.regulation.calendar import ONE_DAY, Day, months_after
from api.regulation.calendar_table import work_calendar
from api.regulation.queries import regulation
from api.regulation.recurring import owed
from api.regulation.rules import Rule

HELD: Final = "reception.held"
"""What serves the duty to receive."""

_MOST: Final = 1000
"""Reception days of one place in the weeks around a month."""


@dataclass(frozen=True)
class FixedDay:
    """A fixed day of the month: where it falls, and what has become of it."""

    id: UUID
    """Of the reception, once it is published."""
    pattern: ReceptionPattern
    fixed: date
    """The day that the rule names."""
    on: date
    """That day, or the next one that is worked and on which they do not receive anyway."""
    because: str | None
    """Which holiday closes the fixed day; None for a weekend, or when it is not moved."""
    is_certain: bool
    """False when a day off was counted on that nobody has decided yet."""
    reception: Reception | None
    """As it stands in the public schedule; None while it does not."""

    @property
    def is_moved(self) -> bool:
        """Whether it is held on another day than the fixed one."""
        return self.on != self.fixed


@dataclass(frozen=True)
class Short:
    """A leader whose days do not fill what a rule asks for in a period of the month."""

    position: PositionView
    rule: Rule
    period: str
    first: date
    last: date
    needed: int
    days: int


@dataclass(frozen=True)
class Month:
    """What is, or would be, in the schedule of a place."""

    unit: UnitView
    first: date
    days: Sequence[FixedDay]
    short: Sequence[Short]


def schedule_of(unit: UnitView, month: date) -> Month:
    """The month as it would be published now, with what it lacks. Writes nothing."""
    first = month.replace(day=1)
    last = months_after(first, 1) - ONE_DAY
    patterns = queries.patterns_at(directory().same_place(unit.id))
    near = _around(unit, first, last)
    days = _placed(patterns, first, near)
    return Month(unit, first, days, list(_missing(unit, first, last, days, near)))


def publish(unit: UnitView, month: date, leave_out: Collection[UUID], actor: Actor) -> Month:
    """Put the month's days into the public schedule; what is there already stays as it is.

    Days that are over are not put there, nor those that somebody else keeps. Raises `MonthOver`
    for a month of which nothing is to come, and refuses as `actions.plan` does when somebody named
    does not hold their position then.
    """
    lock(unit.id)
    today = clock.today()
    drawn = schedule_of(unit, month)
    if months_after(drawn.first, 1) <= today:
        raise MonthOver(month=f"{drawn.first:%Y-%m}")
    for each in drawn.days:
        is_new = each.reception is None and each.on >= today and each.id not in leave_out
        if is_new and _keeps(each.pattern, actor):
            _publish(each, actor)
    db.session.flush()
    return schedule_of(unit, month)


def _keeps(pattern: ReceptionPattern, actor: Actor) -> bool:
    known = directory()
    return keeps(actor, known.unit(pattern.unit_id), map(known.position, pattern.served))


def _publish(each: FixedDay, actor: Actor) -> None:
    known, pattern = directory(), each.pattern
    planned = Plan(
        unit=known.unit(pattern.unit_id).code,
        on=each.on,
        from_time=pattern.from_time,
        to_time=pattern.to_time,
        place=pattern.place,
        positions=tuple(known.position(one).code for one in pattern.served),
        form=pattern.form,
    )
    made, _ = actions.plan(each.id, planned, actor)
    if each.is_moved:
        made.moved_from, made.moved_because = each.fixed, each.because
    if pattern.places is not None:
        offer(made, pattern.places, pattern.minutes)


def _placed(
    patterns: Sequence[ReceptionPattern], month: date, near: Sequence[Reception]
) -> Sequence[FixedDay]:
    """The fixed days, the earlier first, each on a day of its own for everybody it serves."""
    named = [(day, each) for each in patterns if (day := each.fixed_in(month)) is not None]
    ids = {each.id_of(day) for day, each in named}
    published = {each.id: each for each in queries.receptions_among(ids)}
    taken = {
        (each.on, one.position_id)
        for each in near
        if each.id not in ids and each.state is not ReceptionState.NOT_HELD
        for one in each.served
    }
    found: list[FixedDay] = []
    for day, pattern in sorted(named, key=lambda each: (each[0], each[1].from_time, each[1].id)):
        known = published.get(pattern.id_of(day))
        on = known.on if known else _next_worked(day, pattern, taken)
        taken |= {(on, one) for one in pattern.served}
        found.append(_as_placed(pattern, day, on, known))
    return sorted(found, key=lambda each: (each.on, each.pattern.from_time, each.id))


def _as_placed(
    pattern: ReceptionPattern, fixed: date, on: date, known: Reception | None
) -> FixedDay:
    why = work_calendar().reason_off(fixed)
    between = [fixed + number * ONE_DAY for number in range((on - fixed).days + 1)]
    return FixedDay(
        id=pattern.id_of(fixed),
        pattern=pattern,
        fixed=fixed,
        on=on,
        because=why.name if isinstance(why, Day) else None,
        is_certain=all(work_calendar().is_certain(each) for each in between),
        reception=known,
    )


def _next_worked(fixed: date, pattern: ReceptionPattern, taken: set[tuple[date, UUID]]) -> date:
    """The fixed day when offices are open on it; else the next one, on which nobody is taken."""
    on, known = fixed, work_calendar()
    if known.is_working(on):
        return on
    while not known.is_working(on) or any((on, one) in taken for one in pattern.served):
        on += ONE_DAY
    return on


def _around(unit: UnitView, first: date, last: date) -> Sequence[Reception]:
    """What is in the schedule of the place in the month and in those beside it."""
    here = directory().same_place(unit.id)
    before, after = months_after(first, -1), months_after(last, 1)
    wanted = queries.Wanted(unit_ids=here, first_day=before, last_day=after, limit=_MOST)
    return queries.schedule(wanted)


def _missing(
    unit: UnitView, first: date, last: date, days: Sequence[FixedDay], near: Sequence[Reception]
) -> Iterator[Short]:
    """What is owed in the periods that end in the month, beside the days there would be."""
    known = directory()
    among = [one for each in known.same_place(unit.id) for one in known.positions_of(each)]
    served = [*_served_by(near), *_to_be_served_by(days)]
    for rule, period, position in owed(regulation(), known, among, first, last):
        if HELD not in rule.met_by.events or not first <= period.last <= last:
            continue
        there = {
            on
            for on, form, people in served
            if period.first <= on <= period.last
            and position.id in people
            and rule.met_by.accepts(HELD, _facts(form))
        }
        if len(there) < rule.met_by.needed:
            needed = rule.met_by.needed
            code, begins, ends = period.code, period.first, period.last
            yield Short(position, rule, code, begins, ends, needed, len(there))


Serving = tuple[date, ReceptionForm, Collection[UUID]]


def _served_by(near: Sequence[Reception]) -> Iterator[Serving]:
    """Who receives on the days that are in the schedule, in all positions they hold there."""
    known = directory()
    for each in near:
        if each.state is not ReceptionState.NOT_HELD and each.occasion is Occasion.REGULAR:
            positions = [known.position(one.position_id) for one in each.served]
            people = who_received(known.unit(each.unit_id), positions, each.on)
            yield each.on, each.form, people.keys()


def _to_be_served_by(days: Sequence[FixedDay]) -> Iterator[Serving]:
    known = directory()
    for each in days:
        if each.reception is None:
            pattern = each.pattern
            positions = [known.position(one) for one in pattern.served]
            people = who_received(known.unit(pattern.unit_id), positions, each.on)
            yield each.on, pattern.form, people.keys()


def _facts(form: ReceptionForm) -> dict[str, object]:
    return {"occasion": Occasion.REGULAR, "form": form, "announced": True}
