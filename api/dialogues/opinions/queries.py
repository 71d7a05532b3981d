"""Sheets of opinions, their synthesis and the agenda of a dialogue, by its id."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from api.core.database import db
from api.dialogues.opinions.models import AgendaSet, OpinionSheet, Synthesis


def sheet_with(sheet_id: UUID) -> OpinionSheet | None:
    """The sheet with this id, of whichever dialogue."""
    return db.session.get(OpinionSheet, sheet_id)


def sheets_of(dialogue_id: UUID) -> Sequence[OpinionSheet]:
    """The sheets of a dialogue, by the code of their village."""
    found = select(OpinionSheet).where(OpinionSheet.dialogue_id == dialogue_id)
    return db.session.scalars(found.order_by(OpinionSheet.village)).all()


def synthesis_of(dialogue_id: UUID) -> Synthesis | None:
    """The synthesis of a dialogue, once it is made."""
    return db.session.get(Synthesis, dialogue_id)


def agenda_set(dialogue_id: UUID) -> AgendaSet:
    """How its agenda is to be, and was; an empty one, not kept, where nobody has set it."""
    found = db.session.get(AgendaSet, dialogue_id)
    return found or AgendaSet(dialogue_id=dialogue_id, parts=[], frozen=None, frozen_at=None)
