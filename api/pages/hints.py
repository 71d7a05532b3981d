"""What words seem to be about and where, offered to who writes them; nothing is chosen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from api.authorities.fields import fields
from api.core.i18n import preferred_locale
from api.pages.letters import Letter, area_in
from api.petitions.places import seems_to_be
from api.petitions.suggestion_routes import shown, suggester

FIELD: Final = "field"
PLACE: Final = "xa"


@dataclass(frozen=True)
class PlaceOffered:
    """A commune that the words may mean."""

    code: str
    name: str
    words: str
    """As they stand in the text."""
    former: str
    """What it was called and where it lay, when it is meant by an old name."""


@dataclass(frozen=True)
class Hints:
    """What is offered beside the words."""

    fields: Sequence[tuple[str, str]]
    """Codes and names, the likeliest first."""
    is_sure: bool
    """Whether the first of them is likely enough to be named first."""
    words: Sequence[str]
    """What speaks for the first of them."""
    places: Sequence[PlaceOffered]
    remarks: Sequence[str]
    """What to check of the place that was chosen."""


def hints_for(letter: Letter) -> Hints:
    """What the words typed so far seem to be about; nothing of them is kept."""
    locale = preferred_locale()
    text = letter.typed.get("text", "")
    guess = shown(suggester().suggest(text), locale)
    where = ". ".join(filter(None, (text, letter.typed.get("place"))))
    found = seems_to_be(where, None, letter.area_code or None, locale)
    return Hints(
        fields=list(_fields(guess, letter)),
        is_sure=guess["field"] is not None,
        words=guess["words"],
        places=list(_places(found["named"], letter)),
        remarks=found["hints"],
    )


def with_choice(letter: Letter, choice: str) -> Letter:
    """The letter with what its writer took from the offers; anything else changes nothing."""
    kind, _, code = choice.partition(":")
    if kind == FIELD and code in fields():
        return replace(letter, typed={**letter.typed, "field": code})
    if kind == PLACE and (area := area_in({"xa": code})) is not None:
        return replace(letter, area=area)
    return letter


def _fields(guess: Mapping[str, Any], letter: Letter) -> Iterator[tuple[str, str]]:
    first = [guess] if guess["field"] is not None else []
    for each in [*first, *guess["others"]]:
        if each["field"] != letter.typed.get("field"):
            yield each["field"], each["name"]


def _places(named: Sequence[Mapping[str, Any]], letter: Letter) -> Iterator[PlaceOffered]:
    offered = {letter.area_code}
    for each in named:
        area = area_in({"xa": each["code"]})
        if area is not None and area.code not in offered:
            offered.add(area.code)
            former = each["former"] or {}
            yield PlaceOffered(area.code, area.name, each["words"], ", ".join(former.values()))
