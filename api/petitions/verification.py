"""Whether a paper is the one that was signed: asked by whoever holds it, by the code on it."""

import re
from datetime import timedelta
from typing import Any, Final
from unicodedata import normalize
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from api.authorities.directory import directory
from api.cases.models import Case
from api.core.database import db
from api.core.errors import Missing
from api.core.ids import is_code
from api.core.limits import Limit
from api.petitions.answers import Answer
from api.petitions.errors import TooManyLookUps
from api.petitions.paper_blocks import mark_of

LOOK_UPS: Final = Limit("papers", 60, timedelta(minutes=15))
"""So many papers looked up from one address."""

_WORD: Final = re.compile(r"\w+")


def verified(written: str, caller: str) -> dict[str, Any]:
    """What is known of the signed answer with this code; `Missing` for any other code.

    It is told whether or not the petition is public: the code stands on the paper alone. Neither
    sender nor matter nor words are told. Raises `TooManyLookUps`.
    """
    return _told(*_found(written, caller))


def differing(written: str, caller: str, words: str) -> list[str]:
    """Which parts of the signed answer do not stand in these words, word for word.

    Of `text`, `done`, `commitment` and `legal_basis`; empty when all of them do. Capitals, signs
    and line ends do not matter. Raises `Missing` and `TooManyLookUps`.
    """
    answer, *_ = _found(written, caller)
    signed = {
        "text": [answer.text],
        "done": [part for each in answer.done for part in (each["what"], each["by"])],
        "commitment": [answer.commitment],
        "legal_basis": [answer.legal_basis],
    }
    held = _plain(words)
    return [
        name
        for name, parts in signed.items()
        if not all(_plain(part) in held for part in parts if part)
    ]


def _plain(words: str) -> str:
    """Only words, one space around each, so that a part of a word is not taken for one."""
    composed = normalize("NFC", words.replace("\u200b", "")).casefold()
    return f" {' '.join(_WORD.findall(composed))} "


def _found(written: str, caller: str) -> tuple[Answer, UUID, bool]:
    if not LOOK_UPS.hit(caller):
        raise TooManyLookUps
    code = written.upper().replace("-", "").replace(" ", "")
    found = _answer_with(code) if is_code(code) else None
    if found is None:
        raise Missing
    return found


def _answer_with(code: str) -> tuple[Answer, UUID, bool] | None:
    """The answer, the unit that must answer, and whether no later answer took its place."""
    later = aliased(Answer)
    is_later = exists().where(
        later.petition_id == Answer.petition_id,
        later.ordinal > Answer.ordinal,
        later.signed_at.is_not(None),
    )
    row = db.session.execute(
        select(Answer, Case.unit_id, ~is_later)
        .join(Case, Case.id == Answer.petition_id)
        .where(Answer.paper_code == code)
    ).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def _told(answer: Answer, unit_id: UUID, holds: bool) -> dict[str, Any]:
    known = directory()
    position = known.position(answer.signed_by_id) if answer.signed_by_id else None
    return {
        "code": answer.paper_code,
        "unit": known.unit(unit_id).name,
        "number": answer.number,
        "symbol": answer.symbol,
        "signed_on": answer.signed_on,
        "position": position.name if position else None,
        "authority": answer.authority,
        "fingerprint": answer.fingerprint,
        "mark": mark_of(answer),
        "holds": holds,
    }
