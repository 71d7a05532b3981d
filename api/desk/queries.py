"""The views and texts of a desk: its own, and those of its unit."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from api.core.database import db
from api.core.errors import Missing
from api.desk.models import SavedView, StandardText


def views_of(position_id: UUID, unit_id: UUID) -> Sequence[SavedView]:
    """The desk's own views and the shared ones of its unit, in their order."""
    return db.session.scalars(
        select(SavedView)
        .where(
            or_(
                SavedView.position_id == position_id,
                and_(SavedView.unit_id == unit_id, SavedView.is_shared),
            )
        )
        .order_by(SavedView.place, func.fold(SavedView.name), SavedView.id)
    ).all()


def number_of_views(position_id: UUID) -> int:
    """How many the desk keeps."""
    counted = select(func.count()).where(SavedView.position_id == position_id)
    return db.session.scalar(counted) or 0


def texts_of(position_id: UUID, unit_id: UUID) -> Sequence[StandardText]:
    """The desk's own texts and those of its unit, by title."""
    return db.session.scalars(
        select(StandardText)
        .where(_is_theirs(position_id, unit_id))
        .order_by(func.fold(StandardText.title), StandardText.id)
    ).all()


def text_for(text_id: UUID, position_id: UUID, unit_id: UUID) -> StandardText:
    """One of these; `Missing` for any other."""
    found = db.session.scalar(
        select(StandardText).where(StandardText.id == text_id, _is_theirs(position_id, unit_id))
    )
    if found is None:
        raise Missing
    return found


def _is_theirs(position_id: UUID, unit_id: UUID) -> ColumnElement[bool]:
    return or_(
        StandardText.position_id == position_id,
        and_(StandardText.unit_id == unit_id, StandardText.position_id.is_(None)),
    )
