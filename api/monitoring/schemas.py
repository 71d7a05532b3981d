"""Figures as JSON: what is asked, and what is shown."""

from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from api.authorities.models import Establishment
from api.cases.models import Channel, Kind
from api.core.http import KeyedPageQuery, Moment, Text, page_of
from api.monitoring.dimensions import Dimension
from api.monitoring.figures import FIGURES, MEASURES, FigureName
from api.monitoring.recurrences import DUTY_FIGURES, DutyFigureName
from api.regulation.models import Standing
from api.regulation.schemas import ObligationShown, OwedBy

_DAYS = validate.Range(date(2000, 1, 1), date(2999, 12, 31))
"""Days that the calendar, the time zone and the database all know."""


class ScopeQuery(Schema):
    first_day = fields.Date(
        data_key="from", validate=_DAYS, metadata={"description": "First day of receipt"}
    )
    last_day = fields.Date(
        data_key="to", validate=_DAYS, metadata={"description": "Last day of receipt, counted"}
    )
    unit = Text(60, metadata={"description": "Code of the unit that owes the answers"})
    below = fields.Boolean(
        load_default=False, metadata={"description": "A unit means also all units below it"}
    )
    area = Text(10, metadata={"description": "Code of the place whose bodies owe the answers"})
    unit_kind = fields.Enum(Establishment, by_value=fields.String)
    leader = Text(80, metadata={"description": "Code of the position that must answer"})
    field = Text(60, metadata={"description": "Code of the field, or none where it is not given"})
    kind = fields.Enum(Kind, by_value=fields.String)
    channel = fields.Enum(Channel, by_value=fields.String)
    month = fields.String(
        validate=validate.Regexp(r"^2[0-9]{3}-(0[1-9]|1[0-2])\Z"),
        metadata={"description": "Month of receipt, such as 2026-03"},
    )

    @post_load
    def ordered(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """A period does not end before it begins."""
        if {"first_day", "last_day"} <= data.keys() and data["first_day"] > data["last_day"]:
            raise ValidationError({"to": ["The period ends before it begins"]})
        return data


class FigureQuery(ScopeQuery):
    by = fields.Enum(Dimension, by_value=fields.String, load_default=Dimension.UNIT)


class CountedCasesQuery(ScopeQuery, KeyedPageQuery):
    figure = fields.Enum(FigureName, by_value=fields.String, required=True)


class Group(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)


class Leader(Group):
    """The position, and who holds it today."""

    unit = fields.String(required=True)
    person = fields.String(required=True, allow_none=True)


FigureLinks = Schema.from_dict(
    {
        **{name.value: fields.String(required=True) for name in FIGURES},
        **{name.value: fields.String(required=True, allow_none=True) for name in DUTY_FIGURES},
    },
    name="FigureLinks",
)
"""Where the cases behind each number are."""

Definitions = Schema.from_dict(
    {name.value: fields.String(required=True) for name in (*FIGURES, *MEASURES, *DUTY_FIGURES)},
    name="Definitions",
)
"""What each number means, in the reader's language."""

_Numbers = Schema.from_dict(
    {
        **{name.value: fields.Integer(required=True) for name in FIGURES},
        **{name.value: fields.Float(required=True, allow_none=True) for name in MEASURES},
        **{
            name.value: fields.Integer(
                required=True,
                allow_none=True,
                metadata={"description": "Null where such duties are not told apart"},
            )
            for name in DUTY_FIGURES
        },
        "links": fields.Nested(FigureLinks, required=True),
    },
    name="Numbers",
)


class Total(_Numbers):  # type: ignore[misc, valid-type]
    """All groups together."""


class FigureRow(_Numbers):  # type: ignore[misc, valid-type]
    """The numbers of one group; of the members that name a group there is the one asked for."""

    unit = fields.Nested(Group)
    area = fields.Nested(Group)
    unit_kind = fields.Nested(Group)
    leader = fields.Nested(Leader)
    field = fields.Nested(Group)
    kind = fields.Nested(Group)
    channel = fields.Nested(Group)
    month = fields.Nested(Group)


class Figures(Schema):
    at = Moment(required=True)
    by = fields.Enum(Dimension, by_value=fields.String, required=True)
    items = fields.List(fields.Nested(FigureRow), required=True)
    total = fields.Nested(Total, required=True)
    definitions = fields.Nested(Definitions, required=True)


class DutyQuery(ScopeQuery, KeyedPageQuery):
    """Days and months are those of the last day of what is owed."""

    class Meta:  # noqa: D106 -- the library's name
        exclude = ("field", "kind", "channel")

    figure = fields.Enum(
        DutyFigureName,
        by_value=fields.String,
        metadata={"description": "Exactly the duties that this figure counts"},
    )
    duty = Text(60, metadata={"description": "What is owed, as `duty` in the answer"})
    period = Text(20, metadata={"description": "Code of the period, such as 2026-07 or 2026-W27"})
    state = fields.Enum(Standing, by_value=fields.String)


class OwedByWhom(OwedBy):
    position_code = fields.String(required=True)
    unit_code = fields.String(required=True)


class CaseOwedOn(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)


class PeriodShown(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)


class CountShown(Schema):
    on = fields.Date(required=True)
    recorded_on = fields.Date(required=True)


class ExcuseShown(Schema):
    on = fields.Date(required=True)
    reason = fields.String(required=True)
    notice_on = fields.Date(required=True, allow_none=True)


class NotCountedShown(Schema):
    on = fields.Date(required=True)
    planned_on = fields.Date(required=True)
    reason = fields.String(required=True)


class DutyShown(ObligationShown):
    """A duty of a period, or one on a case."""

    owed_by = fields.Nested(OwedByWhom, required=True)
    case = fields.Nested(CaseOwedOn, required=True, allow_none=True)
    period = fields.Nested(PeriodShown, required=True, allow_none=True)
    needed = fields.Integer(required=True, allow_none=True)
    counted = fields.Integer(required=True)
    counts = fields.List(fields.Nested(CountShown), required=True)
    not_counted = fields.List(
        fields.Nested(NotCountedShown),
        required=True,
        metadata={"description": "Regular days held that nobody had announced, with the reason"},
    )
    excuses = fields.List(fields.Nested(ExcuseShown), required=True)
    remark = fields.String(required=True, allow_none=True)


DutyPage = page_of(DutyShown)


class HotSpotQuery(Schema):
    area = Text(10, metadata={"description": "Code of the commune in which the matter is"})
    field = Text(40)
    since = fields.Date(validate=_DAYS, metadata={"description": "Received on that day or later"})


class Example(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)


class HotSpotShown(Schema):
    area = fields.String(required=True, allow_none=True)
    area_name = fields.String(required=True, allow_none=True)
    field = fields.String(required=True, allow_none=True)
    petitions = fields.Integer(required=True)
    people = fields.Integer(required=True, metadata={"description": "With those who support one"})
    lately = fields.Integer(
        required=True, metadata={"description": "In the second half of the time that is asked for"}
    )
    before = fields.Integer(required=True, metadata={"description": "In its first half"})
    first_at = Moment(required=True)
    last_at = Moment(required=True)
    examples = fields.List(fields.Nested(Example), required=True)


class HotSpots(Schema):
    items = fields.List(fields.Nested(HotSpotShown), required=True)
    next = fields.String(required=True, allow_none=True)
