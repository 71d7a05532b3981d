"""What happens to a draft before it is signed: checked, commented on, sent back, written anew."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from api.authorities.policy import Act
from api.cases.access import Reader, reader_of
from api.core import clock
from api.core.access import Actor
from api.core.database import db
from api.core.errors import Forbidden
from api.petitions import queries
from api.petitions.answers import Answer, Draft
from api.petitions.draft_comments import DraftComment
from api.petitions.errors import NothingDrafted, NotTheHolder
from api.petitions.formulas import EmptyPhrase
from api.petitions.models import Petition
from api.petitions.signers import must_be_able, to_change, ways_to_sign
from api.petitions.states import PetitionState

INSIDE: Final = frozenset({Reader.RECEIVER, Reader.HANDLER, Reader.RECEIVING_HANDLER, Reader.HEAD})
"""Who reads drafts, and what is said about them."""


def check(petition_id: UUID, actor: Actor, words: Draft) -> Sequence[EmptyPhrase]:
    """What is empty in these words; nothing is kept of them."""
    must_be_able(actor, queries.petition_outline(petition_id), Act.DRAFT)
    answer = Answer()
    answer.word(words, actor.position_id, clock.now())
    return answer.empty_formulas


def comment(petition_id: UUID, actor: Actor, text: str) -> DraftComment:
    """Somebody in the office says something about the draft that lies there."""
    petition = to_change(petition_id, actor, Act.DRAFT)
    return _said(petition, actor, text, returns=False)


def send_back(petition_id: UUID, actor: Actor, reason: str) -> Petition:
    """Who could sign the draft does not, and says why: it is to be written anew."""
    petition = to_change(petition_id, actor, Act.SIGNATURE)
    if not ways_to_sign(petition, actor):
        raise NotTheHolder(code=petition.code)
    _said(petition, actor, reason, returns=True)
    petition.send_draft_back()
    return petition


def must_read_drafts(petition_id: UUID, actor: Actor) -> Petition:
    """The petition; `Missing` for who may not see it, `Forbidden` for who reads no drafts."""
    petition = queries.petition_outline(petition_id)
    if reader_of(actor, petition) not in INSIDE:
        raise Forbidden
    return petition


def _said(petition: Petition, actor: Actor, text: str, *, returns: bool) -> DraftComment:
    draft, now = petition.words_to_sign, clock.now()
    if draft is None or petition.state not in _BEFORE_SIGNATURE:
        raise NothingDrafted(code=petition.code, state=petition.state)
    said = DraftComment(
        petition_id=petition.id,
        drafted_at=draft.drafted_at,
        text=text,
        returns=returns,
        position_id=actor.position_id,
        at=now,
    )
    db.session.add(said)
    return said


_BEFORE_SIGNATURE: Final = frozenset({PetitionState.AT_SIGNATURE, PetitionState.IN_PROGRESS})
