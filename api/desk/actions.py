"""Keeping and taking away the views and the texts of a desk."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from api.authorities.directory import directory
from api.authorities.policy import roles_of
from api.authorities.views import PositionView
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db, lock
from api.core.errors import Forbidden, Missing
from api.desk import queries
from api.desk.errors import (
    NotForTheUnit,
    PersonalDataInText,
    TextTaken,
    TooManyTexts,
    TooManyViews,
    ViewTaken,
)
from api.desk.models import SavedView, StandardText
from api.desk.placeholders import must_be_known

MOST_VIEWS = 50
MOST_TEXTS = 500
"""Of one unit, the own texts of its desks among them."""

_OF_THE_UNIT = frozenset({Role.HANDLER, Role.HEAD})
"""Who writes the texts that the whole unit uses."""


def acting(actor: Actor) -> PositionView:
    """The position acted in; refused to who holds none."""
    if actor.position_id is None:
        raise Forbidden
    return directory().position(actor.position_id)


def keep_view(view_id: UUID, actor: Actor, given: dict[str, Any]) -> tuple[SavedView, bool]:
    """The desk asks for this again; says also whether the view is new."""
    lock(view_id)
    desk, found = acting(actor), db.session.get(SavedView, view_id)
    if found is not None and found.position_id != desk.id:
        raise ViewTaken
    is_new = found is None
    if is_new and queries.number_of_views(desk.id) >= MOST_VIEWS:
        raise TooManyViews(most=MOST_VIEWS)
    kept = found or SavedView(id=view_id, position_id=desk.id)
    kept.unit_id, kept.changed_at = desk.unit_id, clock.now()
    kept.name, kept.filters = given["name"], given["filters"]
    kept.is_shared, kept.place = given["shared_with_unit"], given["order"]
    db.session.add(kept)
    return kept, is_new


def forget_view(view_id: UUID, actor: Actor) -> None:
    """The desk's own view is no longer needed."""
    found = db.session.get(SavedView, view_id)
    if found is None or found.position_id != acting(actor).id:
        raise Missing
    db.session.delete(found)


def keep_text(
    text_id: UUID, actor: Actor, given: dict[str, Any], masked: str
) -> tuple[StandardText, bool]:
    """Words to be used again, of the desk or of its unit; says also whether they are new.

    `masked` is the same text without what looks like personal data, which it must not have.
    """
    lock(text_id)
    desk, found = acting(actor), db.session.get(StandardText, text_id)
    if found is not None and not _may_change(found, desk):
        raise TextTaken
    if given["shared_with_unit"] and not _writes_for_the_unit(desk):
        raise NotForTheUnit
    if masked != given["text"]:
        raise PersonalDataInText
    must_be_known(given["text"])
    is_new = found is None
    if is_new:
        _must_have_room(desk)
    kept = found or StandardText(id=text_id)
    kept.unit_id, kept.position_id = desk.unit_id, None if given["shared_with_unit"] else desk.id
    kept.title, kept.text = given["title"], given["text"]
    kept.changed_at, kept.changed_by_id = clock.now(), desk.id
    db.session.add(kept)
    return kept, is_new


def forget_text(text_id: UUID, actor: Actor) -> None:
    """The text is no longer used."""
    desk, found = acting(actor), db.session.get(StandardText, text_id)
    if found is None or not _may_change(found, desk):
        raise Missing
    db.session.delete(found)


def _may_change(text: StandardText, desk: PositionView) -> bool:
    if text.position_id is not None:
        return text.position_id == desk.id
    return text.unit_id == desk.unit_id and _writes_for_the_unit(desk)


def _writes_for_the_unit(desk: PositionView) -> bool:
    kind = directory().unit(desk.unit_id).kind
    return not roles_of(desk.title, kind).isdisjoint(_OF_THE_UNIT)


def _must_have_room(desk: PositionView) -> None:
    counted = select(func.count()).where(StandardText.unit_id == desk.unit_id)
    if (db.session.scalar(counted) or 0) >= MOST_TEXTS:
        raise TooManyTexts(most=MOST_TEXTS)
