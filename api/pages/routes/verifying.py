"""Whether a paper is the one that was signed: the page that the QR code on it leads to."""

from typing import Any

from flask import Response, request

from api.core.access import public
from api.core.errors import Missing, TooMany
from api.core.http import takes_form
from api.pages.blueprint import pages
from api.pages.rendering import page, say
from api.petitions.paper_schemas import LONGEST_PAPER
from api.petitions.verification import differing, verified

LONGEST_CODE = 40


@pages.get("/xac-minh")
@public
def verify() -> Response:
    """Check a paper by the code that stands on it"""
    return _page(request.args.get("ma", "").strip()[:LONGEST_CODE])


@pages.get("/xac-minh/<string:code>")
@public
def verify_code(code: str) -> Response:
    """The same, as the QR code on the paper has it"""
    return _page(code[:LONGEST_CODE])


@pages.post("/xac-minh/<string:code>")
@public
@takes_form
def compare(code: str) -> Response:
    """Compare what stands on the paper with what was signed"""
    return _page(code[:LONGEST_CODE], request.form.get("chu", "").strip()[:LONGEST_PAPER])


def _page(code: str, words: str = "") -> Response:
    paper: dict[str, Any] | None = None
    errors: dict[str, str] = {}
    different: list[str] | None = None
    status = 200
    try:
        caller = request.remote_addr or "-"
        paper = verified(code, caller) if code else None
        different = differing(code, caller, words) if words else None
    except Missing as none:
        status = none.status
        errors["ma"] = say("No signed answer has this code. Look at the paper again, sign by sign.")
    except TooMany as refused:
        status, errors["ma"] = refused.status, say(refused.title)
    return page(
        "verify.html",
        status,
        code=code,
        paper=paper,
        errors=errors,
        words=words,
        differing=different,
    )
