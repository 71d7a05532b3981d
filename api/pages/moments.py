"""Moments as people type them, a day and an hour, and what schemas say of them."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from marshmallow import ValidationError, fields

from api.core.clock import VIETNAM
from api.pages.days import as_iso

_FIELD_OF: Final = {
    "starts_at": "from",
    "ends_at": "to",
    "chairs": "chair",
    "registration": "closes_on",
}
"""Under which question a sentence stands that the schema says of a member."""


_NOTHING: Final = str(fields.Field.default_error_messages["required"])
_NO_DAY: Final = str(fields.Date.default_error_messages["invalid"]).format(obj_type="date")
_NO_TIME: Final = str(fields.Time.default_error_messages["invalid"]).format(obj_type="time")


def moment_in(day: str, hour: str, day_field: str, hour_field: str) -> str:
    """The moment that a day and an hour name, by the clocks of Viet Nam; refuses what is none."""
    try:
        on = date.fromisoformat(as_iso(day))
    except ValueError:
        said = _NO_DAY if day else _NOTHING
        raise ValidationError({day_field: [said]}) from None
    try:
        at = time.fromisoformat(hour.replace("h", ":").strip().zfill(5))
    except ValueError:
        said = _NO_TIME if hour else _NOTHING
        raise ValidationError({hour_field: [said]}) from None
    return datetime.combine(on, at, VIETNAM).isoformat()


def at_questions(messages: Any) -> dict[str, Any]:
    """What a schema says of its members, by the questions of the form."""
    return {_FIELD_OF.get(str(name), str(name)): said for name, said in messages.items()}


def moments_in(
    typed: Mapping[str, str], asked: Mapping[str, tuple[str, str]]
) -> tuple[dict[str, str], dict[str, Any]]:
    """Each moment by its member, and what is wrong by its question."""
    found: dict[str, str] = {}
    wrong: dict[str, Any] = {}
    for member, (day, hour) in asked.items():
        try:
            found[member] = moment_in(typed[day], typed[hour], day, hour)
        except ValidationError as refused:
            wrong |= dict(refused.messages_dict)
    return found, wrong
