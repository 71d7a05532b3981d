"""When is it due: the law asked by anybody, without any case."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request
from marshmallow import ValidationError

from api.cases.labels import KINDS
from api.core import clock
from api.core.access import public
from api.core.i18n import preferred_locale
from api.pages.blueprint import pages
from api.pages.days import as_iso
from api.pages.rendering import FOR_ALL, page, say
from api.pages.words import ADDRESSEES, BEGINNINGS, LEVELS
from api.regulation.schemas import ExplanationAsked
from api.regulation.views import foreseen

_NAMES = {
    "kind": "loai",
    "addressee": "noi-nhan",
    "level": "cap",
    "event": "tinh-tu",
    "on": "ngay",
}
"""What each part of a question is called in the address of the page."""


@pages.get("/tinh-han")
@public
def calculator() -> Response:
    """What is owed, by which day, and why by then"""
    given = {name: request.args.get(called, "").strip() for name, called in _NAMES.items()}
    asked = {name: value for name, value in given.items() if value}
    found, errors = _answer(asked) if "kind" in asked else (None, {})
    typed = {_NAMES[name]: value for name, value in given.items()}
    return page(
        "calculator.html",
        422 if errors else 200,
        found=found,
        errors=errors,
        typed={"ngay": f"{clock.today():%d/%m/%Y}"} | {k: v for k, v in typed.items() if v},
        kinds=KINDS,
        addressees=ADDRESSEES,
        levels=LEVELS,
        beginnings=BEGINNINGS,
        keep=FOR_ALL,
    )


def _answer(asked: Mapping[str, str]) -> tuple[list[dict[str, Any]] | None, dict[str, str]]:
    """The duties, or what is wrong with the question, by the field of the page."""
    question = dict(asked) | ({"on": as_iso(asked["on"])} if "on" in asked else {})
    try:
        loaded: dict[str, Any] = ExplanationAsked().load(question)
    except ValidationError as error:
        sentence = say("Please choose from the list, or write a day like 16/03/2026")
        return None, {_NAMES[str(name)]: sentence for name in error.messages_dict}
    # A complaint that counts from its signed paper, or later, is a lodged one.
    loaded["facts"]["lodged"] = loaded["event"] != "petition.received"
    return foreseen(loaded, preferred_locale()), {}
