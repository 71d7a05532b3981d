"""Personal data in a text: where it stands, of which kind, and the text without it.

Telephone numbers, numbers of identity papers and bank accounts, e-mail addresses, number plates,
and what names the sender.
Each kind takes one pass over the text, however long it is and whatever is in it.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from unicodedata import category, combining, decimal, normalize

MASK = "***"
"""What stands in the place of what was masked, of whatever kind and length."""

_WORDS = tomllib.loads((Path(__file__).parent / "data/masking.toml").read_text(encoding="utf-8"))


class Datum(StrEnum):
    """A kind of personal data."""

    EMAIL = "email"
    IDENTITY = "identity"
    ACCOUNT = "account"
    PHONE = "phone"
    PLATE = "plate"
    SENDER = "sender"


@dataclass(frozen=True, order=True)
class Span:
    """A place in a text, from `start` to before `end`, and what stands there."""

    start: int
    end: int
    kind: Datum


@dataclass(frozen=True)
class Masked:
    """A text that may be shown, and where personal data stood in the one it was made from."""

    text: str
    spans: tuple[Span, ...]


def masked(text: str, own: Sequence[re.Pattern[str]] = ()) -> Masked:
    """The text with the mask in the place of each piece of personal data, and all else as it was.

    Composed and decomposed letters and digits of any script of numbers are read alike. What is
    masked already stays as it is. `own` finds what names its sender, written in plain signs.
    """
    spans = find(text, own)
    pieces, at = [], 0
    for span in spans:
        pieces += [text[at : span.start], MASK]
        at = span.end
    return Masked("".join([*pieces, text[at:]]), spans)


def find(text: str, own: Sequence[re.Pattern[str]] = ()) -> tuple[Span, ...]:
    """Where personal data stands in the text; no two places overlap."""
    shadow = _Shadow(text)
    for pattern in own:
        shadow.take(Datum.SENDER, pattern, _is_any)
    shadow.leave_days()
    for kind, pattern, is_one in _RULES:
        shadow.take(kind, pattern, is_one)
    return tuple(sorted(shadow.spans))


def only_masks(text: str, edited: str) -> bool:
    """Whether the edited text is the text with nothing but masks put over parts of it."""
    first, *others = edited.split(MASK)
    if not others:
        return edited == text
    *between, last = others
    if not text.startswith(first):
        return False
    at = len(first)
    for piece in between:
        at = text.find(piece, at + 1)
        if at < 0:
            return False
        at += len(piece)
    return text.endswith(last) and len(text) - len(last) > at


class _Shadow:
    """The text as the rules read it: a plain small letter or digit for each sign that counts."""

    def __init__(self, text: str) -> None:
        self.spans: list[Span] = []
        self._written = text
        pairs = [(sign, place) for place, each in enumerate(text) for sign in plain(each)]
        self._text = "".join(sign for sign, _ in pairs)
        self._places = [place for _, place in pairs] + [len(text)]

    def leave_days(self) -> None:
        """Days are nobody's: without their digits, none is taken for a part of a number."""
        self._text = _DATE.sub(lambda day: "#" * len(day[0]), self._text)

    def take(self, kind: Datum, pattern: re.Pattern[str], is_one: "Judge") -> None:
        """Note what the pattern finds and the judge agrees to; later rules do not see it."""
        at = 0
        pieces = []
        for start, end in self._found(pattern, is_one):
            self.spans.append(Span(self._places[start], self._places[end], kind))
            pieces += [self._text[at:start], "*" * (end - start)]
            at = end
        self._text = "".join([*pieces, self._text[at:]])

    def _found(self, pattern: re.Pattern[str], is_one: "Judge") -> Iterator[tuple[int, int]]:
        at = 0
        while match := pattern.search(self._text, at):
            start, end = match.span("it")
            if is_one(match, self._as_written(match)):
                yield start - self._opens(start, end), end
                at = end
            else:
                at = match.start() + 1

    def _as_written(self, match: re.Match[str]) -> str:
        start, end = match.span("it")
        return self._written[self._places[start] : self._places[end]]

    def _opens(self, start: int, end: int) -> int:
        """One for a bracket before that closes inside: (0225) 3 842 123."""
        inside = self._text[start:end]
        is_closed_only = inside.count(")") > inside.count("(")
        return int(start > 0 and self._text[start - 1] == "(" and is_closed_only)


