"""Words that ask for a look: the list, and where its words stand in a text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, select

from api.authorities.names import fold, written
from api.authorities.sheets import BadLine, Line, Sheet
from api.core import clock
from api.core.database import db
from api.core.reference import Kept, forget_stamp
from moderation.models import ModerationWord
from moderation.policy import reasons

SHIPPED = Path(__file__).parent / "data/words.csv"

COLUMNS = ("word", "reason")

_SYLLABLE = re.compile(r"[^\W_][\w\u0300-\u036f]*")
"""Composed or not: a tone written apart belongs to the letter before it."""


@dataclass(frozen=True)
class WordRow:
    """A word, or several in a row, and the code of the reason it stands for."""

    word: str
    reason: str


@dataclass(frozen=True)
class Hit:
    """Where a word of the list stands in a text."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class _Listed:
    folded: tuple[str, ...]
    written: tuple[str, ...]
    reason: str


class WordList:
    """The words of a list, ready to be looked for."""

    def __init__(self, rows: Iterable[WordRow]) -> None:
        self._by_first: defaultdict[str, list[_Listed]] = defaultdict(list)
        for row in rows:
            parts = _SYLLABLE.findall(row.word)
            listed = _Listed(tuple(map(fold, parts)), tuple(map(written, parts)), row.reason)
            self._by_first[listed.folded[0]].append(listed)

    def hits(self, text: str) -> Iterator[Hit]:
        """Every place of a word of the list, whole syllables only.

        Without diacritics a text is read without them; with them, as it is written: "mặt đáy" is
        not "mất dạy".
        """
        found = list(_SYLLABLE.finditer(text))
        folded = [fold(each[0]) for each in found]
        for place, first in enumerate(folded):
            for listed in self._by_first.get(first, ()):
                last = place + len(listed.folded)
                these = found[place:last]
                if tuple(folded[place:last]) == listed.folded and _are_so(these, listed):
                    yield Hit(these[0].start(), these[-1].end(), listed.reason)


def _are_so(found: Sequence[re.Match[str]], listed: _Listed) -> bool:
    return all(
        each[0].isascii() or written(each[0]) == wanted
        for each, wanted in zip(found, listed.written, strict=True)
    )


def word_list() -> WordList:
    """The list as this transaction must see it."""
    return _kept.get()


def read_words(path: Path) -> tuple[WordRow, ...]:
    """The words of a list; `BadSheet` with all that is wrong with it."""
    seen: set[str] = set()

    def make(line: Line) -> WordRow:
        word = line.text("word").lower()
        if not _SYLLABLE.search(word):
            raise BadLine(f"word {word!r} has no letter")
        if word in seen:
            raise BadLine(f"word {word!r} stands there twice")
        seen.add(word)
        return WordRow(word, line.known("reason", reasons()))

    return Sheet.read(path, COLUMNS).rows(make)


def keep(rows: Sequence[WordRow], by: str) -> None:
    """This is the list from now on; who put a word on it, and when, stays with the word."""
    words = {row.word: row.reason for row in rows}
    db.session.execute(delete(ModerationWord).where(ModerationWord.word.not_in(words)))
    known = {each.word: each for each in db.session.scalars(select(ModerationWord))}
    for word, reason in words.items():
        each = known.get(word)
        if each is None or each.reason != reason:
            kept = each or ModerationWord(word=word)
            kept.reason, kept.since, kept.added_by = reason, clock.now(), by
            db.session.add(kept)
    db.session.flush()
    forget_stamp()


def _load() -> WordList:
    found = db.session.scalars(select(ModerationWord).order_by(ModerationWord.word))
    return WordList(WordRow(each.word, each.reason) for each in found)


_kept = Kept(_load)
