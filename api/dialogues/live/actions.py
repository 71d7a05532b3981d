"""What is done with the line of a dialogue: people join it, are called, get longer, and leave it.

Who changes a line holds the seats of its dialogue, as who registers does: so the line, the list and
the state of the dialogue are one thing at a time.
"""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from api.authorities.queries import neighbourhood_codes
from api.core import clock
from api.core.access import Actor
from api.core.database import db
from api.core.errors import Missing
from api.core.limits import Limit
from api.dialogues import registration_queries as registrations
from api.dialogues.admission import organises
from api.dialogues.errors import DialogueNotThere, NotTheOrganiser
from api.dialogues.live import queries
from api.dialogues.live.errors import (
    ForYourselfAlone,
    InLineAlready,
    NoSpeaker,
    NotAtTheDoorYet,
    NotInThisList,
    NotTheHour,
    SomebodySpeaks,
    TooManyTurns,
    TurnIdTaken,
    TurnNotThere,
)
from api.dialogues.live.models import Speaker, Turn, TurnState
from api.dialogues.live.snapshots import OPEN, refresh
from api.dialogues.live.timing import longest, minutes
from api.dialogues.registration_errors import NoSuchVillage
from api.dialogues.registrations import Registration
from api.dialogues.seating import hold_all
from api.dialogues.sessions import AHEAD, Dialogue, SessionState

AN_HOUR = Limit("turns", 10, timedelta(hours=1))
"""Of one resident, who may join the line and leave it again."""

Seen = frozenset[int] | None
"""The versions of a turn of which something may be done with it; None for any."""


class Held(NamedTuple):
    """A turn and its dialogue, held until the transaction ends."""

    turn: Turn
    dialogue: Dialogue


def join(dialogue_id: UUID, turn_id: UUID, speaker: Speaker, actor: Actor) -> tuple[Turn, bool]:
    """Somebody who has come joins the end of the line, or a desk enters them.

    The same again is the same turn; says also whether it is new. Raises `TurnIdTaken` for another
    turn with the same id, and `InLineAlready` with the earlier one for who waits or speaks.
    """
    dialogue = registrations.dialogue_of(dialogue_id)
    by_desk = organises(actor, dialogue)
    hold_all(dialogue)
    earlier = queries.turn_with(turn_id)
    if earlier is not None:
        same = (earlier.dialogue_id, earlier.given_hash, earlier.asked_by_id)
        if same != (dialogue.id, speaker.hash, actor.account_id):
            raise TurnIdTaken
        return earlier, False
    now = clock.now()
    _must_be_on(dialogue, now)
    listed = _by_desk(dialogue, speaker) if by_desk else _themselves(dialogue, speaker, actor)
    if not by_desk and not AN_HOUR.hit(str(actor.account_id)):
        raise TooManyTurns
    made = _made(turn_id, dialogue, speaker, listed, actor)
    made.asked_at = now
    db.session.add(made)
    refresh(dialogue.id)
    return made, True


def start(turn_id: UUID, actor: Actor, seen: Seen = None) -> Turn:
    """They are called to the microphone; `SomebodySpeaks` while somebody else is there."""
    turn, dialogue = _to_change(turn_id, actor, seen)
    other = queries.speaking_at(dialogue.id)
    if other is not None and other.id != turn.id:
        raise SomebodySpeaks(turn=str(other.id), number=other.number, name=other.name)
    turn.start(clock.now())
    refresh(dialogue.id)
    return turn


def extend(turn_id: UUID, more: int, actor: Actor, seen: Seen = None) -> Turn:
    """They may speak so many minutes longer."""
    turn, dialogue = _to_change(turn_id, actor, seen)
    turn.extend(more, longest())
    refresh(dialogue.id)
    return turn


def end(turn_id: UUID, actor: Actor, seen: Seen = None) -> Turn:
    """They have spoken."""
    return _over(turn_id, TurnState.DONE, actor, seen)


def skip(turn_id: UUID, actor: Actor, seen: Seen = None) -> Turn:
    """They were called, and were not there."""
    return _over(turn_id, TurnState.SKIPPED, actor, seen)


def put(turn_id: UUID, place: int, actor: Actor, seen: Seen = None) -> Turn:
    """They are the how manyth to be called, 1 for the next; beyond the end is the end."""
    turn, dialogue = _to_change(turn_id, actor, seen, states=OPEN)
    if turn.state != TurnState.WAITING:
        raise TurnNotThere(state=turn.state, number=turn.number)
    line = list(queries.line_of(dialogue.id))
    places = [each.place for each in line]
    line.remove(turn)
    line.insert(place - 1, turn)
    for each, kept in zip(line, places, strict=True):
        each.place = kept
    refresh(dialogue.id)
    return turn


