"""What everybody may read: cases their senders wanted public, and that may be."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.authorities.fields import fields
from api.cases.access import Reader, reader_of, roles_on
from api.cases.labels import KINDS
from api.cases.models import Kind
from api.core.access import Actor, Role, actor_or_none, allowed, current_actor, public
from api.core.dumping import Dumper
from api.core.errors import Missing
from api.core.http import EARLIEST_YEAR, LATEST_YEAR, read_cursor, takes_form
from api.core.i18n import preferred_locale
from api.core.ids import is_code
from api.pages import queries
from api.pages.blueprint import pages
from api.pages.days import as_iso
from api.pages.feeds import TYPES, Feed, written_as
from api.pages.letters import area_in
from api.pages.rendering import FOR_ALL, page, see
from api.petitions import queries as petitions
from api.petitions import supporting
from api.petitions.readers import PetitionForPublic
from api.petitions.states import PUBLIC_STATES, PublicState
from api.petitions.support_views import shown
from api.petitions.views import Shown

LONGEST_WORDS = 200
"""Letters of what is looked for."""


@pages.get("/cong-khai")
@public
def public_cases() -> Response:
    """Public cases, newest first, of a field, a place, a step"""
    wanted = _wanted(request.args)
    return page(
        "public_cases.html",
        cases=queries.public_cases(wanted),
        wanted=wanted,
        places=queries.places_of_public_cases(),
        fields=fields().values(),
        states=PUBLIC_STATES,
        kinds=KINDS,
        feed=_feed(),
        keep=FOR_ALL,
    )


def _wanted(given: Mapping[str, str]) -> queries.PublicWanted:
    """What was chosen; what does not exist here was not."""
    state, field, kind = (given.get(name, "") for name in ("buoc", "linh-vuc", "loai"))
    return queries.PublicWanted(
        field=field if field in fields() else None,
        area=area_in(given),
        state=PublicState(state) if state in set(PublicState) else None,
        kind=Kind(kind) if kind in set(Kind) else None,
        words=given.get("tim", "").strip()[:LONGEST_WORDS] or None,
        since=_day(given.get("tu-ngay", "")),
        until=_day(given.get("den-ngay", "")),
        after=read_cursor(given["sau"]) if given.get("sau") else None,
    )


def _day(written: str) -> date | None:
    """A day as people type it or as programs do; None when it is none that is counted."""
    with suppress(ValueError):
        found = date.fromisoformat(as_iso(written.strip()))
        return found if EARLIEST_YEAR <= found.year <= LATEST_YEAR else None
    return None


@pages.get("/phan-anh.<string:form>")
@public
def feed(form: str) -> Response:
    """Public cases and their answers as a feed, asked for anew each time: hidden is hidden"""
    if form not in TYPES:
        raise Missing
    response = Response(written_as(form, _feed()), content_type=TYPES[form])
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request.environ)
    return response


def _feed() -> Feed:
    """What was chosen; what is no field or place here was not."""
    field = request.args.get("linh-vuc", "")
    known = field if field in fields() else None
    return Feed(request.host_url, preferred_locale(), known, area_in(request.args))


@pages.get("/cong-khai/<string:code>")
@public
def public_case(code: str) -> Response:
    """One public case"""
    found = petitions.by_number(code.upper()) if is_code(code.upper()) else None
    if found is None or reader_of(None, found) is not Reader.PUBLIC:
        raise Missing
    whole = Shown(petitions.petition_to_read(found.id), Reader.PUBLIC, preferred_locale())
    actor = actor_or_none()
    return page(
        "public_case.html",
        case=_PUBLIC.dump(whole),
        support=shown(found, actor),
        is_mine=Role.RESIDENT in roles_on(actor, found),
        keep=FOR_ALL,
    )


@pages.post("/cong-khai/<string:code>/<string:slug>")
@allowed(Role.RESIDENT)
@takes_form
def say_of_public(code: str, slug: str) -> ResponseReturnValue:
    """Say that one has the same matter, or wants to hear how it goes on; or that one does not"""
    found = petitions.by_number(code.upper()) if is_code(code.upper()) else None
    if found is None or slug not in _SAYING:
        raise Missing
    _SAYING[slug](found.id, current_actor())
    return see(url_for("pages.public_case", code=found.code, _anchor="cung-gap"))


_SAYING: Mapping[str, Callable[[UUID, Actor], object]] = {
    "cung-gap": supporting.support,
    "thoi-cung-gap": supporting.take_back,
    "theo-doi": supporting.follow,
    "thoi-theo-doi": supporting.stop_following,
}


_PUBLIC = Dumper(PetitionForPublic)
"""The same members as of the API: what is no member is not on the page either."""
