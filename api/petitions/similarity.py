"""Petitions that seem to be on the same matter: the same place, the same words; people decide."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize
from uuid import UUID

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, Select, func, or_, select

from api.cases.access import WORDLESS, sight
from api.cases.models import Case, CaseType
from api.core.access import Actor
from api.core.database import db
from api.petitions.models import Petition
from api.petitions.public_text import PublicText
from api.petitions.queries import BEGINNING
from api.petitions.states import BEFORE_ANSWER
from api.petitions.supporting import SUPPORTABLE

_FILE = Path(__file__).parent / "data" / "similar.toml"

_SYLLABLE = re.compile(r"[a-z0-9]{1,30}")

MOST_WORDS = 30
"""Of a text; the longest say most."""


@dataclass(frozen=True)
class Words:
    """What is looked for: a text, and where the matter is when that is known."""

    text: str
    area_code: str | None = None
    field: str | None = None


@dataclass(frozen=True)
class Like:
    """A petition that seems to be about the same matter."""

    id: UUID
    code: str
    kind: str
    field: str | None
    area_code: str | None
    unit_id: UUID
    state: str
    received_at: datetime
    title: str | None
    text: str
    likeness: int
    """Of 100."""

    @property
    def beginning(self) -> str:
        """What a list shows of its words."""
        return self.text[:BEGINNING]


def public_ones_like(words: Words, at: datetime) -> Sequence[Like]:
    """Public petitions that somebody may still support, the likest first; never many."""
    shown = PublicText.__table__.c
    among = _newest(at, SUPPORTABLE, Case.published_at.is_not(None), _near(words))
    return _liked(words, among, shown.petition_id, (shown.title, shown.text, shown.search))


def ones_like(petition: Petition, actor: Actor, at: datetime) -> Sequence[Like]:
    """The same for a desk: among what it may read, and of what is not answered yet."""
    words = Words(
        " ".join(filter(None, (petition.title, petition.text, petition.place))),
        petition.area_code,
        petition.field,
    )
    near = or_(Case.unit_id == petition.unit_id, _near(words))
    among = _newest(
        at, BEFORE_ANSWER, sight(actor).without(*WORDLESS).clause(), near, Case.id != petition.id
    )
    own = Petition.__table__.c
    return _liked(words, among, own.id, (own.title, own.text, own.search))


def likeness(one: str, other: str) -> int:
    """How much two texts say the same, of 100; in what order, and with what marks, is all one."""
    return compared(bare(one), bare(other))


def compared(one: str, other: str) -> int:
    """Of folded texts. What stands in both weighs most, what stands in one alone a little."""
    return round((2 * fuzz.token_set_ratio(one, other) + fuzz.token_sort_ratio(one, other)) / 3)


def bare(text: str) -> str:
    """Without diacritics, capitals and signs. Kept nowhere: it may be somebody's words."""
    letters = (sign for sign in normalize("NFD", text.lower()) if not combining(sign))
    return " ".join(_SYLLABLE.findall("".join(letters).replace("đ", "d")))


def _near(words: Words) -> ColumnElement[bool]:
    """In the same commune; anywhere, when none is known."""
    if words.area_code is None:
        return Case.type == CaseType.PETITION
    return Case.area_code == words.area_code


def _newest(at: datetime, states: Iterable[str], *conditions: ColumnElement[bool]) -> Select[UUID]:
    """The newest of those: so many and no more are looked through, however many there are."""
    since = at - timedelta(days=_policy()["recent_days"])
    return (
        select(Case.id)
        .where(
            Case.type == CaseType.PETITION,
            Case.state.in_(sorted(states)),
            Case.opened_at >= since,
            *conditions,
        )
        .order_by(Case.ordinal.desc())
        .limit(_policy()["looked_through"])
    )


def _liked(
    words: Words, among: Select[UUID], key: Any, columns: tuple[Any, Any, Any]
) -> Sequence[Like]:
    """Those with the same words, compared one by one."""
    query = _any_of(words.text)
    if query is None:
        return []
    title, text, search = columns
    newest, wanted = among.subquery(), func.to_tsquery("simple", query)
    case = Case.__table__.c
    rows = db.session.execute(
        select(
            case.id,
            case.code,
            case.kind,
            case.field,
            case.area_code,
            case.unit_id,
            case.state,
            case.opened_at,
            title,
            text,
        )
        .join(newest, newest.c.id == case.id)
        .join(key.table, key == case.id)
        .where(search.op("@@")(wanted))
        .order_by(func.ts_rank(search, wanted).desc(), case.ordinal.desc())
        .limit(_policy()["compared"])
    )
    found = [Like(*[*row, _how_like(words, row)]) for row in rows]
    enough = [each for each in found if each.likeness >= _policy()["least_likeness"]]
    return sorted(enough, key=lambda each: -each.likeness)[: _policy()["most"]]


def _how_like(words: Words, row: Any) -> int:
    """By the words; another field makes it less likely, and does not rule it out."""
    same = likeness(words.text, f"{row.title or ''} {row.text}")
    is_other = words.field is not None and row.field is not None and row.field != words.field
    return same - 10 if is_other else same


def _any_of(text: str) -> str | None:
    """The text's words as a search finds any of them; letters and digits alone."""
    found = sorted({*bare(text).split()}, key=lambda each: (-len(each), each))
    return " | ".join(found[:MOST_WORDS]) or None


@cache
def _policy() -> dict[str, int]:
    read: dict[str, int] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return read
