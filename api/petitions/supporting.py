"""A resident has the same matter, or wants to hear how it goes on; of what is public alone."""

from datetime import timedelta
from uuid import UUID

from api.authorities.policy import Act
from api.cases.access import roles_on
from api.core import clock
from api.core.access import Actor, Role
from api.core.errors import Missing
from api.core.limits import Limit
from api.events.actions import record
from api.petitions import queries, supporters
from api.petitions.joint_errors import AlreadyOver, OwnPetition, TooManySupports
from api.petitions.models import Petition
from api.petitions.signers import to_change
from api.petitions.states import BEFORE_ANSWER, PetitionState

SUPPORTABLE = BEFORE_ANSWER | {
    PetitionState.ANSWERED,
    PetitionState.FOLLOWING,
    PetitionState.CONTESTED,
}
"""While something may still come of it."""

AN_HOUR = Limit("supports", 60, timedelta(hours=1))


def support(petition_id: UUID, actor: Actor) -> Petition:
    """They have the same matter, and hear from now on how it goes on; once a person.

    Not one's own, nor what has come to an end.
    """
    petition = to_change(petition_id, actor, Act.SUPPORT)
    if Role.RESIDENT in roles_on(actor, petition):
        raise OwnPetition(code=petition.code)
    if petition.state not in SUPPORTABLE:
        raise AlreadyOver(code=petition.code, state=petition.state)
    if not AN_HOUR.hit(str(actor.account_id)):
        raise TooManySupports
    now = clock.now()
    if supporters.add_supporter(petition.id, actor.account_id, now):
        number = supporters.how_many(petition.id)
        record("petition.supported", petition, at=now, actor=actor, supporters=number)
    return petition


def take_back(petition_id: UUID, actor: Actor) -> Petition:
    """They do not have the same matter after all."""
    petition = _seen(petition_id, actor)
    supporters.drop_supporter(petition.id, actor.account_id)
    return petition


def follow(petition_id: UUID, actor: Actor) -> Petition:
    """They hear of every public step from now on. Senders hear of their own anyway."""
    petition = _seen(petition_id, actor)
    if petition.published_at is None or Role.RESIDENT in roles_on(actor, petition):
        raise OwnPetition(code=petition.code)
    supporters.follow(petition.id, actor.account_id, clock.now(), None)
    return petition


def stop_following(petition_id: UUID, actor: Actor) -> Petition:
    """They want to hear of it no more."""
    petition = _seen(petition_id, actor)
    now = clock.now()
    supporters.follow(petition.id, actor.account_id, now, now)
    return petition


def _seen(petition_id: UUID, actor: Actor) -> Petition:
    petition = queries.petition_outline(petition_id)
    if not roles_on(actor, petition):
        raise Missing
    return petition
