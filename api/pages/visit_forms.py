"""The register of visits at the desk: to enter who came, and to say what became of it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from api.authorities.directory import directory
from api.authorities.fields import fields as fields_of_life
from api.cases.labels import KINDS
from api.core import clock
from api.core.access import Actor, Role
from api.core.i18n import preferred_locale
from api.desk import visits as petitions_of_visits
from api.desk.visit_schemas import PetitionOfVisitGiven
from api.dialogues.receptions import visiting
from api.dialogues.receptions.models import Reception, ReceptionState
from api.dialogues.receptions.visit_schemas import OutcomeOfVisitGiven, VisitGiven
from api.dialogues.receptions.visit_sheets import MATTERS, OUTCOMES
from api.dialogues.receptions.visits import Visit, VisitMatter, VisitOutcome
from api.pages.forms import Field, Form, Option, Typed, Widget
from api.pages.moments import moment_in
from api.pages.rendering import say
from api.petitions.schemas import LONGEST_TEXT

ENTERING: Final = "so-tiep"
"""How the form is called in addresses."""

_NUMBERS: Final = ("people", "number")


def visit_form(reception: Reception, typed: Typed | None = None) -> Form:
    """Somebody who came."""
    return Form(
        name=ENTERING,
        to=f"/can-bo/tiep-dan/{reception.id}/{ENTERING}",
        title="Enter somebody into the register",
        button="Write it into the register",
        fields=_questions(),
        typed=typed or Typed.of(id=uuid4(), people=1),
        note="Of what is denounced, write no name and no word: choose the kind and enter it.",
    )


def may_enter(reception: Reception) -> bool:
    """Whether anybody can have come yet."""
    has_begun = reception.on <= clock.today()
    return has_begun and reception.state is not ReceptionState.NOT_HELD


def enter(reception: Reception, form: Form, actor: Actor) -> object:
    """Write it down."""
    body = form.typed.body([each for each in form.fields if each.name not in ("id", "hour")])
    body |= {name: int(body[name]) for name in _NUMBERS if _is_number(body.get(name))}
    if "representatives" in body:
        body["representatives"] = [each.strip() for each in body["representatives"].split(";")]
    hour = form.typed.get("hour")
    if hour:
        body["at"] = moment_in(reception.on.isoformat(), hour, "hour", "hour")
    visit_id = UUID(form.typed.get("id"))
    return visiting.enter(reception.id, visit_id, VisitGiven().load(body), actor)


def forms_on(visit: Visit, reception: Reception, actor: Actor) -> list[Form]:
    """What may be done with a line of the register now."""
    offered = [] if visit.outcome is not None else [outcome_form(visit)]
    is_free = visit.petition_id is None and visit.matter is not VisitMatter.DENUNCIATION
    if is_free and actor.is_(Role.RECEIVER):
        offered.append(petition_form(visit, reception))
    return offered


def outcome_form(visit: Visit, typed: Typed | None = None) -> Form:
    """What became of it."""
    told = [each for each in VisitOutcome if each is not VisitOutcome.TAKEN_IN]
    options = tuple(Option(each, say(OUTCOMES[each])) for each in told)
    asked = [Field("outcome", "What became of it", Widget.ONE, needed=True, options=options)]
    if visit.matter is not VisitMatter.DENUNCIATION:
        asked.append(Field("note", "Note", Widget.LINES, longest=1000))
    return Form(
        name="ket-qua",
        to=f"{path_of(visit)}/ket-qua",
        title="Say what became of it",
        button="Record it",
        fields=tuple(asked),
        typed=typed or Typed(),
    )


def petition_form(visit: Visit, reception: Reception, typed: Typed | None = None) -> Form:
    """A petition of what they came with."""
    kinds = tuple(Option(each, say(label)) for each, label in KINDS.items())
    locale = preferred_locale()
    lives = tuple(Option(code, each.name(locale)) for code, each in fields_of_life().items())
    usual = Typed.of(
        id=uuid4(),
        kind=visit.matter if str(visit.matter) in {str(each) for each in KINDS} else None,
        text=visit.content,
        area=directory().unit(reception.unit_id).area_code,
    )
    return Form(
        name="lap-don",
        to=f"{path_of(visit)}/lap-don",
        title="Make a petition from it",
        button="Hand it in",
        fields=(
            Field("kind", "Kind", Widget.LIST, needed=True, options=kinds),
            Field("field", "The field", Widget.LIST, options=(Option("", "–"), *lives)),
            Field("text", "Words", Widget.LINES, needed=True, longest=LONGEST_TEXT),
            Field("place", "Where it is", longest=300),
            Field("area", widget=Widget.CARRIED),
            Field("id", widget=Widget.CARRIED),
        ),
        typed=typed or usual,
        note="It is received at the moment at which they came: its terms run from then.",
    )


def settle(visit: Visit, form: Form, actor: Actor) -> object:
    """Write down what became of it."""
    given = OutcomeOfVisitGiven().load(form.typed.body(form.fields))
    return visiting.settle(visit.reception_id, visit.id, **given, actor=actor)


def take_in(visit: Visit, form: Form, actor: Actor) -> object:
    """Hand the petition in."""
    body = form.typed.body([each for each in form.fields if each.name != "id"])
    given = PetitionOfVisitGiven().load(body)
    petition_id = UUID(form.typed.get("id"))
    return petitions_of_visits.take_in(visit.reception_id, visit.id, petition_id, given, actor)


def path_of(visit: Visit) -> str:
    """Where a line of the register is read."""
    return f"/can-bo/tiep-dan/{visit.reception_id}/so/{visit.id}"


def line(visit: Visit) -> Mapping[str, Any]:
    """A line of the register in words."""
    return {
        "visit": visit,
        "path": path_of(visit),
        "matter": say(MATTERS[visit.matter]),
        "outcome": say(OUTCOMES[visit.outcome]) if visit.outcome else None,
    }


def _questions() -> Sequence[Field]:
    matters = tuple(Option(each, say(MATTERS[each])) for each in VisitMatter)
    told = [each for each in VisitOutcome if each is not VisitOutcome.TAKEN_IN]
    outcomes = (Option("", "–"), *(Option(each, say(OUTCOMES[each])) for each in told))
    return (
        Field("matter", "Kind of matter", Widget.ONE, needed=True, options=matters),
        Field("name", "Who was received", longest=120),
        Field("address", "Address", longest=300),
        Field("phone", "Telephone", longest=30),
        Field("people", "How many people", Widget.NUMBER, needed=True, longest=5),
        Field("representatives", "Who speaks for them", hint="Names with ; between them."),
        Field("content", "What it was about", Widget.LINES, longest=4000),
        Field("papers", "Papers handed in", Widget.LINES, longest=1000),
        Field("hour", "When they came", Widget.TIME, "Left out: now."),
        Field("number", "The number they had booked", Widget.NUMBER, longest=3),
        Field("outcome", "What became of it", Widget.LIST, options=outcomes),
        Field("note", "Note", Widget.LINES, longest=1000),
        Field("id", widget=Widget.CARRIED),
    )


def _is_number(text: object) -> bool:
    return isinstance(text, str) and text.isdecimal()
