"""One fact, with its moment, its author and its facts; never changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.cases.models import Case
from api.core.database import Id, Model

Fact = str | int | float | bool | None | list[str] | dict[str, str]
"""Ids, codes, dates and numbers; never a person's words or telephone number."""


class Event(Model):
    """Something that happened (diễn biến). Rows are only ever added."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_case_id_id", "case_id", "id"),
        Index("ix_events_name_at", "name", "at"),
    )

    id: Mapped[Id]
    name: Mapped[str]
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    position_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """The position it concerns: of a case its holder at that moment."""
    at: Mapped[datetime]
    """The legal moment."""
    recorded_at: Mapped[datetime]
    """When it was written down."""
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    actor_position_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """The position the author acted in."""
    facts: Mapped[dict[str, Any]]
    case_version: Mapped[int | None]
    """The version of the case that it made; None of what happened before this was kept."""
    case: Mapped[Case | None] = relationship(lazy="raise_on_sql")
    """Written before it; the case is read by its id."""
