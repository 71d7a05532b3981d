"""The first page, the files of all pages, and the choice of a language."""

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from api.core import clock
from api.core.access import public
from api.core.errors import Missing
from api.core.i18n import CHOICE, LOCALES
from api.pages import queries
from api.pages.assets import assets
from api.pages.blueprint import pages
from api.pages.rendering import FOR_ALL, page
from api.pages.ways import safely

A_YEAR = 365 * 24 * 60 * 60
"""Seconds a browser remembers a language or a file whose address names its content."""


@pages.get("/")
@public
def home() -> Response:
    """What this is, and where to go"""
    return page("home.html", figures=queries.figures(clock.now()), keep=FOR_ALL)


@pages.get("/static/<string:name>")
@public
def asset(name: str) -> Response:
    """A file of the pages"""
    found = assets().get(name)
    if found is None:
        raise Missing
    response = Response(found.content, content_type=found.content_type)
    is_named = request.args.get("v") == found.mark
    lasting = f"public, max-age={A_YEAR}, immutable"
    response.headers["Cache-Control"] = lasting if is_named else "no-cache"
    return response


@pages.get("/ngon-ngu/<string:chosen>")
@public
def language(chosen: str) -> ResponseReturnValue:
    """Read in this language from now on"""
    if chosen not in LOCALES:
        raise Missing
    response = redirect(safely(request.args.get("tiep")))
    response.set_cookie(CHOICE, chosen, max_age=A_YEAR, httponly=True, samesite="Lax", path="/")
    return response
