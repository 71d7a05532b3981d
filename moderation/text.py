"""What a text looks like to moderation: masked, and with what asks for a look."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from moderation.masking import MASK, Datum, masked
from moderation.policy import (
    ACCUSES_PERSON,
    PERSONAL_DATA,
    SPAM,
    UNREADABLE,
    Policy,
    policy,
)
from moderation.words import Hit, WordList

LONGEST_WORD = 15
"""Letters of a syllable or a foreign word; longer rows of letters are no words."""

_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+")


@dataclass(frozen=True)
class Look:
    """What was found in a text, and the text with personal data masked."""

    title: str | None
    text: str
    masked: Mapping[Datum, int]
    """How often personal data of each kind was masked."""
    reasons: tuple[str, ...]
    """Codes, each once, those that are found in the text alone."""


def look(
    title: str | None, text: str, words: WordList, own: Sequence[re.Pattern[str]] = ()
) -> Look:
    """One look at a title and a text; `own` finds what names their sender."""
    of_title, of_text = masked(title or "", own), masked(text, own)
    found = Counter(span.kind for span in (*of_title.spans, *of_text.spans))
    whole = f"{title or ''}\n{text}"
    reasons = [PERSONAL_DATA] if found else []
    return Look(
        title=of_title.text if title else title,
        text=of_text.text,
        masked=found,
        reasons=tuple(dict.fromkeys([*reasons, *_reasons(whole, words)])),
    )


def without_words(text: str, words: WordList) -> str:
    """The text with the mask over every word of the list that asked for a look."""
    pieces, at = [], 0
    for start, end in _merged(_counting(text, words)):
        pieces += [text[at:start], MASK]
        at = end
    return "".join([*pieces, text[at:]])


def _merged(hits: Iterable[Hit]) -> Iterator[tuple[int, int]]:
    """The places of the hits, those that overlap as one."""
    open_: tuple[int, int] | None = None
    for hit in sorted(hits, key=lambda each: each.start):
        if open_ is not None and hit.start < open_[1]:
            open_ = (open_[0], max(open_[1], hit.end))
            continue
        if open_ is not None:
            yield open_
        open_ = (hit.start, hit.end)
    if open_ is not None:
        yield open_


def _reasons(text: str, words: WordList) -> Iterator[str]:
    yield from (hit.reason for hit in _counting(text, words))
    if _is_advertising(text, policy()):
        yield SPAM
    if _is_unreadable(text):
        yield UNREADABLE


def _counting(text: str, words: WordList) -> Iterator[Hit]:
    """The words of the list that count here: one that accuses does so only beside a person."""
    hits = list(words.hits(text))
    persons = _places_of_persons(text) if any(h.reason == ACCUSES_PERSON for h in hits) else []
    for hit in hits:
        beside = any(start <= hit.start < end for start, end in persons)
        if hit.reason != ACCUSES_PERSON or beside:
            yield hit


def _places_of_persons(text: str) -> Sequence[tuple[int, int]]:
    """The sentences in which a person is named, or meant by their office."""
    person = _person(tuple(policy().titles), tuple(policy().offices))
    return [
        each.span()
        for each in _SENTENCE.finditer(text)
        if any(m["office"] or m["name"][:1].isupper() for m in person.finditer(each[0]))
    ]


@cache
def _person(titles: tuple[str, ...], offices: tuple[str, ...]) -> re.Pattern[str]:
    """A form of address with what follows it, or an office."""
    named = "|".join(map(re.escape, titles))
    office = "|".join(map(re.escape, sorted(offices, key=len, reverse=True)))
    return re.compile(rf"\b(?:(?P<office>{office})|(?:{named})\s+(?P<name>\w+))\b", re.IGNORECASE)


def _is_advertising(text: str, known: Policy) -> bool:
    lines = Counter(line.strip() for line in text.splitlines() if line.strip())
    repeated = max(lines.values(), default=0) >= known.signs.same_line
    return repeated or len(_LINK.findall(text)) >= known.signs.links


def _is_unreadable(text: str) -> bool:
    """Whether more than half of it is no words."""
    words = [word for word in text.split() if not _LINK.match(word)]
    whole = sum(map(len, words))
    letters = sum(sign.isalpha() for word in words if len(word) <= LONGEST_WORD for sign in word)
    digits = sum(sign.isdigit() for word in words for sign in word)
    return letters + digits < whole / 2
