"""What other programs send, in the names of GeoReport v2; other members are passed over."""

from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, pre_load, validate

from api.cases.models import Visibility
from api.core import clock
from api.core.http import Moment, Text
from api.open311.errors import SpanTooLong, UnknownJurisdiction, WhereIsIt
from api.open311.limits import MOST, SPAN
from api.open311.queries import Wanted
from api.open311.statuses import Status
from api.petitions.schemas import LONGEST_TEXT
from api.routing import reading as competence

LAST_PAGE = 10_000


class Jurisdiction(fields.String):
    """The place it is meant for; refuses another one than this province."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if value != competence.shipped().province:
            raise UnknownJurisdiction
        return str(value)


class OfHere(Schema):
    """What every question and report may say: for which place it is meant."""

    class Meta:  # noqa: D106 -- the library's name
        unknown = EXCLUDE

    jurisdiction_id = Jurisdiction()

    @pre_load
    def said(self, data: Any, **_: object) -> dict[str, Any]:
        """What was left empty was not said; a plus that became a blank is one again in a moment."""
        given = {name: str(value).strip() for name, value in data.items()}
        moments = {
            name: value.replace(" ", "+") for name, value in given.items() if "_date" in name
        }
        return {name: value for name, value in (given | moments).items() if value}


class Listed(fields.Field[list[str]]):
    """Several values with commas between them."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> list[str]:
        parts = [part.strip() for part in str(value).split(",")]
        return list(dict.fromkeys(part for part in parts if part))


class RequestsQuery(OfHere):
    service_request_id = Listed(validate=validate.Length(max=MOST))
    service_code = Listed(validate=validate.Length(max=MOST))
    start_date = Moment()
    end_date = Moment()
    status = Listed()
    page = fields.Integer(load_default=1, validate=validate.Range(1, LAST_PAGE))
    page_size = fields.Integer(load_default=MOST, validate=validate.Range(1, MOST))

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Wanted:
        """What is asked for; of ids nothing else counts, as the standard has it."""
        pages = {name: data[name] for name in ("page", "page_size")}
        if ids := data.get("service_request_id"):
            return Wanted(ids=[each.upper() for each in ids], **pages)
        since, until = _span(data.get("start_date"), data.get("end_date"))
        unknown = set(data.get("status", ())) - set(Status)
        if unknown:
            raise ValidationError("Write open or closed", "status")
        return Wanted(
            services=data.get("service_code", ()),
            since=since,
            until=until,
            status=[Status(each) for each in data.get("status", ())],
            **pages,
        )


def _span(start: Any, end: Any) -> tuple[Any, Any]:
    """From when to when: the 90 days up to the end, or after the beginning that is given."""
    if start is not None and end is None:
        return start, start + SPAN
    end = end or clock.now()
    start = start or end - SPAN
    if start > end or end - start > SPAN:
        raise SpanTooLong
    return start, end


class ReportSent(OfHere):
    api_key = Text(200)
    service_code = Text(40, required=True)
    description = Text(LONGEST_TEXT, lines=True, required=True)
    lat = fields.Float(validate=validate.Range(-90, 90))
    long = fields.Float(validate=validate.Range(-180, 180))
    address_string = Text(300)
    email = fields.Email(validate=validate.Length(max=200))
    phone = Text(30)
    first_name = Text(60)
    last_name = Text(59)
    media_url = fields.URL(schemes={"http", "https"}, validate=validate.Length(max=2000))
    source_ref = Text(
        120, metadata={"description": "The report's own number there: sent twice, it is one report"}
    )
    area = Text(10)
    visibility = fields.Enum(Visibility, by_value=fields.String, load_default=Visibility.PRIVATE)

    @post_load
    def placed(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Somewhere it must be: a point, or words."""
        has_point = "lat" in data and "long" in data
        if ("lat" in data or "long" in data) and not has_point:
            raise WhereIsIt
        if not has_point and "address_string" not in data:
            raise WhereIsIt
        return data
