"""Papers of one desk's register."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from api.core.database import db
from api.denunciations.models import DenunciationPaper


def paper_with(paper_id: UUID, *, to_change: bool = False) -> DenunciationPaper | None:
    """The paper with this id and all its steps; held until the transaction ends, if asked."""
    statement = _whole().where(DenunciationPaper.id == paper_id)
    if to_change:
        held = statement.with_for_update(of=DenunciationPaper)
        statement = held.execution_options(populate_existing=True)
    return db.session.scalar(statement)


def is_numbered(unit_id: UUID, year: int, number: str) -> bool:
    """Whether this number stands in the register of the year already."""
    found = select(DenunciationPaper.id).where(
        DenunciationPaper.unit_id == unit_id,
        DenunciationPaper.year == year,
        DenunciationPaper.register_number == number,
    )
    return db.session.scalar(found) is not None


def register_of(
    unit_id: UUID, *, limit: int, after: UUID | None = None
) -> Sequence[DenunciationPaper]:
    """Up to `limit` + 1 papers of this desk, the newest first."""
    found = _whole().where(DenunciationPaper.unit_id == unit_id)
    if after is not None:
        found = found.where(DenunciationPaper.ordinal < after)
    ordered = found.order_by(DenunciationPaper.ordinal.desc()).limit(limit + 1)
    return db.session.scalars(ordered).all()


def _whole() -> Select[DenunciationPaper]:
    return select(DenunciationPaper).options(selectinload(DenunciationPaper.steps))
