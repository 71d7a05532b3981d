"""The field that a text seems to be about: a guess with its confidence, or none; people decide."""

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from api.authorities.names import fold, written
from api.routing import learning
from api.routing.learning import DATA, Counts, settings


class Likely(NamedTuple):
    """A field, and how likely it is that a person would choose it, from 0 to 1."""

    field: str
    confidence: float


@dataclass(frozen=True)
class Suggestion:
    """What a text seems to be about. Nothing is chosen by it."""

    field: str | None
    """None: it is not known, and somebody has to say."""
    confidence: float
    """Of the likeliest field, also when that is too little to suggest it."""
    others: tuple[Likely, ...]
    words: tuple[str, ...]
    """What was found in the text that speaks for the field suggested."""
    method: str


class Spelt(NamedTuple):
    """A listed word with its diacritics and without, and the field it speaks for."""

    written: str
    folded: str
    field: str


class Suggester:
    """Guesses by a list of words, which needs no example, and by what was counted in examples."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts

    def suggest(self, text: str) -> Suggestion:
        """What the text seems to be about; nothing of the text is kept."""
        told = settings()
        words = dict.fromkeys(_lists(), 0.0)
        found = list(_found_in(text))
        for word, weight in found:
            words[word.field] += weight
        counted = self._counts.scores(text)
        weights = told["weights"]
        ranked = _likely(
            {
                field: weights["sharpness"] * (score + weights["counts"] * counted.get(field, 0.0))
                for field, score in words.items()
            }
        )
        first, others = ranked[0], tuple(ranked[1 : 1 + told["shown_besides"]])
        if first.confidence < told["unknown_below"]:
            return Suggestion(None, first.confidence, (first, *others[:-1]), (), told["method"])
        said = tuple(dict.fromkeys(word.written for word, _ in found if word.field == first.field))
        return Suggestion(first.field, first.confidence, others, said, told["method"])


def suggester(home: Path | None = None) -> Suggester:
    """The one of this home, when it has counted examples of its own; else the one shipped."""
    own = home / learning.FILE if home is not None else None
    return Suggester(learning.read(own if own is not None and own.is_file() else learning.SHIPPED))


def _found_in(text: str) -> Iterator[tuple[Spelt, float]]:
    """The listed words that stand in the text, each with what it counts."""
    bare, full, weights = fold(text), written(text), settings()["weights"]
    is_bare = bare == full
    padded = f" {bare if is_bare else full} "
    for word in _words():
        sought = word.folded if is_bare else word.written
        if f" {sought} " in padded:
            syllables = len(sought.split())
            single = weights["bare_syllable" if is_bare else "syllable"]
            yield word, single if syllables == 1 else syllables * weights["phrase"]


def _likely(scores: Mapping[str, float]) -> list[Likely]:
    highest = max(scores.values())
    powers = {field: math.exp(score - highest) for field, score in scores.items()}
    whole = sum(powers.values())
    ranked = [Likely(field, power / whole) for field, power in powers.items()]
    return sorted(ranked, key=lambda each: (-each.confidence, each.field))


@cache
def _lists() -> Mapping[str, list[str]]:
    return tomllib.loads((DATA / "field_words.toml").read_text(encoding="utf-8"))


@cache
def _words() -> tuple[Spelt, ...]:
    spelt = (
        Spelt(written(word), fold(word), field)
        for field, words in _lists().items()
        for word in words
    )
    return tuple(dict.fromkeys(spelt))
