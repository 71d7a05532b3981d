"""The one blueprint of the pages: what holds for each of them, whoever it is for."""

import json
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain

from flask import Blueprint, Response, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from api.core.access import is_from_here
from api.core.errors import Forbidden, Invalid, Problem, on_crash, on_http_exception, on_problem
from api.core.i18n import preferred_locale, translate
from api.pages.kinds import kinds
from api.pages.ways import to_sign_in
from api.pages.words import ADVICE

pages = Blueprint("pages", __name__, template_folder="templates")

_LINES = frozenset("\r\n\t")

READING = frozenset({"GET", "HEAD", "OPTIONS"})


@pages.before_request
def _refuse_other_sites() -> None:
    """What changes something is sent by our own pages alone, signed in or not."""
    if request.method not in READING and not is_from_here():
        raise Forbidden


@pages.before_request
def _refuse_control_signs() -> None:
    """A form has words; what no keyboard writes is refused before a route reads any of it."""
    for text in chain.from_iterable(request.values.items(multi=True)):
        if any(sign < " " and sign not in _LINES for sign in text):
            raise Invalid


@pages.after_request
def _say_where_from(response: Response) -> Response:
    """Our own pages are told where a form was sent from: old browsers say it in no other way."""
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@pages.errorhandler(Problem)
def _refused(problem: Problem) -> ResponseReturnValue:
    if problem.status == 401 and request.method in READING:
        return redirect(to_sign_in(request.full_path.rstrip("?")))
    if problem.status == 401 and is_from_here():
        return _words_kept()
    return as_page(on_problem(problem))


def _words_kept() -> ResponseReturnValue:
    """Somebody was signed out while they wrote: what they wrote is theirs, and is not lost."""
    typed = {name: text for name, text in _sent() if _is_written(name, text)}
    return render_template("signed_out.html", typed=typed, again=_sent()), 401


def _is_written(name: str, text: str) -> bool:
    """Whether a person wrote it: no id, mark or choice that a page carried."""
    return bool(text.strip()) and name in _WRITTEN


_WRITTEN = frozenset(
    {
        "text",
        "reason",
        "reasons",
        "words",
        "masked_text",
        "what",
        "to",
        "ground",
        "legal_basis",
        "place",
        "topic",
    }
)

_SECRET = frozenset({"password", "totp", "code"})
"""What is typed anew each time, and stands in no page."""

PASSING = frozenset({429, 500, 503})
"""Refusals after which the same form may well be taken a little later."""


def _sent() -> Sequence[tuple[str, str]]:
    """The form that was sent, to be sent again as it was: it is in this page and nowhere else.

    Nothing of it when it is of a kind whose words are not kept.
    """
    with suppress(HTTPException):
        form = request.form
        chosen = {form.get("kind", ""), form.get("loai", "")}
        if request.method not in READING and is_from_here() and not chosen & _never_kept():
            return [each for each in form.items(multi=True) if each[0] not in _SECRET]
    return ()


def _never_kept() -> frozenset[str]:
    return frozenset(
        name for each in kinds().values() if each.redirect for name in (each.code, each.slug)
    )


def _sent_words() -> Sequence[str]:
    return [text for name, text in _sent() if _is_written(name, text)]


@pages.errorhandler(HTTPException)
def _refused_by_flask(error: HTTPException) -> Response:
    return as_page(on_http_exception(error))


@pages.errorhandler(Exception)
def _crashed(error: Exception) -> Response:
    return as_page(on_crash(error))


def nowhere(error: HTTPException) -> Response:
    """An address that leads nowhere: a page for who reads pages, a document for programs."""
    return as_page(on_http_exception(error)) if _reads_pages() else on_http_exception(error)


def as_page(document: Response) -> Response:
    """A problem document as a page, with the same status, that says what to do now."""
    told = json.loads(document.get_data())
    status = document.status_code
    if status >= 500:
        g.person = None  # who it is may be what could not be found out
    shown = render_template(
        "refused.html",
        title=told["title"],
        errors=told.get("errors") or {},
        advice=translate(ADVICE.get(status, ADVICE[500]), preferred_locale()),
        request_id=told.get("request_id"),
        is_ours=status >= 500,
        sent=_sent_words(),
        again=_sent() if status in PASSING else (),
    )
    response = Response(shown, status, content_type="text/html; charset=utf-8")
    for name in ("Allow", "Retry-After", "Location"):
        if name in document.headers:
            response.headers[name] = document.headers[name]
    return response


def _reads_pages() -> bool:
    wanted = request.accept_mimetypes.best_match(["application/problem+json", "text/html"])
    return wanted == "text/html" and not request.path.startswith("/api/")
