"""What people do with reception days; of what became of one, an event tells."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.lookup import position_named, unit_named
from api.authorities.views import PositionView, UnitView
from api.core import clock
from api.core.access import Actor
from api.core.database import db, lock
from api.dialogues.receptions import queries
from api.dialogues.receptions.delegation import stood_in_for
from api.dialogues.receptions.errors import (
    AnotherDay,
    NotHeldYet,
    NoticeInFuture,
    OnlineTooEarly,
    ReceptionIdTaken,
)
from api.dialogues.receptions.forms import lawful_since
from api.dialogues.receptions.keepers import must_be_there, must_keep, who_received
from api.dialogues.receptions.models import Excuse, Held, Plan, Reception, Served
from api.events.actions import record


def plan(reception_id: UUID, planned: Plan, actor: Actor) -> tuple[Reception, bool]:
    """Put a reception day into the public schedule; the same plan again is the same day.

    Says also whether it is new. Raises `ReceptionIdTaken` for another plan with the same id.
    """
    lock(reception_id)
    earlier = queries.reception_with(reception_id)
    if earlier is not None:
        if (earlier.plan_hash, earlier.planned_by_id) != (planned.hash, actor.account_id):
            raise ReceptionIdTaken
        return earlier, False
    unit = unit_named(planned.unit)
    served = _named(planned.positions)
    must_keep(actor, unit, served)
    must_be_there(unit, served, planned.on)
    _must_be_lawful(planned)
    reception = Reception(
        id=reception_id,
        unit_id=unit.id,
        on=planned.on,
        from_time=planned.from_time,
        to_time=planned.to_time,
        place=planned.place,
        occasion=planned.occasion,
        form=planned.form,
        plan_hash=planned.hash,
        planned_by_id=actor.account_id,
        planned_at=clock.now(),
        served=[Served(position_id=each.id, is_planned=True) for each in served],
    )
    db.session.add(reception)
    db.session.flush()
    return reception, True


def hold(reception_id: UUID, held: Held, actor: Actor) -> Reception:
    """It took place: what those who received in person owe in the periods of that day is served.

    Nobody receives for another, unless a document allows it: a deputy who stood in is named as the
    deputy, and only where `delegation.toml` says so the head's duty is served as well.
    """
    reception = _to_change(reception_id, actor)
    now, at = clock.now(), held.at or reception.starts_at
    if at > now:
        raise NotHeldYet(starts_at=at.isoformat())
    if clock.vietnam_date(at) != reception.on:
        raise AnotherDay(on=reception.on.isoformat())
    unit = directory().unit(reception.unit_id)
    received = _planned(reception) if held.positions is None else _named(held.positions)
    must_be_there(unit, received, reception.on)
    _must_keep_the_unplanned(actor, unit, reception, received)
    reception.hold(at, held.visitors)
    reception.recorded(actor.position_id, now)
    people = who_received(unit, received, reception.on)
    _note(reception, people)
    represented = stood_in_for(_planned(reception), received, reception.on)
    record(
        "reception.held",
        at=at,
        actor=actor,
        unit_id=unit.id,
        position_id=received[0].id,
        reception=str(reception.id),
        positions=[str(each) for each in dict.fromkeys([*people, *represented])],
        occasion=reception.occasion,
        form=reception.form,
        announced=reception.is_announced,
        visitors=held.visitors,
    )
    return reception


def call_off(
    reception_id: UUID, excuse: Excuse, actor: Actor, *, instead: Reception | None = None
) -> Reception:
    """It does not take place on that day: counted for nobody, and hidden from nobody.

    `instead` is the day on which it is held, when there is one already. Who booked is told.
    """
    reception = _to_change(reception_id, actor)
    now = clock.now()
    if excuse.notice_on is not None and excuse.notice_on > clock.vietnam_date(now):
        raise NoticeInFuture(published_on=excuse.notice_on.isoformat())
    reception.call_off(excuse)
    reception.recorded(actor.position_id, now)
    planned = _planned(reception)
    record(
        "reception.not_held",
        at=now,
        actor=actor,
        unit_id=reception.unit_id,
        position_id=planned[0].id,
        reception=str(reception.id),
        positions=[str(each.id) for each in planned],
        occasion=reception.occasion,
        on=reception.on.isoformat(),
        starts_at=reception.starts_at.isoformat(),
        instead=str(instead.id) if instead else None,
        moved_to=instead.starts_at.isoformat() if instead else None,
    )
    return reception


def _to_change(reception_id: UUID, actor: Actor) -> Reception:
    """The reception day, locked; a refusal for who does not keep it. Everybody may see it."""
    reception = queries.reception_to_change(reception_id)
    must_keep(actor, directory().unit(reception.unit_id), _planned(reception))
    return reception


def _must_keep_the_unplanned(
    actor: Actor, unit: UnitView, reception: Reception, received: Iterable[PositionView]
) -> None:
    """Refuses who credits a position elsewhere, not planned, with a day that is not theirs."""
    planned = {each.id for each in _planned(reception)}
    for position in received:
        if position.id not in planned:
            must_keep(actor, unit, [position])


def _planned(reception: Reception) -> list[PositionView]:
    return [directory().position(each.position_id) for each in reception.served if each.is_planned]


def _named(codes: tuple[str, ...]) -> list[PositionView]:
    """The positions with these codes or ids, each once."""
    return list({position.id: position for position in map(position_named, codes)}.values())


def _must_be_lawful(planned: Plan) -> None:
    since = lawful_since(planned.form)
    if since is not None and planned.on < since:
        raise OnlineTooEarly(since=since.isoformat())


def _note(reception: Reception, people: Mapping[UUID, str]) -> None:
    """Write down who received, also those who came without having been planned."""
    there = {each.position_id: each for each in reception.served}
    for position_id, person in people.items():
        if position_id not in there:
            there[position_id] = Served(position_id=position_id, is_planned=False)
            reception.served.append(there[position_id])
        there[position_id].person = person
