"""What people do on the day of a dialogue and after it: open it, close it, publish its results."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from api.attachments.attaching import attach, must_have_place_for
from api.attachments.models import Belonging, Part
from api.authorities.directory import directory
from api.authorities.lookup import position_named, unit_named
from api.authorities.queries import neighbourhood_names
from api.authorities.views import PositionView
from api.core import clock
from api.core.access import Actor
from api.core.database import db
from api.dialogues import registration_queries, scheduling
from api.dialogues.errors import (
    NobodyHoldsIt,
    NotBegunYet,
    NotExpected,
    PresidesElsewhere,
    UnknownVillage,
)
from api.dialogues.live.actions import settle
from api.dialogues.live.snapshots import refresh
from api.dialogues.opinions.actions import freeze
from api.dialogues.publicity import goes_to_villages, needed_to_publish
from api.dialogues.questions.errors import LackingOutcomes
from api.dialogues.questions.queries import lacking_outcome
from api.dialogues.questions.triage import let_go
from api.dialogues.requests.actions import serve
from api.dialogues.scheduling import must_have_been_told, to_change, what_it_is
from api.dialogues.session_plans import Notice, Result
from api.dialogues.session_queries import dialogue_to_read
from api.dialogues.sessions import Dialogue, SessionState
from api.events.actions import record


def open_(dialogue_id: UUID, actor: Actor, at: datetime | None) -> Dialogue:
    """It begins, with the agenda as it is now; one that nobody announced begins all the same."""
    dialogue = to_change(dialogue_id, actor)
    now = clock.now()
    begun = at or now
    if begun > now or clock.vietnam_date(begun) != clock.vietnam_date(dialogue.starts_at):
        raise NotBegunYet(starts_at=dialogue.starts_at.isoformat())
    dialogue.open(begun)
    freeze(dialogue, now)
    refresh(dialogue.id)
    return dialogue


def cancel(dialogue_id: UUID, actor: Actor, reason: str, notice: str) -> Dialogue:
    """It does not take place, and no unit owes prepared answers for it any more."""
    dialogue = scheduling.cancel(dialogue_id, actor, reason, notice)
    let_go(dialogue.id, actor)
    return dialogue


def close(
    dialogue_id: UUID,
    actor: Actor,
    people: int,
    absent: Mapping[str, str],
    presided_by: Sequence[str] = (),
) -> Dialogue:
    """It is over: what the law asks of those who really presided is served, once for each of them.

    Who presided are those of the plan when nobody is named; what a head owes is not served by a
    deputy who stood in. Raises `LackingOutcomes` with their numbers while questions have none.
    """
    dialogue = to_change(dialogue_id, actor)
    lacking = lacking_outcome(dialogue_id)
    if lacking:
        raise LackingOutcomes(questions=[{"id": str(e.id), "number": e.number} for e in lacking])
    now = clock.now()
    said = {str(unit_named(code).id): reason for code, reason in absent.items()}
    if not said.keys() <= set(dialogue.expected_units):
        raise NotExpected(units=sorted(absent))
    presided = _presided(dialogue, presided_by, clock.vietnam_date(dialogue.starts_at))
    _note_absent(dialogue, said)
    missing = {
        unit_id: each["reason"] for unit_id, each in dialogue.presences.items() if not each["came"]
    }
    dialogue.close(now, {"people": people, "absent": missing, "presided": presided})
    settle(dialogue, now)
    if dialogue.registration_from is not None:
        who_came = asdict(registration_queries.figures_of(dialogue_id))
        dialogue.attendance = {**(dialogue.attendance or {}), "registrations": who_came}
    serve(dialogue.unit_id, dialogue.opened_session_at or now)
    record(
        "dialogue.held",
        dialogue,
        at=dialogue.opened_session_at or now,
        actor=actor,
        positions=[each["position"] for each in presided],
        people=people,
        absent=sorted(missing),
        **what_it_is(dialogue),
    )
    return dialogue


def publish(dialogue_id: UUID, actor: Actor, notice: Notice) -> Dialogue:
    """Its results were published in one way; the duty is met when all ways are proved.

    What goes to every village counts as a way when the last of them has got it.
    """
    dialogue = to_change(dialogue_id, actor)
    now = clock.now()
    must_have_been_told([notice], now)
    result = Result.of(notice)
    to = villages_to_tell(dialogue) if goes_to_villages(result.channel) else frozenset()
    if not to >= set(result.villages):
        raise UnknownVillage(villages=sorted(set(result.villages) - to))
    is_whole = dialogue.publish(result, to, needed_to_publish())
    must_have_place_for(dialogue.id, len(result.attachments))
    attach(result.attachments, Belonging(dialogue.id, Part.RESULT), actor, now)
    if not is_whole:
        return dialogue
    # Told to one village after another, it is published when the last has got it.
    kept = next(each for each in dialogue.results if each["channel"] == result.channel)
    record(
        "dialogue.results_published",
        dialogue,
        at=datetime.fromisoformat(kept["at"]),
        actor=actor,
        channel=result.channel,
        **what_it_is(dialogue),
    )
    return _as_it_stands(dialogue) if dialogue.state == SessionState.PUBLISHED else dialogue


def _as_it_stands(dialogue: Dialogue) -> Dialogue:
    """Read anew: once it is published, what was promised at it tells where it stands."""
    db.session.flush()
    db.session.expire(dialogue)
    return dialogue_to_read(dialogue.id)


def villages_to_tell(dialogue: Dialogue) -> frozenset[str]:
    """The villages whose heads get the results: its own, else all that the commune has."""
    known = frozenset(neighbourhood_names(dialogue.unit_area_code))
    return known & frozenset(dialogue.villages) if dialogue.villages else known


def _note_absent(dialogue: Dialogue, said: Mapping[str, str]) -> None:
    """What is said at the end holds, also of a unit of which something else was said before."""
    noted = {each: absence(reason) for each, reason in said.items()}
    dialogue.presences = {**dialogue.presences, **noted}


def absence(reason: str) -> dict[str, Any]:
    """That nobody came for a unit."""
    return {
        "came": False,
        "position": None,
        "person": None,
        "stands_in": False,
        "reason": reason,
    }


def _presided(dialogue: Dialogue, codes: Sequence[str], on: date) -> list[dict[str, Any]]:
    """Who sat at the head of the table, by position and name."""
    if not codes:
        known = directory()
        planned = [known.position(each.position_id) for each in dialogue.presiders]
        return [_at_the_head(each, on) for each in planned]
    named = {each.id: each for each in map(position_named, codes)}.values()
    organisers = {dialogue.unit_id, *map(UUID, dialogue.co_organisers)}
    for each in named:
        if each.unit_id not in organisers:
            raise PresidesElsewhere(position=each.code)
        if directory().holder_on(each.id, on) is None:
            raise NobodyHoldsIt(position=each.code, on=on.isoformat())
    return [_at_the_head(each, on) for each in named]


def _at_the_head(position: PositionView, on: date) -> dict[str, Any]:
    held = directory().holder_on(position.id, on)
    return {"position": str(position.id), "person": held.person if held else None}
