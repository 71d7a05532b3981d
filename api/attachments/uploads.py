"""A file as a form brings it: read straight into quarantine, never whole into memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask import Request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from api.attachments.actions import Said
from api.attachments.errors import FileTooLarge, NoFile
from api.attachments.keeping import Keeping
from api.attachments.quarantine import Incoming
from api.core.errors import Invalid

FORM = "multipart/form-data"

LARGEST_FORM = 64 * 1024 * 1024
"""Bytes of a whole form; what a file may have of it says each installation."""

_MOST_PARTS = 4
_LARGEST_WORDS = 256 * 1024
"""Bytes of the words of a form; never less than the parser reads at once."""
_ID = "id"


@contextmanager
def uploaded(request: Request, kept: Keeping) -> Iterator[tuple[Incoming, Said]]:
    """The one file of the form and what is said of it; gone from quarantine afterwards."""
    come: list[Incoming] = []

    def into_quarantine(*_: object, **__: object) -> Any:
        if come:
            raise NoFile
        come.append(Incoming(kept.quarantine, kept.limits.largest))
        return come[0]

    parser = FormDataParser(
        stream_factory=into_quarantine,
        max_form_memory_size=_LARGEST_WORDS,
        max_content_length=LARGEST_FORM,
        max_form_parts=_MOST_PARTS,
        silent=False,
    )
    try:
        yield _read(parser, request, come)
    finally:
        for each in come:
            each.discard()


def _read(parser: FormDataParser, request: Request, come: list[Incoming]) -> tuple[Incoming, Said]:
    try:
        _stream, form, files = parser.parse(
            request.stream, request.mimetype, request.content_length, request.mimetype_params
        )
    except RequestEntityTooLarge:
        raise FileTooLarge from None
    except (ValueError, BadRequest):
        raise NoFile from None
    sent = files.get("file")
    if sent is None or not come or form.keys() - {_ID}:
        raise NoFile
    come[0].finish()
    said = Said(sent.filename or "", sent.mimetype, _id(form.get(_ID)))
    return come[0], said


def _id(given: str | None) -> UUID | None:
    if not given:
        return None
    try:
        return UUID(given)
    except ValueError:
        raise Invalid(errors={_ID: ["Not a valid UUID."]}) from None
