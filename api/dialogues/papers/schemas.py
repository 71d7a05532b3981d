"""Who came to a dialogue, its conclusions and its records, as JSON."""

from typing import Any
from urllib.parse import urlsplit

from marshmallow import Schema, ValidationError, fields, post_load, validate

from api.attachments.schemas import FileShown
from api.authorities.policy import Authority
from api.core.http import Moment, Text
from api.dialogues.papers.models import ConclusionGiven, PresenceGiven, RecordsGiven

LONGEST_CONCLUSION = 20_000
MOST_PHOTOS = 50


class UnitPresenceGiven(Schema):
    unit = Text(60, required=True, metadata={"description": "Code of a unit of the plan"})
    came = fields.Boolean(required=True)
    position = Text(
        60, load_default=None, allow_none=True, metadata={"description": "Code of who came"}
    )
    person = Text(
        200,
        load_default=None,
        allow_none=True,
        metadata={"description": "Who holds the position, when it is left out"},
    )
    stands_in = fields.Boolean(
        load_default=False, metadata={"description": "For who was expected, as a deputy"}
    )
    reason = Text(
        500,
        lines=True,
        load_default="",
        metadata={"description": "Why nobody came; may be left out"},
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> PresenceGiven:
        """What is said of one unit."""
        return PresenceGiven(**data)


class PresencesGiven(Schema):
    units = fields.List(
        fields.Nested(UnitPresenceGiven), required=True, validate=validate.Length(1, 100)
    )


class DialogueConclusionGiven(Schema):
    number = Text(40, required=True)
    symbol = Text(60, required=True)
    signed_on = fields.Date(required=True)
    authority = fields.Enum(Authority, by_value=fields.String, required=True)
    text = Text(
        LONGEST_CONCLUSION,
        lines=True,
        required=True,
        metadata={"description": "What the leader concludes; everybody reads it"},
    )
    signer = Text(
        60,
        load_default=None,
        allow_none=True,
        metadata={"description": "Code of the position that signed; who presides, if left out"},
    )
    file = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "The signed paper, from /attachments"},
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> ConclusionGiven:
        """The conclusions."""
        return ConclusionGiven(**data)


class RecordingGiven(Schema):
    url = Text(500, required=True, metadata={"description": "https only"})
    title = Text(200, load_default=None, allow_none=True)


class DialogueRecordsGiven(Schema):
    recording = fields.Nested(RecordingGiven)
    photos = fields.List(
        fields.UUID(), load_default=list, validate=validate.Length(max=MOST_PHOTOS)
    )
    public = fields.Boolean(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "Whether everybody sees these photographs: nobody who did not agree can"
            " be recognised; left out, it stays as it is, at first hidden"
        },
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> RecordsGiven:
        """The records."""
        recording = data.get("recording") or {}
        if recording:
            _must_be_an_address(recording["url"])
        return RecordsGiven(
            url=recording.get("url"),
            title=recording.get("title"),
            photos=tuple(dict.fromkeys(data["photos"])),
            is_public=data["public"],
        )


class ConclusionShown(Schema):
    number = fields.String(required=True)
    symbol = fields.String(required=True)
    signed_on = fields.Date(required=True)
    authority = fields.String(required=True)
    signer = fields.String(required=True)
    position = fields.String(required=True)
    unit = fields.String(required=True)
    text = fields.String(required=True)
    file = fields.UUID(required=True, allow_none=True)
    recorded_at = Moment(required=True)


class RecordingShown(Schema):
    id = fields.UUID(required=True)
    url = fields.String(required=True)
    title = fields.String(required=True, allow_none=True)


class RecordsShown(Schema):
    recordings = fields.List(fields.Nested(RecordingShown), required=True)
    photos = fields.List(fields.Nested(FileShown), required=True)
    evidence = fields.List(
        fields.Nested(FileShown),
        required=True,
        metadata={"description": "Files that show how results were published; for whom they are"},
    )


def _must_be_an_address(url: str) -> None:
    """Only https, to a host with a name, without a password in it."""
    wrong = ValidationError(
        {"recording": {"url": ["Must be an address that begins with https://"]}}
    )
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and "." in (parts.hostname or "")
        _ = parts.port
    except ValueError:
        raise wrong from None
    is_plain = parts.scheme == "https" and has_host and "@" not in parts.netloc
    if not is_plain or any(sign.isspace() for sign in url):
        raise wrong
