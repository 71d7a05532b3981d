"""What residents do who want to come to a dialogue: the forms to register, and of a ticket."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from api.core import clock
from api.core.access import Actor
from api.core.errors import Problem
from api.dialogues import registering
from api.dialogues.guests import groups, most_companions, needs
from api.dialogues.registration_errors import (
    InvitationUsedUp,
    NoSeatsLeft,
    NoSuchVillage,
    NotForThisGroup,
    NotForThisVillage,
    UnknownInvitation,
)
from api.dialogues.registration_queries import seating_of
from api.dialogues.registration_schemas import CompanionsGiven, GuestGiven
from api.dialogues.registrations import Registration, RegistrationState
from api.dialogues.sessions import AHEAD, Dialogue
from api.pages.dialogue_queries import villages_of
from api.pages.forms import Field, Form, Option, Typed, Widget, at_fields
from api.pages.rendering import say
from api.pages.words import named_in

AT: Final = "/doi-thoai/phien"
TICKETS: Final = "/doi-thoai/ve"

ID: Final = Field("id", widget=Widget.CARRIED)
"""Made when the page is opened, so that pressing twice is registering once."""

COMPANIONS: Final = "di-cung"
COMING: Final = "se-den"
CANCELLING: Final = "bo"


def guest_form(dialogue: Dialogue, typed: Typed | None = None, invitation: str = "") -> Form:
    """A resident registers; who followed the link of an invitation need not type its code."""
    return Form(
        name="dang-ky",
        to=f"{AT}/{dialogue.code}/dang-ky",
        title="Register for this dialogue",
        button="Register to come",
        fields=(
            Field("name", "Your name", hint="The organiser alone reads it.", longest=120),
            *guest_fields(dialogue),
            Field("invitation", "Invitation code", hint="If you were given one.", longest=20),
            Field(
                "question",
                "What you would like to ask",
                Widget.LINES,
                "The organiser alone reads it, to prepare an answer.",
                longest=2000,
            ),
            ID,
        ),
        typed=typed or Typed.of(id=uuid4(), companions="0", invitation=invitation[:20]),
        note="Each telephone registers once. When no seat is left you stand in line.",
    )


def guest_fields(dialogue: Dialogue) -> Sequence[Field]:
    """What is asked of everybody who registers, at home or at a desk."""
    return (
        _companions(),
        *_where(dialogue),
        *_who(dialogue),
        Field("needs", "What you need to take part", Widget.SOME, options=_options(needs())),
    )


def register(dialogue: Dialogue, form: Form, actor: Actor) -> Registration:
    """Register them."""
    guest = GuestGiven().load(guest_body(form))
    with at_fields(PLACES):
        return registering.register(dialogue.id, UUID(form.typed.get("id")), guest, actor)[0]


PLACES: Final[Mapping[type[Problem], str]] = {
    NotForThisVillage: "village",
    NoSuchVillage: "village",
    NotForThisGroup: "group",
    UnknownInvitation: "invitation",
    InvitationUsedUp: "invitation",
    NoSeatsLeft: "companions",
}
"""At which question a refusal stands."""


def guest_body(form: Form) -> dict[str, Any]:
    """What was typed as the API takes it."""
    return numbers_in(form.typed.body([each for each in form.fields if each is not ID]))


def numbers_in(body: dict[str, Any], *names: str) -> dict[str, Any]:
    """The same with numbers where digits were typed; what is no number stays to be refused."""
    known = {"companions", *names}
    return {
        name: int(value) if name in known and str(value).isdecimal() else value
        for name, value in body.items()
    }


def ticket_forms(found: Registration, dialogue: Dialogue) -> list[Form]:
    """What may be done with a registration before the day; the action itself is the judge."""
    if not found.is_live or found.came_at is not None or not is_ahead(dialogue):
        return []
    asked = seating_of(dialogue.id).confirm_hours is not None
    says_coming = found.state == RegistrationState.CONFIRMED and asked and not found.coming_at
    names = [COMING] if says_coming else []
    return [ticket_form(name, found) for name in (*names, COMPANIONS, CANCELLING)]


def is_ahead(dialogue: Dialogue) -> bool:
    """Whether it has not begun, so that seats may be given up and taken."""
    return dialogue.state in AHEAD and dialogue.starts_at > clock.now()


def ticket_form(name: str, found: Registration, typed: Typed | None = None) -> Form:
    """One of them."""
    title, button, note = _TITLES[name]
    return Form(
        name=name,
        to=f"{TICKETS}/{found.id}/{name}",
        title=title,
        button=button,
        fields=(_companions(),) if name == COMPANIONS else (),
        typed=typed or Typed.of(companions=str(found.companions)),
        note=note,
    )


def _bring(registration_id: UUID, actor: Actor, form: Form) -> object:
    given = CompanionsGiven().load(numbers_in(form.typed.body(form.fields)))
    with at_fields(PLACES):
        return registering.bring(registration_id, given["companions"], actor)


SAYING: Final[Mapping[str, Callable[[UUID, Actor, Form], object]]] = {
    COMING: lambda found, actor, _: registering.say_coming(found, actor),
    COMPANIONS: _bring,
    CANCELLING: lambda found, actor, _: registering.cancel(found, actor),
}
"""What may be said of a registration, by its name in addresses."""

SAID: Final[Mapping[str, str]] = {
    COMING: "Thank you: your seat is kept for you.",
    COMPANIONS: "It is changed.",
    CANCELLING: "It is given up: somebody who waits gets the seat and is told at once.",
    "da-dang-ky": "You are registered.",
    "da-co": "You were registered already: the earlier registration counts.",
}
"""What is said once it is done."""

_TITLES: Final = {
    COMING: (
        "Say that you come",
        "Yes, I come",
        "The organiser asks everybody who has a seat.",
    ),
    COMPANIONS: ("Come with more or fewer people", "Change the number", ""),
    CANCELLING: (
        "Give it up",
        "Give my place to others",
        "Somebody who waits gets it. You may register again later, at the end of the line.",
    ),
}


def _companions() -> Field:
    nobody = Option("0", say("Nobody"))
    others = [Option(str(many), str(many)) for many in range(1, most_companions() + 1)]
    return Field(
        "companions", "How many people come with you", Widget.LIST, options=(nobody, *others)
    )


def _where(dialogue: Dialogue) -> Sequence[Field]:
    known = villages_of(dialogue.unit_area_code)
    meant = [each for each in known if not dialogue.villages or each.code in dialogue.villages]
    if not meant:
        return ()
    is_needed = bool(dialogue.villages)
    nothing = () if is_needed else (Option("", say("Elsewhere, or I do not say")),)
    options = (*nothing, *(Option(each.code, each.name) for each in meant))
    label = "Your village or residential group"
    return (Field("village", label, Widget.LIST, needed=is_needed, options=options),)


def _who(dialogue: Dialogue) -> Sequence[Field]:
    meant = seating_of(dialogue.id).groups
    if not meant:
        return ()
    options = [Option(code, named_in(groups(), code)) for code in meant]
    return (Field("group", "You come as", Widget.ONE, needed=True, options=options),)


def _options(known: Mapping[str, Mapping[str, str]]) -> Sequence[Option]:
    return [Option(code, named_in(known, code)) for code in known]
