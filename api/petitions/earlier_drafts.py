"""Drafts that a later one took the place of: they tell how an answer came about."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model, db
from api.petitions.answers import Answer, Result
from api.petitions.models import Petition


class EarlierDraft(Model):
    """The words of an answer as they lay with the head before they were written anew."""

    __tablename__ = "earlier_drafts"
    __table_args__ = (Index("ix_earlier_drafts_petition_id_id", "petition_id", "id"),)

    id: Mapped[Id]
    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"))
    text: Mapped[str]
    result: Mapped[Result]
    rest: Mapped[dict[str, Any]]
    """Legal basis, promise, what was done; as the draft had them."""
    drafted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    drafted_at: Mapped[datetime]


def keep_earlier(petition: Petition) -> None:
    """Keep the draft that is about to be written over, if there is one."""
    draft = petition.words_to_sign
    if draft is not None:
        db.session.add(_copy(petition, draft))


def earlier_drafts(
    petition_id: UUID, *, after: UUID | None = None, limit: int = 50
) -> Sequence[EarlierDraft]:
    """Up to `limit` + 1 of this petition's, the newest first."""
    statement = select(EarlierDraft).where(EarlierDraft.petition_id == petition_id)
    if after is not None:
        statement = statement.where(EarlierDraft.id < after)
    return db.session.scalars(statement.order_by(EarlierDraft.id.desc()).limit(limit + 1)).all()


def _copy(petition: Petition, draft: Answer) -> EarlierDraft:
    due_on = draft.commitment_due_on
    return EarlierDraft(
        petition_id=petition.id,
        text=draft.text,
        result=draft.result,
        rest={
            "legal_basis": draft.legal_basis,
            "commitment": draft.commitment,
            "commitment_due_on": due_on and due_on.isoformat(),
            "done": draft.done,
        },
        drafted_by_id=draft.drafted_by_id,
        drafted_at=draft.drafted_at,
    )
