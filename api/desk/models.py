"""Saved views and standard texts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model


class SavedView(Model):
    """Filters that a desk asks for again and again, under a name."""

    __tablename__ = "saved_views"
    __table_args__ = (
        Index("ix_saved_views_position_id", "position_id"),
        Index("ix_saved_views_unit_id", "unit_id"),
    )

    id: Mapped[Id]
    position_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    """Whose it is: it stays with the desk, whoever holds it."""
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    name: Mapped[str]
    filters: Mapped[dict[str, Any]]
    """As they were given, in codes; looked at anew whenever they are used."""
    is_shared: Mapped[bool]
    """Whether the whole unit reads it."""
    place: Mapped[int]
    """Where it stands among the others."""
    changed_at: Mapped[datetime]


class StandardText(Model):
    """Words that answers begin with (văn bản mẫu), with places that each case fills."""

    __tablename__ = "standard_texts"
    __table_args__ = (
        Index("ix_standard_texts_unit_id", "unit_id"),
        Index("ix_standard_texts_position_id", "position_id"),
    )

    id: Mapped[Id]
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    position_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """Whose own it is; None for a text of the whole unit."""
    title: Mapped[str]
    text: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
