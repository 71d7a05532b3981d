"""What people do with petitions. Each action is one decision and the event that tells of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.policy import Act
from api.cases.register import next_number
from api.core import clock
from api.core.access import Actor
from api.events.actions import record
from api.petitions import files
from api.petitions.answers import Draft, Signature
from api.petitions.contributions import contributed_to
from api.petitions.earlier_drafts import keep_earlier
from api.petitions.errors import (
    ChangedMeanwhile,
    LodgedOutsideTime,
    NothingProposed,
    NothingToSign,
    PromiseMissing,
    SignedOutsideTime,
)
from api.petitions.models import Lodgement, Petition
from api.petitions.outcomes import EVENT_OF, Outcome
from api.petitions.promises import open_promise
from api.petitions.proposals import Proposal
from api.petitions.settlements import keep_finding, must_be_a_finding
from api.petitions.signers import must_act_for, must_prepare_for, signer_of, to_change
from api.petitions.transfers import letter_in, must_go_to_others


def propose(
    petition_id: UUID, actor: Actor, outcome: Outcome, details: dict[str, Any], reason: str | None
) -> Petition:
    """A clerk or handler proposes what to decide; nothing is decided by it."""
    petition = to_change(petition_id, actor, Act.PROPOSAL)
    petition.may_become(outcome)
    petition.propose()
    now = clock.now()
    petition.proposals.append(
        Proposal(
            outcome=outcome,
            reason=reason,
            details=details,
            proposed_by_id=actor.position_id,
            proposed_at=now,
        )
    )
    record("petition.proposed", petition, at=now, actor=actor, act=outcome)
    return petition


def decide_on_proposal(
    petition_id: UUID,
    actor: Actor,
    *,
    approve: bool,
    reason: str | None = None,
    proposed_at: datetime | None = None,
) -> Petition:
    """The head follows the proposal, or sends it back with a reason."""
    petition = to_change(petition_id, actor, Act.DECISION)
    must_act_for(petition, actor)
    proposal = petition.proposal
    if proposal is None:
        raise NothingProposed(code=petition.code)
    if proposed_at not in (None, proposal.proposed_at):
        raise ChangedMeanwhile(proposed_at=proposal.proposed_at.isoformat())
    proposal.decided_by_id, proposal.decided_at = actor.position_id, clock.now()
    proposal.approved, proposal.decision_reason = approve, reason
    if approve:
        _carry_out(petition, proposal, actor)
    else:
        petition.refuse_proposal()
    return petition


def decide(petition_id: UUID, actor: Actor, outcome: Outcome, details: dict[str, Any]) -> Petition:
    """The head accepts, declines, guides or transfers without a proposal."""
    petition = to_change(petition_id, actor, Act(outcome))
    must_act_for(petition, actor)
    now = clock.now()
    if petition.proposal is not None:
        petition.proposal.overtake(actor.position_id, now)
    decided = Proposal(
        outcome=outcome,
        details=details,
        proposed_by_id=actor.position_id,
        proposed_at=now,
        decided_by_id=actor.position_id,
        decided_at=now,
        approved=True,
    )
    petition.proposals.append(decided)
    _carry_out(petition, decided, actor)
    return petition


def lodge(petition_id: UUID, actor: Actor, form: Lodgement, at: datetime) -> Petition:
    """A receiving officer has the signed paper or the record: the complaint's clocks start."""
    petition = to_change(petition_id, actor, Act.LODGEMENT)
    first_day = clock.midnight(clock.vietnam_date(petition.opened_at))
    if not first_day <= at <= clock.now():
        raise LodgedOutsideTime(at=at.isoformat(), received_at=petition.opened_at.isoformat())
    petition.lodge(form, at)
    record("complaint.lodged", petition, at=at, actor=actor, form=form, lodged=True)
    return petition


def assign(petition_id: UUID, actor: Actor, position_id: UUID) -> Petition:
    """Somebody in the unit, or in a desk of it, is to prepare the answer."""
    petition = to_change(petition_id, actor, Act.ASSIGNMENT)
    position = directory().position(position_id)
    must_prepare_for(petition, position)
    petition.assign(position.unit_id, position.id)
    record("petition.assigned", petition, at=clock.now(), actor=actor, to=str(position.id))
    return petition


def draft(petition_id: UUID, actor: Actor, words: Draft) -> Petition:
    """The answer as it is to be signed; a later draft takes the place of an earlier one."""
    petition = to_change(petition_id, actor, Act.DRAFT)
    if words.commitment_due_on is not None and words.commitment_due_on < clock.today():
        raise PromiseMissing(errors={"commitment": ["The day has passed already"]})
    keep_earlier(petition)
    now = clock.now()
    petition.draft(words, actor.position_id, now)
    files.give_evidence(petition, words.evidence, actor)
    record("petition.drafted", petition, at=now, actor=actor)
    return petition


def sign(petition_id: UUID, actor: Actor, signature: Signature) -> Petition:
    """The head, or who lawfully signs for the head, gives the answer."""
    petition = to_change(petition_id, actor, Act.SIGNATURE)
    signer = signer_of(petition, actor, signature.authority)
    answer = petition.words_to_sign
    if answer is None:
        raise NothingToSign(code=petition.code)
    if signature.drafted_at not in (None, answer.drafted_at):
        raise ChangedMeanwhile(drafted_at=answer.drafted_at.isoformat())
    now = clock.now()
    if not clock.vietnam_date(petition.opened_at) <= signature.signed_on <= clock.vietnam_date(now):
        raise SignedOutsideTime(signed_on=signature.signed_on.isoformat())
    must_be_a_finding(petition, signature.finding)
    petition.give(answer.result, now)
    answer.sign(signature, signer.position_id, signer.person, now)
    files.give_out(petition, answer, signature.file, actor, now)
    answer.co_unit_ids = contributed_to(petition)
    keep_finding(answer, signature.finding)
    record(
        "petition.answered",
        petition,
        at=now,
        actor=actor,
        result=answer.result,
        number=answer.number,
        symbol=answer.symbol,
        authority=answer.authority,
        finding=signature.finding,
        warnings=answer.warnings or None,
    )
    open_promise(petition, answer, actor, now)
    return petition


def _carry_out(petition: Petition, decided: Proposal, actor: Actor) -> None:
    """What was decided takes place, and the law hears of it."""
    must_go_to_others(petition, decided.details)
    now = clock.now()
    petition.decide(decided.outcome, now)
    is_complex = None
    if decided.outcome is Outcome.ACCEPTANCE:
        is_complex = bool(decided.details.get("complex"))
        petition.register_year = clock.vietnam_date(now).year
        petition.register_number = next_number(petition.unit_id, petition.register_year)
    record(
        EVENT_OF[decided.outcome],
        petition,
        at=now,
        actor=actor,
        complex=is_complex,
        register=petition.register,
        **letter_in(decided.details),
    )
