"""Reception days as JSON: what is planned and told, and what is shown."""

import re
from datetime import date, time
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from api.core.http import KeyedPageQuery, Moment, Text, page_of
from api.dialogues.receptions.forms import ReceptionForm
from api.dialogues.receptions.models import Excuse, Held, Occasion, OtherDay, Plan
from api.dialogues.schemas import ReceivingUnit

_DAYS = validate.Range(date(2000, 1, 1), date(2999, 12, 31))
"""Days that the calendar, the time zone and the database all know."""

MOST_SERVED = 20
MOST_VISITORS = 10_000

_POSITIONS = validate.Length(1, MOST_SERVED)


def time_of_day(key: str, *, required: bool = True) -> fields.String:
    """A time of day in Viet Nam, as clocks show it."""
    shown = re.compile(r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    wrong = "Must be a time of day, such as 08:00"
    return fields.String(
        data_key=key, required=required, validate=validate.Regexp(shown, error=wrong)
    )


class ReceptionPlan(Schema):
    unit = Text(
        60, required=True, metadata={"description": "Code of the unit at whose place it is"}
    )
    on = fields.Date(required=True, validate=_DAYS)
    from_time = time_of_day("from")
    to_time = time_of_day("to")
    place = Text(300, required=True)
    positions = fields.List(
        Text(60),
        required=True,
        validate=_POSITIONS,
        metadata={"description": "Codes of those who will receive, all of one place"},
    )
    occasion = fields.Enum(Occasion, by_value=fields.String, load_default=Occasion.REGULAR)
    form = fields.Enum(ReceptionForm, by_value=fields.String, load_default=ReceptionForm.IN_PERSON)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Plan:
        """The plan."""
        times = {name: as_time(data.pop(name)) for name in ("from_time", "to_time")}
        if times["from_time"] >= times["to_time"]:
            raise ValidationError({"to": ["It ends before it begins"]})
        return Plan(**(data | times | _codes(data)))


class HoldingGiven(Schema):
    visitors = fields.Integer(required=True, strict=True, validate=validate.Range(0, MOST_VISITORS))
    positions = fields.List(
        Text(60),
        validate=_POSITIONS,
        metadata={
            "description": "Codes of those who received in person; everybody planned if left out"
        },
    )
    at = Moment(metadata={"description": "When it began; as planned if left out"})

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Held:
        """What is told."""
        return Held(**(data | _codes(data)))


class NoticeGiven(Schema):
    text = Text(2000, lines=True, required=True)
    published_on = fields.Date(required=True, validate=_DAYS)


class _Why(Schema):
    reason = Text(500, lines=True, required=True, metadata={"description": "Everybody reads it"})
    notice = fields.Nested(
        NoticeGiven, metadata={"description": "What everybody was told, and when"}
    )


class PostponementGiven(_Why):
    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Excuse:
        """Why it does not take place."""
        return _excuse(data)


class OtherDayGiven(_Why):
    """Another day for it, and what everybody is told."""

    id = fields.UUID(required=True, metadata={"description": "Of the new day, chosen by you"})
    on = fields.Date(required=True, validate=_DAYS)
    from_time = time_of_day("from", required=False)
    to_time = time_of_day("to", required=False)
    place = Text(300)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> OtherDay:
        """The other day."""
        times = {each: as_time(data[each]) for each in ("from_time", "to_time") if each in data}
        return OtherDay(
            id=data["id"],
            on=data["on"],
            place=data.get("place"),
            excuse=_excuse(data),
            **times,
        )


class ScheduleQuery(KeyedPageQuery):
    unit = Text(
        60, metadata={"description": "Code of the unit, at its place or one of its positions"}
    )
    position = Text(60, metadata={"description": "Code of a position that receives"})
    first_day = fields.Date(data_key="from", validate=_DAYS)
    last_day = fields.Date(data_key="to", validate=_DAYS)


class Receiving(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    unit = fields.String(required=True)
    planned = fields.Boolean(required=True)
    received = fields.Boolean(required=True)


class ReceivingForOfficials(Receiving):
    person = fields.String(required=True, allow_none=True)


class MovedFrom(Schema):
    """The fixed day, on which offices are closed."""

    on = fields.Date(required=True)
    because = fields.String(
        required=True, allow_none=True, metadata={"description": "Which holiday; null: a weekend"}
    )


class NoticeShown(Schema):
    text = fields.String(required=True)
    published_on = fields.Date(required=True)


class ReceptionShown(Schema):
    """What everybody may know of a reception day."""

    id = fields.UUID(required=True)
    unit = fields.Nested(ReceivingUnit, required=True)
    on = fields.Date(required=True)
    from_time = fields.String(data_key="from", required=True)
    to_time = fields.String(data_key="to", required=True)
    place = fields.String(required=True)
    occasion = fields.String(required=True)
    form = fields.String(required=True)
    state = fields.String(required=True)
    positions = fields.List(fields.Nested(Receiving), required=True)
    visitors = fields.Integer(required=True, allow_none=True)
    held_at = Moment(required=True, allow_none=True)
    planned_at = Moment(
        required=True, metadata={"description": "Since when it stands in the public schedule"}
    )
    reason = fields.String(required=True, allow_none=True)
    notice = fields.Nested(NoticeShown, required=True, allow_none=True)
    moved_from = fields.Nested(MovedFrom, required=True, allow_none=True)
    instead_of = fields.UUID(
        required=True, allow_none=True, metadata={"description": "The day called off for this one"}
    )


class ReceptionForOfficials(ReceptionShown):
    """Also who received in person, and who wrote it down when."""

    positions = fields.List(fields.Nested(ReceivingForOfficials), required=True)
    recorded_by = fields.String(required=True, allow_none=True)
    recorded_at = Moment(required=True, allow_none=True)


ReceptionPage = page_of(ReceptionShown)


def _excuse(data: dict[str, Any]) -> Excuse:
    notice = data.get("notice") or {}
    return Excuse(data["reason"], notice.get("text"), notice.get("published_on"))


def as_time(text: str) -> time:
    """A time of day as it was checked."""
    return time.fromisoformat(text)


def _codes(data: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The positions as a value that does not change."""
    return {"positions": tuple(data["positions"])} if "positions" in data else {}
