"""What somebody brought to the counter, wrote or said on the telephone, entered by reception."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from marshmallow import ValidationError

from api.authorities.directory import directory
from api.authorities.fields import fields
from api.cases.models import Channel, Visibility
from api.core import clock
from api.core.i18n import preferred_locale
from api.pages import people_lines
from api.pages.desk_words import AGREED, READ_BACK
from api.pages.desks import Desk
from api.pages.forms import Field, Form, Option, Typed, Widget
from api.pages.kinds import KindOffered, kinds
from api.pages.letters import accusable
from api.pages.words import ADDRESSEES, word
from api.petitions.handing_in import submit
from api.petitions.intake_notes import NOT_NOTED
from api.petitions.models import Petition
from api.petitions.schemas import LONGEST_TEXT, PetitionSubmission
from api.petitions.submission import Submission
from api.routing import reading as competence

ID: Final = Field("id", widget=Widget.CARRIED)
"""Made when the page is opened, so that pressing twice makes one petition."""

_TAKEN_IN: Final = (
    Channel.COUNTER,
    Channel.RECEPTION,
    Channel.POST,
    Channel.PHONE,
    Channel.EMAIL,
    Channel.FRONT,
    Channel.VOTERS,
    Channel.DIALOGUE,
)
"""The ways on which something reaches reception, the most frequent first."""


def offered_kinds() -> Sequence[KindOffered]:
    """The kinds that may be entered: never one whose words are not to be kept."""
    return [each for each in kinds().values() if not each.redirect]


def paper_form(desk: Desk, typed: Typed | None = None) -> Form:
    """The questions, in the order in which a clerk asks them."""
    return Form(
        name="don",
        to="/can-bo/nhap-don",
        title="Enter a petition for somebody",
        button="Enter it, and give the slip",
        fields=(*_what(), *_where(desk), *_who(), *people_lines.FIELDS, *_when(), ID),
        typed=typed or usual(desk),
        note="Read the words back to the person before you enter them, when they are here.",
    )


def enter(desk: Desk, form: Form) -> Petition:
    """Hand it in for them; the receiving officer stays who entered it."""
    submission = _submission(form)
    return submit(UUID(form.typed.get("id")), submission, desk.actor)[0]


def with_new_id(typed: Typed) -> Typed:
    """The same words as another petition."""
    return Typed({**typed.values, "id": (str(uuid4()),)})


def with_an_id(typed: Typed) -> Typed:
    """The same; with a new id where the page has brought back none."""
    try:
        UUID(typed.get("id"))
    except ValueError:
        return with_new_id(typed)
    return typed


def _submission(form: Form) -> Submission:
    body = form.typed.body([each for each in form.fields if each is not ID])
    body |= _nested(body, "petitioner", ("name", "address", "organisation"))
    body |= _nested(body, "contact", ("phone", "email"))
    body |= _nested(body, "source", ("system", "ref"))
    body |= people_lines.people_in(body)
    if "about" in body:
        kind, _, code = str(body["about"]).partition(":")
        body["about"] = {kind: code}
    if "follows" in body:
        body["instance"] = 2
    if body.pop("public", False):
        body["visibility"] = str(Visibility.PUBLIC)
    body |= _noted(body)
    received_on = body.pop("received_on", None)
    if received_on not in (None, clock.today().isoformat()):
        body["received_at"] = f"{received_on}T00:00:00+07:00"
    made: Submission = PetitionSubmission().load(body)
    _must_name_the_sender(made)
    return made


def _noted(body: dict[str, Any]) -> Mapping[str, Any]:
    """What the clerk noted; refuses publicity of which nobody says how it was agreed to."""
    agreed, back = body.pop("agreed", None), body.pop("read_back", None)
    if "visibility" in body and agreed is None:
        raise ValidationError({"agreed": [NOT_NOTED]})
    notes: dict[str, Any] = _nested(body, "letter", ("received_number", "dated"))
    if agreed is not None:
        notes["consent"] = {"how": agreed}
    if back is not None:
        notes["read_back"] = {"done": back == "yes"}
    return {"intake": notes} if notes else {}


def _nested(body: dict[str, Any], name: str, members: Sequence[str]) -> dict[str, Any]:
    """These members as one object of the body, when any of them is there."""
    found = {member: body.pop(member) for member in members if member in body}
    return {name: found} if found else {}


def _must_name_the_sender(made: Submission) -> None:
    """Refuses what the law wants name and address with, where one of them is missing."""
    kind = next(each for each in offered_kinds() if each.code == made.kind)
    given = made.petitioner or {}
    if not kind.needs_sender:
        return
    if not given.get("name"):
        raise ValidationError({"name": ["For this kind the law asks for name and address"]})
    if not given.get("address"):
        raise ValidationError({"address": ["For this kind the law asks for name and address"]})


def _what() -> Sequence[Field]:
    of_kind = tuple(Option(each.code, each.name) for each in offered_kinds())
    of_channel = tuple(Option(str(each), word("channel", str(each))) for each in _TAKEN_IN)
    to = tuple(Option(str(each), word("addressee", str(each))) for each in ADDRESSEES)
    return (
        Field("kind", "Kind", Widget.LIST, needed=True, options=of_kind),
        Field("channel", "How it came", Widget.LIST, needed=True, options=of_channel),
        Field("addressee", "Addressed to", Widget.LIST, needed=True, options=to),
        Field(
            "text",
            "The words of the sender",
            Widget.LINES,
            hint="As they were said or written; nothing is added or left out.",
            needed=True,
            longest=LONGEST_TEXT,
        ),
    )


def _where(desk: Desk) -> Sequence[Field]:
    locale = preferred_locale()
    about = tuple(Option(code, name) for code, name in accusable(_own_area(desk)))
    of_field = tuple(Option(each.code, each.name(locale)) for each in fields().values())
    return (
        Field("area", "Place", Widget.LIST, options=(Option("", "–"), *_areas())),
        Field("place", "The exact place, in words"),
        Field("field", "About", Widget.LIST, options=(Option("", "–"), *of_field)),
        Field(
            "about",
            "Is it about an authority or a leader here?",
            Widget.LIST,
            hint="Whom it is about neither reads nor answers it, save a first complaint,"
            " as the law has it.",
            options=(Option("", "–"), *about),
        ),
    )


def _who() -> Sequence[Field]:
    return (
        Field("name", "Name of the sender", longest=120, when="needed for some kinds"),
        Field("address", "Address of the sender", when="needed for some kinds"),
        Field("organisation", "Organisation", longest=200),
        Field("phone", "Telephone for news", longest=30),
        Field("email", "E-mail for news", longest=200),
        Field("helper", "Who helped the sender", hint="Who wrote or speaks for them.", longest=120),
        Field(
            "public",
            "The sender agrees that it is made public",
            Widget.YES,
            hint="Ask. Without a yes nobody but the authority reads it.",
        ),
        Field(
            "agreed",
            "How the sender agreed",
            Widget.LIST,
            options=(Option("", "–"), *_options("agreed", AGREED)),
            when="needed when it is to be public",
        ),
        Field(
            "read_back",
            "Were the words read back to the sender?",
            Widget.ONE,
            options=_options("read_back", READ_BACK),
        ),
    )


def _options(kind: str, words: Mapping[str, str]) -> Sequence[Option]:
    return tuple(Option(code, word(kind, code)) for code in words)


def _when() -> Sequence[Field]:
    return (
        Field("received_on", "The day on which it was received", Widget.DAY, needed=True),
        Field(
            "reason",
            "Why it is entered only now",
            when="needed when it was received before today",
        ),
        Field(
            "follows",
            "Code of the first complaint, of a second one",
            hint="As it stands on the slip or on the decision.",
            longest=40,
        ),
        Field(
            "excuse",
            "Why the law excuses that a second complaint is late",
            Widget.LINES,
            longest=1000,
            when="only when it is late: illness, disaster, and the like",
        ),
        Field(
            "received_number",
            "Its number in the incoming register",
            hint="Of a letter that came by post.",
            longest=40,
        ),
        Field("dated", "The day written on the letter", Widget.DAY),
        Field("system", "From which other register", hint="1022, for example.", longest=60),
        Field("ref", "Its number there", longest=120),
    )


def _areas() -> Sequence[Option]:
    province, today = competence.shipped().province, clock.today()
    found = [
        each
        for each in directory().areas.values()
        if each.province_code == province and each.is_current(today)
    ]
    return tuple(Option(each.code, each.name) for each in sorted(found, key=lambda one: one.name))


def _own_area(desk: Desk) -> Any:
    code = desk.unit.area_code
    return directory().area(code) if code else None


def usual(desk: Desk) -> Typed:
    """What stands in the form at first."""
    return Typed.of(
        id=uuid4(),
        channel=Channel.COUNTER,
        addressee=next(iter(ADDRESSEES)),
        area=desk.unit.area_code,
        received_on=clock.today(),
    )