def leave(turn_id: UUID, actor: Actor) -> Turn:
    """They do not want to speak any more; said twice it is said once."""
    found = to_read(turn_id, actor)
    dialogue = _held(found)
    if found.state != TurnState.LEFT:
        if dialogue.state not in OPEN:
            raise DialogueNotThere(state=dialogue.state)
        found.end(TurnState.LEFT, clock.now())
        refresh(dialogue.id)
    return found


def settle(dialogue: Dialogue, at: datetime) -> None:
    """The dialogue is over: who speaks has spoken, and whom it did not come to stays so."""
    last = queries.speaking_at(dialogue.id)
    if last is not None:
        last.end(TurnState.DONE, at)
    refresh(dialogue.id)


def to_read(turn_id: UUID, actor: Actor) -> Turn:
    """The person's own turn, or one at a dialogue that they organise; else `Missing`."""
    found = queries.turn_with(turn_id)
    if found is None:
        raise Missing
    own = registrations.registration_with(found.registration_id) if found.registration_id else None
    is_own = own is not None and own.account_id is not None and own.account_id == actor.account_id
    if not is_own and not organises(actor, registrations.dialogue_of(found.dialogue_id)):
        raise Missing
    return found


_ON = frozenset({SessionState.IN_SESSION})


def _over(turn_id: UUID, how: TurnState, actor: Actor, seen: Seen) -> Turn:
    turn, dialogue = _to_change(turn_id, actor, seen)
    turn.end(how, clock.now())
    refresh(dialogue.id)
    return turn


def _to_change(
    turn_id: UUID, actor: Actor, seen: Seen, *, states: frozenset[SessionState] = _ON
) -> Held:
    """The turn, held; refuses who does not organise it, the wrong hour, and an older look."""
    found = to_read(turn_id, actor)
    if not organises(actor, registrations.dialogue_of(found.dialogue_id)):
        raise NotTheOrganiser
    dialogue = _held(found)
    if dialogue.state not in states:
        raise DialogueNotThere(state=dialogue.state)
    found.must_be(seen)
    return Held(found, dialogue)


def _held(found: Turn) -> Dialogue:
    dialogue = registrations.dialogue_of(found.dialogue_id)
    hold_all(dialogue)
    db.session.refresh(found)
    return dialogue


def _must_be_on(dialogue: Dialogue, now: datetime) -> None:
    """Refuses another day than that of the dialogue, and the time after it."""
    is_the_day = clock.vietnam_date(now) == clock.vietnam_date(dialogue.starts_at)
    if dialogue.state not in _ON and not (dialogue.state in AHEAD and is_the_day):
        raise NotTheHour(starts_at=dialogue.starts_at.isoformat(), state=dialogue.state)


def _by_desk(dialogue: Dialogue, speaker: Speaker) -> Registration | None:
    """Who of the list it is; None for somebody who is not in it."""
    if speaker.registration_id is None:
        if speaker.name is None:
            raise NoSpeaker
        return None
    found = registrations.registration_with(speaker.registration_id)
    if found is None or found.dialogue_id != dialogue.id or not found.is_live:
        raise NotInThisList
    return found


def _themselves(dialogue: Dialogue, speaker: Speaker, actor: Actor) -> Registration:
    """The registration of who joins the line themselves; they have come."""
    if actor.position_id is not None:
        raise NotTheOrganiser
    if speaker.registration_id is not None or speaker.minutes is not None:
        raise ForYourselfAlone
    found = registrations.live_registration(dialogue.id, actor.account_id)
    if found is None or found.came_at is None:
        raise NotAtTheDoorYet
    return found


def _made(
    turn_id: UUID,
    dialogue: Dialogue,
    speaker: Speaker,
    listed: Registration | None,
    actor: Actor,
) -> Turn:
    if listed is not None and (earlier := queries.turn_in_line(listed.id)) is not None:
        raise InLineAlready(turn=str(earlier.id), state=earlier.state, number=earlier.number)
    village = speaker.village or (listed.village if listed else None)
    if village and not neighbourhood_codes(dialogue.unit_area_code, [village]):
        raise NoSuchVillage(village=village)
    number, place = queries.numbers_of(dialogue.id)
    return Turn(
        id=turn_id,
        dialogue_id=dialogue.id,
        number=number + 1,
        place=place + 1,
        registration_id=listed.id if listed else None,
        name=speaker.name or (listed.name if listed else None),
        village=village,
        minutes=speaker.minutes or minutes(),
        extra=0,
        state=TurnState.WAITING,
        version=1,
        given_hash=speaker.hash,
        asked_by_id=actor.account_id,
        asked_as_id=actor.position_id,
    )
