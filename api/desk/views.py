"""Views and texts with everything their schemas show."""

from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.desk.models import SavedView, StandardText
from api.desk.schemas import in_an_address


def view_shown(view: SavedView, position_id: UUID) -> dict[str, Any]:
    """A view as this desk reads it."""
    return {
        "id": view.id,
        "name": view.name,
        "filters": view.filters,
        "query": in_an_address(view.filters),
        "is_shared": view.is_shared,
        "place": view.place,
        "own": view.position_id == position_id,
        "position": directory().position(view.position_id).name,
        "changed_at": view.changed_at,
    }


def text_shown(text: StandardText) -> dict[str, Any]:
    """A text as it is kept."""
    return {
        "id": text.id,
        "title": text.title,
        "text": text.text,
        "shared_with_unit": text.position_id is None,
        "changed_at": text.changed_at,
        "changed_by": directory().position(text.changed_by_id).name,
    }
