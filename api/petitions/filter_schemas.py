"""The filters of lists, counts, facets and exports, as an address or a saved view has them."""

import base64
import binascii
import struct
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from marshmallow import fields, post_load

from api.authorities.directory import directory
from api.authorities.lookup import position_named, unit_named
from api.cases.models import Addressee, Channel, Kind
from api.core.errors import Invalid
from api.core.http import Moment, PageQuery, Text
from api.petitions.filters import DueKey, Sort, Wanted
from api.petitions.public_schemas import InPeriod
from api.petitions.schemas import enum
from api.petitions.search_errors import NotOfThisOrder
from api.petitions.states import PetitionState

LONGEST_SEARCH = 200


class Several(fields.List[Any]):
    """Words out of a list: given several times, or once with commas between them."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> list[Any]:
        given = [value] if isinstance(value, str) else value
        if isinstance(given, list) and all(isinstance(each, str) for each in given):
            given = [word for each in given for word in each.split(",")]
        return list(dict.fromkeys(super()._deserialize(given, *args, **kwargs)))


class Filters(InPeriod):
    """What may be asked for; everything may be left out."""

    state = Several(enum(PetitionState))
    kind = enum(Kind)
    field = Text(40)
    area = Text(10)
    unit = Text(60)
    assigned = Text(60, metadata={"description": "The position that prepares, by code or id"})
    about = Text(60, metadata={"description": "A unit or position that it is about"})
    channel = enum(Channel)
    addressee = enum(Addressee)
    overdue = fields.Boolean()
    due_soon = fields.Boolean(metadata={"description": "The reminder has come, the day has not"})
    due_before = Moment()
    q = Text(
        LONGEST_SEARCH,
        metadata={"description": 'Words, "words in a row", -word; or a code or number'},
    )
    mine = fields.Boolean()
    awaiting = fields.Boolean(metadata={"description": "You are to act next"})
    together = fields.Boolean(metadata={"description": "Your unit contributes to the answer"})
    following = fields.Boolean(metadata={"description": "You follow it, or have it too"})


class FiltersOfSender(Filters):
    sender = Text(
        120,
        metadata={"description": "A name or telephone number; at reception, while in intake"},
    )


class FilterQuery(FiltersOfSender):
    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Wanted:
        """Which petitions are wanted."""
        return wanted_from(data)


class PetitionQuery(FiltersOfSender, PageQuery):
    published = fields.Boolean(
        load_default=False, metadata={"description": "What everybody may read, and nothing else"}
    )
    sort = enum(Sort, load_default=Sort.RECEIPT)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Wanted:
        """Which petitions are wanted, and which page of them."""
        if "after" in data:
            data["after"] = read_key(data["after"])
        if isinstance(data.get("after"), DueKey) and data["sort"] is not Sort.DUE:
            raise NotOfThisOrder
        return wanted_from(data)


def wanted_from(given: dict[str, Any]) -> Wanted:
    """The petitions that loaded filters ask for; units and positions are looked up."""
    found = dict(given)
    if (unit := found.pop("unit", None)) is not None:
        found["unit_id"] = unit_named(unit).id
    if (position := found.pop("assigned", None)) is not None:
        found["assigned_id"] = position_named(position).id
    if (about := found.pop("about", None)) is not None:
        found["about_id"] = _about(about)
    return Wanted(states=tuple(found.pop("state", ())), **found)


def _about(name: str) -> UUID:
    position = directory().position_by_code(name)
    return position.id if position is not None else unit_named(name).id


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def due_cursor(key: DueKey) -> str:
    """Where a page by due moments ends, as the client hands it back."""
    moment = struct.pack(">q", (key.due_at - _EPOCH) // _MICROSECOND)
    return base64.urlsafe_b64encode(moment + key.ordinal.bytes).decode().rstrip("=")


def read_key(text: str) -> UUID | DueKey:
    """The key in a cursor of a list; refuses what is none."""
    try:
        raw = base64.urlsafe_b64decode(text + "==")
        if len(raw) == len(UUID(int=0).bytes):
            return UUID(bytes=raw)
        (since,) = struct.unpack(">q", raw[:8])
        return DueKey(_EPOCH + since * _MICROSECOND, UUID(bytes=raw[8:]))
    except (ValueError, OverflowError, binascii.Error, struct.error):
        raise Invalid(errors={"after": ["This is not the `next` of a list"]}) from None


def as_filters(wanted: Wanted) -> dict[str, Any]:
    """The same filters as `Filters` takes them, for an address or a view; without page or sender.

    What does not matter is left out.
    """
    known = directory()
    ids = {
        "unit": wanted.unit_id and known.unit(wanted.unit_id).code,
        "assigned": wanted.assigned_id and known.position(wanted.assigned_id).code,
        "about": wanted.about_id and _code_of(wanted.about_id),
    }
    rest = {name: getattr(wanted, name) for name in _AS_THEY_ARE}
    days = {name: getattr(wanted, name) for name in ("due_before", "received_from", "received_to")}
    found: dict[str, Any] = {
        "state": [str(each) for each in wanted.states],
        **ids,
        **{
            name: value if isinstance(value, bool) else value and str(value)
            for name, value in rest.items()
        },
        **{name: value and value.isoformat() for name, value in days.items()},
    }
    return {name: value for name, value in found.items() if value}


_AS_THEY_ARE = (
    *("kind", "field", "area", "channel", "addressee", "public_state", "q"),
    *("overdue", "due_soon", "mine", "awaiting", "together", "following"),
)


def _code_of(about_id: UUID) -> str:
    known = directory()
    position = known.positions.get(about_id)
    return position.code if position else known.unit(about_id).code
