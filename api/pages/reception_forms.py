"""Reception days at the desk: the forms to plan one, and to tell what became of it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from api.authorities.directory import directory
from api.authorities.models import HEADS, Title
from api.authorities.policy import BODIES
from api.authorities.views import PositionView
from api.core import clock
from api.core.access import Actor
from api.core.errors import Problem
from api.dialogues.receptions import actions, moving
from api.dialogues.receptions.booking import bookings_on, must_keep_day, open_for_booking
from api.dialogues.receptions.booking_schemas import MOST_PLACES, PlacesGiven
from api.dialogues.receptions.booking_views import place_shown
from api.dialogues.receptions.bookings import places_left
from api.dialogues.receptions.forms import ReceptionForm, lawful_since
from api.dialogues.receptions.models import Occasion, Reception, ReceptionState
from api.dialogues.receptions.schemas import (
    HoldingGiven,
    OtherDayGiven,
    PostponementGiven,
    ReceptionPlan,
)
from api.pages.desks import Desk
from api.pages.forms import Field, Form, Option, Typed, Widget
from api.pages.words import word

ID: Final = Field("id", widget=Widget.CARRIED)
"""Made when the page is opened, so that pressing twice makes one day."""

_RECEIVING: Final = HEADS | {Title.DEPUTY}


def plan_form(desk: Desk, typed: Typed | None = None) -> Form:
    """A day to be put into the public schedule."""
    return Form(
        name="ke-hoach",
        to="/can-bo/tiep-dan",
        title="Plan a reception day",
        button="Put it into the schedule",
        fields=_questions(desk),
        typed=typed or _usual(desk),
        note="Everybody reads the schedule at once.",
    )


def plan(desk: Desk, form: Form) -> Reception:
    """Put it there."""
    body = form.typed.body([each for each in form.fields if each is not ID])
    planned = ReceptionPlan().load(body | {"unit": desk.unit.code})
    return actions.plan(UUID(form.typed.get("id")), planned, desk.actor)[0]


def forms_on(reception: Reception, actor: Actor) -> list[Form]:
    """What this person may tell of the day now; the action itself is the judge."""
    if reception.state is not ReceptionState.PLANNED or not keeps(reception, actor):
        return []
    return [_form(name, reception) for name in TELLING]


def booked_on(reception: Reception, actor: Actor) -> Sequence[Mapping[str, Any]]:
    """Who means to come, for whoever keeps the day; nobody for all others."""
    if not keeps(reception, actor):
        return ()
    found = bookings_on(reception.id, actor, limit=MOST_PLACES)
    return [place_shown(each, reception) for each in found]


def form_to_tell(name: str, reception: Reception, typed: Typed) -> Form:
    """The same form as it was sent."""
    return _form(name, reception, typed)


def hold(reception_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    """It took place."""
    body |= {"visitors": int(body["visitors"])} if _is_number(body.get("visitors")) else {}
    return actions.hold(reception_id, HoldingGiven().load(body), actor)


def call_off(reception_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    """It does not take place."""
    notice = {name: body.pop(name) for name in ("text", "published_on") if name in body}
    body |= {"notice": notice} if notice else {}
    return actions.call_off(reception_id, PostponementGiven().load(body), actor)


def open_places(reception_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    """So many may book it."""
    asked = (each.name for each in _PLACES)
    numbers = {name: int(body[name]) for name in asked if _is_number(body.get(name))}
    return open_for_booking(reception_id, actor, **PlacesGiven().load(body | numbers))


PLACES: Final = "so-cho"


def move_day(reception_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    """It is held on another day."""
    notice = {name: body.pop(name) for name in ("text", "published_on") if name in body}
    body |= {"notice": notice} if notice else {}
    return moving.move(reception_id, OtherDayGiven().load(body), actor)


MOVING: Final = "doi-ngay"

TELLING: Final = {
    "da-tiep": hold,
    "khong-thuc-hien": call_off,
    MOVING: move_day,
    PLACES: open_places,
}
"""What may be told of a day, by its name in addresses."""


def _form(name: str, reception: Reception, typed: Typed | None = None) -> Form:
    title, button, note = _TITLES[name]
    return Form(
        name=name,
        to=f"/can-bo/tiep-dan/{reception.id}/{name}",
        title=title,
        button=button,
        fields=_asked(name, reception),
        typed=typed or _as_planned(name, reception),
        note=note,
    )


_TITLES: Final = {
    "da-tiep": (
        "It was held",
        "Record it",
        "A day on which nobody came is held all the same.",
    ),
    "khong-thuc-hien": (
        "It is not held",
        "Record it",
        "It is counted for nobody and hidden from nobody: everybody reads the reason.",
    ),
    MOVING: (
        "Hold it on another day",
        "Move it",
        "This day is called off with the reason. Who booked keeps the number and is told.",
    ),
    PLACES: (
        "Let people book a place",
        "Open it for booking",
        "What people tell of themselves is forgotten after the day.",
    ),
}


def _asked(name: str, reception: Reception) -> Sequence[Field]:
    if name in _ASKED:
        return _ASKED[name]
    return _held(reception)


_PLACES: Final = (
    Field("places", "How many may book", Widget.NUMBER, needed=True, longest=3),
    Field(
        "minutes",
        "Minutes for each",
        Widget.NUMBER,
        "Each place has its time then; left out, all come at the beginning.",
        longest=3,
    ),
)


def _held(reception: Reception) -> Sequence[Field]:
    known = directory()
    here = known.same_place(reception.unit_id)
    people = tuple(position_option(desk) for desk in who_can_receive(here))
    return (
        Field("visitors", "How many people came", Widget.NUMBER, needed=True, longest=5),
        Field("positions", "Who received in person", Widget.SOME, needed=True, options=people),
    )


_NOT_HELD: Final = (
    Field("reason", "The reason", Widget.LINES, "Everybody reads it.", needed=True, longest=500),
    Field("text", "What everybody was told", Widget.LINES, "If there was a notice.", longest=2000),
    Field("published_on", "When the notice was published", Widget.DAY),
)


_OTHER_DAY: Final = (
    Field("on", "The other day", Widget.DAY, needed=True),
    Field("from", "From", Widget.TIME),
    Field("to", "Until", Widget.TIME),
    Field("place", "Where", hint="Left out: as it was."),
    *_NOT_HELD,
    ID,
)

_ASKED: Final = {PLACES: _PLACES, MOVING: _OTHER_DAY, "khong-thuc-hien": _NOT_HELD}


def receiving_options(desk: Desk) -> Sequence[Option]:
    """Who can receive at the place of this desk."""
    here = directory().same_place(desk.unit.id)
    return tuple(position_option(position) for position in who_can_receive(here))


def _questions(desk: Desk) -> Sequence[Field]:
    people = receiving_options(desk)
    return (
        Field("on", "Day", Widget.DAY, needed=True),
        Field("from", "From", Widget.TIME, needed=True),
        Field("to", "Until", Widget.TIME, needed=True),
        Field("place", "Where", hint="House, room, street.", needed=True),
        Field("positions", "Who receives", Widget.SOME, needed=True, options=people),
        Field(
            "occasion", "Occasion", Widget.ONE, needed=True, options=_choices("occasion", Occasion)
        ),
        Field("form", "How", Widget.ONE, options=lawful_forms()),
        ID,
    )


def lawful_forms() -> Sequence[Option]:
    """In which form citizens may be received, some day soon at least."""
    known = [form for form in ReceptionForm if _is_lawful_soon(form)]
    return _choices("form", known)


def _is_lawful_soon(form: ReceptionForm) -> bool:
    since = lawful_since(form)
    return since is None or since.year <= clock.today().year


def _choices(list_: str, values: Any) -> Sequence[Option]:
    return tuple(Option(str(value), word(list_, value)) for value in values)


def _usual(desk: Desk) -> Typed:
    head = directory().head_of(desk.unit.id)
    return Typed(
        {
            "id": (str(uuid4()),),
            "from": ("08:00",),
            "to": ("11:00",),
            "occasion": (str(Occasion.REGULAR),),
            "form": (str(ReceptionForm.IN_PERSON),),
            "positions": (head.code,) if head else (),
        }
    )


def _as_planned(name: str, reception: Reception) -> Typed:
    if name == PLACES:
        left = places_left(reception.id)
        return Typed.of(**({"places": left.places, "minutes": left.minutes} if left else {}))
    if name == MOVING:
        return Typed.of(id=uuid4())
    if name != "da-tiep":
        return Typed()
    known = directory()
    planned = [known.position(each.position_id) for each in reception.served if each.is_planned]
    return Typed({"positions": tuple(each.code for each in planned)})


def who_can_receive(unit_ids: frozenset[UUID]) -> list[PositionView]:
    """The heads and deputies of the bodies of a place whose desk somebody holds today."""
    known, today = directory(), clock.today()
    units = sorted((known.unit(each) for each in unit_ids), key=lambda unit: unit.code)
    return [
        desk
        for unit in units
        if unit.kind in BODIES and unit.is_current(today)
        for desk in known.positions_of(unit.id)
        if desk.title in _RECEIVING and known.holder_on(desk.id, today)
    ]


def position_option(position: PositionView) -> Option:
    """A position to be chosen, with who holds it today."""
    holder = directory().holder_on(position.id, clock.today())
    return Option(position.code, f"{position.name} ({holder.person})" if holder else position.name)


def keeps(reception: Reception, actor: Actor) -> bool:
    """Whether this person keeps the day, and so its bookings and its register."""
    try:
        must_keep_day(actor, reception)
    except Problem:
        return False
    return True


def _is_number(text: object) -> bool:
    return isinstance(text, str) and text.isdecimal()
