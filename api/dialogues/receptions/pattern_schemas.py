"""Fixed reception days and the schedule of a month as JSON."""

from datetime import date, timedelta
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from api.core.http import Text
from api.dialogues.receptions.booking_schemas import LONGEST_PLACE, MOST_PLACES
from api.dialogues.receptions.forms import ReceptionForm
from api.dialogues.receptions.patterns import LAST, Fixed
from api.dialogues.receptions.schemas import MOST_SERVED, as_time, time_of_day

FIRST_YEAR, LAST_YEAR = 2000, 2199
_DAYS = validate.Range(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))

_MONTH = validate.Regexp(
    r"^2[01][0-9]{2}-(0[1-9]|1[0-2])$", error="Must be a month, such as 2026-09"
)


class ReceptionPatternGiven(Schema):
    unit = Text(60, required=True, metadata={"description": "Code of the unit at whose place"})
    positions = fields.List(
        Text(60),
        required=True,
        validate=validate.Length(1, MOST_SERVED),
        metadata={"description": "Codes of those who receive on it"},
    )
    weekday = fields.Integer(
        strict=True,
        validate=validate.Range(1, 7),
        metadata={"description": "1 for Monday; with `nth`"},
    )
    nth = fields.Integer(
        strict=True,
        validate=validate.OneOf([1, 2, 3, 4, 5, LAST]),
        metadata={"description": "Which of those weekdays of a month; -1 for the last one"},
    )
    day = fields.Integer(
        strict=True,
        validate=validate.Range(1, 31),
        metadata={"description": "Day of the month, instead of a weekday"},
    )
    from_on = fields.Date(required=True, validate=_DAYS)
    until_on = fields.Date(
        allow_none=True, validate=_DAYS, metadata={"description": "The last day it counts"}
    )
    from_time = time_of_day("from")
    to_time = time_of_day("to")
    place = Text(300, required=True)
    form = fields.Enum(ReceptionForm, by_value=fields.String, load_default=ReceptionForm.IN_PERSON)
    places = fields.Integer(strict=True, allow_none=True, validate=validate.Range(1, MOST_PLACES))
    minutes = fields.Integer(
        strict=True, allow_none=True, validate=validate.Range(1, LONGEST_PLACE)
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Fixed:
        """The fixed day."""
        by_weekday = "weekday" in data and "nth" in data
        if by_weekday == ("day" in data) or ("weekday" in data) != ("nth" in data):
            raise ValidationError({"day": ["Say a day of the month, or which weekday of it"]})
        if data.get("until_on") and data["until_on"] < data["from_on"]:
            raise ValidationError({"until_on": ["It ends before it begins"]})
        data |= {name: as_time(data[name]) for name in ("from_time", "to_time")}
        if data["from_time"] >= data["to_time"]:
            raise ValidationError({"to": ["It ends before it begins"]})
        found = Fixed(**data | {"positions": tuple(data["positions"])})
        if found.minutes is not None and found.places is None:
            raise ValidationError({"places": ["Say how many places there are"]})
        if not _fits(found):
            raise ValidationError({"places": ["It is over before so many places are"]})
        return found


class ReceptionPatternsQuery(Schema):
    unit = Text(60, required=True, metadata={"description": "Code of a unit of the place"})


class ReceptionPatternShown(Schema):
    id = fields.UUID(required=True)
    unit = fields.String(required=True)
    positions = fields.List(fields.String(), required=True)
    weekday = fields.Integer(required=True, allow_none=True)
    nth = fields.Integer(required=True, allow_none=True)
    day = fields.Integer(required=True, allow_none=True)
    from_on = fields.Date(required=True)
    until_on = fields.Date(required=True, allow_none=True)
    from_time = fields.String(data_key="from", required=True)
    to_time = fields.String(data_key="to", required=True)
    place = fields.String(required=True)
    form = fields.String(required=True)
    places = fields.Integer(required=True, allow_none=True)
    minutes = fields.Integer(required=True, allow_none=True)


class ReceptionPatternsShown(Schema):
    items = fields.List(fields.Nested(ReceptionPatternShown), required=True)


class ReceptionMonthQuery(Schema):
    month = fields.String(required=True, validate=_MONTH)

    @post_load
    def read(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """The month by its first day."""
        return data | {"month": date.fromisoformat(f"{data['month']}-01")}


class ReceptionMonthGiven(ReceptionMonthQuery):
    leave_out = fields.List(
        fields.UUID(),
        load_default=list,
        validate=validate.Length(max=100),
        metadata={"description": "Days of the preview that are not to be published"},
    )


class FixedDayShown(Schema):
    """A fixed day of the month, and the day on which it is held."""

    id = fields.UUID(required=True, metadata={"description": "Of the reception, once published"})
    pattern = fields.UUID(required=True)
    fixed = fields.Date(required=True)
    on = fields.Date(required=True)
    moved = fields.Boolean(required=True)
    because = fields.String(
        required=True, allow_none=True, metadata={"description": "Which holiday; null: a weekend"}
    )
    certain = fields.Boolean(
        required=True, metadata={"description": "Whether every day off it rests on is decided"}
    )
    positions = fields.List(fields.String(), required=True)
    from_time = fields.String(data_key="from", required=True)
    to_time = fields.String(data_key="to", required=True)
    place = fields.String(required=True)
    state = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "In the public schedule; null while it is not in it"},
    )


class ShortShown(Schema):
    """A leader whose days of the month do not fill what a rule asks for."""

    position = fields.String(required=True)
    name = fields.String(required=True)
    rule = fields.String(required=True)
    title = fields.String(required=True)
    period = fields.String(required=True)
    needed = fields.Integer(required=True)
    days = fields.Integer(required=True)


class ReceptionMonthShown(Schema):
    unit = fields.String(required=True)
    month = fields.String(required=True)
    days = fields.List(fields.Nested(FixedDayShown), required=True)
    falls_short = fields.List(fields.Nested(ShortShown), required=True)


def _fits(found: Fixed) -> bool:
    """Whether so many places of so many minutes fit between beginning and end."""
    first, last = (
        timedelta(hours=each.hour, minutes=each.minute) for each in (found.from_time, found.to_time)
    )
    return timedelta(minutes=(found.places or 0) * (found.minutes or 0)) <= last - first
