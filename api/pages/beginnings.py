"""The first words of cases in a list, so that a row says what it is about."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import case, func, select

from api.cases.access import WORDLESS, sight
from api.cases.models import Case
from api.commitments.models import Commitment
from api.core.access import Actor
from api.core.database import db
from api.dialogues.questions.models import Question
from api.dialogues.sessions import Dialogue
from api.petitions.models import Petition
from api.petitions.public_text import PublicText

LONGEST: Final = 90
"""Characters of a beginning; two lines on a telephone."""

_PETITION, _PROMISE, _SHOWN = Petition.__table__.c, Commitment.__table__.c, PublicText.__table__.c
_DIALOGUE, _QUESTION = Dialogue.__table__.c, Question.__table__.c


def beginnings(actor: Actor | None, ids: Iterable[UUID | str]) -> Mapping[str, str]:
    """By id, how each begins that the person reads: as sent, else as it is shown in public.

    Who reads no words of a case has no line for it here either.
    """
    wanted = list(ids)
    if not wanted:
        return {}
    seen = sight(actor)
    sent = func.coalesce(_PETITION.title, _PETITION.text, _PROMISE.what, _QUESTION.text)
    read = case((seen.without(*WORDLESS).clause(), sent), else_=_SHOWN.text)
    words = func.coalesce(read, _DIALOGUE.topic)
    rows = db.session.execute(
        select(Case.id, func.left(words, LONGEST + 1))
        .select_from(Case.__table__)
        .outerjoin(Petition.__table__, _PETITION.id == Case.id)
        .outerjoin(Commitment.__table__, _PROMISE.id == Case.id)
        .outerjoin(Question.__table__, _QUESTION.id == Case.id)
        .outerjoin(Dialogue.__table__, _DIALOGUE.id == Case.id)
        .outerjoin(PublicText.__table__, _SHOWN.petition_id == Case.id)
        .where(Case.id.in_(wanted), seen.clause())
    )
    return {str(row[0]): cut(row[1]) for row in rows if row[1]}


def cut(words: str) -> str:
    """On one line, and where it is too long ended after a whole word."""
    line = " ".join(words.split())
    if len(line) <= LONGEST and len(words) <= LONGEST:
        return line
    head = line[:LONGEST].rpartition(" ")[0] or line[:LONGEST]
    return f"{head.rstrip(',.;:')}…"
