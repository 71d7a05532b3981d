"""A petition turns out to be of another kind than its sender said: by a reason that they read."""

from uuid import UUID

from api.authorities.directory import directory
from api.authorities.policy import Act
from api.cases.access import is_about
from api.cases.models import Kind
from api.core import clock
from api.core.access import Actor
from api.events.actions import record
from api.petitions.errors import (
    AboutThem,
    BecomesNoComplaint,
    LodgedAlready,
    PetitionNotOpen,
    SameKind,
)
from api.petitions.joint_errors import OthersGoOnInIt
from api.petitions.mergers import has_merged
from api.petitions.models import Petition
from api.petitions.notes import Note
from api.petitions.outcomes import may_be_merged
from api.petitions.signers import must_act_for, to_change
from api.petitions.states import BEFORE_ANSWER, INTAKE


def retype(petition_id: UUID, actor: Actor, kind: Kind, reason: str) -> Petition:
    """Who must answer says of which kind it is; what is owed follows by the law of that kind.

    A complaint that was lodged stays one: the law knows its own ways out. Only what is not taken on
    yet becomes a complaint, since a complaint is taken on only when it was lodged.
    """
    petition = to_change(petition_id, actor, Act.CLASSIFICATION)
    must_act_for(petition, actor)
    _must_be_possible(petition, kind)
    _must_leave_others_alone(petition, kind)
    former, now = petition.kind, clock.now()
    petition.kind = kind
    petition.notes.append(
        Note(act=Act.CLASSIFICATION, words=reason, at=now, position_id=actor.position_id)
    )
    record(
        "petition.classified",
        petition,
        at=now,
        actor=actor,
        kind=kind,
        former_kind=former,
        received_at=petition.opened_at.isoformat(),
        lodged=False if kind is Kind.COMPLAINT else None,
    )
    return petition


def _must_be_possible(petition: Petition, kind: Kind) -> None:
    if petition.state not in BEFORE_ANSWER:
        raise PetitionNotOpen(code=petition.code, state=petition.state)
    if kind is petition.kind:
        raise SameKind(kind=kind)
    if petition.is_lodged:
        raise LodgedAlready(code=petition.code)
    # Only of a complaint may whom it is about know, so to them it cannot become anything else.
    if is_about(petition, directory().position(petition.holder_id)):
        raise AboutThem(code=petition.code)
    if kind is Kind.COMPLAINT and petition.state not in INTAKE:
        raise BecomesNoComplaint(code=petition.code)


def _must_leave_others_alone(petition: Petition, kind: Kind) -> None:
    """Others that go on in it read its answer; what is settled each by itself has no others."""
    if not may_be_merged(kind) and has_merged(petition.id):
        raise OthersGoOnInIt(code=petition.code)
