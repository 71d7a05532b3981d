"""Dialogues that are proposed: the form of the Front on a hot spot, and of the head who answers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from api.authorities.directory import directory
from api.authorities.policy import Act, can, roles_of
from api.core import clock
from api.core.access import Actor
from api.core.i18n import preferred_locale, short_date
from api.dialogues.proposals import actions, queries
from api.dialogues.proposals.errors import UnknownEvidence
from api.dialogues.proposals.models import DialogueProposal, ProposalGiven, ProposalState
from api.dialogues.proposals.schemas import (
    DialogueProposalAcceptance,
    DialogueProposalRefusal,
    ProposalOfDialogue,
)
from api.dialogues.session_plans import SessionKind
from api.monitoring.asking import hot_spots_asked
from api.pages.demands import government_of
from api.pages.desks import Desk
from api.pages.forms import Field, Form, Option, Typed, Widget
from api.pages.rendering import say
from api.pages.words import field_word

AT: Final = "/can-bo/de-xuat-doi-thoai"
SPOTS: Final = "/giam-sat/diem-nong"
MOST_DIALOGUES: Final = 30

_ID: Final = Field("id", widget=Widget.CARRIED)
"""Made when the page is opened, so that pressing twice proposes one."""

_SPOT: Final = tuple(Field(name, widget=Widget.CARRIED) for name in ("area", "field", "code"))
"""Which hot spot it is: its commune, its field, and the newest of its petitions."""


def may_propose(desk: Desk) -> bool:
    """Whether dialogues are proposed from this desk."""
    roles = roles_of(desk.acting.title, desk.unit.kind)
    return can(roles, Act.DIALOGUE_PROPOSAL, desk.unit.kind)


def spot_form(spot: Mapping[str, Any], typed: Typed | None = None) -> Form | None:
    """The Front proposes a dialogue about it; None where nobody can be asked."""
    if not spot["area"] or not spot["field"]:
        return None
    carried = {name: spot[name] for name in ("area", "field")}
    topic = say("What many people ask about: %(field)s", field=field_word(spot["field"]))
    code = spot["examples"][0]["code"]
    return Form(
        name=f"de-xuat-{code}",
        to=SPOTS,
        title="Propose a dialogue about it",
        button="Propose it",
        fields=(
            Field("topic", "What should the dialogue be about?", needed=True, longest=500),
            *_SPOT,
            _ID,
        ),
        typed=typed or Typed.of(id=uuid4(), topic=topic, code=code, **carried),
        note="The head answers: a dialogue is planned, or a reason is given. Everybody at the Front"
        " of the place reads the answer.",
    )


def propose(typed: Typed, actor: Actor, at: datetime) -> DialogueProposal:
    """Propose it, with the evidence as it stands now."""
    asked = {name: typed.get(name) for name in ("area", "field")}
    code, area = typed.get("code"), directory().area(asked["area"])
    found = hot_spots_asked(asked, actor, at)["items"]
    spot = next((each for each in found if each["examples"][0]["code"] == code), None)
    unit = government_of(area) if area is not None else None
    if spot is None or unit is None:
        raise UnknownEvidence(codes=[code])
    given: ProposalGiven = ProposalOfDialogue().load(
        {
            "unit": unit.code,
            "topic": typed.get("topic").strip(),
            "field": spot["field"],
            "period": {
                "from": clock.vietnam_date(spot["first_at"]).isoformat(),
                "to": clock.vietnam_date(spot["last_at"]).isoformat(),
            },
            "petitions": spot["petitions"],
            "people": spot["people"],
            "codes": [each["code"] for each in spot["examples"]],
        }
    )
    return actions.propose(UUID(typed.get("id")), given, actor)[0]


def forms_on(found: DialogueProposal, desk: Desk) -> Sequence[Form]:
    """How the head to whom it is proposed may answer; nothing for anybody else, and once only."""
    if desk.unit.id != found.unit_id or not may_answer(desk) or found.state not in _OPEN:
        return ()
    return [make(found) for make in FORMS.values()]


def may_answer(desk: Desk) -> bool:
    """Whether proposals to the unit of this desk are answered from it."""
    roles = roles_of(desk.acting.title, desk.unit.kind)
    return can(roles, Act.DIALOGUE_PROPOSAL_ANSWER, desk.unit.kind)


def acceptance_form(found: DialogueProposal, typed: Typed | None = None) -> Form:
    """Which dialogue was planned from it."""
    ahead = queries.dialogues_ahead(found.unit_id, MOST_DIALOGUES)
    return Form(
        name=f"nhan-{found.id}",
        to=f"{AT}/{found.id}/{ACCEPTANCE}",
        title="A dialogue is planned from it",
        button="Answer with this dialogue",
        fields=(
            Field(
                "dialogue",
                "Which dialogue?",
                Widget.LIST,
                "Plan it first; it can be chosen here then.",
                needed=True,
                options=[
                    Option(str(each.id), f"{each.topic} ({_day(each.starts_at)})") for each in ahead
                ],
            ),
        ),
        typed=typed or Typed(),
    )


def refusal_form(found: DialogueProposal, typed: Typed | None = None) -> Form:
    """Why there will be none."""
    return Form(
        name=f"ly-do-{found.id}",
        to=f"{AT}/{found.id}/{REFUSAL}",
        title="There will be no dialogue about it",
        button="Answer with this reason",
        fields=(
            Field(
                "reason",
                "Reason",
                Widget.LINES,
                "The Front reads it, and it is counted. It cannot be changed afterwards.",
                needed=True,
                longest=2000,
            ),
        ),
        typed=typed or Typed(),
    )


def answer(found: DialogueProposal, slug: str, form: Form, actor: Actor) -> DialogueProposal:
    """Answer it."""
    body = form.typed.body(form.fields)
    if slug == ACCEPTANCE:
        given = DialogueProposalAcceptance().load(body)
        return actions.accept(found.id, given["dialogue"], actor)
    return actions.decline(found.id, DialogueProposalRefusal().load(body)["reason"], actor)


def prefilled(usual: Typed, proposal_id: UUID | None, actor: Actor) -> Typed:
    """What the plan of a dialogue begins with when one was proposed."""
    if proposal_id is None:
        return usual
    found = actions.to_read(proposal_id, actor)
    about = {"topic": (found.topic,), "fields": (found.field,), "kind": (SessionKind.THEMATIC,)}
    return Typed({**usual.values, **about})


ACCEPTANCE: Final = "nhan"
REFUSAL: Final = "ly-do"

FORMS: Final[Mapping[str, Callable[..., Form]]] = {
    ACCEPTANCE: acceptance_form,
    REFUSAL: refusal_form,
}
"""The two answers, by the last part of their address."""

STATES: Final[Mapping[str, str]] = {
    ProposalState.PROPOSED: "Waits for an answer",
    ProposalState.ACCEPTED: "A dialogue is planned",
    ProposalState.DECLINED: "Declined, with a reason",
    ProposalState.LAPSED: "Not answered in time",
}
"""What a state is called; sentences of the catalogue."""

_OPEN: Final = (ProposalState.PROPOSED, ProposalState.LAPSED)


def _day(moment: datetime) -> str:
    return short_date(clock.vietnam_date(moment), preferred_locale())
