"""Several petitions on one matter are settled together, and taken apart again after a mistake."""

from uuid import UUID

from api.authorities.policy import Act
from api.cases.holding import hold
from api.core import clock, jobs
from api.core.access import Actor
from api.core.database import db
from api.core.errors import Missing
from api.events.actions import record
from api.petitions import queries
from api.petitions.errors import PetitionNotOpen
from api.petitions.joint_errors import (
    MergedAlready,
    NothingToMergeInto,
    NotMerged,
    NotTheSameMatter,
    OthersGoOnInIt,
    SettledEachByItself,
)
from api.petitions.mergers import Merger, has_merged, merger_of
from api.petitions.models import Petition
from api.petitions.notes import Note
from api.petitions.outcomes import may_be_merged
from api.petitions.publicity import end
from api.petitions.signers import must_act_for, to_change, to_touch
from api.petitions.states import BEFORE_ANSWER, PetitionState
from api.petitions.supporters import carry_over
from api.regulation.reviving import revive


def merge(petition_id: UUID, actor: Actor, into_id: UUID, reason: str) -> Petition:
    """It goes on in another petition on the same matter, of the same head.

    What is owed on it ends; its senders hear of the other one's steps and read its answer, and
    never each other's words. Two merges at once of the same two wait for each other.
    """
    petition, target = _both(petition_id, into_id, actor)
    if petition is target:
        raise NothingToMergeInto(into=str(into_id))
    if merger_of(petition.id) is not None:
        raise MergedAlready(code=petition.code)
    _must_go_together(petition, target)
    now, before = clock.now(), PetitionState(petition.state)
    petition.become(PetitionState.MERGED, now)
    if petition.proposal is not None:
        petition.proposal.overtake(actor.position_id, now)
    end(petition)
    db.session.add(
        Merger(
            petition_id=petition.id,
            into_id=target.id,
            state_before=before,
            merged_at=now,
            merged_by_id=actor.position_id,
        )
    )
    carry_over(petition.id, target.id, target.author_id)
    _note(petition, actor, Act.MERGE, reason)
    record("petition.merged", petition, at=now, actor=actor, into=target.code)
    return petition


def separate(petition_id: UUID, actor: Actor, reason: str) -> Petition:
    """It was merged by mistake: it stands by itself again, as it stood before.

    What was owed on it is owed again by the same day as ever, for its receipt has not changed.
    """
    petition = to_change(petition_id, actor, Act.MERGE)
    must_act_for(petition, actor)
    merger = merger_of(petition.id)
    if merger is None:
        raise NotMerged(code=petition.code)
    now, into = clock.now(), queries.petition_outline(merger.into_id)
    petition.take_up_again(merger.state_before)
    revive(petition, merger.merged_at, now)
    db.session.delete(merger)
    _note(petition, actor, Act.MERGE, reason)
    event = record("petition.separated", petition, at=now, actor=actor, separated_from=into.code)
    # What was public, or waited for a look, is looked at as when it came in.
    jobs.defer("moderation.look", event_id=event.id)
    return petition


def _both(petition_id: UUID, into_id: UUID, actor: Actor) -> tuple[Petition, Petition]:
    """Both, held in the order of their ids, so that nobody waits for somebody who waits for them.

    Whoever merges must be able to do so with either.
    """
    for each in sorted((petition_id, into_id)):
        hold(each)
    petition = to_change(petition_id, actor, Act.MERGE)
    must_act_for(petition, actor)
    try:
        target = to_touch(into_id, actor, Act.MERGE)
    except Missing:
        raise NothingToMergeInto(into=str(into_id)) from None
    must_act_for(target, actor)
    return petition, target


def _must_go_together(petition: Petition, target: Petition) -> None:
    for each in (petition, target):
        if not may_be_merged(each.kind):
            raise SettledEachByItself(code=each.code, kind=each.kind)
    if target.state not in BEFORE_ANSWER:
        raise PetitionNotOpen(code=target.code, state=target.state)
    if _matter(petition) != _matter(target):
        raise NotTheSameMatter(code=petition.code)
    if has_merged(petition.id):
        raise OthersGoOnInIt(code=petition.code)


def _matter(petition: Petition) -> tuple[object, ...]:
    """What must be the same: whom it is to, who answers, of which kind, and whom it is about."""
    return (
        petition.kind,
        petition.addressee,
        petition.unit_id,
        petition.about_unit_id,
        petition.about_position_id,
    )


def _note(petition: Petition, actor: Actor, act: Act, reason: str) -> None:
    petition.notes.append(
        Note(act=act, words=reason, at=clock.now(), position_id=actor.position_id)
    )
