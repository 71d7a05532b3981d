"""Legal acts of handling between acceptance and answer, each with its words and its paper."""

from datetime import date, datetime
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.models import UnitKind
from api.authorities.policy import Act
from api.authorities.views import UnitView
from api.cases.access import is_accused
from api.core import clock
from api.core.access import Actor
from api.events.actions import record
from api.petitions import publicity, queries
from api.petitions.errors import (
    AboutThem,
    NobodyToDirect,
    NoLongerTerm,
    NoPauseInLaw,
    OwedAnew,
    PauseNotYetInLaw,
    PetitionNotOpen,
    ResumedBeforeSuspended,
    SignedOutsideTime,
    WithdrawnOnPaper,
)
from api.petitions.groups import must_be_one_persons
from api.petitions.models import Petition
from api.petitions.notes import Note, Paper
from api.petitions.returns import hand_on, times_returned
from api.petitions.signers import must_act_for, to_change
from api.petitions.states import BEFORE_ANSWER, PetitionState
from api.regulation.provisions import can_lengthen, clauses_of_pause, grounds_of_pause


def send_back(
    petition_id: UUID, actor: Actor, reason: str, to: UnitView | None, basis: str | None = None
) -> Petition:
    """It is with the wrong unit: routed anew, to another one when it is named. No clock waits.

    Sent back too often, it goes to the head above instead, who answers or names the unit.
    """
    petition = to_change(petition_id, actor, Act.RETURN)
    must_act_for(petition, actor)
    contest = queries.contest_of(petition.id)
    if contest is not None and contest.upheld:
        raise OwedAnew(code=petition.code)
    now, left, times = clock.now(), petition.unit_id, times_returned(petition) + 1
    petition.send_back(now)
    if petition.proposal is not None:
        petition.proposal.overtake(actor.position_id, now)
    is_up = hand_on(petition, to, times)
    _note(petition, actor, Act.RETURN, reason, now).basis = basis
    record(
        "petition.returned",
        petition,
        at=now,
        actor=actor,
        left=str(left),
        named=to.code if to else None,
        times=times,
        escalated=is_up or None,
    )
    return petition


def suspend(petition_id: UUID, actor: Actor, ground: str, paper: Paper, text: str) -> Petition:
    """The settlement stands still by a signed decision, where a rule in force provides for it."""
    petition = to_change(petition_id, actor, Act.SUSPENSION)
    must_act_for(petition, actor)
    now = clock.now()
    _must_be_signed_in_time(petition, paper, now)
    petition.become(PetitionState.SUSPENDED, now)
    _must_be_provided(petition, ground, now, paper)
    _note(petition, actor, Act.SUSPENSION, text, now, paper)
    record(
        "petition.suspended",
        petition,
        at=now,
        actor=actor,
        ground=ground,
        number=paper.number,
        symbol=paper.symbol,
        signed_on=paper.signed_on.isoformat(),
    )
    return petition


def resume(petition_id: UUID, actor: Actor, text: str, paper: Paper | None = None) -> Petition:
    """The ground has gone: the settlement goes on, and so does its clock.

    The paper is the notice of it, where one was written.
    """
    petition = to_change(petition_id, actor, Act.RESUMPTION)
    must_act_for(petition, actor)
    if petition.state != PetitionState.SUSPENDED:
        raise PetitionNotOpen(code=petition.code, state=petition.state)
    now = clock.now()
    _must_follow_the_suspension(petition, paper, now)
    petition.become(PetitionState.IN_PROGRESS, now)
    _note(petition, actor, Act.RESUMPTION, text, now, paper)
    record(
        "petition.resumed",
        petition,
        at=now,
        actor=actor,
        number=paper.number if paper else None,
        symbol=paper.symbol if paper else None,
        signed_on=paper.signed_on.isoformat() if paper else None,
    )
    return petition


def extend(petition_id: UUID, actor: Actor, paper: Paper, reason: str) -> Petition:
    """The matter is complex: the longer term that a rule has for that, while time is left."""
    petition = to_change(petition_id, actor, Act.EXTENSION)
    must_act_for(petition, actor)
    now = clock.now()
    _must_be_signed_in_time(petition, paper, now)
    if petition.state not in BEFORE_ANSWER:
        raise PetitionNotOpen(code=petition.code, state=petition.state)
    if not can_lengthen(petition, now, {"complex": True}):
        raise NoLongerTerm(code=petition.code)
    _note(petition, actor, Act.EXTENSION, reason, now, paper)
    record(
        "petition.extended",
        petition,
        at=now,
        actor=actor,
        complex=True,
        number=paper.number,
        symbol=paper.symbol,
        signed_on=paper.signed_on.isoformat(),
    )
    return petition


