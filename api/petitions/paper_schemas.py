"""Official papers as JSON: which there are, and what is told of one to whoever holds it."""

from marshmallow import Schema, fields

from api.core.http import Text, page_of
from api.petitions.paper_words import PaperFormat, PaperName

LONGEST_PAPER = 60_000
"""Letters of a whole paper: the longest answer, and what stands around it."""


class PaperShown(Schema):
    code = fields.Enum(PaperName, by_value=fields.String, required=True)
    title = fields.String(required=True)
    reason = fields.String(required=True, metadata={"description": "Why there is such a paper now"})
    formats = fields.List(fields.Enum(PaperFormat, by_value=fields.String), required=True)
    draft = fields.Boolean(
        required=True, metadata={"description": "Not signed yet; it says so across the page"}
    )
    form = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Number of the form that a text gives it; null while unset"},
    )
    source = fields.String(required=True)
    confidence = fields.String(required=True)


PaperList = page_of(PaperShown)


class PaperHeld(Schema):
    """What stands on the paper somebody holds; nothing of it is kept."""

    text = Text(LONGEST_PAPER, lines=True, required=True)


class PaperCompared(Schema):
    same = fields.Boolean(required=True)
    differing = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "Parts of the signed answer that do not stand there word for word"
        },
    )


class PaperVerified(Schema):
    """Never words: whoever holds the paper compares these with what stands on it."""

    code = fields.String(required=True)
    unit = fields.String(required=True)
    number = fields.String(required=True)
    symbol = fields.String(required=True)
    signed_on = fields.Date(required=True)
    position = fields.String(required=True, allow_none=True)
    authority = fields.String(required=True, allow_none=True)
    fingerprint = fields.String(
        required=True,
        metadata={"description": "SHA-256 of the signed answer; a paper shows its beginning"},
    )
    mark = fields.String(
        required=True, metadata={"description": "What stands on the paper as Dấu nội dung"}
    )
    holds = fields.Boolean(
        required=True, metadata={"description": "False when a later answer took its place"}
    )
