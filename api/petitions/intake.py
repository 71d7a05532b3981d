"""Handing in: what is looked up and refused before a petition exists."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from api.accounts.errors import NotAMobileNumber
from api.accounts.phones import mobile
from api.authorities.boundaries import boundaries
from api.authorities.directory import directory
from api.authorities.fields import field_of
from api.authorities.lookup import position_named, unit_named
from api.cases.models import Channel
from api.core import clock
from api.core.access import Actor, Role
from api.petitions.errors import (
    OnTheBorder,
    OutsideProvince,
    ReceivedEarlier,
    ReceivedInFuture,
    SourceNotYours,
    UnknownArea,
    UnknownField,
)
from api.petitions.intake_notes import Door, channel_by, door_of, noted
from api.petitions.submission import Submission


@dataclass(frozen=True)
class Found:
    """What the codes in a submission stand for."""

    area_code: str | None
    field: str | None
    subfield: str | None
    about_unit_id: UUID | None
    about_position_id: UUID | None
    channel: Channel
    contact: dict[str, str] | None
    received_at: datetime
    notes: dict[str, Any] | None
    settler_id: UUID | None = None
    """The position that settles it, of a second complaint that follows a known one."""


def look_up(submission: Submission, actor: Actor, door: Door | None = None) -> Found:
    """What the codes stand for; refuses those that stand for nothing today."""
    door = door or door_of(actor)
    if submission.source is not None and not actor.is_(Role.RECEIVER):
        raise SourceNotYours
    _must_be_here(submission.location)
    about_unit, about_position = _about(submission.about or {})
    field = _field(submission.field)
    return Found(
        area_code=_area(submission.area) or _area_at(submission.location),
        field=field,
        subfield=submission.field if submission.field != field else None,
        about_unit_id=about_unit,
        about_position_id=about_position,
        channel=channel_by(door, submission.channel),
        contact=_contact(submission.contact),
        received_at=_received_at(submission, actor),
        notes=noted(submission, door, clock.now()),
    )


def _area(code: str | None) -> str | None:
    if code is None:
        return None
    area = directory().area(code)
    if area is None or not area.is_current(clock.today()):
        raise UnknownArea(area=code)
    return area.code


def _area_at(location: dict[str, float] | None) -> str | None:
    """The area that the point lies in, where boundaries were loaded.

    Of a point and a place that disagree the place holds, as it was chosen; it is said to readers.
    """
    if location is None or not (known := boundaries()):
        return None
    found = known.at(location["lat"], location["lon"])
    if len(found.codes) > 1:
        names = [area.name for code in found.codes if (area := directory().area(code))]
        raise OnTheBorder(candidates=list(found.codes), names=names)
    return found.code


def _must_be_here(location: dict[str, float] | None) -> None:
    known = boundaries()
    if location is not None and known and not known.at(location["lat"], location["lon"]).codes:
        raise OutsideProvince


def _field(code: str | None) -> str | None:
    field = field_of(code)
    if code is not None and field is None:
        raise UnknownField(field=code)
    return field


def _about(about: dict[str, str]) -> tuple[UUID | None, UUID | None]:
    """The unit and the position it is about; a position says its unit, which is not accused."""
    unit = unit_named(about["unit"]).id if "unit" in about else None
    position = position_named(about["position"]).id if "position" in about else None
    return unit, position


def _contact(contact: dict[str, str] | None) -> dict[str, str] | None:
    """A mobile number in the one form in which it is compared; others as they were written."""
    if contact is None or "phone" not in contact:
        return contact
    try:
        return contact | {"phone": mobile(contact["phone"])}
    except NotAMobileNumber:
        return contact


def _received_at(submission: Submission, actor: Actor) -> datetime:
    now = clock.now()
    if submission.received_at is None:
        return now
    if submission.received_at > now:
        raise ReceivedInFuture(received_at=submission.received_at.isoformat())
    if not actor.is_(Role.RECEIVER) or submission.reason is None:
        raise ReceivedEarlier(errors={"reason": ["Say why it is entered only now"]})
    return submission.received_at
