"""What everybody reads of a dialogue that goes on: written with each change, read by thousands."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from api.authorities.queries import names_of_neighbourhoods
from api.cases.models import Case
from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db
from api.dialogues.live import queries
from api.dialogues.live.models import LiveSnapshot, Turn
from api.dialogues.live.timing import shown_next
from api.dialogues.questions.queries import counts_of
from api.dialogues.registration_queries import dialogue_of
from api.dialogues.sessions import AHEAD, SessionState
from api.events.models import Event

OPEN = AHEAD | {SessionState.IN_SESSION}
"""States of a dialogue in which something can be done with its line."""


def refresh(dialogue_id: UUID) -> None:
    """Everybody reads from now on what is so now; to be called after each change, before its end.

    Nothing is written when nothing of it can be seen. Who calls this holds the row until their
    transaction ends: it is the last that is held.
    """
    db.session.flush()
    kept = _held(dialogue_id)
    seen = _seen(dialogue_id)
    if kept.version == 0 or kept.body != seen:
        kept.body, kept.version, kept.made_at = seen, kept.version + 1, clock.now()
        db.session.flush()


def follow(event: Event, _: Case | None) -> None:
    """A question was put, decided or shown while the dialogue goes on: everybody sees it."""
    if event.name.startswith("question."):
        show_questions(UUID(str(event.facts["dialogue"])))


def show_questions(dialogue_id: UUID) -> None:
    """Something that is seen of its questions is another now, while the dialogue goes on."""
    if dialogue_of(dialogue_id).state == SessionState.IN_SESSION:
        refresh(dialogue_id)


def _held(dialogue_id: UUID) -> LiveSnapshot:
    held = (
        select(LiveSnapshot)
        .where(LiveSnapshot.dialogue_id == dialogue_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = db.session.scalar(held)
    if found is None:
        first = insert(LiveSnapshot).values(
            dialogue_id=dialogue_id, version=0, body={}, made_at=clock.now()
        )
        db.session.execute(first.on_conflict_do_nothing())
        found = db.session.scalars(held).one()
    return found


def _seen(dialogue_id: UUID) -> dict[str, Any]:
    is_open = dialogue_of(dialogue_id).state in OPEN
    # Once it is over nobody is named any more.
    speaking = queries.speaking_at(dialogue_id) if is_open else None
    line = queries.line_of(dialogue_id, shown_next()) if is_open else ()
    figures = queries.figures(dialogue_id)
    people = _people(dialogue_id, [*([speaking] if speaking else []), *line])
    return {
        "speaking": people.pop(0) | _time(speaking) if speaking else None,
        "next": people,
        "waiting": figures.waiting,
        "spoke": figures.spoke,
        "question": _question(speaking),
        "questions": _questions(dialogue_id),
    }


def _question(speaking: Turn | None) -> dict[str, Any] | None:
    """What who speaks asked last; in the words that everybody may read, once there are some."""
    asked = queries.asked_last_in(speaking.id) if speaking else None
    return dict(zip(("number", "text"), asked, strict=True)) if asked else None


def _questions(dialogue_id: UUID) -> dict[str, int]:
    counts = counts_of(dialogue_id)
    return {"decided": counts.groups - counts.lacking, "open": counts.lacking}


def _people(dialogue_id: UUID, turns: Sequence[Turn]) -> list[dict[str, Any]]:
    """By name and village, and by the number of who has given no name."""
    codes = {each.village for each in turns if each.village}
    area = dialogue_of(dialogue_id).unit_area_code
    names = names_of_neighbourhoods(area, codes)
    return [
        {"number": each.number, "name": each.name, "village": names.get(each.village or "")}
        for each in turns
    ]


def _time(turn: Turn) -> dict[str, Any]:
    began = turn.started_at.astimezone(VIETNAM).isoformat() if turn.started_at else None
    return {"turn": str(turn.id), "started_at": began, "allotted": turn.allotted}
