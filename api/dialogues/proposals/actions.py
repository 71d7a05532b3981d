"""What people do with the proposal of a dialogue: make it, follow it, or say why not."""

from dataclasses import replace
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.fields import fields
from api.authorities.models import Level
from api.authorities.policy import Act, can, roles_of
from api.authorities.views import PositionView, UnitView
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db, lock
from api.core.errors import Forbidden, Missing
from api.core.i18n import DEFAULT_LOCALE, translate
from api.core.ids import new_id
from api.dialogues.proposals import queries
from api.dialogues.proposals.errors import (
    NotItsDialogue,
    NotTheProposedOne,
    ProposalIdTaken,
    ProposedAlready,
    ProposesElsewhere,
    UnknownEvidence,
)
from api.dialogues.proposals.models import DialogueProposal, Evidence, ProposalGiven
from api.dialogues.proposals.thresholds import thresholds
from api.dialogues.requests.actions import government_of_commune
from api.dialogues.session_queries import dialogue_with
from api.dialogues.sessions import AHEAD, Dialogue
from api.events.actions import record


def propose(proposal_id: UUID, given: ProposalGiven, actor: Actor) -> tuple[DialogueProposal, bool]:
    """The Front proposes a dialogue to a commune; the same again is the same proposal.

    Says also whether it is new. Raises `ProposalIdTaken` for another one with the same id, and
    `ProposedAlready` while one on this field waits.
    """
    lock(proposal_id)
    earlier = queries.proposal_with(proposal_id)
    if earlier is not None:
        if (earlier.given_hash, earlier.proposed_by_id) != (given.hash, actor.account_id):
            raise ProposalIdTaken
        return earlier, False
    unit = government_of_commune(given.unit)
    _must_watch(actor, unit)
    lock(unit.id)
    if queries.waits(unit.id, given.evidence.field):
        raise ProposedAlready(unit=unit.name, field=given.evidence.field)
    shown = _shown(given.evidence, unit, actor)
    return _made(proposal_id, given, shown, unit, actor), True


def propose_by_itself(unit_id: UUID, evidence: Evidence) -> DialogueProposal | None:
    """Many have asked, so a dialogue is proposed: once for these days.

    None when too few have asked, it was proposed already, or a proposal on this field waits.
    """
    known = thresholds()
    is_much = evidence.petitions >= known.least_petitions and evidence.people >= known.least_people
    lock(unit_id)
    is_known = queries.was_proposed(unit_id, evidence) or queries.waits(unit_id, evidence.field)
    if not is_much or is_known:
        return None
    unit, field = directory().unit(unit_id), fields()[evidence.field].name(DEFAULT_LOCALE)
    topic = translate("What many people ask about: %(field)s", DEFAULT_LOCALE, field=field)
    few = replace(evidence, codes=evidence.codes[: known.most_codes])
    return _made(new_id(), ProposalGiven(unit.code, topic, few), few, unit, None)


def accept(proposal_id: UUID, dialogue_id: UUID, actor: Actor) -> DialogueProposal:
    """The head has planned a dialogue about it."""
    found = _to_answer(proposal_id, actor)
    dialogue = dialogue_with(dialogue_id)
    if (
        dialogue is None
        or dialogue.unit_id != found.unit_id
        or dialogue.state not in AHEAD
        or dialogue.starts_at <= clock.now()
    ):
        raise NotItsDialogue
    found.accept(dialogue.id, actor.position_id, clock.now())
    _tell_answer(found, actor, dialogue)
    return found


def decline(proposal_id: UUID, reason: str, actor: Actor) -> DialogueProposal:
    """The head says why there will be no dialogue about it."""
    found = _to_answer(proposal_id, actor)
    found.decline(reason, actor.position_id, clock.now())
    _tell_answer(found, actor)
    return found


def to_read(proposal_id: UUID, actor: Actor) -> DialogueProposal:
    """The proposal, for whom it is made to and who watches there; `Missing` for everybody else."""
    found = queries.proposal_with(proposal_id)
    if found is None or not _may_read(found, actor):
        raise Missing
    return found


def place_of(actor: Actor) -> str | None:
    """The commune whose proposals this official reads; None for those of the whole province."""
    unit = _acting_unit(actor)
    return None if unit.level is Level.PROVINCE else unit.area_code


def _to_answer(proposal_id: UUID, actor: Actor) -> DialogueProposal:
    found = queries.proposal_to_change(proposal_id)
    if not _may_read(found, actor):
        raise Missing
    unit = _acting_unit(actor)
    is_allowed = can(_roles(actor), Act.DIALOGUE_PROPOSAL_ANSWER, unit.kind)
    if not is_allowed or unit.id != found.unit_id:
        raise NotTheProposedOne
    return found


def _may_read(found: DialogueProposal, actor: Actor) -> bool:
    return place_of(actor) in (None, found.area_code)


def _must_watch(actor: Actor, unit: UnitView) -> None:
    own = _acting_unit(actor)
    is_allowed = can(_roles(actor), Act.DIALOGUE_PROPOSAL, own.kind)
    if not is_allowed or place_of(actor) not in (None, unit.area_code):
        raise ProposesElsewhere


def _shown(evidence: Evidence, unit: UnitView, actor: Actor) -> Evidence:
    """The evidence without petitions that complain of somebody: the head must not learn of them."""
    named = queries.petitions_named(evidence, unit, actor)
    unknown = [code for code in evidence.codes if code not in named]
    if unknown:
        raise UnknownEvidence(codes=unknown)
    return replace(evidence, codes=tuple(code for code in evidence.codes if named[code]))


def _made(
    proposal_id: UUID, given: ProposalGiven, shown: Evidence, unit: UnitView, actor: Actor | None
) -> DialogueProposal:
    now, head = clock.now(), directory().head_of(unit.id)
    made = DialogueProposal(
        id=proposal_id,
        unit_id=unit.id,
        area_code=unit.area_code,
        topic=given.topic,
        field=shown.field,
        first_day=shown.first_day,
        last_day=shown.last_day,
        petitions=shown.petitions,
        people=shown.people,
        codes=list(shown.codes),
        given_hash=given.hash,
        proposed_at=now,
        proposed_by_id=actor.account_id if actor else None,
        proposed_as_id=actor.position_id if actor else None,
    )
    db.session.add(made)
    db.session.flush()
    record(
        "dialogue.proposed",
        at=now,
        actor=actor,
        unit_id=unit.id,
        position_id=head.id if head else None,
        organiser=unit.kind,
        proposal=str(made.id),
        field=made.field,
        petitions=made.petitions,
        people=made.people,
    )
    return made


def _tell_answer(found: DialogueProposal, actor: Actor, dialogue: Dialogue | None = None) -> None:
    db.session.flush()
    head = directory().head_of(found.unit_id)
    record(
        "dialogue.proposal_answered",
        at=clock.now(),
        actor=actor,
        unit_id=found.unit_id,
        position_id=head.id if head else None,
        proposal=str(found.id),
        outcome=found.state,
        to=str(found.proposed_as_id) if found.proposed_as_id else None,
        dialogue=str(dialogue.id) if dialogue else None,
        dialogue_code=dialogue.code if dialogue else None,
    )


def _acting(actor: Actor) -> PositionView:
    if actor.position_id is None:
        raise Forbidden
    return directory().position(actor.position_id)


def _acting_unit(actor: Actor) -> UnitView:
    return directory().unit(_acting(actor).unit_id)


def _roles(actor: Actor) -> frozenset[Role]:
    return roles_of(_acting(actor).title, _acting_unit(actor).kind)
