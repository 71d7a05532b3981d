"""What somebody writes for colleagues on a petition, apart from any act."""

from uuid import UUID

from api.authorities.policy import Act
from api.core import clock
from api.core.access import Actor
from api.events.actions import record
from api.petitions.models import Petition
from api.petitions.notes import Note
from api.petitions.signers import to_change


def note_down(petition_id: UUID, actor: Actor, words: str) -> Petition:
    """Colleagues read it with the petition; nobody outside of the office does."""
    petition = to_change(petition_id, actor, Act.NOTES)
    now = clock.now()
    petition.notes.append(Note(act=Act.NOTES, words=words, at=now, position_id=actor.position_id))
    record("petition.noted", petition, at=now, actor=actor)
    return petition
