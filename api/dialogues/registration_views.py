"""Registrations and seats with all that readers may be shown; the schemas choose from it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from api.core import clock
from api.core.http import Page
from api.core.i18n import preferred_locale
from api.dialogues import registration_queries as queries
from api.dialogues.guests import groups, most_companions, needs
from api.dialogues.registrations import Registration, RegistrationState
from api.dialogues.sessions import Dialogue
from api.dialogues.tickets import content, public_key


def shown(registration: Registration) -> dict[str, Any]:
    """One registration."""
    return all_shown([registration])[0]


def just_made(registration: Registration) -> dict[str, Any]:
    """One that was made a moment ago, while its seats are held: who waits is the last in line."""
    waiting = sum(queries.seating_of(registration.dialogue_id).waiting.values())
    is_waiting = registration.state == RegistrationState.WAITING
    return _with_dialogues([registration], {registration.id: waiting} if is_waiting else {})[0]


def page(found: Sequence[Registration], limit: int) -> dict[str, Any]:
    """One page of registrations."""
    cut = Page.of(found, limit, "ordinal")
    return {"items": all_shown(cut.items), "next": cut.next}


def all_shown(found: Sequence[Registration]) -> list[dict[str, Any]]:
    """These registrations, each with its dialogue and its place in the line."""
    return _with_dialogues(found, queries.positions_in_line(found))


def seats(dialogue: Dialogue) -> dict[str, Any]:
    """The seats of a dialogue as they are now."""
    seating, locale = queries.seating_of(dialogue.id), preferred_locale()
    capacity = dialogue.capacity if dialogue.registration_from else None
    hall = seating.hall(capacity or 0)
    return {
        "capacity": capacity,
        "left": 0 if hall.in_line else max(hall.left("free"), 0),
        "waiting": hall.in_line,
        "delegates": seating.delegates,
        "groups": _named(groups(), seating.groups, locale),
        "needs": _named(needs(), list(needs()), locale),
        "most_companions": most_companions(),
        "confirm_by": seating.confirm_by(dialogue.starts_at),
        "invited": seating.invited,
        "overbooking": seating.overbooking,
        "confirm_hours": seating.confirm_hours,
        "taken": seating.taken,
    }


def seats_for_organiser(dialogue_id: UUID) -> dict[str, Any]:
    """The same with who came until now."""
    found = seats(queries.dialogue_of(dialogue_id))
    return found | {"figures": queries.figures_of(dialogue_id), "ticket_key": public_key()}


def _with_dialogues(
    found: Sequence[Registration], positions: Mapping[UUID, int]
) -> list[dict[str, Any]]:
    held = {each.dialogue_id for each in found}
    dialogues = {each: queries.dialogue_of(each) for each in held}
    asked = {each: queries.seating_of(each).confirm_by(dialogues[each].starts_at) for each in held}
    return [
        {
            **{name: getattr(each, name) for name in _AS_IT_IS},
            **_of(each, dialogues[each.dialogue_id], asked[each.dialogue_id]),
            "position_in_line": positions.get(each.id),
        }
        for each in found
    ]


_AS_IT_IS = (
    "id",
    "state",
    "ticket",
    "number",
    "seats",
    "companions",
    "needs",
    "name",
    "village",
    "group",
    "question",
    "phone",
    "sort",
    "is_walk_in",
    "registered_at",
    "coming_at",
    "came_at",
    "ended_at",
)


def _of(each: Registration, dialogue: Dialogue, confirm_by: datetime | None) -> dict[str, Any]:
    has_seat = each.state == RegistrationState.CONFIRMED
    members = ("id", "code", "topic", "place", "starts_at", "ends_at")
    return {
        "dialogue": {
            **{name: getattr(dialogue, name) for name in members},
            "state": dialogue.stage(clock.now()),
        },
        "ticket_content": content(each, dialogue.code) if has_seat else None,
        "is_told": each.account_id is not None,
        "confirm_by": confirm_by if has_seat else None,
    }


def _named(
    known: Mapping[str, Mapping[str, str]], codes: Sequence[str], locale: str
) -> list[dict[str, str]]:
    return [{"code": code, "name": known[code][locale]} for code in codes]
