"""What becomes of an answer: it is rated, contested, looked at again, and closed."""

from datetime import datetime, timedelta
from uuid import UUID

from api.authorities.policy import Act
from api.cases.access import head_above
from api.cases.models import Kind
from api.core import clock
from api.core.access import Actor
from api.core.database import db
from api.core.i18n import preferred_locale
from api.core.limits import Limit
from api.events.actions import record
from api.petitions import queries
from api.petitions.contests import Contest, Window, has_passed
from api.petitions.errors import (
    ComplaintNotContested,
    ContestedAlready,
    ContestTooLate,
    MayStillBeContested,
    NobodyAbove,
    NothingContested,
    PetitionNotOpen,
    PromiseOpen,
    TooManyRatings,
)
from api.petitions.groups import has_representatives
from api.petitions.models import Petition
from api.petitions.next_steps import next_steps
from api.petitions.promises import are_kept
from api.petitions.signers import must_act_for, must_stand_above, to_change
from api.petitions.states import PetitionState

AN_HOUR = Limit("ratings", 30, timedelta(hours=1))


def rate(petition_id: UUID, actor: Actor, stars: int, words: str | None) -> Petition:
    """The sender says what they think of the answer, from 1 to 5; the last time counts."""
    petition = to_change(petition_id, actor, Act.RATING)
    if not AN_HOUR.hit(str(actor.account_id)):
        raise TooManyRatings
    now = clock.now()
    petition.rate(stars, words, now)
    record("petition.rated", petition, at=now, actor=actor, stars=stars)
    return petition


def contest(petition_id: UUID, actor: Actor, reasons: str) -> Petition:
    """The sender does not agree, and says why; the head above who answered looks at it again.

    Once for a petition. Not for a complaint, whose decision has two ways of its own in the law.
    """
    petition = to_change(petition_id, actor, Act.CONTEST)
    now = clock.now()
    must_be_contestable(petition, now)
    before, standing = PetitionState(petition.state), petition.answer
    petition.contest(now)
    above = head_above(petition)
    if above is None or standing is None:
        raise NobodyAbove(code=petition.code)
    db.session.add(
        Contest(
            petition_id=petition.id,
            answer_id=standing.id,
            reasons=reasons,
            contested_at=now,
            state_before=before,
        )
    )
    record("petition.contested", petition, at=now, actor=actor, to=str(above.id))
    return petition


def decide_contest(petition_id: UUID, actor: Actor, *, uphold: bool, reason: str) -> Petition:
    """The head above agrees with the sender, so it is answered anew; or the answer stands."""
    petition = to_change(petition_id, actor, Act.CONTEST_DECISION)
    must_stand_above(petition, actor)
    contested = queries.contest_of(petition.id)
    if contested is None or petition.state != PetitionState.CONTESTED:
        raise NothingContested(code=petition.code, state=petition.state)
    now = clock.now()
    goes_to = contested.decide(upheld=uphold, reason=reason, position_id=actor.position_id, at=now)
    petition.become(goes_to, now)
    record("petition.contest_decided", petition, at=now, actor=actor, upheld=uphold)
    return petition


def close(petition_id: UUID, actor: Actor) -> Petition:
    """The sender says yes to the answer; or the head closes what needs nobody's yes any more."""
    petition = to_change(petition_id, actor, Act.CLOSURE)
    now, by = clock.now(), "author"
    if actor.position_id is not None:
        must_act_for(petition, actor)
        must_be_settled(petition, now)
        by = "head"
    petition.become(PetitionState.CLOSED, now)
    record("petition.closed", petition, at=now, actor=actor, by=by)
    return petition


def must_be_settled(petition: Petition, now: datetime) -> None:
    """Closed is not the same as done: a promise is kept first, and the sender is not cut off.

    Refuses a head who would close it before.
    """
    if petition.state == PetitionState.FOLLOWING and not are_kept(petition):
        raise PromiseOpen(code=petition.code)
    if petition.state == PetitionState.CONTESTED:
        raise PetitionNotOpen(code=petition.code, state=petition.state)
    if petition.state == PetitionState.ANSWERED and _may_be_contested(petition, now):
        raise MayStillBeContested(code=petition.code)


def must_be_contestable(petition: Petition, now: datetime) -> None:
    """Refuses a complaint, a second contest, and one that comes too late after closing."""
    if petition.kind is Kind.COMPLAINT:
        raise ComplaintNotContested(next_steps=next_steps(petition, preferred_locale()))
    if queries.contest_of(petition.id) is not None:
        raise ContestedAlready(code=petition.code)
    is_closed = petition.state == PetitionState.CLOSED
    if is_closed and has_passed(Window.AFTER_CLOSING, petition.closed_at, now) is not False:
        raise ContestTooLate(code=petition.code)


def _may_be_contested(petition: Petition, now: datetime) -> bool:
    """Whether the sender can still contest: an account of theirs, no contest yet, time left."""
    if petition.kind is Kind.COMPLAINT:
        return False
    if petition.author_id is None and not has_representatives(petition.id):
        return False
    if queries.contest_of(petition.id) is not None or head_above(petition) is None:
        return False
    return not has_passed(Window.AFTER_ANSWER, petition.answered_at, now)
