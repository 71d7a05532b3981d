"""Where a matter seems to be: by the point on the map and by the names in the words. A hint."""

from typing import Any

from api.authorities.boundaries import boundaries
from api.authorities.directory import directory
from api.authorities.mentions import Mention, mentions_in
from api.core.i18n import translate

DISAGREE = (
    "The point on the map lies in %(found)s, and the place chosen is %(chosen)s; please check"
)
BETWEEN = "The point on the map lies between communes: %(found)s; please choose"
OUTSIDE = "The point on the map lies outside this province"
NAMES_ANOTHER = "The words name %(found)s, and the place chosen is %(chosen)s; please check"
DIVIDED = "%(words)s may be several places; please choose"
SENTENCES = (DISAGREE, BETWEEN, OUTSIDE, NAMES_ANOTHER, DIVIDED)


def disagreement(
    area_code: str | None, latitude: float | None, longitude: float | None, locale: str
) -> str | None:
    """What to check of a place and a point that do not agree; None when nothing is odd."""
    known = boundaries()
    if not known or latitude is None or longitude is None:
        return None
    found = known.at(latitude, longitude).codes
    if not found:
        return translate(OUTSIDE, locale)
    if area_code in found:
        return None
    names = ", ".join(map(_name, found))
    if area_code is None or directory().areas[area_code].province_code == area_code:
        return translate(BETWEEN, locale, found=names) if len(found) > 1 else None
    return translate(DISAGREE, locale, found=names, chosen=_name(area_code))


def seems_to_be(
    text: str, location: dict[str, float] | None, area_code: str | None, locale: str
) -> dict[str, Any]:
    """The areas that the words and the point speak for, and what to check. Nothing is chosen."""
    mentioned = mentions_in(text)
    at = boundaries().at(location["lat"], location["lon"]).codes if location else ()
    return {
        "named": [_shown(each) for each in mentioned],
        "at": [{"code": code, "name": _name(code)} for code in at],
        "hints": _hints(mentioned, location or {}, area_code, locale),
    }


def _hints(
    mentioned: list[Mention], location: dict[str, float], area_code: str | None, locale: str
) -> list[str]:
    point = disagreement(area_code, location.get("lat"), location.get("lon"), locale)
    hints = [point] if point else []
    codes = list(dict.fromkeys(each.area_code for each in mentioned))
    if area_code is not None and codes and area_code not in codes:
        named = ", ".join(map(_name, codes))
        hints.append(translate(NAMES_ANOTHER, locale, found=named, chosen=_name(area_code)))
    divided = (
        words
        for words in dict.fromkeys(each.words for each in mentioned)
        if len({each.area_code for each in mentioned if each.words == words}) > 1
    )
    return [*hints, *(translate(DIVIDED, locale, words=words) for words in divided)]


def _shown(mention: Mention) -> dict[str, Any]:
    former = mention.former
    return {
        "words": mention.words,
        "code": mention.area_code,
        "name": _name(mention.area_code),
        "by": mention.by,
        "former": former
        and {"name": former.name, "district": former.district, "province": former.province},
        "neighbourhood": mention.neighbourhood,
    }


def _name(code: str) -> str:
    area = directory().area(code)
    return area.name if area else code
