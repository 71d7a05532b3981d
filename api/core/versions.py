"""Versions as HTTP speaks of them: the `ETag` of an answer, and what `If-Match` asks for."""

import hashlib
import re

from flask import Response, has_request_context, request

from api.core.errors import NoSuchVersion, UnreadableTag

ANY = "*"

_TAG = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
_TAGS = re.compile(rf"\s*{_TAG}\s*(?:,\s*{_TAG}\s*)*")
_ONE = re.compile(_TAG)
_OURS = re.compile(r'"(?P<version>[0-9]{1,9})(?:\.[0-9a-f]+)?"')


def tagged(response: Response, version: int) -> Response:
    """The answer with its tag; `304` when who asks has exactly this already.

    The tag is the version, by which a change is asked for, and then what this reader is shown: a
    duty becomes overdue without anybody changing the case.
    """
    shown = hashlib.blake2b(response.get_data(), digest_size=9).hexdigest()
    response.set_etag(f"{version}.{shown}")
    if request.method == "GET" and response.status_code == 200:
        response.make_conditional(request)
    return response


def expected() -> frozenset[int] | None:
    """The versions of which the change that is asked for may be made; None for any.

    Raises `UnreadableTag` for a header that is none, and `NoSuchVersion` when no tag in it can be
    one of ours: a weak one never is, since it does not tell versions apart.
    """
    given = request.headers.get("If-Match", ANY).strip() if has_request_context() else ANY
    if given == ANY:
        return None
    if not _TAGS.fullmatch(given):
        raise UnreadableTag
    ours = (_OURS.fullmatch(tag) for tag in _ONE.findall(given))
    versions = frozenset(int(tag["version"]) for tag in ours if tag)
    if not versions:
        raise NoSuchVersion
    return versions
