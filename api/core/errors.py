"""Refusals, as problem documents (RFC 9457) in the reader's language."""

import json
import logging
import re
from typing import ClassVar

from flask import Response, g, has_request_context, request
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from api.core.foreign import translate_any
from api.core.i18n import preferred_locale, translate

log = logging.getLogger(__name__)


class Problem(Exception):
    """A refusal with a reason. Rooms subclass one of the families below, never this."""

    status: ClassVar[int]
    title: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        super().__init__(self.title)
        self.facts = facts

    @property
    def type(self) -> str:
        """The stable address of this kind of refusal, made from the name of its class."""
        slug = re.sub(r"(?<!^)(?=[A-Z])", "-", self.__class__.__name__).lower()
        return f"/problems/{slug}"


class Unauthenticated(Problem):
    status, title = 401, "Please sign in"


class Forbidden(Problem):
    status, title = 403, "You may not do this"


class Missing(Problem):
    status, title = 404, "There is nothing here, or you may not see it"


class Conflict(Problem):
    status, title = 409, "This is not possible now"


class Unreadable(Problem):
    status, title = 400, "The body is not valid JSON"


class UnreadableTag(Problem):
    status, title = 400, 'If-Match holds "*" or the ETag of an answer, in its quotes'


class NoSuchVersion(Problem):
    status, title = 412, "If-Match names no version of this; send the ETag of what you read"


class TooLarge(Problem):
    status, title = 413, "This is too large"


class NotJson(Problem):
    status, title = 415, "Please send application/json"


class NotThisFile(NotJson):
    title = "Please send a file of one of these types"


class Invalid(Problem):
    """What was sent does not have the right form; `errors` names each field."""

    status, title = 422, "Something in what you sent is not right"


class TooMany(Problem):
    status, title = 429, "Too many attempts; please wait"


class Unavailable(Problem):
    status, title = 503, "The service is busy; please try again in a moment"


def on_problem(problem: Problem) -> Response:
    """A refusal of ours."""
    locale = preferred_locale()
    members = {name: _said(fact, locale) for name, fact in problem.facts.items()}
    return document(problem.status, translate(problem.title, locale), problem.type, members)


def on_http_exception(error: HTTPException) -> Response:
    """A refusal of Flask's or webargs'."""
    if isinstance(crash := getattr(error, "original_exception", None), Exception):
        return on_crash(crash)
    messages = getattr(error, "data", {}).get("messages")
    if messages and error.code == Invalid.status:
        return on_problem(Invalid(errors=messages))
    family = _FAMILIES.get(error.code or 500)
    if family:
        return on_problem(family())
    response = document(
        error.code or 500, translate(error.name, preferred_locale()), "about:blank", {}
    )
    response.headers.update({k: v for k, v in error.get_headers() if k in {"Allow", "Location"}})
    return response


def on_crash(error: Exception) -> Response:
    """A database that is gone or busy; else a bug: logged with its trace, told to nobody."""
    if isinstance(error, OperationalError | PoolTimeout):
        log.warning("the database does not answer", exc_info=error)
        response = on_problem(Unavailable())
        response.headers["Retry-After"] = "1"
        return response
    if isinstance(error, IntegrityError):
        log.warning("somebody else was quicker", exc_info=error)
        return on_problem(Conflict())
    log.error("request failed", exc_info=error)
    title = translate("Something went wrong on our side", preferred_locale())
    return document(500, title, "about:blank", {})


def document(status: int, title: str, type_: str, members: dict[str, object]) -> Response:
    """One application/problem+json answer."""
    body: dict[str, object] = {"type": type_, "title": title, "status": status} | members
    if has_request_context():
        body |= {"instance": request.path, "request_id": g.get("request_id")}
    return Response(
        json.dumps(body, ensure_ascii=False, default=str),
        status=status,
        content_type="application/problem+json",
    )


def _said(fact: object, locale: str) -> object:
    """A fact with every sentence in it in the reader's language."""
    if isinstance(fact, str):
        return translate_any(fact, locale)
    if isinstance(fact, dict):
        return {str(key): _said(value, locale) for key, value in fact.items()}
    if isinstance(fact, list | tuple):
        return [_said(value, locale) for value in fact]
    return fact


_FAMILIES: dict[int, type[Problem]] = {
    family.status: family
    for family in (Unauthenticated, Forbidden, Missing, TooLarge, NotJson, Unavailable)
}
