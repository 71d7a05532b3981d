"""The receipt slip over HTTP: one page that stands by itself, to be shown or printed."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from flask import Response, current_app, render_template

from api.core.access import allowed, current_actor
from api.core.http import Blueprint
from api.core.i18n import preferred_locale
from api.core.links import linked_here
from api.petitions import queries
from api.petitions.receipt import Slip, must_be_given_to

STYLE = Path(__file__).parent / "templates/receipt.css"

blueprint = Blueprint(
    "receipts",
    __name__,
    url_prefix="/api/v1/petitions",
    description="What somebody takes home after handing in.",
    template_folder="templates",
)


@blueprint.get("/<uuid:petition_id>/receipt")
@allowed()
@blueprint.response(200, {"type": "string"}, content_type="text/html")
def receipt(petition_id: UUID) -> Response:
    """The receipt slip of a petition, to be printed; never with its words"""
    petition = queries.petition_outline(petition_id)
    must_be_given_to(petition, current_actor())
    page = render_template(
        "receipt.html",
        slip=Slip(petition, preferred_locale()),
        address=linked_here(f"/theo-doi?so={petition.code}"),
        is_demonstration=current_app.extensions["doithoai.settings"].demonstration,
    )
    return Response(page, headers={"Content-Security-Policy": _policy()})


@cache
def _policy() -> str:
    """Nothing is loaded and nothing runs; of styles only the page's own is taken."""
    style = sha256(STYLE.read_bytes().removesuffix(b"\n")).digest()
    return (
        f"default-src 'none'; style-src 'sha256-{b64encode(style).decode()}';"
        " form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
    )
