"""What a desk does with the register of visits: enter who came, say what became of it, read it."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select

from api.authorities.directory import directory
from api.authorities.models import Title, UnitKind
from api.authorities.views import UnitView
from api.cases.register import VISITS, next_number
from api.core import clock
from api.core.access import Actor
from api.core.database import db, lock
from api.core.errors import Forbidden, Missing
from api.core.limits import Limit
from api.dialogues.receptions import queries
from api.dialogues.receptions.booking import must_keep_day
from api.dialogues.receptions.bookings import taken_numbers
from api.dialogues.receptions.keepers import must_keep
from api.dialogues.receptions.models import Reception, ReceptionState
from api.dialogues.receptions.visit_errors import (
    NoSuchBooking,
    NotReceived,
    NotThatDay,
    TooManyRegisters,
    VisitIdTaken,
)
from api.dialogues.receptions.visits import CAME_ON, Came, RegisterReading, Visit, VisitOutcome
from api.regulation.calendar import ONE_DAY

A_DAY: Final = Limit("registers", 5, ONE_DAY)
"""As often as lists of petitions are taken out."""

_BODIES: Final = frozenset({UnitKind.PARTY, UnitKind.GOVERNMENT, UnitKind.COUNCIL, UnitKind.FRONT})
"""Kinds of units whose heads receive citizens."""

MOST_LINES: Final = 20_000
"""Of one file."""


def enter(reception_id: UUID, visit_id: UUID, came: Came, actor: Actor) -> tuple[Visit, bool]:
    """Write down who came; the same again is the same line. Says also whether it is new.

    The number is the next one in the register of the place, in the year of the visit.
    """
    lock(visit_id)
    reception = _day(reception_id, actor)
    earlier = db.session.get(Visit, visit_id)
    if earlier is not None:
        if (earlier.reception_id, earlier.given_hash) != (reception_id, came.hash):
            raise VisitIdTaken
        return earlier, False
    now = clock.now()
    at = came.at or now
    if reception.state is ReceptionState.NOT_HELD:
        raise NotReceived
    if at > now or clock.vietnam_date(at) != reception.on:
        raise NotThatDay(on=reception.on.isoformat())
    if came.number is not None and came.number not in taken_numbers(reception_id):
        raise NoSuchBooking(number=came.number)
    keeper, year = register_of(directory().unit(reception.unit_id)), reception.on.year
    made = Visit(
        id=visit_id,
        reception_id=reception_id,
        register_unit_id=keeper.id,
        year=year,
        number=next_number(keeper.id, year, VISITS),
        came_at=at,
        representatives=list(came.representatives),
        booked_number=came.number,
        given_hash=came.hash,
        entered_by_id=actor.account_id,
        entered_as_id=_acting(actor),
        entered_at=now,
        **{name: getattr(came, name) for name in _AS_GIVEN},
    )
    db.session.add(made)
    db.session.flush()
    return made, True


def settle(
    reception_id: UUID, visit_id: UUID, outcome: VisitOutcome, note: str | None, actor: Actor
) -> Visit:
    """What became of a visit, when that was not known at once."""
    found = visit_to_change(reception_id, visit_id, actor)
    found.settle(outcome, note)
    return found


def visit_to_change(reception_id: UUID, visit_id: UUID, actor: Actor) -> Visit:
    """The line of the register, locked, for whoever keeps the day."""
    _day(reception_id, actor)
    found = db.session.get(Visit, visit_id, with_for_update=True, populate_existing=True)
    if found is None or found.reception_id != reception_id:
        raise Missing
    return found


def visit_to_read(reception_id: UUID, visit_id: UUID, actor: Actor) -> Visit:
    """The same, to be read only."""
    _day(reception_id, actor)
    found = db.session.get(Visit, visit_id)
    if found is None or found.reception_id != reception_id:
        raise Missing
    return found


def visits_on(
    reception_id: UUID, actor: Actor, *, limit: int, after: UUID | None = None
) -> Sequence[Visit]:
    """Up to `limit` + 1 of those who came on this day, for whoever keeps it."""
    _day(reception_id, actor)
    found = select(Visit).where(Visit.reception_id == reception_id)
    if after is not None:
        found = found.where(Visit.ordinal > after)
    return db.session.scalars(found.order_by(Visit.ordinal).limit(limit + 1)).all()


def take_out(unit: UnitView, first: date, last: date, actor: Actor) -> Sequence[Visit]:
    """The lines of the register from the first day to the last, taken out as a file, on record."""
    known, keeper = directory(), register_of(unit)
    # Whoever keeps the days of the place, or the head of one of its bodies for the whole of it: a
    # department receives nobody, and has no business with who came to the others.
    must_keep(actor, unit, known.positions_of(unit.id) if unit.kind in _BODIES else ())
    if not A_DAY.hit(str(actor.account_id)):
        raise TooManyRegisters(most=A_DAY.times)
    found = db.session.scalars(_between(keeper.id, first, last).limit(MOST_LINES)).all()
    db.session.add(
        RegisterReading(
            unit_id=keeper.id,
            account_id=actor.account_id,
            position_id=_acting(actor),
            at=clock.now(),
            first_day=first,
            last_day=last,
            lines=len(found),
        )
    )
    return found


def register_of(unit: UnitView) -> UnitView:
    """The unit that keeps the register of a place: its reception desk, where there is one."""
    known, today = directory(), clock.today()
    units = (known.unit(each) for each in known.same_place(unit.id))
    desks = [each for each in units if each.is_current(today) and _receives(each)]
    return min(desks, key=lambda each: each.code, default=unit)


def _receives(unit: UnitView) -> bool:
    titles = {each.title for each in directory().positions_of(unit.id)}
    return Title.RECEPTION_OFFICER in titles


def _between(keeper_id: UUID, first: date, last: date) -> Select[Visit]:
    return (
        select(Visit)
        .where(Visit.register_unit_id == keeper_id, CAME_ON.between(first, last))
        .order_by(Visit.year, Visit.number)
    )


def _day(reception_id: UUID, actor: Actor) -> Reception:
    """The day, for whoever keeps it; everybody may see that there is one."""
    reception = queries.reception_to_read(reception_id)
    must_keep_day(actor, reception, all_served=True)
    return reception


def _acting(actor: Actor) -> UUID:
    if actor.position_id is None:
        raise Forbidden
    return actor.position_id


_AS_GIVEN = (
    *("name", "address", "phone", "people", "matter"),
    *("content", "papers", "outcome", "note"),
)
