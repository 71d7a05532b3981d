"""Official papers over HTTP: which there are, each to be printed, and whether one is real."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, request

from api.cases.access import reader_of
from api.core.access import allowed, current_actor, public
from api.core.errors import Forbidden, Missing
from api.core.http import Blueprint
from api.core.i18n import preferred_locale
from api.core.links import linked_here
from api.core.openapi import refuses
from api.petitions import queries
from api.petitions.paper_schemas import PaperCompared, PaperHeld, PaperList, PaperVerified
from api.petitions.paper_words import PaperFormat, PaperName, words_of
from api.petitions.printed import OWN, Printed
from api.petitions.verification import differing, verified
from api.printing.press import Press

blueprint = Blueprint(
    "papers",
    __name__,
    url_prefix="/api/v1/petitions",
    description="Official papers of a petition.",
)
verification = Blueprint(
    "verification",
    __name__,
    url_prefix="/api/v1/papers",
    description="Whether a paper is the one that was signed.",
)

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/<uuid:petition_id>/papers")
@allowed()
@blueprint.response(200, PaperList)
def papers(petition_id: UUID) -> dict[str, Any]:
    """The official papers that there are now, as far as you may have them"""
    found = printed(petition_id)
    return {"items": [_listed(found, name) for name in found.names], "next": None}


@blueprint.get("/<uuid:petition_id>/papers/<string:code>.pdf")
@allowed()
@refuses({"409": "The template has a fault"})
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=PDF)
def paper_as_pdf(petition_id: UUID, code: str) -> Response:
    """An official paper to be read and printed"""
    return _given(petition_id, code, PaperFormat.PDF)


@blueprint.get("/<uuid:petition_id>/papers/<string:code>.docx")
@allowed()
@refuses({"409": "The template has a fault"})
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=WORD)
def paper_as_word(petition_id: UUID, code: str) -> Response:
    """An official paper as a Word file, to be edited"""
    return _given(petition_id, code, PaperFormat.DOCX)


@verification.get("/<string:code>")
@public
@refuses({"429": "Too many look-ups from this address"})
@verification.response(200, PaperVerified)
def paper_verified(code: str) -> dict[str, Any]:
    """Whether an answer with the code on this paper was signed, by whom, with which number"""
    return verified(code, request.remote_addr or "-")


@verification.post("/<string:code>/comparison")
@public
@refuses({"404": "No signed answer has this code", "429": "Too many look-ups from this address"})
@verification.arguments(PaperHeld)
@verification.response(200, PaperCompared)
def paper_compared(given: dict[str, Any], code: str) -> dict[str, Any]:
    """Compare what stands on a paper with what was signed, without being told the words"""
    found = differing(code, request.remote_addr or "-", given["text"])
    return {"same": not found, "differing": found}


def printed(petition_id: UUID) -> Printed:
    """The papers of this petition for who asks; `Missing` for who may not see it."""
    petition = queries.petition_to_read(petition_id)
    reader = reader_of(current_actor(), petition)
    settings = current_app.extensions["doithoai.settings"]
    return Printed(
        petition, reader, linked_here("/xac-minh/"), is_demonstration=settings.demonstration
    )


def _given(petition_id: UUID, code: str, format_: PaperFormat) -> Response:
    found = printed(petition_id)
    if found.reader not in OWN:
        raise Forbidden
    name = PaperName(code) if code in set(PaperName) else None
    if name is None or not found.has(name):
        raise Missing
    press: Press = current_app.extensions["doithoai.press"]
    sheet = found.sheet(name)
    made = press.pdf(sheet) if format_ is PaperFormat.PDF else press.word(sheet)
    file = f"{words_of(name)['file']}-{found.petition.code}.{format_}"
    return Response(
        made,
        content_type=PDF if format_ is PaperFormat.PDF else WORD,
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


def _listed(found: Printed, name: PaperName) -> dict[str, Any]:
    words, locale = words_of(name), preferred_locale()
    return {
        "code": name,
        "title": words[locale],
        "reason": words[f"why_{locale}"],
        "formats": list(PaperFormat),
        "draft": found.is_draft(name),
        "form": None if words["form"] == "unset" else words["form"],
        "source": words["source"],
        "confidence": words["confidence"],
    }
