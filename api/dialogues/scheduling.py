"""What people do with a dialogue before the day: plan it, announce it, move it, call it off."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import Range

from api.authorities.directory import directory
from api.authorities.lookup import position_named, unit_named
from api.authorities.policy import Act, can, roles_of
from api.authorities.queries import neighbourhood_codes
from api.authorities.views import PositionView, UnitView
from api.cases.models import Addressee, Channel, Visibility
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db, lock
from api.core.ids import new_code, new_receipt_number
from api.dialogues import session_queries as queries
from api.dialogues.errors import (
    DialogueIdTaken,
    LeaderTaken,
    NobodyHoldsIt,
    NotAnnounceable,
    NotTheOrganiser,
    NotYetPublished,
    PresidesElsewhere,
    RoomTaken,
    StartsInPast,
    UnknownVillage,
    UnknownWay,
)
from api.dialogues.publicity import needed_to_announce, ways
from api.dialogues.seating import ask_anew
from api.dialogues.session_plans import Move, Notice, SessionPlan
from api.dialogues.sessions import Dialogue, Presider, Presiding, SessionState, room_of
from api.events.actions import record


def schedule(dialogue_id: UUID, plan: SessionPlan, actor: Actor) -> tuple[Dialogue, bool]:
    """Put a dialogue into the plan; the same plan again is the same dialogue.

    Says also whether it is new. Raises `DialogueIdTaken` for another plan with the same id, and
    `LeaderTaken` or `RoomTaken` when somebody or something is needed elsewhere at that time. What
    is only late by the law is planned all the same, and is counted late; one that took place
    before it was entered here is entered too, and everybody sees that it was entered afterwards.
    """
    lock(dialogue_id)
    earlier = queries.dialogue_with(dialogue_id)
    if earlier is not None:
        if (earlier.plan_hash, earlier.planned_by_id) != (plan.hash, actor.account_id):
            raise DialogueIdTaken
        return earlier, False
    unit = unit_named(plan.unit)
    must_organise(actor, unit)
    now = clock.now()
    dialogue = _planned(dialogue_id, plan, unit, actor, now)
    _must_be_free(dialogue)
    db.session.add(dialogue)
    record(
        "dialogue.scheduled",
        dialogue,
        at=now,
        actor=actor,
        starts_at=dialogue.starts_at.isoformat(),
        ends_at=dialogue.ends_at.isoformat(),
        entered_late=dialogue.is_entered_late or None,
        **what_it_is(dialogue),
    )
    return dialogue, True


def announce(
    dialogue_id: UUID, actor: Actor, notices: list[Notice], how_to_take_part: str | None
) -> Dialogue:
    """Everybody was told of it: of its time, place, subject and how to take part."""
    dialogue = to_change(dialogue_id, actor)
    now = clock.now()
    must_have_been_told(notices, now)
    dialogue.announce(notices, how_to_take_part)
    missing = [name for name in needed_to_announce() if not getattr(dialogue, name)]
    if missing:
        raise NotAnnounceable(missing=missing)
    told_at = min(each.at for each in notices)
    record(
        "dialogue.announced",
        dialogue,
        at=told_at,
        actor=actor,
        ways=sorted(each.channel for each in notices),
        starts_at=dialogue.starts_at.isoformat(),
        **what_it_is(dialogue),
    )
    return dialogue


def reschedule(dialogue_id: UUID, actor: Actor, move: Move) -> Dialogue:
    """It takes place at another time or place, and everybody is told so, with the reason."""
    dialogue = to_change(dialogue_id, actor)
    now = clock.now()
    if move.starts_at <= now:
        raise StartsInPast(starts_at=move.starts_at.isoformat())
    before = {
        "starts_at": dialogue.starts_at.isoformat(),
        "ends_at": dialogue.ends_at.isoformat(),
        "place": dialogue.place,
    }
    with db.session.no_autoflush:
        dialogue.move(move.starts_at, move.ends_at, move.place)
        dialogue.changes = [
            *dialogue.changes,
            {**before, "reason": move.reason, "notice": move.notice, "at": now.isoformat()},
        ]
        _must_be_free(dialogue)
    if before["starts_at"] != dialogue.starts_at.isoformat():
        ask_anew(dialogue.id)
    record(
        "dialogue.rescheduled",
        dialogue,
        at=now,
        actor=actor,
        starts_at=dialogue.starts_at.isoformat(),
        ends_at=dialogue.ends_at.isoformat(),
        before=before["starts_at"],
        **what_it_is(dialogue),
    )
    return dialogue


def cancel(dialogue_id: UUID, actor: Actor, reason: str, notice: str) -> Dialogue:
    """It does not take place: counted for nobody, and hidden from nobody."""
    dialogue = to_change(dialogue_id, actor)
    now = clock.now()
    dialogue.call_off(reason, notice, now)
    record(
        "dialogue.cancelled",
        dialogue,
        at=now,
        actor=actor,
        starts_at=dialogue.starts_at.isoformat(),
        **what_it_is(dialogue),
    )
    return dialogue


def to_change(dialogue_id: UUID, actor: Actor) -> Dialogue:
    """The dialogue, locked; a refusal for who does not organise it. Everybody may see it."""
    dialogue = queries.dialogue_to_change(dialogue_id)
    must_organise(actor, directory().unit(dialogue.unit_id))
    return dialogue


def must_organise(actor: Actor, unit: UnitView) -> None:
    """Refuses who may not plan and record dialogues of this unit.

    A receiving officer does for the bodies of their place, a head or assistant for their own unit.
    """
    acting = directory().position(actor.position_id) if actor.position_id else None
    if acting is None:
        raise NotTheOrganiser
    own = directory().unit(acting.unit_id)
    roles = roles_of(acting.title, own.kind)
    keeps_place = Role.RECEIVER in roles and own.id in directory().same_place(unit.id)
    if not (can(roles, Act.DIALOGUE, own.kind) and (keeps_place or own.id == unit.id)):
        raise NotTheOrganiser


def must_have_been_told(notices: Iterable[Notice], now: datetime) -> None:
    """Refuses a way that is not known, and a moment that has not come."""
    for each in notices:
        if each.channel not in ways():
            raise UnknownWay(channel=each.channel, ways=sorted(ways()))
        if each.at > now:
            raise NotYetPublished(at=each.at.isoformat())


def what_it_is(dialogue: Dialogue) -> dict[str, Any]:
    """What rules may ask of it: who organises it, on what occasion, in which form."""
    known = directory()
    ids = [dialogue.unit_id, *map(UUID, dialogue.co_organisers)]
    kinds = {known.unit(each).kind for each in ids}
    organisers = sorted(kind for kind in kinds if kind in _BODIES)
    return {
        "organiser": organisers or None,
        "occasion": dialogue.session_kind,
        "form": dialogue.form,
    }


_BODIES = frozenset(map(str, Addressee))


def _planned(
    dialogue_id: UUID, plan: SessionPlan, unit: UnitView, actor: Actor, now: datetime
) -> Dialogue:
    others = [unit_named(code) for code in plan.co_organisers]
    presiding = _presiders(plan, [unit, *others])
    return Dialogue(
        id=dialogue_id,
        province_code=directory().areas[unit.area_code].province_code,
        channel=Channel.DIALOGUE,
        code=new_code(),
        receipt_number=new_receipt_number(),
        addressee=Addressee(unit.kind) if unit.kind in _BODIES else Addressee.GOVERNMENT,
        field=next(iter(plan.fields), None),
        area_code=unit.area_code,
        unit_id=unit.id,
        unit_area_code=unit.area_code,
        holder_id=presiding[0].position_id,
        holder_reason="chair",
        visibility=Visibility.PUBLIC,
        state=SessionState.PLANNED,
        opened_at=now,
        instance=1,
        session_kind=plan.kind,
        form=plan.form,
        topic=plan.topic,
        place=plan.place,
        room=room_of(unit.area_code, plan.place, plan.form),
        is_live=True,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        fields=list(plan.fields),
        villages=_villages(plan.villages, unit),
        co_organisers=[str(each.id) for each in others if each.id != unit.id],
        expected_units=[str(unit_named(code).id) for code in plan.expected_units],
        capacity=plan.capacity,
        registration_from=plan.registration_from,
        registration_to=plan.registration_to,
        how_to_take_part=plan.how_to_take_part,
        notices=[],
        results=[],
        changes=[],
        plan_hash=plan.hash,
        planned_by_id=actor.account_id,
        presiders=presiding,
    )


def _presiders(plan: SessionPlan, organisers: list[UnitView]) -> list[Presider]:
    positions = {each.id: each for each in map(position_named, plan.chairs)}.values()
    during = Range(plan.starts_at, plan.ends_at)
    return [
        Presider(
            position_id=position.id,
            ordinal=number,
            role=Presiding.CO_CHAIR if number else Presiding.CHAIR,
            account_id=_person(position, organisers, plan),
            during=during,
            is_live=True,
        )
        for number, position in enumerate(positions)
    ]


def _person(position: PositionView, organisers: list[UnitView], plan: SessionPlan) -> UUID | None:
    """The account of who holds the position that day; refuses one that cannot preside."""
    if position.unit_id not in {each.id for each in organisers}:
        raise PresidesElsewhere(position=position.code)
    on = clock.vietnam_date(plan.starts_at)
    held = directory().holder_on(position.id, on)
    if held is None:
        raise NobodyHoldsIt(position=position.code, on=on.isoformat())
    return held.account_id


def _villages(codes: tuple[str, ...], unit: UnitView) -> list[str]:
    """The codes, each once; refuses one that is not in the organiser's commune."""
    unknown = set(codes) - neighbourhood_codes(unit.area_code, codes)
    if unknown:
        raise UnknownVillage(villages=sorted(unknown))
    return list(dict.fromkeys(codes))


def _must_be_free(dialogue: Dialogue) -> None:
    """Refuses a time at which who presides, or the room, is taken; the database does so too."""
    for other in queries.at_that_time(dialogue):
        if other.room is not None and other.room == dialogue.room:
            raise RoomTaken(code=other.code, starts_at=other.starts_at.isoformat())
        raise LeaderTaken(code=other.code, starts_at=other.starts_at.isoformat())
