"""What people do on the day of a dialogue and after it: open it, close it, publish its results."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from api.authorities.lookup import unit_named
from api.core import clock
from api.core.access import Actor
from api.dialogues import registration_queries
from api.dialogues.errors import NotBegunYet, NotExpected
from api.dialogues.live.actions import settle
from api.dialogues.publicity import needed_to_publish
from api.dialogues.questions.errors import LackingOutcomes
from api.dialogues.questions.queries import lacking_outcome
from api.dialogues.requests.actions import serve
from api.dialogues.scheduling import must_have_been_told, to_change, what_it_is
from api.dialogues.session_plans import Notice
from api.dialogues.sessions import Dialogue
from api.events.actions import record


def open_(dialogue_id: UUID, actor: Actor, at: datetime | None) -> Dialogue:
    """It begins; one that nobody announced begins all the same, and that is seen."""
    dialogue = to_change(dialogue_id, actor)
    now = clock.now()
    begun = at or now
    if begun > now or clock.vietnam_date(begun) != clock.vietnam_date(dialogue.starts_at):
        raise NotBegunYet(starts_at=dialogue.starts_at.isoformat())
    dialogue.open(begun)
    return dialogue


def close(dialogue_id: UUID, actor: Actor, people: int, absent: Mapping[str, str]) -> Dialogue:
    """It is over: what the law asks of those who presided is served, once for each of them.

    Raises `LackingOutcomes` with their numbers while questions have no outcome.
    """
    dialogue = to_change(dialogue_id, actor)
    lacking = lacking_outcome(dialogue_id)
    if lacking:
        raise LackingOutcomes(questions=[{"id": str(e.id), "number": e.number} for e in lacking])
    now = clock.now()
    missing = {str(unit_named(code).id): reason for code, reason in absent.items()}
    if not missing.keys() <= set(dialogue.expected_units):
        raise NotExpected(units=sorted(absent))
    dialogue.close(now, people, missing)
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
        positions=[str(each.position_id) for each in dialogue.presiders],
        people=people,
        absent=sorted(missing),
        **what_it_is(dialogue),
    )
    return dialogue


def publish(dialogue_id: UUID, actor: Actor, result: Notice) -> Dialogue:
    """Its results were published in one way; the duty is met when all ways are proved."""
    dialogue = to_change(dialogue_id, actor)
    must_have_been_told([result], clock.now())
    dialogue.publish(result, needed_to_publish())
    record(
        "dialogue.results_published",
        dialogue,
        at=result.at,
        actor=actor,
        channel=result.channel,
        **what_it_is(dialogue),
    )
    return dialogue
