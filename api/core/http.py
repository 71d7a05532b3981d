"""HTTP as every room speaks it: blueprints, fields, pages of lists, headers, limits."""

import base64
import binascii
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

import flask_smorest
from flask import Flask, Request, Response, current_app, request
from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate
from webargs.flaskparser import FlaskParser
from werkzeug.middleware.proxy_fix import ProxyFix

from api.core.clock import VIETNAM
from api.core.errors import Invalid, NotJson, NotThisFile, TooLarge, Unreadable

LARGEST_BODY = 1_000_000
"""Bytes of a JSON body; files have a way of their own."""

LARGEST_PAGE = 100

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none';"
        " base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_DISLIKED = {"Cc", "Cs"}  # control characters and halves of surrogate pairs
_LINES = {"\n", "\t"}

_FORM = "application/x-www-form-urlencoded"

T = TypeVar("T")
View = TypeVar("View", bound=Callable[..., Any])


class Strict(FlaskParser):
    """Reads arguments and refuses what it does not know, wherever it stands."""

    DEFAULT_UNKNOWN_BY_LOCATION = dict.fromkeys(("json", "query", "form", "json_or_form"), RAISE)

    def load_json(self, req: Request, schema: Schema) -> Any:
        """The body. What is nested too deeply, or has endless numbers, is not read either."""
        try:
            return super().load_json(req, schema)
        except (RecursionError, ValueError):
            raise Unreadable from None


class Blueprint(flask_smorest.Blueprint):
    """A room's routes."""

    ARGUMENTS_PARSER = Strict()

    def arguments(self, schema: Any, **kwargs: Any) -> Any:
        """Take arguments by this schema; it is made once, and not anew for every request."""
        return super().arguments(schema() if isinstance(schema, type) else schema, **kwargs)


class Text(fields.String):
    """A person's words: NFC, trimmed, bounded, without control characters."""

    def __init__(self, longest: int, *, lines: bool = False, shortest: int = 1, **kwargs: Any):
        super().__init__(validate=validate.Length(shortest, longest), **kwargs)
        self.lines = lines

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        text = unicodedata.normalize("NFC", str(text).replace("\r\n", "\n")).strip()
        kept = _LINES if self.lines else set()
        if any(unicodedata.category(sign) in _DISLIKED and sign not in kept for sign in text):
            raise ValidationError("Control characters are not allowed")
        return text


def must_be_text(value: str) -> None:
    """Refuses half of a surrogate pair, which JSON can write and no encoding can."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValidationError("Control characters are not allowed") from None


class Moment(fields.AwareDateTime):
    """A moment as ISO 8601 with its offset; given out in Viet Nam's."""

    def __init__(self, **kwargs: Any):
        super().__init__(format="iso", **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        moment = super()._deserialize(value, attr, data, **kwargs)
        if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            raise ValidationError("This is not a year that is counted here")
        return moment

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        local = None if value is None else value.astimezone(VIETNAM)
        return super()._serialize(local, attr, obj, **kwargs)


class PageQuery(Schema):
    """Which page of a list."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, LARGEST_PAGE))
    after = fields.String(validate=validate.Length(1, 100))


class KeyedPageQuery(PageQuery):
    """Which page of a list whose rows are told apart by an id of ours."""

    @post_load
    def cursor(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """The page begins after the last row of the one before."""
        if "after" in data:
            data["after"] = read_cursor(data["after"])
        return data


class Page(Generic[T]):
    """One page of a list, and where the next begins."""

    def __init__(self, items: Sequence[T], next_: str | None) -> None:
        self.items = items
        self.next = next_

    @classmethod
    def of(cls, rows: Sequence[T], limit: int, key: str) -> "Page[T]":
        """From up to `limit` + 1 rows, ordered by the row's `key` (a UUID)."""
        more = len(rows) > limit
        items = rows[:limit]
        return cls(items, cursor(getattr(items[-1], key)) if more else None)


def page_of(item: type[Schema]) -> type[Schema]:
    """The schema of a page of these."""
    name = f"PageOf{item.__name__}"
    members = {
        "items": fields.List(fields.Nested(item), required=True),
        "next": fields.String(required=True, allow_none=True),
    }
    return type(name, (Schema,), members)


def cursor(key: UUID) -> str:
    """Where a page ends, as the client hands it back."""
    return base64.urlsafe_b64encode(key.bytes).decode().rstrip("=")


def read_cursor(text: str) -> UUID:
    """The key in a cursor; refuses what is none."""
    try:
        return UUID(bytes=base64.urlsafe_b64decode(text + "=="))
    except (ValueError, binascii.Error):
        raise Invalid(errors={"after": ["This is not the `next` of a list"]}) from None


def takes_form(view: View) -> View:
    """The route reads what a page's form sends; every other route takes JSON alone."""
    view.takes_form = True  # type: ignore[attr-defined]
    return view


def takes_file(largest: int, *media_types: str) -> Callable[[View], View]:
    """The route reads a file of one of these types, of up to so many bytes, and no JSON."""

    def decorate(view: View) -> View:
        view.takes_file = (largest, media_types)  # type: ignore[attr-defined]
        return view

    return decorate


def streams_file(view: View) -> View:
    """The route reads its body piece by piece, and bounds it by itself."""
    view.streams_file = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask, proxies: int) -> None:
    """Bound what comes in and set the headers of what goes out."""
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["SESSION_COOKIE_SECURE"] = True
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.before_request(_refuse_bodies)
    app.after_request(_add_headers)


def _refuse_bodies() -> None:
    """Too large, or not in the form the route takes: refused before a route looks at it."""
    largest, media_types = _file_taken()
    request.max_content_length = largest
    if (request.content_length or 0) > largest:
        raise TooLarge(largest=largest)
    has_body = bool(request.content_length) or "Transfer-Encoding" in request.headers
    if has_body and media_types and request.mimetype not in media_types:
        raise NotThisFile(types=", ".join(media_types))
    if has_body and request.url_rule is not None and not (media_types or _is_readable()):
        raise NotJson
    # Of a body that comes in chunks the length is known only once it is here.
    if has_body and request.content_length is None and not _is_streamed():
        _refuse_long_chunks(largest)


def _refuse_long_chunks(largest: int) -> None:
    if len(request.get_data()) >= largest:
        raise TooLarge(largest=largest)


def _is_streamed() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "streams_file", False)


def _file_taken() -> tuple[int, tuple[str, ...]]:
    """How much the route takes, and which types of files when it takes one."""
    view = current_app.view_functions.get(request.endpoint or "")
    taken: tuple[int, tuple[str, ...]] = getattr(view, "takes_file", (LARGEST_BODY, ()))
    return taken


def _is_readable() -> bool:
    view = current_app.view_functions[request.endpoint or ""]
    is_form = getattr(view, "takes_form", False)
    return request.mimetype == _FORM if is_form else request.is_json


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    if not response.cache_control.immutable:
        response.vary.update(["Accept-Language", "Authorization", "Cookie"])
    return response
