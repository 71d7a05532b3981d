"""Turns and the live view of a dialogue with all that readers may be shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from api.core.http import Page
from api.dialogues.live import queries
from api.dialogues.live.models import LiveSnapshot, Turn
from api.dialogues.live.snapshots import OPEN
from api.dialogues.sessions import Dialogue, SessionState

_NOTHING: dict[str, Any] = {
    "speaking": None,
    "next": [],
    "waiting": 0,
    "spoke": 0,
    "question": None,
    "questions": None,
}
"""What is seen while nobody has joined the line."""


def shown(turn: Turn) -> dict[str, Any]:
    """One turn, with its place in the line."""
    return all_shown([turn])[0]


def page(found: Sequence[Turn], limit: int) -> dict[str, Any]:
    """One page of turns."""
    cut = Page.of(found, limit, "ordinal")
    return {"items": all_shown(cut.items), "next": cut.next}


def all_shown(found: Sequence[Turn]) -> list[dict[str, Any]]:
    """These turns, each with its place in the line."""
    positions = queries.positions_of(found)
    return [
        {
            **{name: getattr(each, name) for name in _AS_IT_IS},
            "position_in_line": positions.get(each.id),
        }
        for each in found
    ]


_AS_IT_IS = (
    "id",
    "dialogue_id",
    "number",
    "registration_id",
    "name",
    "village",
    "state",
    "minutes",
    "extra",
    "asked_at",
    "started_at",
    "ended_at",
    "version",
)


def live(dialogue: Dialogue, snapshot: LiveSnapshot | None, now: datetime) -> dict[str, Any]:
    """What everybody sees of it: the dialogue as it is, and the line as it was last changed.

    Once it is over nobody is named any more.
    """
    line = _NOTHING | (snapshot.body if snapshot else {})
    if dialogue.state not in OPEN:
        line |= {"speaking": None, "next": [], "question": None}
    if line["speaking"]:
        began = datetime.fromisoformat(line["speaking"]["started_at"])
        line["speaking"] = line["speaking"] | {"started_at": began}
    return {
        "now": now,
        "version": snapshot.version if snapshot else 0,
        **{name: getattr(dialogue, name) for name in _OF_DIALOGUE},
        "state": SessionState(dialogue.state),
        "opened_at": dialogue.opened_session_at,
        "closed_at": dialogue.held_until,
        **line,
    }


_OF_DIALOGUE = ("id", "code", "topic", "place", "starts_at", "ends_at")
