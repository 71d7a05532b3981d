"""What people write down of a dialogue: who came, what was concluded, where it can be seen."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from api.attachments.attaching import attach, must_have_place_for
from api.attachments.models import Belonging, Part
from api.authorities.directory import directory
from api.authorities.lookup import position_named, unit_named
from api.authorities.models import Title
from api.authorities.policy import may_sign
from api.authorities.views import PositionView, UnitView
from api.core import clock
from api.core.access import Actor
from api.core.database import db
from api.core.errors import Missing
from api.core.ids import new_id
from api.dialogues.errors import DialogueNotThere, NobodyHoldsIt, NotExpected
from api.dialogues.papers import queries
from api.dialogues.papers.errors import (
    ConcludedAlready,
    MayNotConclude,
    NotAPhotograph,
    NothingRecorded,
    NotOfThatUnit,
    SignedAtNoTime,
)
from api.dialogues.papers.models import (
    Conclusion,
    ConclusionGiven,
    PresenceGiven,
    Recording,
    RecordsGiven,
)
from api.dialogues.scheduling import to_change, what_it_is
from api.dialogues.sessions import OVER, Dialogue, SessionState
from api.events.actions import record


def note_presences(dialogue_id: UUID, actor: Actor, given: Sequence[PresenceGiven]) -> Dialogue:
    """Who came for these units, from the opening until the conclusions are signed.

    Said anew, the last word holds.
    """
    dialogue = to_change(dialogue_id, actor)
    if dialogue.state not in (SessionState.IN_SESSION, SessionState.HELD):
        raise DialogueNotThere(state=dialogue.state)
    units = {each.unit: unit_named(each.unit) for each in given}
    strangers = [
        code for code, unit in units.items() if str(unit.id) not in dialogue.expected_units
    ]
    if strangers:
        raise NotExpected(units=sorted(strangers))
    noted = {str(units[each.unit].id): _noted(each, units[each.unit]) for each in given}
    dialogue.presences = {**dialogue.presences, **noted}
    return dialogue


def conclude(dialogue_id: UUID, actor: Actor, given: ConclusionGiven) -> Conclusion:
    """The leader's conclusions are signed; from now on minutes and notice are no drafts."""
    dialogue = to_change(dialogue_id, actor)
    now = clock.now()
    if queries.conclusion_of(dialogue_id) is not None:
        raise ConcludedAlready
    dialogue.conclude()
    begun = dialogue.opened_session_at or dialogue.starts_at
    if not clock.vietnam_date(begun) <= given.signed_on <= clock.vietnam_date(now):
        raise SignedAtNoTime(signed_on=given.signed_on.isoformat())
    signer = _signer(dialogue, given, actor)
    held = directory().holder_on(signer.id, given.signed_on)
    if held is None:
        raise NobodyHoldsIt(position=signer.code, on=given.signed_on.isoformat())
    if given.file is not None:
        attach([given.file], Belonging(dialogue.id, Part.CONCLUSION), actor, now)
    conclusion = Conclusion(
        dialogue_id=dialogue.id,
        number=given.number,
        symbol=given.symbol,
        signed_on=given.signed_on,
        authority=given.authority,
        signed_by_id=signer.id,
        signer=held.person,
        text=given.text,
        file_id=given.file,
        recorded_at=now,
        recorded_by_id=actor.account_id,
    )
    db.session.add(conclusion)
    record(
        "dialogue.concluded",
        dialogue,
        at=now,
        actor=actor,
        number=given.number,
        symbol=given.symbol,
        signed_on=given.signed_on.isoformat(),
        **what_it_is(dialogue),
    )
    return conclusion


def keep_records(dialogue_id: UUID, actor: Actor, given: RecordsGiven) -> Dialogue:
    """Where it can be seen again, and photographs, which everybody sees once that is said."""
    dialogue = to_change(dialogue_id, actor)
    if dialogue.state not in OVER | {SessionState.IN_SESSION}:
        raise DialogueNotThere(state=dialogue.state)
    if given.url is None and not given.photos:
        raise NothingRecorded
    if given.url is not None:
        _add_recording(dialogue, actor, given.url, given.title)
    _add_photos(dialogue, actor, given)
    return dialogue


def drop_recording(dialogue_id: UUID, recording_id: UUID, actor: Actor) -> None:
    """The address was wrong, or leads nowhere any more."""
    to_change(dialogue_id, actor)
    found = db.session.get(Recording, recording_id)
    if found is None or found.dialogue_id != dialogue_id:
        raise Missing
    db.session.delete(found)
    db.session.flush()


def _noted(given: PresenceGiven, unit: UnitView) -> dict[str, Any]:
    known = directory()
    position = position_named(given.position) if given.position else None
    if position is not None and position.unit_id not in known.below(unit.id):
        raise NotOfThatUnit(position=position.code)
    held = known.holder_on(position.id, clock.today()) if position else None
    return {
        "came": given.came,
        "position": str(position.id) if position and given.came else None,
        "person": (given.person or (held.person if held else None)) if given.came else None,
        "stands_in": given.came and (given.stands_in or bool(position and not position.is_head)),
        "reason": "" if given.came else given.reason,
    }


def _signer(dialogue: Dialogue, given: ConclusionGiven, actor: Actor) -> PositionView:
    """Who signed; refuses one of another unit, and who may not sign on that behalf."""
    known = directory()
    if given.signer is not None:
        signer = position_named(given.signer)
    else:
        acting = known.position(actor.position_id) if actor.position_id else None
        is_theirs = acting is not None and acting.unit_id == dialogue.unit_id
        can_sign = is_theirs and acting is not None and (acting.is_head or acting.title is _DEPUTY)
        signer = acting if acting and can_sign else known.position(dialogue.holder_id)
    if signer.unit_id != dialogue.unit_id or not may_sign(signer.title, given.authority):
        raise MayNotConclude(position=signer.code)
    return signer


_DEPUTY = Title.DEPUTY


def _add_recording(dialogue: Dialogue, actor: Actor, url: str, title: str | None) -> None:
    there = [each for each in queries.recordings_of(dialogue.id) if each.url == url]
    if there:
        there[0].title = title or there[0].title
        return
    db.session.add(
        Recording(
            id=new_id(),
            dialogue_id=dialogue.id,
            url=url,
            title=title,
            added_at=clock.now(),
            added_by_id=actor.account_id,
        )
    )
    db.session.flush()


def _add_photos(dialogue: Dialogue, actor: Actor, given: RecordsGiven) -> None:
    there = {each.id: each for each in queries.photos_of(dialogue.id)}
    new = [each for each in given.photos if each not in there]
    if new:
        must_have_place_for(dialogue.id, len(new))
    to = Belonging(dialogue.id, Part.RECORD, is_wanted_public=True)
    added = attach(new, to, actor, clock.now())
    if not all(each.is_picture for each in added):
        raise NotAPhotograph
    if given.is_public is None:
        return
    for each in [*added, *(there[each] for each in given.photos if each in there)]:
        each.clear(given.is_public)
