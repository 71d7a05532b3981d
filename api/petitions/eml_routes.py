"""E-mail files over HTTP: read for a clerk, kept nowhere."""

from typing import Any

from flask import request

from api.core.access import Role, allowed
from api.core.errors import Invalid
from api.core.http import Blueprint, takes_file
from api.core.i18n import preferred_locale
from api.petitions.eml import LARGEST
from api.petitions.eml_form import filled
from api.petitions.eml_schemas import LetterRead

blueprint = Blueprint(
    "e-mail files",
    __name__,
    url_prefix="/api/v1/petitions/intake",
    description="Letters that came by e-mail, read for whoever enters them.",
)

MULTIPART = "multipart/form-data"
AROUND = 100_000
"""Bytes that a form may have beside its file."""

_FORM = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string", "format": "binary"}},
}


@blueprint.post("/eml")
@allowed(Role.RECEIVER)
@takes_file(LARGEST + AROUND, MULTIPART)
@blueprint.doc(requestBody={"required": True, "content": {MULTIPART: {"schema": _FORM}}})
@blueprint.response(200, LetterRead)
def read_letter() -> dict[str, Any]:
    """Read an e-mail file (.eml) into the form of a petition; nothing is entered or kept"""
    sent = request.files.get("file")
    if sent is None:
        raise Invalid(errors={"file": ["Choose the file"]})
    return filled(sent.read(), preferred_locale())