Judge = Callable[[re.Match[str], str], bool]
"""Whether it really is one, given the match and how it was written."""


@lru_cache(maxsize=4096)
def plain(sign: str) -> str:
    """One plain sign for a sign of any script, or none for what only adorns another."""
    kind = category(sign)
    if combining(sign) or kind == "Cf":
        return ""
    if (digit := decimal(sign, None)) is not None:
        return str(digit)
    if kind == "Pd" or sign == "\u2212":
        return "-"
    if sign in "·•‧∙":
        return "."
    if kind == "Zs" or sign == "\t":
        return " "
    first = normalize("NFKD", sign)[:1].lower()
    return {"đ": "d"}.get(first, first[:1])


def _any_of(words: Sequence[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", " +") for word in longest_first)


def _after(name: str, within: int) -> str:
    """One of these words, then at most so many signs that are no digits, on the same line."""
    return rf"(?<![a-z0-9])(?:{_any_of(_WORDS[name])})(?![a-z])[^0-9*\n]{{0,{within}}}"


_LOOSE, _TIGHT = r"[ .\-_()]{0,3}", r"[ .\-]?"


def _digits(least: int, most: int | None = None, between: str = _LOOSE) -> str:
    """So many digits, with what people write between them."""
    return rf"(?:{between}[0-9]){{{least},{least if most is None else most}}}"


_END = r"(?![0-9])"
_MOBILE, _FIXED = rf"[35789]{_digits(8)}", rf"2{_digits(9)}"
_OLD_MOBILE = rf"1{_LOOSE}[2689]{_digits(8)}"

_EMAIL = re.compile(
    r"(?P<it>(?<![a-z0-9._%+\-])[a-z0-9._%+\-]+(?:@| ?[(\[]at[)\]] ?)[a-z0-9\-]+(?:\.[a-z0-9\-]+)+)"
)
_IDENTITY_SAID = re.compile(
    rf"{_after('identity', 30)}(?P<it>[0-9](?:{_digits(11, between=_TIGHT)}"
    rf"|{_digits(9, between=_TIGHT)}|{_digits(8, between=_TIGHT)})){_END}"
)
_IDENTITY = re.compile(rf"(?<![0-9])(?P<it>0{_digits(11, between=_TIGHT)}){_END}")
_OLD_IDENTITY = re.compile(
    r"(?<![0-9.])(?P<it>0[1-9][0-9][ .]?[0-9]{3}[ .]?[0-9]{3})(?![0-9])"
    r"(?!\.[0-9]{3}(?![0-9]))"
)
_ACCOUNT = re.compile(rf"{_after('account', 40)}(?P<it>[0-9]{_digits(5, 18, _TIGHT)}){_END}")
_AT_BANK = re.compile(rf"{_after('bank', 25)}(?P<it>[0-9]{_digits(7, 18, _TIGHT)}){_END}")
_BEFORE_BANK = re.compile(
    rf"(?<![0-9])(?P<it>[0-9]{_digits(7, 18, _TIGHT)}){_END}"
    rf"[ ,.;:(\-]{{0,4}}(?:tai +)?(?:{_any_of(_WORDS['bank'])})(?![a-z])"
)
_PHONE = re.compile(
    rf"(?P<it>(?<![0-9])(?:(?:\+ ?|00)84{_LOOSE}0?{_LOOSE}(?:{_MOBILE}|{_FIXED})"
    rf"|(?<![a-z])84{_LOOSE}{_MOBILE}"
    rf"|(?:0|(?<![a-z])o(?=[0-9])){_LOOSE}(?:{_MOBILE}|{_FIXED}|{_OLD_MOBILE}))){_END}"
)
_PHONE_ABROAD = re.compile(rf"(?P<it>\+[1-9]{_digits(8, 13)}){_END}")
_PHONE_SAID = re.compile(rf"{_after('phone', 20)}(?P<it>[0-9]{_digits(6, 10, _TIGHT)}){_END}")
_PLATE = re.compile(
    r"(?<![a-z0-9])(?P<it>(?:1[1-9]|[2-9][0-9])(?P<first>[ \-.]{0,2})(?P<series>[a-z]{1,2}[0-9]?)"
    r"(?P<second>[ \-.]{0,3})(?P<number>[0-9]{3}[. ]?[0-9]{2}|[0-9]{4}))(?![a-z0-9])"
)

_DATE = re.compile(
    r"(?<![0-9])(?<![0-9][.\-/])[0-9]{1,2}([.\-/])[0-9]{1,2}\1(?:19|20)[0-9]{2}(?![0-9])"
)
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:[. ][0-9]{3})+")
_MONEY = re.compile(rf" ?(?:{_any_of(_WORDS['money'])})(?![a-z])")
_VEHICLE = re.compile(rf"{_after('vehicle', 30)}\Z")
_HAVE_NO_SERIES = frozenset("ijoqw")


def _groups(found: str) -> list[int]:
    """How many digits stand together, one number for each group."""
    return [len(group) for group in re.findall(r"[0-9]+", found)]


def _is_any(_: re.Match[str], __: str) -> bool:
    return True


def _is_phone(match: re.Match[str], _: str) -> bool:
    """No row of small numbers with dashes between them, as of houses."""
    found = match["it"]
    return max(_groups(found)) > 2 or not re.search(r"[ .\-_()]{2}", found)


def _counts_no_money(match: re.Match[str], _: str = "") -> bool:
    return not _MONEY.match(match.string, match.end("it"))


def _is_near(match: re.Match[str], _: str) -> bool:
    """Right behind its word, or at least not written as sums are."""
    is_apart = match.start("it") - match.start() > 16
    return _counts_no_money(match) and not (is_apart and _THOUSANDS.fullmatch(match["it"]))


def _is_no_sum(match: re.Match[str], _: str) -> bool:
    return _counts_no_money(match) and not _THOUSANDS.fullmatch(match["it"])


def _is_identity(match: re.Match[str], _: str) -> bool:
    """Twelve digits that begin with a province, written in one piece or in even ones."""
    groups = _groups(match["it"])
    is_even = len(set(groups)) == 1 or groups in ([3, 9], [6, 6], [3, 1, 2, 6], [3, 3, 6])
    return is_even and 1 <= int(re.sub(r"[^0-9]", "", match["it"])[:3]) <= 96


def _is_plate(match: re.Match[str], written: str) -> bool:
    """Certain by how it is written, or because a vehicle is spoken of before it."""
    letters = [sign for sign in written if sign.isalpha()]
    series = match["series"].rstrip("0123456789")
    if not _HAVE_NO_SERIES.isdisjoint(series):
        return False
    if _VEHICLE.search(match.string, max(0, match.start() - 48), match.start()):
        return True
    if series in _WORDS["measure"] and not all(sign.isupper() for sign in letters):
        return False
    return _is_surely_plate(match, is_upper=all(sign.isupper() for sign in letters))


def _is_surely_plate(match: re.Match[str], *, is_upper: bool) -> bool:
    is_joined, has_dash = " " not in match["first"], "-" in match["first"] + match["second"]
    if match["number"].isdigit() and len(match["number"]) == 4:
        return is_joined and is_upper and has_dash and match["series"][-1].isdigit()
    if "." in match["number"]:
        return is_upper or (is_joined and has_dash)
    return is_joined and (is_upper or has_dash)


_RULES: Sequence[tuple[Datum, re.Pattern[str], Judge]] = (
    (Datum.EMAIL, _EMAIL, _is_any),
    (Datum.IDENTITY, _IDENTITY_SAID, _counts_no_money),
    (Datum.ACCOUNT, _ACCOUNT, _is_near),
    (Datum.IDENTITY, _IDENTITY, _is_identity),
    (Datum.PHONE, _PHONE, _is_phone),
    (Datum.PHONE, _PHONE_ABROAD, _is_no_sum),
    (Datum.PHONE, _PHONE_SAID, _counts_no_money),
    (Datum.ACCOUNT, _AT_BANK, _is_no_sum),
    (Datum.ACCOUNT, _BEFORE_BANK, _is_no_sum),
    (Datum.PLATE, _PLATE, _is_plate),
    (Datum.IDENTITY, _OLD_IDENTITY, _is_any),
)
"""In this order: what says by itself what it is comes before what only looks like it."""
