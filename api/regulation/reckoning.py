"""How a due date was found, written down so that it can be explained years later."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from api.regulation.calendar import Due, Reason, Roll, Skipped
from api.regulation.terms import Term


def written(due: Due) -> dict[str, Any]:
    """The reckoning as JSON holds it; `read` gives it back."""
    return {
        "term": str(due.term),
        "added": [str(term) for term in due.added],
        "due_at": due.due_at and due.due_at.isoformat(),
        "last_day": due.last_day and due.last_day.isoformat(),
        "first_day": due.first_day and due.first_day.isoformat(),
        "skipped": [_written_day(day) for day in due.skipped],
        "roll": due.roll and _written_roll(due.roll),
        "provisional": due.provisional,
        "paused_since": due.paused_since and due.paused_since.isoformat(),
    }


def read(reckoning: Mapping[str, Any]) -> Due:
    """The due date of which `written` made this."""
    return Due(
        term=Term.parse(reckoning["term"]),
        added=tuple(Term.parse(term) for term in reckoning["added"]),
        due_at=reckoning["due_at"] and datetime.fromisoformat(reckoning["due_at"]),
        last_day=_day(reckoning["last_day"]),
        first_day=_day(reckoning["first_day"]),
        skipped=tuple(_skipped(day) for day in reckoning["skipped"]),
        roll=reckoning["roll"] and _roll(reckoning["roll"]),
        provisional=reckoning["provisional"],
        paused_since=_day(reckoning["paused_since"]),
    )


def _written_day(day: Skipped) -> dict[str, str]:
    return {"on": day.on.isoformat(), "reason": day.reason.value, "name": day.name}


def _written_roll(roll: Roll) -> dict[str, Any]:
    return {
        "from": roll.since.isoformat(),
        "to": roll.until.isoformat(),
        "over": [_written_day(day) for day in roll.over],
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _skipped(day: Mapping[str, str]) -> Skipped:
    return Skipped(date.fromisoformat(day["on"]), Reason(day["reason"]), day["name"])


def _roll(roll: Mapping[str, Any]) -> Roll:
    over = tuple(_skipped(day) for day in roll["over"])
    return Roll(date.fromisoformat(roll["from"]), date.fromisoformat(roll["to"]), over)
