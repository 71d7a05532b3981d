"""The seats of a dialogue at the desk: shared out, invited to, and given to who calls or comes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from uuid import UUID, uuid4

from marshmallow import ValidationError

from api.core.access import Actor
from api.core.errors import Problem
from api.dialogues import allotting, registering
from api.dialogues.guests import groups
from api.dialogues.registration_errors import (
    MoreKeptThanThere,
    NameNeeded,
    NoSuchVillage,
    RegisteredAlready,
    RoomFull,
    SeatsPromised,
)
from api.dialogues.registration_queries import seating_of
from api.dialogues.registration_schemas import GuestGiven
from api.dialogues.registrations import Registration
from api.dialogues.seat_schemas import CapacityGiven, InvitationGiven, SharingGiven
from api.dialogues.sessions import Dialogue
from api.pages.attending_forms import ID, guest_body, guest_fields, numbers_in
from api.pages.attending_forms import PLACES as OF_GUESTS
from api.pages.dialogue_queries import villages_of
from api.pages.forms import Field, Form, Option, Typed, Widget, at_fields
from api.pages.planning_forms import AT
from api.pages.words import named_in

SHARING: Final = "chia"
CAPACITY: Final = "so-cho"
INVITING: Final = "giay-moi"

KEPT: Final = "delegates-"
"""Before the code of a village, in the name of the question how many seats are kept for it."""

PLACES: Final[Mapping[type[Problem], str]] = {
    **OF_GUESTS,
    SeatsPromised: "capacity",
    MoreKeptThanThere: "invited",
    NameNeeded: "name",
    RegisteredAlready: "phone",
    RoomFull: "companions",
}
"""At which question a refusal stands."""


def seat_forms(dialogue: Dialogue) -> list[Form]:
    """What may be done with the seats before the day."""
    return [seat_form(name, dialogue) for name in GIVING]


def seat_form(name: str, dialogue: Dialogue, typed: Typed | None = None) -> Form:
    """One of them."""
    title, button, note = _TITLES[name]
    return Form(
        name=name,
        to=f"{AT}/{dialogue.code}/cho-ngoi/{name}",
        title=title,
        button=button,
        fields=_ASKED[name](dialogue),
        typed=typed or _BEGUN[name](dialogue),
        note=note,
    )


def _share(dialogue: Dialogue, form: Form, actor: Actor) -> object:
    body = form.typed.body(form.fields)
    kept = {name: body.pop(name) for name in list(body) if name.startswith(KEPT)}
    names = [each.name for each in form.fields]
    wrong = {name: ["Not a valid integer."] for name, many in kept.items() if not many.isdecimal()}
    if wrong:
        raise ValidationError(wrong)
    seats = {name.removeprefix(KEPT): int(many) for name, many in kept.items() if int(many)}
    given = numbers_in(body, *names) | {"delegates": seats}
    with at_fields(PLACES):
        return allotting.share(dialogue.id, SharingGiven().load(given), actor)


def _resize(dialogue: Dialogue, form: Form, actor: Actor) -> object:
    given = CapacityGiven().load(numbers_in(form.typed.body(form.fields), "capacity"))
    with at_fields(PLACES):
        return allotting.resize(dialogue.id, given["capacity"], actor)


def _invite(dialogue: Dialogue, form: Form, actor: Actor) -> object:
    body = form.typed.body([each for each in form.fields if each is not ID])
    given = InvitationGiven().load(numbers_in(body, "uses"))
    chosen = UUID(form.typed.get("id"))
    with at_fields({NoSuchVillage: "village"}):
        return allotting.invite(chosen, dialogue.id, given["village"], given["uses"], actor)


GIVING: Final[Mapping[str, Callable[[Dialogue, Form, Actor], object]]] = {
    SHARING: _share,
    CAPACITY: _resize,
    INVITING: _invite,
}
"""What may be done with the seats, by its name in addresses."""


def guest_form(dialogue: Dialogue, *, at_door: bool, typed: Typed | None = None) -> Form:
    """A desk registers somebody: who called, or (at the door) who came without having done so."""
    delegate = Field("delegate", "Sent by their village: takes a seat kept for it", Widget.YES)
    phone_hint = "So that they are told when something changes."
    return Form(
        name="khach",
        to=f"{AT}/{dialogue.code}/{'cua/khach' if at_door else 'danh-sach/khach'}",
        title="Let in somebody who did not register" if at_door else "Register somebody",
        button="Let them in" if at_door else "Register them",
        fields=(
            Field("name", "Name", needed=True, longest=120),
            Field("phone", "Telephone number", hint=phone_hint, longest=20),
            *guest_fields(dialogue),
            *(() if at_door else (delegate,)),
            ID,
        ),
        typed=typed or Typed.of(id=uuid4(), companions="0"),
    )


def register_guest(dialogue: Dialogue, form: Form, actor: Actor, *, at_door: bool) -> Registration:
    """Register them; at the door they are let in at once."""
    body = guest_body(form) | ({"walk_in": True} if at_door else {})
    guest = GuestGiven().load(body)
    with at_fields(PLACES):
        return registering.register(dialogue.id, UUID(form.typed.get("id")), guest, actor)[0]


def _to_share(dialogue: Dialogue) -> Sequence[Field]:
    known = villages_of(dialogue.unit_area_code)
    meant = [each for each in known if not dialogue.villages or each.code in dialogue.villages]
    options = [Option(code, named_in(groups(), code)) for code in groups()]
    kept = [Field(f"{KEPT}{each.code}", each.name, Widget.NUMBER, longest=6) for each in meant]
    return (
        Field(
            "invited",
            "Seats kept for invited people",
            Widget.NUMBER,
            "For invitations that belong to no village.",
            longest=6,
        ),
        Field(
            "overbooking",
            "Per cent more promised than there are",
            Widget.NUMBER,
            "Since some do not come. From 0 to 100.",
            longest=3,
        ),
        Field(
            "confirm_hours",
            "Hours before the beginning until which people say that they come",
            Widget.NUMBER,
            "Left empty nobody is asked. Who was asked and did not say so loses the seat.",
            longest=3,
        ),
        Field(
            "groups",
            "Only these may register",
            Widget.SOME,
            "Choose none when it is for everybody.",
            options=options,
        ),
        *kept,
    )


def _shared(dialogue: Dialogue) -> Typed:
    seating = seating_of(dialogue.id)
    numbers = {
        "invited": seating.invited,
        "overbooking": seating.overbooking,
        "confirm_hours": seating.confirm_hours,
        **{f"{KEPT}{code}": many for code, many in seating.delegates.items()},
    }
    typed = {name: (str(many),) for name, many in numbers.items() if many}
    return Typed({**typed, "groups": tuple(seating.groups)})


def _to_invite(dialogue: Dialogue) -> Sequence[Field]:
    villages = [Option(each.code, each.name) for each in villages_of(dialogue.unit_area_code)]
    nobody = Option("", named_in({}, "–"))
    uses = Field("uses", "How often it may be used", Widget.NUMBER, needed=True, longest=4)
    hint = "Its seats are those kept for the village; without one, those for invited people."
    options = (nobody, *villages)
    where = Field("village", "Whose delegates it invites", Widget.LIST, hint, options=options)
    return (uses, *((where,) if villages else ()), ID)


_ASKED: Final[Mapping[str, Callable[[Dialogue], Sequence[Field]]]] = {
    SHARING: _to_share,
    CAPACITY: lambda _: (
        Field("capacity", "How many seats", Widget.NUMBER, needed=True, longest=6),
    ),
    INVITING: _to_invite,
}

_BEGUN: Final[Mapping[str, Callable[[Dialogue], Typed]]] = {
    SHARING: _shared,
    CAPACITY: lambda dialogue: Typed.of(capacity=dialogue.capacity),
    INVITING: lambda _: Typed.of(id=uuid4(), uses="1"),
}

_TITLES: Final[Mapping[str, tuple[str, str, str]]] = {
    SHARING: (
        "Share out the seats",
        "Share them out like this",
        "Nobody loses a promised seat; who waits moves up at once.",
    ),
    CAPACITY: (
        "Change how many seats there are",
        "Change the number of seats",
        "Nobody loses a promised seat; who waits moves up at once.",
    ),
    INVITING: (
        "Make an invitation code",
        "Make the code",
        "Give the code to who is invited; they type it when they register.",
    ),
}
