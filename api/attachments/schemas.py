"""Files as JSON: what is said of one, and what comes back."""

from marshmallow import Schema, fields, validate

from api.attachments.models import RENDITIONS
from api.core.dumping import Dumper
from api.core.http import Moment, Text, page_of

LONGEST_CAPTION = 300


class PlaceOffered(Schema):
    lat = fields.Float(required=True)
    lon = fields.Float(required=True)


class FileShown(Schema):
    """A file of a case; for everybody only pictures that may be public, without their names."""

    id = fields.UUID(required=True)
    kind = fields.String(
        required=True, metadata={"description": "picture, document, sound or video"}
    )
    media_type = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    size = fields.Integer(required=True, metadata={"description": "Bytes of what was sent"})
    sha256 = fields.String(required=True, metadata={"description": "Of what was sent"})
    width = fields.Integer(required=True, allow_none=True)
    height = fields.Integer(required=True, allow_none=True)
    renditions = fields.List(fields.String(), required=True)
    caption = fields.String(required=True, allow_none=True)
    part = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "sent, added, evidence, signed or report"},
    )
    unit = fields.String(required=True, allow_none=True)
    position = fields.String(required=True, allow_none=True)
    is_internal = fields.Boolean(required=True)
    is_public = fields.Boolean(required=True)
    publicity = fields.String(
        required=True, metadata={"description": "private, wanted, cleared or refused"}
    )
    state = fields.String(
        required=True, metadata={"description": "unchecked, held, clean or infected"}
    )
    warning = fields.String(required=True, allow_none=True)
    attached_at = Moment(required=True, allow_none=True)


class FileTaken(FileShown):
    """A file that was just sent, with the place that a picture says it was taken at."""

    place = fields.Nested(PlaceOffered, required=True, allow_none=True)


class FileWithAddress(FileShown):
    """A file, and where it can be fetched for a minute; no address when it cannot be."""

    url = fields.String(required=True, allow_none=True)
    url_until = Moment(required=True, allow_none=True)


class PictureWaiting(FileShown):
    """A picture that should be shown to everybody, with the case it belongs to."""

    case_id = fields.UUID(required=True)
    code = fields.String(required=True)


PicturesWaiting = page_of(PictureWaiting)


class RenditionQuery(Schema):
    rendition = fields.String(validate=validate.OneOf(RENDITIONS))


class SignedQuery(Schema):
    rendition = fields.String(required=True, validate=validate.OneOf(RENDITIONS))
    until = fields.Integer(strict=False, required=True, validate=validate.Range(0, 2**40))
    signature = Text(64, required=True)


class FileDescription(Schema):
    caption = Text(LONGEST_CAPTION, allow_none=True)
    is_public = fields.Boolean(
        metadata={"description": "A wish of who sent it; of a moderator, the decision on that wish"}
    )


TAKEN, WITH_ADDRESS = Dumper(FileTaken), Dumper(FileWithAddress)
SHOWN, WAITING = Dumper(FileShown), Dumper(PictureWaiting)
