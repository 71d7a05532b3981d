"""Conclusions, recordings and photographs of a dialogue, by its id."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from api.attachments.models import Attachment, Part
from api.attachments.queries import of_case
from api.core.database import db
from api.dialogues.papers.models import Conclusion, Recording


def conclusion_of(dialogue_id: UUID) -> Conclusion | None:
    """The signed conclusions; None while there are none."""
    return db.session.get(Conclusion, dialogue_id)


def recordings_of(dialogue_id: UUID) -> Sequence[Recording]:
    """Its recordings, the oldest first."""
    found = select(Recording).where(Recording.dialogue_id == dialogue_id)
    return db.session.scalars(found.order_by(Recording.id)).all()


def photos_of(dialogue_id: UUID) -> Sequence[Attachment]:
    """Its photographs, whether or not everybody sees them."""
    return [each for each in of_case(dialogue_id) if each.part is Part.RECORD]


def evidence_of(dialogue_id: UUID) -> Sequence[Attachment]:
    """The files that show that its results were published."""
    return [each for each in of_case(dialogue_id) if each.part is Part.RESULT]
