"""Whether a paper is the one that was signed: the page that the QR code on it leads to."""

from typing import Any

from flask import Response, request

from api.core.access import public
from api.core.errors import Missing, TooMany
from api.pages.blueprint import pages
from api.pages.rendering import page, say
from api.petitions.verification import verified

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


def _page(code: str) -> Response:
    paper: dict[str, Any] | None = None
    errors: dict[str, str] = {}
    status = 200
    try:
        paper = verified(code, request.remote_addr or "-") if code else None
    except Missing as none:
        status = none.status
        errors["ma"] = say("No signed answer has this code. Look at the paper again, sign by sign.")
    except TooMany as refused:
        status, errors["ma"] = refused.status, say(refused.title)
    return page("verify.html", status, code=code, paper=paper, errors=errors)
