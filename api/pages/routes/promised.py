"""What was promised, as everybody reads it: the ledger, its lists, and one promise."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from api.authorities.directory import directory
from api.authorities.lookup import position_named, unit_named
from api.authorities.search import AreaSearch, areas_named
from api.authorities.views import AreaView
from api.cases.access import Reader, reader_of
from api.commitments import queries
from api.commitments.fates import Fate
from api.commitments.models import Commitment, Source
from api.commitments.schemas import DAYS
from api.commitments.views import page as page_of
from api.core import clock
from api.core.access import Actor, actor_or_none, public
from api.core.errors import Missing
from api.core.http import read_cursor
from api.pages import promise_views as views
from api.pages.blueprint import pages
from api.pages.forms import Form
from api.pages.promises import WORDS
from api.pages.rendering import FOR_ALL, page, see
from api.routing import reading as competence

MOST_PLACES = 30
A_PAGE = 30


@pages.get("/viec-da-hua")
@public
def promise_ledger() -> Response:
    """What was promised in public and what became of it: by place, and there by leader"""
    words, area = request.args.get("q", "").strip()[:100], _area()
    if words:
        province = competence.shipped().province
        found, has_more = areas_named(AreaSearch(words, limit=MOST_PLACES, province=province))
        return _ledger(area, words=words, found=found, has_more=has_more)
    return _ledger(area)


@pages.get("/viec-da-hua/danh-sach")
@public
def promise_list() -> Response:
    """What a number of the ledger counts, newest first"""
    given: dict[str, Any] = {name: text for name in _ASKED if (text := request.args.get(name))}
    wanted = _wanted(given)
    after = request.args.get("sau")
    at = clock.now()
    asked = queries.Wanted(
        **wanted, public=True, after=read_cursor(after) if after else None, limit=A_PAGE
    )
    found = page_of(queries.promises_for(None, asked, at), A_PAGE, at)
    return page(
        "promises/list.html",
        promises=found,
        older=url_for("pages.promise_list", **given, sau=found["next"]),
        whose=_whose(given),
        narrowed=given.get("ket_qua") or ("moved" if "lui" in given else ""),
        area=_area() or _place_of(given),
        keep=FOR_ALL,
    )


@pages.get("/viec-da-hua/<uuid:promise_id>")
@public
def promise(promise_id: UUID) -> ResponseReturnValue:
    """One promise: by which day, how far it is, and what became of it"""
    found, actor = queries.commitment_to_read(promise_id), actor_or_none()
    reader = reader_of(actor, found)
    if found.source is Source.ANSWER and reader is Reader.AUTHOR:
        return see(url_for("pages.my_case", petition_id=found.origin_id, _anchor="da-hua"))
    done = WORDS.get(request.args.get("xong", ""))
    return promise_page(found, actor, done=done.done if done else "")


def promise_page(
    found: Commitment, actor: Actor | None, refused: Form | None = None, done: str = ""
) -> Response:
    """The promise as this person reads it, with the form that was refused, if one was."""
    at_desk = actor is not None and actor.position_id is not None
    reader = Reader.PUBLIC if at_desk else reader_of(actor, found)
    shown = views.one(found, None if at_desk else actor, reader, refused)
    return page(
        "promises/one.html",
        refused.status if refused else 200,
        promise=shown.shown,
        offered=shown.offered,
        refused=refused,
        lost=shown.is_lost,
        area=views.place_of(found),
        at_desk=at_desk,
        done=done,
        keep=FOR_ALL,
    )


_ASKED = ("xa", "don_vi", "lanh_dao", "tu", "den", "ket_qua", "lui")
"""What a list may be asked for, by its name in the address."""


def _ledger(area: AreaView | None, **searched: Any) -> Response:
    lines, total = views.rows(area)
    usual: dict[str, Any] = {"words": "", "found": (), "has_more": False}
    return page(
        "promises/ledger.html",
        area=area,
        lines=lines,
        total=total,
        links=views.links({"xa": area.code} if area else {}),
        keep=FOR_ALL,
        **(usual | searched),
    )


def _wanted(given: Mapping[str, str]) -> dict[str, Any]:
    """What the address asks for; `Missing` for what there is not."""
    fate = given.get("ket_qua")
    if fate is not None and fate not in set(Fate):
        raise Missing
    leader = given.get("lanh_dao")
    area = _area()
    return {
        "area_code": area.code if area else None,
        "unit_id": unit_named(given["don_vi"]).id if "don_vi" in given else None,
        "leader_id": position_named(leader).id if leader else None,
        "first_day": _day(given.get("tu")),
        "last_day": _day(given.get("den")),
        "fate": Fate(fate) if fate else None,
        "moved": True if "lui" in given else None,
    }


def _whose(given: Mapping[str, str]) -> str:
    if "lanh_dao" in given:
        return position_named(given["lanh_dao"]).name
    if "don_vi" in given:
        return unit_named(given["don_vi"]).name
    area = _area()
    return area.name if area else ""


def _place_of(given: Mapping[str, str]) -> AreaView | None:
    if "don_vi" not in given:
        return None
    return directory().areas[unit_named(given["don_vi"]).area_code]


def _area() -> AreaView | None:
    code = request.args.get("xa")
    if not code:
        return None
    found = directory().area(code)
    if found is None:
        raise Missing
    return found


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        found: date = DAYS(date.fromisoformat(text))
    except (ValueError, ValidationError):
        raise Missing from None
    return found
