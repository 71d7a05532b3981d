"""The form of the desk that plans a dialogue, with who may preside and which units come."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from marshmallow import ValidationError

from api.authorities.directory import directory
from api.authorities.fields import fields as known_fields
from api.authorities.models import Level, UnitKind
from api.authorities.policy import BODIES
from api.authorities.views import UnitView
from api.core import clock
from api.core.errors import Problem
from api.core.i18n import preferred_locale
from api.dialogues import scheduling
from api.dialogues.errors import (
    LeaderTaken,
    NobodyHoldsIt,
    NotTheOrganiser,
    PresidesElsewhere,
    RoomTaken,
    UnknownVillage,
)
from api.dialogues.scheduling import must_organise
from api.dialogues.session_plans import SessionForm, SessionKind
from api.dialogues.session_schemas import DialoguePlan
from api.dialogues.sessions import Dialogue
from api.pages.desks import Desk
from api.pages.dialogue_queries import villages_of
from api.pages.forms import Field, Form, Option, Typed, Widget, at_fields
from api.pages.moments import at_questions, moments_in
from api.pages.reception_forms import position_option, who_can_receive
from api.pages.words import word

AT: Final = "/can-bo/doi-thoai"

ID: Final = Field("id", widget=Widget.CARRIED)
"""Made when the page is opened, so that pressing twice plans one."""

PLACES: Final[Mapping[type[Problem], str]] = {
    NotTheOrganiser: "unit",
    PresidesElsewhere: "co_chairs",
    NobodyHoldsIt: "chair",
    LeaderTaken: "on",
    RoomTaken: "place",
    UnknownVillage: "villages",
}
"""At which question a refusal stands."""


def may_plan(desk: Desk) -> bool:
    """Whether dialogues of any unit are planned at this desk."""
    return bool(_organising(desk))


def plan_form(desk: Desk, typed: Typed | None = None) -> Form:
    """A dialogue to be put into the plan."""
    return Form(
        name="ke-hoach",
        to=f"{AT}/moi",
        title="Plan a dialogue",
        button="Put it into the plan",
        fields=_questions(desk),
        typed=typed or _usual(desk),
        note="Everybody reads the plan at once. It is announced in a step of its own.",
    )


def plan(desk: Desk, form: Form) -> Dialogue:
    """Put it there."""
    body, wrong = _body(form)
    given: dict[str, Any] = {}
    try:
        given = DialoguePlan().load(body)
    except ValidationError as refused:
        # What is no day gives no moment, and says so: that the moment is missing says nothing more.
        missing = _MOMENTS.keys() - body.keys()
        said = {name: each for name, each in refused.messages_dict.items() if name not in missing}
        wrong = at_questions(said) | wrong
    if wrong:
        raise ValidationError(wrong)
    with at_fields(PLACES):
        return scheduling.schedule(UUID(form.typed.get("id")), given["plan"], desk.actor)[0]


def _body(form: Form) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was typed as the API takes it, beside what is no day or no hour of it."""
    body = form.typed.body([each for each in form.fields if each is not ID])
    chairs = [body.pop("chair", ""), *body.pop("co_chairs", [])]
    body["chairs"] = list(dict.fromkeys(filter(None, chairs)))
    if str(body.get("capacity", "")).removeprefix("-").isdecimal():
        body["capacity"] = int(body["capacity"])
    on = {"on": body.pop("on", ""), "from": body.pop("from", ""), "to": body.pop("to", "")}
    window = {name: body.pop(name, "") for name in _WINDOW}
    found, wrong = moments_in(on, _MOMENTS)
    body |= found
    if window["opens_on"] or window["closes_on"]:
        hours = {"from": ("opens_on", "opens_at"), "to": ("closes_on", "closes_at")}
        found, of_window = moments_in(window, hours)
        wrong |= of_window
        body |= {} if of_window else {"registration": found}
    return body, wrong


_MOMENTS: Final = {"starts_at": ("on", "from"), "ends_at": ("on", "to")}
_WINDOW = ("opens_on", "opens_at", "closes_on", "closes_at")


def _organising(desk: Desk) -> Sequence[UnitView]:
    """The units of the place whose dialogues may be planned in the position acted in."""
    return [
        unit
        for unit in _near_units(desk)
        if unit.kind is not UnitKind.DESK and _organises(desk, unit)
    ]


def _organises(desk: Desk, unit: UnitView) -> bool:
    try:
        must_organise(desk.actor, unit)
    except NotTheOrganiser:
        return False
    return unit.kind in BODIES or unit.id == desk.unit.id


