"""What is done when a petition came in: the paper of a complaint, proposals, and decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from api.authorities.policy import Act
from api.cases.models import Kind
from api.core import clock
from api.core.access import Actor
from api.core.errors import Conflict, Problem
from api.pages.forms import Field, Option, Typed, Widget
from api.pages.rendering import say
from api.pages.steps import Asks, Step, must_lead_to
from api.petitions import actions
from api.petitions.errors import LodgedAlready, NotForThisKind, NothingProposed
from api.petitions.models import Petition
from api.petitions.outcomes import Outcome
from api.petitions.schemas import (
    DETAILS,
    LONGEST_TEXT,
    DecisionGiven,
    LodgementGiven,
    ProposalGiven,
)
from api.petitions.signers import must_act_for
from api.petitions.states import PetitionState


@dataclass(frozen=True)
class _Way:
    """One outcome of intake, as it is proposed and as it is decided."""

    slug: str
    act: Act
    proposed: str
    decided: str
    said: str
    """Once it is decided."""
    fields: Sequence[Field]
    note: str = ""


_GROUND = Field(
    "ground", "The ground, with article and document", hint="One line.", needed=True, longest=200
)
_TEXT = Field(
    "text",
    "Words to the sender",
    Widget.LINES,
    hint="The sender reads them as they stand here.",
    needed=True,
    longest=LONGEST_TEXT,
)

_WAYS: Final[Mapping[Outcome, _Way]] = {
    Outcome.ACCEPTANCE: _Way(
        "tiep-nhan",
        Act.ACCEPTANCE,
        "Propose to accept it",
        "Accept it for settlement",
        "Accepted, with its number in the register.",
        (
            Field(
                "complex",
                "It is complex",
                Widget.YES,
                hint="Only for a complaint: the law gives a complex one a longer term.",
            ),
        ),
        "It gets its number in the register of the year.",
    ),
    Outcome.DECLINING: _Way(
        "khong-thu-ly",
        Act.DECLINING,
        "Propose not to take it on",
        "Do not take it on",
        "Not taken on; the sender is told why.",
        (_GROUND, _TEXT),
    ),
    Outcome.GUIDANCE: _Way(
        "huong-dan",
        Act.GUIDANCE,
        "Propose to guide the sender",
        "Guide the sender to the right way",
        "The sender is guided.",
        (_TEXT, Field("to", "The body they should go to", hint="When there is one.")),
    ),
    Outcome.TRANSFER: _Way(
        "chuyen",
        Act.TRANSFER,
        "Propose to transfer it",
        "Transfer it to the competent body",
        "Transferred; the sender is told where to.",
        (
            Field("to", "The competent body", needed=True),
            _GROUND,
            Field("number", "Number of the letter that goes with it", longest=20),
            Field("symbol", "Symbol of the letter", longest=40),
            Field("signed_on", "Day of the letter", Widget.DAY),
        ),
    ),
    Outcome.FILING: _Way(
        "luu-don",
        Act.FILING,
        "Propose to file it",
        "File it",
        "Filed.",
        (
            _GROUND,
            Field("text", "Words to the sender", Widget.LINES, longest=LONGEST_TEXT),
        ),
        "For what is repeated, copied to several bodies, or asks for nothing.",
    ),
}

_REASON = Field(
    "reason",
    "The reason, for the head",
    Widget.LINES,
    hint="Stays inside the office.",
    longest=1000,
)


def _proposing(outcome: Outcome) -> Step:
    way = _WAYS[outcome]

    def takes(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
        given: dict[str, Any] = ProposalGiven().load(body | {"act": outcome.value})
        return actions.propose(petition_id, actor, **given)

    def fits(petition: Petition, actor: Actor) -> None:
        must_lead_to(petition, PetitionState.PROPOSED)
        petition.may_become(outcome)
        if _decides(petition, actor):
            raise Conflict  # who decides needs no proposal

    return Step(
        slug=f"de-xuat-{way.slug}",
        act=Act.PROPOSAL,
        title=way.proposed,
        button="Lay it before the head",
        done="Proposed; it waits for the head's decision.",
        takes=takes,
        fits=fits,
        asks=_only_when_complaint(_REASON, *way.fields),
        note=way.note,
    )


def _deciding(outcome: Outcome) -> Step:
    way = _WAYS[outcome]

    def takes(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
        return actions.decide(petition_id, actor, outcome, DETAILS[outcome]().load(body))

    def fits(petition: Petition, actor: Actor) -> None:
        must_act_for(petition, actor)
        petition.may_become(outcome)

    return Step(
        slug=way.slug,
        act=way.act,
        title=way.decided,
        button=way.decided,
        done=way.said,
        takes=takes,
        fits=fits,
        asks=_only_when_complaint(*way.fields),
        note=way.note,
    )


def _only_when_complaint(*fields: Field) -> Asks:
    """Without the questions that only a complaint has an answer to."""

    def asks(petition: Petition, _: Actor) -> Sequence[Field]:
        is_complaint = petition.kind is Kind.COMPLAINT
        return [each for each in fields if is_complaint or each.name != "complex"]

    return asks


def _decides(petition: Petition, actor: Actor) -> bool:
    try:
        must_act_for(petition, actor)
    except Problem:
        return False
    return True


def _follows(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = DecisionGiven().load(body)
    return actions.decide_on_proposal(petition_id, actor, **given)


def _is_proposed(petition: Petition, actor: Actor) -> None:
    must_act_for(petition, actor)
    if petition.proposal is None:
        raise NothingProposed(code=petition.code)


def _as_proposed(petition: Petition, _: Actor) -> Typed:
    proposal = petition.proposal
    return Typed.of(proposed_at=proposal.proposed_at.isoformat() if proposal else None)


def _yes_or_no(_: Petition, __: Actor) -> Sequence[Field]:
    return (
        Field(
            "approve",
            "Your decision",
            Widget.ONE,
            needed=True,
            options=(
                Option("true", say("Do as proposed")),
                Option("false", say("Send it back, with the reason")),
            ),
        ),
        Field(
            "reason",
            "The reason",
            Widget.LINES,
            longest=1000,
            when="needed when you send it back",
        ),
        Field("proposed_at", widget=Widget.CARRIED),
    )


def _lodges(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    now = clock.now()
    if body.get("at") == clock.vietnam_date(now).isoformat():
        body |= {"at": now.isoformat()}
    elif "at" in body:
        body |= {"at": f"{body['at']}T00:00:00+07:00"}
    given: dict[str, Any] = LodgementGiven().load(body)
    return actions.lodge(petition_id, actor, **given)


def _is_to_lodge(petition: Petition, _: Actor) -> None:
    if petition.kind is not Kind.COMPLAINT:
        raise NotForThisKind(kind=petition.kind, act="lodgement")
    if petition.is_lodged:
        raise LodgedAlready(code=petition.code)
    must_lead_to(petition, PetitionState.ACCEPTED)


def _paper_or_word(_: Petition, __: Actor) -> Sequence[Field]:
    return (
        Field(
            "form",
            "In which form?",
            Widget.ONE,
            needed=True,
            options=(
                Option("paper", say("A signed paper")),
                Option("in_person", say("A record made in person")),
            ),
        ),
        Field("at", "The day on which it was received", Widget.DAY, needed=True),
    )


LODGEMENT: Final = Step(
    slug="nhan-don-ky",
    act=Act.LODGEMENT,
    title="Enter the signed paper of the complaint",
    button="Enter it",
    done="Entered; the clocks of the law run from that day.",
    takes=_lodges,
    fits=_is_to_lodge,
    asks=_paper_or_word,
    note="Until then it is not a complaint in the sense of the law.",
)

DECISION: Final = Step(
    slug="phe-duyet",
    act=Act.DECISION,
    title="Decide on the proposal",
    button="Decide",
    done="Decided.",
    takes=_follows,
    fits=_is_proposed,
    asks=_yes_or_no,
    begins=_as_proposed,
)

PROPOSALS: Final = tuple(_proposing(outcome) for outcome in _WAYS)
DECISIONS: Final = tuple(_deciding(outcome) for outcome in _WAYS)
