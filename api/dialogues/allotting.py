"""What the organiser does with the seats: how many there are, and for whom they are kept."""

from uuid import UUID

from api.authorities.directory import directory
from api.authorities.queries import neighbourhood_codes
from api.core import clock
from api.core.access import Actor
from api.core.database import db
from api.dialogues import registration_queries as queries
from api.dialogues.errors import DialogueNotThere
from api.dialogues.registration_errors import (
    InvitationIdTaken,
    MoreKeptThanThere,
    NobodyRegisters,
    NoSuchVillage,
    SeatsPromised,
)
from api.dialogues.registrations import Invitation, Seating, Sharing
from api.dialogues.scheduling import must_organise, to_change
from api.dialogues.seating import hold_all, move_up
from api.dialogues.seats import Layout
from api.dialogues.sessions import AHEAD, Dialogue
from api.events.actions import record


def share(dialogue_id: UUID, sharing: Sharing, actor: Actor) -> Seating:
    """Share out the seats in this way; who waits moves up. Nobody loses a promised seat."""
    dialogue, seating = _held(dialogue_id, actor)
    if dialogue.capacity is None:
        raise NobodyRegisters(code=dialogue.code)
    villages = set(sharing.delegates)
    unknown = villages - neighbourhood_codes(dialogue.unit_area_code, villages)
    if unknown:
        raise NoSuchVillage(villages=sorted(unknown))
    wanted = Layout(dialogue.capacity, sharing.delegates, sharing.invited, sharing.overbooking)
    _must_be_possible(dialogue, seating, wanted)
    seating.share(sharing)
    _share_out(dialogue, seating, wanted.capacity, actor)
    return seating


def resize(dialogue_id: UUID, capacity: int, actor: Actor) -> Seating:
    """So many seats there are from now on; who waits moves up. Nobody loses a promised seat."""
    dialogue, seating = _held(dialogue_id, actor)
    if dialogue.registration_from is None:
        raise NobodyRegisters(code=dialogue.code)
    _must_be_possible(dialogue, seating, seating.layout(capacity))
    dialogue.capacity = capacity
    _share_out(dialogue, seating, capacity, actor)
    return seating


def invite(
    invitation_id: UUID, dialogue_id: UUID, village: str | None, uses: int, actor: Actor
) -> tuple[Invitation, bool]:
    """Make a code with which so many may take seats that are kept; says also whether it is new."""
    dialogue, _ = _held(dialogue_id, actor)
    earlier = db.session.get(Invitation, invitation_id)
    if earlier is not None:
        if (earlier.dialogue_id, earlier.village, earlier.uses) != (dialogue_id, village, uses):
            raise InvitationIdTaken
        return earlier, False
    known = {village} if village else set()
    if not neighbourhood_codes(dialogue.unit_area_code, known) >= known:
        raise NoSuchVillage(villages=sorted(known))
    made = Invitation(
        id=invitation_id,
        dialogue_id=dialogue.id,
        village=village,
        uses=uses,
        used=0,
        made_at=clock.now(),
        made_by_id=actor.account_id,
    )
    db.session.add(made)
    db.session.flush()
    return made, True


def must_keep_list(dialogue_id: UUID, actor: Actor) -> Dialogue:
    """The dialogue; refuses who may not read the names of those who registered for it."""
    dialogue = queries.dialogue_of(dialogue_id)
    must_organise(actor, directory().unit(dialogue.unit_id))
    return dialogue


def _held(dialogue_id: UUID, actor: Actor) -> tuple[Dialogue, Seating]:
    """The dialogue and its seats, held; refuses who does not organise it, and once it has begun."""
    dialogue = to_change(dialogue_id, actor)
    if dialogue.state not in AHEAD:
        raise DialogueNotThere(state=dialogue.state)
    return dialogue, hold_all(dialogue)


def _must_be_possible(dialogue: Dialogue, seating: Seating, wanted: Layout) -> None:
    if wanted.reserved > wanted.capacity:
        raise MoreKeptThanThere(kept=wanted.reserved, capacity=wanted.capacity)
    if dialogue.capacity is not None and not seating.hall(dialogue.capacity).is_within(wanted):
        raise SeatsPromised(promised=seating.taken)


def _share_out(dialogue: Dialogue, seating: Seating, capacity: int, actor: Actor) -> None:
    now = clock.now()
    record(
        "dialogue.reseated",
        dialogue,
        at=now,
        actor=actor,
        capacity=capacity,
        kept=seating.layout(capacity).reserved,
        overbooking=seating.overbooking,
    )
    move_up(dialogue, seating, seating.hall(capacity), now)