def direct(petition_id: UUID, actor: Actor, text: str) -> Petition:
    """The head of the Party committee directs the government of the place, and answers not for it.

    It prepares from now on; the words of the direction stay inside.
    """
    petition = to_change(petition_id, actor, Act.DIRECTION)
    government = directory().body(petition.unit_area_code, UnitKind.GOVERNMENT)
    chair = directory().head_of(government.id) if government else None
    if government is None or chair is None:
        raise NobodyToDirect(code=petition.code)
    if is_accused(petition, chair):
        raise AboutThem(code=petition.code)
    now = clock.now()
    petition.assign(government.id, chair.id)
    _note(petition, actor, Act.DIRECTION, text, now)
    record("petition.directed", petition, at=now, actor=actor, to=str(chair.id))
    return petition


def urge(petition_id: UUID, actor: Actor, text: str) -> Petition:
    """The head of a Party committee urges whoever must answer; it is on record."""
    petition = to_change(petition_id, actor, Act.URGING)
    if petition.state not in BEFORE_ANSWER:
        raise PetitionNotOpen(code=petition.code, state=petition.state)
    now = clock.now()
    _note(petition, actor, Act.URGING, text, now)
    record("petition.urged", petition, at=now, actor=actor)
    return petition


def ask(petition_id: UUID, actor: Actor, text: str) -> Petition:
    """Something is missing, and the sender is asked for it. The clock does not wait for them."""
    petition = to_change(petition_id, actor, Act.INFORMATION_REQUEST)
    now = clock.now()
    petition.become(PetitionState.SUPPLEMENT, now)
    _note(petition, actor, Act.INFORMATION_REQUEST, text, now)
    record("petition.information_requested", petition, at=now, actor=actor)
    return petition


def inform(petition_id: UUID, actor: Actor, text: str) -> Petition:
    """The sender adds what they were asked for."""
    petition = to_change(petition_id, actor, Act.INFORMATION)
    if petition.state != PetitionState.SUPPLEMENT:
        raise PetitionNotOpen(code=petition.code, state=petition.state)
    now = clock.now()
    petition.become(PetitionState.PROPOSED if petition.proposal else PetitionState.RECEIVED, now)
    _note(petition, actor, Act.INFORMATION, text, now)
    record("petition.supplemented", petition, at=now, actor=actor)
    return petition


def withdraw(petition_id: UUID, actor: Actor, words: str | None) -> Petition:
    """The sender takes it back; a lodged complaint only on paper or in person, as the law wants.

    What was taken back is not public, nor will it be.
    """
    petition = to_change(petition_id, actor, Act.WITHDRAWAL)
    if petition.is_lodged:
        raise WithdrawnOnPaper(code=petition.code)
    must_be_one_persons(petition)
    now = clock.now()
    petition.become(PetitionState.WITHDRAWN, now)
    publicity.conceal(petition, at=now, actor=actor)
    if words is not None:
        _note(petition, actor, Act.WITHDRAWAL, words, now)
    record("petition.withdrawn", petition, at=now, actor=actor)
    return petition


def _must_be_provided(petition: Petition, ground: str, now: datetime, paper: Paper) -> None:
    """Refuses a suspension that the law did not allow on this ground when it was signed, or today.

    Says since when it does, or on which grounds it would today.
    """
    days = {paper.signed_on, clock.vietnam_date(now)}
    clauses = clauses_of_pause(petition, ground)
    if any(all(clause.allows(ground, day) for day in days) for clause in clauses):
        return
    since = min((each.valid_from for each in clauses if each.valid_from), default=None)
    if since is not None and min(days) < since:
        raise PauseNotYetInLaw(ground=ground, since=since.isoformat())
    raise NoPauseInLaw(ground=ground, since=None, grounds=grounds_of_pause(petition, now))


def _must_follow_the_suspension(petition: Petition, paper: Paper | None, now: datetime) -> None:
    """Refuses a notice signed before the suspension was, or after today."""
    if paper is None:
        return
    notes = petition.notes
    suspended = [each.signed_on for each in notes if each.act is Act.SUSPENSION and each.signed_on]
    if not max(suspended, default=date.min) <= paper.signed_on <= clock.vietnam_date(now):
        raise ResumedBeforeSuspended(signed_on=paper.signed_on.isoformat())


def _must_be_signed_in_time(petition: Petition, paper: Paper, now: datetime) -> None:
    first, last = clock.vietnam_date(petition.opened_at), clock.vietnam_date(now)
    if not first <= paper.signed_on <= last:
        raise SignedOutsideTime(signed_on=paper.signed_on.isoformat())


def _note(
    petition: Petition,
    actor: Actor,
    act: Act,
    words: str,
    at: datetime,
    paper: Paper | None = None,
) -> Note:
    note = Note(
        act=act,
        words=words,
        number=paper.number if paper else None,
        symbol=paper.symbol if paper else None,
        signed_on=paper.signed_on if paper else None,
        at=at,
        position_id=actor.position_id,
    )
    petition.notes.append(note)
    return note
