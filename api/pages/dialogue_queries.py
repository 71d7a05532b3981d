"""What the pages of dialogues ask at once for many that the dialogues answer for one."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select

from api.authorities.directory import directory
from api.authorities.models import Neighbourhood
from api.authorities.names import fold
from api.authorities.queries import neighbourhoods_of
from api.authorities.views import AreaView
from api.core.database import db
from api.dialogues.questions.models import Question
from api.dialogues.registrations import Seating
from api.dialogues.session_queries import places_of_dialogues
from api.dialogues.sessions import Dialogue

MOST_VILLAGES = 1000


def seatings_of(dialogue_ids: Collection[UUID]) -> dict[UUID, Seating]:
    """How the seats of these stand now; where nobody registered or shared them out, none."""
    found = db.session.scalars(select(Seating).where(Seating.dialogue_id.in_(dialogue_ids)))
    return {each.dialogue_id: each for each in found}


def places_with_dialogues() -> Sequence[AreaView]:
    """The communes in which there is any dialogue, by name."""
    known = directory().areas
    return sorted((known[code] for code in places_of_dialogues()), key=lambda it: fold(it.name))


def villages_of(area: str) -> Sequence[Neighbourhood]:
    """The thôn and tổ dân phố that the commune has today, by code."""
    return neighbourhoods_of(area, after=None, limit=MOST_VILLAGES).items


def dialogues_with(ids: Collection[UUID]) -> dict[UUID, Dialogue]:
    """These dialogues by their ids, without those who preside."""
    found = db.session.scalars(select(Dialogue).where(Dialogue.id.in_(ids)))
    return {each.id: each for each in found}


def questions_with(ids: Collection[UUID]) -> dict[UUID | None, Question]:
    """These questions by their ids."""
    found = db.session.scalars(select(Question).where(Question.id.in_(ids)))
    return {each.id: each for each in found}
