"""What people do with petitions. Each action is one decision and the event that tells of it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy.orm.attributes import set_committed_value

from api.authorities.directory import directory
from api.authorities.policy import Act
from api.cases.models import Kind
from api.cases.register import next_number
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db, lock
from api.core.ids import new_code, new_receipt_number
from api.core.limits import Limit
from api.events.actions import record
from api.petitions import queries
from api.petitions.answers import Draft, Signature
from api.petitions.earlier_drafts import keep_earlier
from api.petitions.errors import (
    AlreadyEntered,
    ChangedMeanwhile,
    IdTaken,
    LodgedOutsideTime,
    NothingProposed,
    NothingToSign,
    PromiseMissing,
    ReceivedBeforeUnit,
    SignedOutsideTime,
    TooManyPetitions,
)
from api.petitions.intake import Found, look_up
from api.petitions.models import Lodgement, Petition
from api.petitions.outcomes import EVENT_OF, Outcome
from api.petitions.promises import open_promise
from api.petitions.proposals import Proposal
from api.petitions.signers import must_act_for, must_prepare_for, signer_of, to_change
from api.petitions.states import PetitionState
from api.petitions.submission import Submission
from api.petitions.transfers import letter_in, must_go_to_others
from api.routing.actions import position_for
from api.routing.models import Question

AN_HOUR = Limit("petitions", 30, timedelta(hours=1))
LOOK_UPS = Limit("look-ups", 60, timedelta(minutes=15))
"""Receipt numbers are short enough to be guessed: so many tries from one address."""


def submit(petition_id: UUID, submission: Submission, actor: Actor) -> tuple[Petition, bool]:
    """Hand in a petition; the same submission again is the same petition.

    Says also whether it is new. Raises `IdTaken` for another submission with the same id.
    """
    lock(petition_id)
    earlier = queries.petition_with(petition_id)
    if earlier is not None:
        if (earlier.submission_hash, earlier.entered_by_id) != (submission.hash, actor.account_id):
            raise IdTaken
        return queries.petition_to_read(petition_id), False
    found = look_up(submission, actor)
    _refuse_floods_and_doubles(submission, actor)
    petition = _handed_in(petition_id, submission, found, actor)
    db.session.add(petition)
    for part in ("answers", "proposals", "notes"):
        set_committed_value(petition, part, [])
    set_committed_value(petition, "public_text", None)
    record(
        "petition.received",
        petition,
        at=petition.opened_at,
        actor=actor,
        channel=petition.channel,
        lodged=False if petition.kind is Kind.COMPLAINT else None,
        entered_late=petition.late_because is not None or None,
    )
    return petition, True


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
    petition.draft(words, actor.position_id, clock.now())
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
    petition.give(answer.result, now)
    answer.sign(signature, signer.position_id, signer.person, now)
    petition.answered_with_warnings = bool(petition.answered_with_warnings or answer.warnings)
    record(
        "petition.answered",
        petition,
        at=now,
        actor=actor,
        result=answer.result,
        number=answer.number,
        symbol=answer.symbol,
        authority=answer.authority,
        warnings=answer.warnings or None,
    )
    open_promise(petition, answer, actor, now)
    return petition


def _handed_in(petition_id: UUID, submission: Submission, found: Found, actor: Actor) -> Petition:
    route = position_for(
        Question(
            kind=submission.kind,
            addressee=submission.addressee,
            field=submission.field,
            area_code=found.area_code,
            about_unit_id=found.about_unit_id,
            about_position_id=found.about_position_id,
            instance=submission.instance or 1,
        )
    )
    unit = directory().unit(route.unit_id)
    if clock.vietnam_date(found.received_at) < unit.founded_on:
        raise ReceivedBeforeUnit(founded_on=unit.founded_on.isoformat())
    location, source = submission.location or {}, submission.source or {}
    return Petition(
        id=petition_id,
        province_code=directory().areas[unit.area_code].province_code,
        code=new_code(),
        receipt_number=new_receipt_number(),
        kind=submission.kind,
        addressee=submission.addressee,
        field=found.field,
        subfield=found.subfield,
        area_code=found.area_code,
        unit_id=unit.id,
        unit_area_code=unit.area_code,
        holder_id=route.position_id,
        holder_reason=route.row_id,
        assigned_unit_id=route.prepares_unit_id,
        instance=submission.instance or 1,
        about_unit_id=found.about_unit_id,
        about_position_id=found.about_position_id,
        visibility=submission.visibility,
        state=PetitionState.RECEIVED,
        author_id=actor.account_id if actor.is_(Role.RESIDENT) else None,
        opened_at=found.received_at,
        text=submission.text,
        title=submission.title,
        place=submission.place,
        latitude=location.get("lat"),
        longitude=location.get("lon"),
        petitioner=submission.petitioner,
        contact=found.contact,
        helper=submission.helper,
        channel=found.channel,
        source_system=source.get("system"),
        source_ref=source.get("ref"),
        submission_hash=submission.hash,
        late_because=submission.reason,
        entered_by_id=actor.account_id,
    )


def _refuse_floods_and_doubles(submission: Submission, actor: Actor) -> None:
    if actor.is_(Role.RESIDENT) and not AN_HOUR.hit(str(actor.account_id)):
        raise TooManyPetitions
    source = submission.source
    if source:
        lock(uuid5(NAMESPACE_URL, f"{source['system']}:{source['ref']}"))
    if source and (entered := queries.entered_from(source["system"], source["ref"])):
        raise AlreadyEntered(code=entered.code)


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
