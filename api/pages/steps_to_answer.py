"""What is done from acceptance to the signed answer: who prepares, the draft, the signature."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from api.attachments.formats import ACCEPTED
from api.authorities.directory import directory
from api.authorities.lookup import position_named
from api.authorities.policy import Act
from api.authorities.views import UnitView
from api.cases.models import Kind
from api.core import clock
from api.core.access import Actor
from api.core.i18n import preferred_locale
from api.pages.done_lines import as_lines, read_lines
from api.pages.forms import Field, Option, Typed, Widget
from api.pages.rendering import say
from api.pages.steps import Step, leads_to, must_lead_to
from api.pages.uploads import asking, ids_in, kept_as
from api.pages.words import RESULTS, word
from api.petitions import actions
from api.petitions.errors import NothingToSign, WrongAuthority
from api.petitions.files import evidence_ids
from api.petitions.models import Petition
from api.petitions.schemas import LONGEST_TEXT, AssignmentGiven, DraftGiven, SignatureGiven
from api.petitions.settlements import findings
from api.petitions.signers import drafts_answers, ways_to_sign
from api.petitions.states import PetitionState
from api.routing.actions import named_for

LONGEST_DONE: Final = 10_000

NUMBER: Final = Field(
    "number",
    "Number",
    hint="As in the register, for example 15.",
    needed=True,
    longest=20,
)
SYMBOL: Final = Field("symbol", "Symbol", hint="For example UBND-VP.", needed=True, longest=40)
SIGNED_ON: Final = Field("signed_on", "Day of signature", Widget.DAY, needed=True)

EVIDENCE: Final = Field(
    "evidence",
    "Evidence: pictures or documents",
    Widget.FILE,
    "The sender sees them with the answer, once it is signed.",
    accepts=ACCEPTED,
    many=True,
)
SIGNED_PAPER: Final = Field(
    "file",
    "The signed paper, as PDF",
    Widget.FILE,
    "It is kept as it is, and the sender can open it.",
    accepts=".pdf",
)


def _assigns(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = AssignmentGiven().load(body)
    return actions.assign(petition_id, actor, position_named(given["position"]).id)


def _may_be_assigned(petition: Petition, _: Actor) -> None:
    if petition.state not in {PetitionState.ACCEPTED, PetitionState.IN_PROGRESS}:
        must_lead_to(petition, PetitionState.ACCEPTED)


def _who_prepares(petition: Petition, _: Actor) -> Sequence[Field]:
    options = tuple(_desks_of(petition))
    return (Field("position", "Who prepares", Widget.LIST, needed=True, options=options),)


def _desks_of(petition: Petition) -> Iterator[Option]:
    """Whoever may prepare the answer: the unit itself and its own desks, whom it is not about."""
    known, today = directory(), clock.today()
    for unit in _units_of(petition):
        for desk in filter(drafts_answers, known.positions_of(unit.id)):
            holder = known.holder_on(desk.id, today)
            if holder is not None and not petition.is_about(unit.id, desk.id):
                yield Option(desk.code, f"{desk.name} ({holder.person})", unit.name)


def _units_of(petition: Petition) -> list[UnitView]:
    """The unit that answers, its own desks, and whom the competence table names besides."""
    known, named = directory(), named_for(petition)
    own = known.unit(petition.unit_id)
    near = {
        unit.id
        for unit in known.units.values()
        if own.id in (unit.id, unit.parent_id) and unit.level is own.level
    }
    found = (unit for unit in known.units.values() if unit.id in near | named)
    return [unit for unit in found if unit.is_current(clock.today())]


def _prepared_by_now(petition: Petition, _: Actor) -> Typed:
    found = petition.assigned_id and directory().position(petition.assigned_id).code
    return Typed.of(position=found)


def _drafts(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    promise = {name: body.pop(name) for name in ("what", "due_on") if name in body}
    if promise:
        body |= {"commitment": promise}
    if evidence := ids_in(body, "evidence"):
        body |= {"evidence": evidence}
    if "done" in body:
        body |= {"done": read_lines(body["done"])}
    return actions.draft(petition_id, actor, DraftGiven().load(body))


def _what_is_said(_: Petition, __: Actor) -> Sequence[Field]:
    results = tuple(Option(code, word("result", code)) for code in RESULTS)
    return (
        Field(
            "text",
            "The answer",
            Widget.LINES,
            hint="What was done, when, by whom, and on which ground.",
            needed=True,
            longest=LONGEST_TEXT,
        ),
        Field(
            "done",
            "What was done or will be",
            Widget.LINES,
            hint="One thing a line, its parts after semicolons: what; by whom; the day. For"
            " example: Cleared the drain; the drainage company; 27/02/2026",
            longest=LONGEST_DONE,
            when="an answer without it may say nothing",
        ),
        Field("result", "What the answer comes to", Widget.ONE, needed=True, options=results),
        Field(
            "what",
            "What is promised",
            Widget.LINES,
            longest=2000,
            when="needed when it is being settled or will be",
        ),
        Field(
            "due_on",
            "By which day",
            Widget.DAY,
            "The promise is followed until it is kept.",
            when="needed with a promise",
        ),
        Field("legal_basis", "Legal basis", Widget.LINES, longest=1000),
        *asking(EVIDENCE),
    )


def _as_drafted(petition: Petition, _: Actor) -> Typed:
    draft = petition.words_to_sign
    if draft is None:
        return Typed()
    return Typed.of(
        text=draft.text,
        done=as_lines(draft.done),
        result=draft.result,
        what=draft.commitment,
        due_on=draft.commitment_due_on,
        legal_basis=draft.legal_basis,
        **kept_as("evidence", evidence_ids(petition)),
    )


def _signs(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    if signed := ids_in(body, "file"):
        body |= {"file": signed[-1]}
    return actions.sign(petition_id, actor, SignatureGiven().load(body))


def _may_sign(petition: Petition, actor: Actor) -> None:
    if petition.state != PetitionState.AT_SIGNATURE or petition.words_to_sign is None:
        raise NothingToSign(code=petition.code, state=petition.state)
    if not ways_to_sign(petition, actor):
        raise WrongAuthority


def _how_it_is_signed(petition: Petition, actor: Actor) -> Sequence[Field]:
    ways = tuple(
        Option(way or "", word("authority", way) if way else say("In your own name"))
        for way in ways_to_sign(petition, actor)
    )
    return (
        Field("authority", "How you sign", Widget.ONE, needed=True, options=ways),
        *_what_it_finds(petition),
        NUMBER,
        SYMBOL,
        SIGNED_ON,
        *asking(SIGNED_PAPER),
        Field("drafted_at", widget=Widget.CARRIED),
    )


def _what_it_finds(petition: Petition) -> Sequence[Field]:
    """Of a decision on a complaint alone: whether the complaint was right."""
    if petition.kind is not Kind.COMPLAINT:
        return ()
    locale = preferred_locale()
    options = tuple(Option(code, each.title(locale)) for code, each in findings().items())
    return (Field("finding", "What the decision finds", Widget.ONE, options=options),)


def _as_it_lies_there(petition: Petition, actor: Actor) -> Typed:
    draft = petition.words_to_sign
    ways = ways_to_sign(petition, actor)
    return Typed.of(
        authority=ways[0] if ways else None,
        signed_on=clock.today(),
        drafted_at=draft.drafted_at.isoformat() if draft else None,
    )


ASSIGNMENT: Final = Step(
    slug="phan-cong",
    act=Act.ASSIGNMENT,
    title="Say who prepares the answer",
    button="Assign",
    done="Assigned.",
    takes=_assigns,
    fits=_may_be_assigned,
    asks=_who_prepares,
    begins=_prepared_by_now,
)

DRAFT: Final = Step(
    slug="du-thao",
    act=Act.DRAFT,
    title="Draft the answer",
    button="Lay the draft before the head",
    done="The draft lies with the head.",
    takes=_drafts,
    fits=leads_to(PetitionState.AT_SIGNATURE),
    asks=_what_is_said,
    begins=_as_drafted,
)

SIGNATURE: Final = Step(
    slug="ky",
    act=Act.SIGNATURE,
    title="Sign the answer",
    button="Sign",
    done="Signed; the sender is told.",
    takes=_signs,
    fits=_may_sign,
    asks=_how_it_is_signed,
    begins=_as_it_lies_there,
    note="Number, symbol and day are those of the signed paper.",
)
