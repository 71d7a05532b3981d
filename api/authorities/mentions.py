"""Places that a text names: communes of today and of before, thôn and tổ dân phố. A hint only."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from typing import NamedTuple
from unicodedata import combining

from sqlalchemy import or_, select

from api.authorities.directory import directory
from api.authorities.models import FormerArea, Level, Neighbourhood
from api.authorities.names import fold, written
from api.authorities.search import FormerName
from api.authorities.structure import DATA
from api.core import clock
from api.core.database import db
from api.core.reference import Kept

PART = "neighbourhood"
"""What a thôn or tổ dân phố is, beside a commune."""

LONGEST_TEXT = 20_000


class By(StrEnum):
    """By which sort of name a place is meant."""

    NAME = "name"
    FORMER = "former"
    NEIGHBOURHOOD = "neighbourhood"


@dataclass(frozen=True)
class Mention:
    """An area that a text may mean, by the words that name it."""

    words: str
    """As they stand in the text."""
    area_code: str
    by: By
    former: FormerName | None = None
    """What the commune was called then, and where it lay."""
    neighbourhood: str | None = None


class _Named(NamedTuple):
    """A name that leads to an area."""

    name: str
    mention: Mention

    @property
    def is_part(self) -> bool:
        """Whether it is a thôn or tổ dân phố."""
        return self.mention.by is By.NEIGHBOURHOOD


class _Word(NamedTuple):
    written: str
    folded: str
    is_capital: bool


class Gazetteer:
    """The names of the places of one province, found in a text word by word."""

    def __init__(self, named: Iterable[_Named]) -> None:
        self._by_written: defaultdict[str, list[_Named]] = defaultdict(list)
        self._by_folded: defaultdict[str, list[_Named]] = defaultdict(list)
        for each in named:
            self._by_written[written(each.name)].append(each)
            self._by_folded[fold(each.name)].append(each)
        lengths = (len(name.split()) for name in self._by_folded)
        self._longest = max(lengths, default=0)
        self._kinds = [
            (key.split(), kind)
            for kind, words in _said_before().items()
            for said in words
            for key in dict.fromkeys((written(said), fold(said)))
        ]

    def mentions(self, text: str) -> list[Mention]:
        """Every place that may be meant, in the order of the text; nothing is chosen.

        A name counts after its kind (phường, xã, thôn …) or where it is written with capitals.
        A text without diacritics is compared without them.
        """
        text = text[:LONGEST_TEXT]
        words = [_word(each) for each in _split(text)]
        is_bare = written(text) == fold(text)
        found: dict[Mention, None] = {}
        start = 0
        while start < len(words):
            length, matches = self._at(words, start, is_bare=is_bare)
            for each in matches:
                found.setdefault(each)
            start += length or 1
        return list(found)

    def _at(
        self, words: Sequence[_Word], start: int, *, is_bare: bool
    ) -> tuple[int, list[Mention]]:
        """The longest name that begins here, and all places that bear it."""
        kind = self._kind_before(words[:start])
        for length in range(min(self._longest, len(words) - start), 0, -1):
            part = words[start : start + length]
            is_name = length > 1 and all(word.is_capital for word in part)
            if kind is None and not is_name:
                continue
            spelt = " ".join(word.folded if is_bare else word.written for word in part)
            bearers = (self._by_folded if is_bare else self._by_written).get(spelt, ())
            fitting = [each for each in bearers if _fits(each, kind)]
            if fitting:
                said = " ".join(word.written for word in part)
                return length, [_said(each.mention, said) for each in fitting]
        return 0, []

    def _kind_before(self, words: Sequence[_Word]) -> str | None:
        for said, kind in self._kinds:
            last = words[-len(said) :]
            if [w.written for w in last] == said or [w.folded for w in last] == said:
                return kind
        return None


def mentions_in(text: str) -> list[Mention]:
    """The places of this province that the text may mean, in the order of the text."""
    return _kept.get().mentions(text)


def _fits(named: _Named, kind: str | None) -> bool:
    """Whether a place of this kind can be meant: phường and xã change, a thôn is never one."""
    return named.is_part == (kind == PART)


def _said(mention: Mention, words: str) -> Mention:
    return Mention(words, mention.area_code, mention.by, mention.former, mention.neighbourhood)


def _split(text: str) -> Iterator[str]:
    inside = "".join(sign if sign.isalnum() or _is_mark(sign) else " " for sign in text)
    return iter(inside.split())


def _is_mark(sign: str) -> bool:
    return combining(sign) > 0


def _word(said: str) -> _Word:
    return _Word(written(said), fold(said), said[:1].isupper() or said.isdigit())


def _load() -> Gazetteer:
    """Of the provinces that have units here: communes of today and of before, and their parts."""
    known, today = directory(), clock.today()
    provinces = {known.areas[unit.area_code].province_code for unit in known.units.values()}
    ours = {
        area.code: area
        for area in known.areas.values()
        if area.province_code in provinces
        and area.level is Level.COMMUNE
        and area.is_current(today)
    }
    current = (
        _Named(area.name.removeprefix(f"{area.kind} "), Mention("", code, By.NAME))
        for code, area in ours.items()
    )
    return Gazetteer(chain(current, _former(ours), _parts(ours)))


def _former(ours: Iterable[str]) -> Iterator[_Named]:
    chosen = select(FormerArea).where(FormerArea.successor_code.in_(list(ours)))
    for each in db.session.scalars(chosen.order_by(FormerArea.id)):
        then = FormerName(each.name, each.district, each.province)
        name = each.name.removeprefix(f"{each.kind} ")
        yield _Named(name, Mention("", each.successor_code, By.FORMER, then))


def _parts(ours: Iterable[str]) -> Iterator[_Named]:
    today, until = clock.today(), Neighbourhood.until_on
    chosen = select(Neighbourhood).where(
        Neighbourhood.area_code.in_(list(ours)), or_(until.is_(None), until > today)
    )
    for each in db.session.scalars(chosen.order_by(Neighbourhood.area_code, Neighbourhood.code)):
        mention = Mention("", each.area_code, By.NEIGHBOURHOOD, None, each.name)
        for name in dict.fromkeys((each.name, _bare(each.name))):
            yield _Named(name, mention)


def _bare(name: str) -> str:
    """The name of a thôn without the word in front."""
    for said in _said_before()[PART]:
        if written(name).startswith(f"{written(said)} "):
            return " ".join(name.split()[len(said.split()) :])
    return name


@cache
def _said_before() -> Mapping[str, Sequence[str]]:
    return tomllib.loads((DATA / "said_before.toml").read_text(encoding="utf-8"))


_kept = Kept(_load)
