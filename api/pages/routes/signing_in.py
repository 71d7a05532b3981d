"""Signing in on a page: residents by a code, officials by password and one-time code."""

from typing import Any

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from api.accounts import actions
from api.accounts.actions import SignedIn
from api.accounts.errors import WrongPassword
from api.accounts.queries import account_with
from api.accounts.schemas import SignIn
from api.authorities.acting import who
from api.core.access import COOKIE, actor_or_none, keep_token, public
from api.core.errors import Missing, Problem
from api.core.http import takes_form
from api.pages import codes, queries
from api.pages.blueprint import pages
from api.pages.rendering import GOING_BACK, is_demonstration, page, say
from api.pages.ways import after_signing_in


@pages.get("/dang-nhap")
@public
def sign_in() -> Response:
    """Give the number of a telephone"""
    return page("sign_in.html", typed=_typed(), errors={}, keep=GOING_BACK)


@pages.post("/dang-nhap")
@public
@takes_form
def signing_in() -> ResponseReturnValue:
    """A code is sent, and given back"""
    step = codes.go_on(request.form)
    if step.signed_in is not None:
        return welcome(step.signed_in, request.form.get("tiep"))
    errors = step.errors or {}
    if "phone" in errors:
        return page("sign_in.html", step.status, typed=_typed(), errors=errors)
    return page("sign_in_code.html", step.status, step=step, errors=errors, typed=_typed())


@pages.get("/dang-nhap/can-bo")
@public
def sign_in_official() -> Response:
    """Give login, password and one-time code"""
    return page("sign_in_official.html", typed=_typed(), errors={}, keep=GOING_BACK)


@pages.post("/dang-nhap/can-bo")
@public
@takes_form
def signing_in_official() -> ResponseReturnValue:
    """An official signs in"""
    form = request.form
    given = {name: form.get(name, "") for name in ("login", "password", "totp")}
    given["totp"] = given["totp"].replace(" ", "")
    try:
        signed_in = actions.sign_in_with_password(**_loaded(given))
    except Problem as refused:
        errors = {"login": say(refused.title)}
        return page("sign_in_official.html", refused.status, typed=_typed(), errors=errors)
    return welcome(signed_in, form.get("tiep"))


@pages.post("/dang-xuat")
@public
@takes_form
def sign_out() -> ResponseReturnValue:
    """Leave"""
    actor = actor_or_none()
    if actor is not None:
        actions.sign_out(actor)
    response = redirect("/")
    response.delete_cookie(COOKIE, path="/")
    return response


@pages.get("/trinh-dien")
@public
def demonstration() -> Response:
    """The story in five minutes, and everybody one can be in it"""
    _must_be_demonstration()
    return page("demonstration.html", people=queries.people_of_the_demonstration())


@pages.post("/trinh-dien/vao")
@public
@takes_form
def play() -> ResponseReturnValue:
    """In a demonstration one press makes somebody one of its made-up officials"""
    _must_be_demonstration()
    found = queries.player(request.form.get("login", ""))
    if found is None:
        raise Missing
    return welcome(actions.open_session(account_with(found)), request.form.get("tiep"))


def welcome(signed_in: SignedIn, wanted: str | None) -> ResponseReturnValue:
    """The browser keeps the session, and goes on to what somebody came for."""
    actor = who(signed_in.token)
    if actor is None:
        raise Missing
    response = redirect(after_signing_in(actor, wanted), 303)
    keep_token(response, signed_in.token)
    return response


def _loaded(given: dict[str, str]) -> dict[str, str]:
    """What was typed, when it has the form of a sign-in at all."""
    try:
        loaded: dict[str, str] = SignIn().load(given)
    except ValidationError:
        raise WrongPassword from None
    loaded.pop("cookie")
    return loaded


def _typed() -> dict[str, Any]:
    given = request.values
    return {name: given.get(name, "") for name in ("phone", "login", "tiep") if given.get(name)}


def _must_be_demonstration() -> None:
    if not is_demonstration():
        raise Missing
