"""Empty formulas: phrases that tell nothing, unless something else in the answer does."""

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from unicodedata import normalize

from api.authorities.names import fold, written
from api.core.i18n import LOCALES

_FILE: Final = Path(__file__).parent / "data" / "formulas.toml"
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True)
class Formula:
    """Some phrases that say the same nothing."""

    code: str
    phrases: Sequence[Sequence[str]]
    """Each as its words, with their diacritics."""
    unless: frozenset[str]
    """What in the answer makes them say something: done, promise, basis."""
    instead: dict[str, str]
    """What to write instead, by language."""


@dataclass(frozen=True)
class EmptyPhrase:
    """A formula that was found in an answer, and where."""

    formula: Formula
    phrase: str
    """As it stands there."""

    def shown(self, locale: str) -> dict[str, str]:
        """For the drafter, in their language."""
        return {
            "code": self.formula.code,
            "phrase": self.phrase,
            "instead": self.formula.instead[locale],
        }


def empty_formulas(text: str, substance: Collection[str]) -> list[EmptyPhrase]:
    """The formulas in these words that nothing of the answer's `substance` fills.

    Each once, at its first place. Words are compared composed or not, in any case; a phrase typed
    wholly without diacritics is found too, one with other diacritics is another phrase.
    """
    words = [(found.group(), found.span()) for found in _WORD.finditer(normalize("NFC", text))]
    asked = [each for each in formulas() if each.unless.isdisjoint(substance)]
    return [warning for each in asked for warning in _first(each, words, normalize("NFC", text))]


@cache
def formulas() -> Sequence[Formula]:
    """All of them, in the order of the file."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["formula"]
    return tuple(_formula(row) for row in rows)


def _formula(row: dict[str, Any]) -> Formula:
    phrases = tuple(tuple(written(phrase).split()) for phrase in row["phrases"])
    instead = {locale: row[locale] for locale in LOCALES}
    return Formula(row["code"], phrases, frozenset(row["unless"]), instead)


def _first(
    formula: Formula, words: Sequence[tuple[str, tuple[int, int]]], text: str
) -> Iterator[EmptyPhrase]:
    places = (
        (words[at][1][0], words[at + len(phrase) - 1][1][1])
        for at in range(len(words))
        for phrase in formula.phrases
        if _is_at(phrase, words, at)
    )
    for begin, end in places:
        yield EmptyPhrase(formula, text[begin:end])
        return


def _is_at(phrase: Sequence[str], words: Sequence[tuple[str, Any]], at: int) -> bool:
    found = [word for word, _ in words[at : at + len(phrase)]]
    if len(found) < len(phrase) or fold(found[0]) != fold(phrase[0]):
        return False
    said = " ".join(found)
    if written(said) == " ".join(phrase):
        return True
    return _is_bare(said) and fold(said) == fold(" ".join(phrase))


def _is_bare(text: str) -> bool:
    """Whether it was typed without any diacritics."""
    return text.isascii()
