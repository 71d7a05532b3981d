"""Handing a matter to another body: who it is, by its code, and the letter that goes with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.authorities.directory import directory
from api.authorities.names import written
from api.cases.models import Kind
from api.core import clock
from api.petitions.errors import AboutThem, LetterInPart, SignedOutsideTime
from api.petitions.models import Petition
from api.petitions.returns import concerns
from api.routing.bodies import body_named

LETTER = ("number", "symbol", "signed_on")
"""What a letter has: all of it, or the letter is still to be written."""


def with_body(given: dict[str, Any]) -> dict[str, Any]:
    """The details of a transfer, with the code of the body when it is one that is known.

    Another name stays as it was written, as a note that no figure is made of.
    """
    if 0 < len(given.keys() & set(LETTER)) < len(LETTER):
        raise LetterInPart(errors={"signed_on": ["Give number, symbol and day together"]})
    signed_on = given.pop("signed_on", None)
    if isinstance(signed_on, date):
        if signed_on > clock.today():
            raise SignedOutsideTime(signed_on=signed_on.isoformat())
        given["signed_on"] = signed_on.isoformat()
    code = _code_of(given["to"])
    return given | {"to": _name_of(code) or given["to"]} | ({"body": code} if code else {})


def letter_in(details: Mapping[str, Any]) -> dict[str, Any]:
    """What an event tells of a transfer: the body's code, and number and day of the letter."""
    return {name: details[name] for name in ("body", *LETTER) if name in details}


def must_go_to_others(petition: Petition, details: Mapping[str, Any]) -> None:
    """Refuses a transfer to whom it is about; a complaint goes there first, as the law has it."""
    unit = directory().unit_by_code(details.get("body", ""))
    if unit is not None and petition.kind is not Kind.COMPLAINT and concerns(petition, unit):
        raise AboutThem(code=petition.code)


def _code_of(named: str) -> str | None:
    outside = body_named(named)
    if outside is not None:
        return outside.code
    known = directory()
    unit = known.unit_by_code(named)
    if unit is not None:
        return unit.code
    wanted = written(named)
    alike = [each.code for each in known.units.values() if written(each.name) == wanted]
    return alike[0] if len(alike) == 1 else None


def _name_of(code: str | None) -> str | None:
    if code is None:
        return None
    outside = body_named(code)
    if outside is not None:
        return outside.names["vi"]
    unit = directory().unit_by_code(code)
    return unit.name if unit else None
