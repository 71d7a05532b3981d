"""The words of a petition as others may read them: masked, and never the original."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, deferred, mapped_column

from api.core.database import Model


class Maker(StrEnum):
    """Who made the version that is shown."""

    MASKING = "masking"
    """Nobody: personal data was masked, all else is as it was sent."""
    AUTHOR = "author"
    MODERATOR = "moderator"
    """Who decided put the mask over more of it; or the time did, when nobody had decided."""


class PublicText(Model):
    """The one version that moderation, MTTQ and, once it is public, everybody read."""

    __tablename__ = "public_texts"
    __table_args__ = (Index("ix_public_texts_search", "search", postgresql_using="gin"),)

    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"), primary_key=True)
    title: Mapped[str | None]
    text: Mapped[str]
    made_by: Mapped[Maker]
    made_at: Mapped[datetime]
    search: Mapped[Any] = deferred(
        mapped_column(
            TSVECTOR,
            Computed(
                "to_tsvector('simple', fold(coalesce(title, '') || ' ' || text))", persisted=True
            ),
        )
    )