def _questions(desk: Desk) -> Sequence[Field]:
    people = [position_option(each) for each in who_can_receive(_near(desk))]
    return (
        *_what(desk),
        *_when_and_where(),
        Field("chair", "Who presides", Widget.LIST, needed=True, options=people),
        Field(
            "co_chairs",
            "Who presides as well",
            Widget.SOME,
            "A person who holds two of these positions serves both at once: choose both.",
            options=people,
        ),
        Field(
            "co_organisers",
            "Organised together with",
            Widget.SOME,
            "At a commune the Fatherland Front, by law. Who presides belongs to one of these.",
            options=_units(each for each in _near_units(desk) if each.kind in BODIES),
        ),
        Field(
            "expected_units",
            "Units that send somebody",
            Widget.SOME,
            options=_units(each for each in _near_units(desk) if each.kind is not UnitKind.DESK),
        ),
        *_for_whom(desk),
        *_SEATS,
        ID,
    )


def _what(desk: Desk) -> Sequence[Field]:
    named = [Option(each.code, each.name(preferred_locale())) for each in known_fields().values()]
    return (
        Field(
            "unit",
            "Which unit invites",
            Widget.LIST,
            needed=True,
            options=_units(_organising(desk)),
        ),
        Field("topic", "What it is about", needed=True, longest=500),
        Field(
            "kind",
            "Kind of dialogue",
            Widget.ONE,
            needed=True,
            options=_choices("dialogue_kind", SessionKind),
        ),
        Field("fields", "Fields it touches", Widget.SOME, options=named),
    )


def _when_and_where() -> Sequence[Field]:
    hint = "House, room, street; or the address of one on the network."
    return (
        Field("on", "Day", Widget.DAY, needed=True),
        Field("from", "From", Widget.TIME, needed=True),
        Field("to", "Until", Widget.TIME, needed=True),
        Field(
            "form", "How", Widget.ONE, needed=True, options=_choices("dialogue_form", SessionForm)
        ),
        Field("place", "Where it takes place", hint=hint, needed=True),
    )


def _for_whom(desk: Desk) -> Sequence[Field]:
    villages = villages_of(desk.unit.area_code)
    if not villages:
        return ()
    options = [Option(each.code, each.name) for each in villages]
    hint = "Choose none when it is for the whole commune."
    return (Field("villages", "For these villages alone", Widget.SOME, hint, options=options),)


_SEATS: Final = (
    Field(
        "capacity",
        "How many seats",
        Widget.NUMBER,
        longest=6,
        when="needed when people register",
    ),
    Field("opens_on", "Registration opens on", Widget.DAY, when="when people register"),
    Field("opens_at", "Registration opens at", Widget.TIME, when="when people register"),
    Field("closes_on", "Registration closes on", Widget.DAY, when="when people register"),
    Field("closes_at", "Registration closes at", Widget.TIME, when="when people register"),
    Field(
        "how_to_take_part",
        "How to take part",
        Widget.LINES,
        "Everybody reads it; the announcement must say it.",
        longest=2000,
        when="needed to announce it",
    ),
)


def _usual(desk: Desk) -> Typed:
    units = _organising(desk)
    first = next((each for each in units if each.kind is UnitKind.GOVERNMENT), None)
    unit = first or next(iter(units), None)
    head = directory().head_of(unit.id) if unit else None
    front = directory().body(desk.unit.area_code, UnitKind.FRONT)
    is_by_law = front and unit and front.id != unit.id and desk.unit.level is Level.COMMUNE
    return Typed(
        {
            "id": (str(uuid4()),),
            "unit": (unit.code,) if unit else (),
            "chair": (head.code,) if head else (),
            "co_organisers": (front.code,) if front and is_by_law else (),
            "kind": (str(SessionKind.REGULAR),),
            "form": (str(SessionForm.IN_PERSON),),
            "from": ("08:00",),
            "to": ("11:00",),
            "opens_at": ("08:00",),
            "closes_at": ("17:00",),
        }
    )


def _near(desk: Desk) -> frozenset[UUID]:
    return directory().same_place(desk.unit.id)


def _near_units(desk: Desk) -> list[UnitView]:
    known, today = directory(), clock.today()
    found = sorted(map(known.unit, _near(desk)), key=lambda unit: unit.code)
    return [each for each in found if each.is_current(today)]


def _units(found: Any) -> Sequence[Option]:
    return [Option(each.code, each.name) for each in found]


def _choices(list_: str, values: Any) -> Sequence[Option]:
    return tuple(Option(str(value), word(list_, value)) for value in values)
