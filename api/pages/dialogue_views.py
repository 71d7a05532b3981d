"""Dialogues as pages show them: the schedule, one of them whole, and how its seats stand."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from api.authorities.queries import names_of_neighbourhoods
from api.authorities.views import AreaView, UnitView
from api.core import clock
from api.core.http import Page
from api.dialogues import registration_queries, registration_views, session_views, tickets
from api.dialogues.guests import groups, needs
from api.dialogues.registrations import Registration, RegistrationState, Seating
from api.dialogues.seats import FREE
from api.dialogues.session_queries import DialoguesWanted, dialogue_to_read, dialogues
from api.dialogues.sessions import Dialogue, SessionState, Stage
from api.pages.dialogue_queries import seatings_of
from api.pages.words import named_in

MOST_OWN = 20
"""Registrations that somebody is shown of their own."""

BADGES: Final[Mapping[str, str]] = {
    Stage.PLANNED: "planned",
    Stage.ANNOUNCED: "accepted",
    Stage.REGISTRATION: "open",
    Stage.PREPARING: "soon",
    Stage.IN_SESSION: "new",
    Stage.HELD: "done",
    Stage.CONCLUDED: "done",
    Stage.PUBLISHED: "met",
    Stage.FOLLOWING: "soon",
    Stage.COMPLETED: "met",
    Stage.CANCELLED: "not_held",
}
"""Which badge of the pages stands for each state."""

SEAT_BADGES: Final[Mapping[str, str]] = {
    RegistrationState.CONFIRMED: "met",
    RegistrationState.WAITING: "soon",
    RegistrationState.CANCELLED: "planned",
    RegistrationState.LAPSED: "not_held",
}
"""Which badge stands for each state of a registration."""


@dataclass(frozen=True)
class Seats:
    """What a list says of the seats of a dialogue."""

    capacity: int | None
    """None where nobody registers."""
    left: int
    waiting: int
    """Registrations in line."""


@dataclass(frozen=True)
class Listed:
    """A dialogue in a list."""

    dialogue: Dialogue
    unit: UnitView
    stage: Stage
    seats: Seats

    @property
    def badge(self) -> str:
        """Which badge says where it stands."""
        return BADGES[self.stage]


def schedule(wanted: DialoguesWanted) -> Page[Listed]:
    """One page of the dialogues that are looked for."""
    return _listed(Page.of(dialogues(wanted), wanted.limit, "ordinal"))


def coming_or_past(*, past: bool, area: AreaView | None, **more: Any) -> DialoguesWanted:
    """From today on, the next one first; or those before today, the last one first."""
    today = clock.midnight(clock.today())
    return DialoguesWanted(
        area_code=area.code if area else None,
        starts_from=None if past else today,
        starts_before=today if past else None,
        newest_first=past,
        **more,
    )


def to_be_finished(unit: UnitView) -> Sequence[Listed]:
    """Dialogues of the place that have begun or are over, and still owe a step of the desk."""
    at = clock.now()
    today = clock.midnight(clock.today())
    found: list[Dialogue] = []
    for stage in _UNFINISHED:
        wanted = DialoguesWanted(area_code=unit.area_code, state=stage, starts_before=today)
        found += dialogues(wanted)[: wanted.limit]
    known = seatings_of([each.id for each in found])
    return [_one(each, known.get(each.id), at) for each in found]


_UNFINISHED = (
    Stage.PLANNED,
    Stage.ANNOUNCED,
    Stage.PREPARING,
    Stage.IN_SESSION,
    Stage.HELD,
)


def whole(dialogue: Dialogue, at: datetime) -> dict[str, Any]:
    """All that everybody may know of it, in words, with how its seats stand."""
    # Who presides is read anew: a refusal a moment ago may have let it go.
    shown = session_views.whole(dialogue_to_read(dialogue.id), at)
    seats = registration_views.seats(dialogue)
    codes = {*dialogue.villages, *seats["delegates"]}
    names = names_of_neighbourhoods(dialogue.unit_area_code, codes)
    return shown | {
        "badge": BADGES[shown["state"]],
        "village_names": [names.get(each, each) for each in dialogue.villages],
        "seats": seats,
        "delegates": [(names.get(code, code), many) for code, many in seats["delegates"].items()],
        "is_over": dialogue.state in _OVER,
        "is_of_the_day": clock.vietnam_date(at) == clock.vietnam_date(dialogue.starts_at),
    }


_OVER = frozenset({SessionState.HELD, SessionState.PUBLISHED, SessionState.CANCELLED})


def registration(found: Registration, dialogue: Dialogue) -> dict[str, Any]:
    """One registration in words."""
    [shown] = registrations([found], dialogue)
    return shown


def registrations(found: Sequence[Registration], dialogue: Dialogue) -> list[dict[str, Any]]:
    """Registrations for one dialogue, in words."""
    codes = {each.village for each in found if each.village}
    names = names_of_neighbourhoods(dialogue.unit_area_code, codes)
    return [
        each
        | {
            "badge": SEAT_BADGES[each["state"]],
            "village_name": names.get(each["village"], each["village"]),
            "group_name": named_in(groups(), each["group"]) if each["group"] else None,
            "need_names": [named_in(needs(), need) for need in each["needs"]],
        }
        for each in registration_views.all_shown(found)
    ]


def own_registrations(account_id: UUID) -> list[dict[str, Any]]:
    """The newest registrations of this person, each with its dialogue."""
    found = registration_queries.own_registrations(account_id, None, MOST_OWN)
    shown = registration_views.all_shown(found[:MOST_OWN])
    return [each | {"badge": SEAT_BADGES[each["state"]]} for each in shown]


def picture_of(said: str) -> str:
    """The square of dots that says this, as an address that holds the whole picture."""
    return f"data:image/svg+xml;base64,{base64.b64encode(tickets.drawn(said)).decode()}"


def _listed(cut: Page[Dialogue]) -> Page[Listed]:
    at = clock.now()
    known = seatings_of([each.id for each in cut.items])
    items = [_one(each, known.get(each.id), at) for each in cut.items]
    return Page(items, cut.next)


def _one(dialogue: Dialogue, seating: Seating | None, at: datetime) -> Listed:
    unit = session_views.listed(dialogue, at)["unit"]
    return Listed(dialogue, unit, dialogue.stage(at), _seats(dialogue, seating))


def _seats(dialogue: Dialogue, seating: Seating | None) -> Seats:
    capacity = dialogue.capacity if dialogue.registration_from else None
    if seating is None:
        return Seats(capacity, capacity or 0, 0)
    hall = seating.hall(capacity or 0)
    return Seats(capacity, 0 if hall.in_line else max(hall.left(FREE), 0), hall.in_line)
