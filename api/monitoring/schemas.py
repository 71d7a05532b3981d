"""Figures as JSON: what is asked, and what is shown."""

from datetime import date
from enum import StrEnum
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from api.core.http import Moment, PageQuery, Text, page_of, read_cursor
from api.monitoring.figures import FigureName
from api.regulation.models import Standing
from api.regulation.schemas import ObligationShown, OwedBy

_DAYS = validate.Range(date(2000, 1, 1), date(2999, 12, 31))
"""Days that the calendar, the time zone and the database all know."""


class Dimension(StrEnum):
    """By what the figures are told apart."""

    UNIT = "unit"


class ScopeQuery(Schema):
    first_day = fields.Date(
        data_key="from", validate=_DAYS, metadata={"description": "First day of receipt"}
    )
    last_day = fields.Date(
        data_key="to", validate=_DAYS, metadata={"description": "Last day of receipt, counted"}
    )
    unit = Text(60, metadata={"description": "Code of the unit that owes the answers"})

    @post_load
    def ordered(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """A period does not end before it begins."""
        if {"first_day", "last_day"} <= data.keys() and data["first_day"] > data["last_day"]:
            raise ValidationError({"to": ["The period ends before it begins"]})
        return data


class FigureQuery(ScopeQuery):
    by = fields.Enum(Dimension, by_value=fields.String, load_default=Dimension.UNIT)


class CountedCasesQuery(ScopeQuery, PageQuery):
    figure = fields.Enum(FigureName, by_value=fields.String, required=True)

    @post_load
    def cursor(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """The page begins after the last row of the one before."""
        if "after" in data:
            data["after"] = read_cursor(data["after"])
        return data


class UnitCounted(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)


def _count() -> fields.Integer:
    return fields.Integer(required=True)


class FigureLinks(Schema):
    """Where the cases behind each number are."""

    received = fields.String(required=True)
    answered = fields.String(required=True)
    on_time = fields.String(required=True)
    late = fields.String(required=True)
    undated = fields.String(required=True)
    overdue_now = fields.String(required=True)
    ended_late = fields.String(required=True)


class Definitions(FigureLinks):
    """What each number means, in the reader's language."""

    median_working_days_to_answer = fields.String(required=True)


class Total(Schema):
    received = _count()
    answered = _count()
    on_time = _count()
    late = _count()
    undated = _count()
    overdue_now = _count()
    ended_late = _count()
    median_working_days_to_answer = fields.Float(required=True, allow_none=True)
    links = fields.Nested(FigureLinks, required=True)


class UnitFigures(Total):
    unit = fields.Nested(UnitCounted, required=True)


class Figures(Schema):
    at = Moment(required=True)
    items = fields.List(fields.Nested(UnitFigures), required=True)
    total = fields.Nested(Total, required=True)
    definitions = fields.Nested(Definitions, required=True)


class DutyQuery(PageQuery):
    unit = Text(60, metadata={"description": "Code of the unit that owes"})
    duty = Text(60, metadata={"description": "What is owed, as `duty` in the answer"})
    period = Text(20, metadata={"description": "Code of the period, such as 2026-07 or 2026-W27"})
    state = fields.Enum(Standing, by_value=fields.String)

    @post_load
    def cursor(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """The page begins after the last row of the one before."""
        if "after" in data:
            data["after"] = read_cursor(data["after"])
        return data


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


class DutyShown(ObligationShown):
    """A duty of a period, or one on a case."""

    owed_by = fields.Nested(OwedByWhom, required=True)
    case = fields.Nested(CaseOwedOn, required=True, allow_none=True)
    period = fields.Nested(PeriodShown, required=True, allow_none=True)
    needed = fields.Integer(required=True, allow_none=True)
    counted = fields.Integer(required=True)
    counts = fields.List(fields.Nested(CountShown), required=True)
    excuses = fields.List(fields.Nested(ExcuseShown), required=True)
    remark = fields.String(required=True, allow_none=True)


DutyPage = page_of(DutyShown)
