"""Giving a file out: always as what we know it is, and to be shown only when we made it."""

from flask import Response
from werkzeug.wsgi import ClosingIterator

from api.attachments.headers import CONTENT_POLICY, JPEG, PRIVATE, PUBLIC, headers_of
from api.attachments.keeping import keeping
from api.attachments.models import ORIGINAL, Attachment
from api.cases.access import Reader
from api.core.errors import Missing


def given_out(attachment: Attachment, rendition: str | None, reader: Reader | None) -> Response:
    """The bytes of this rendition; of the file itself when none is named."""
    name = rendition or attachment.main
    found = attachment.renditions.get(name)
    if found is None:
        raise Missing
    try:
        pieces = keeping().store.pieces(found["key"])
    except FileNotFoundError:
        raise Missing from None
    media_type = attachment.media_type if name == ORIGINAL else JPEG
    response = Response(ClosingIterator(pieces))
    response.headers.update(headers_of(attachment, media_type))
    response.headers["Content-Length"] = str(found["size"])
    response.headers["Content-Security-Policy"] = CONTENT_POLICY
    for_all = reader is Reader.PUBLIC and attachment.is_public
    response.headers["Cache-Control"] = PUBLIC if for_all else PRIVATE
    return response
