"""To which field a petition belongs: said by who must answer, and kept beside what was guessed."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Mapped, mapped_column

from api.authorities.fields import field_of
from api.authorities.policy import Act
from api.core import clock
from api.core.access import Actor
from api.core.database import Id, Model, db
from api.core.errors import Problem
from api.events.actions import record
from api.petitions.errors import PetitionNotOpen, UnknownField
from api.petitions.models import Petition
from api.petitions.signers import must_act_for, must_be_able, to_change
from api.petitions.states import BEFORE_ANSWER
from api.routing.actions import is_by_table, position_for, question_of
from api.routing.learning import Example
from api.routing.suggestion import Suggestion


class FieldChoice(Model):
    """Somebody said the field of a case: what was guessed, what stood before, what was chosen.

    Codes only. The words stay in the petition; to learn from the choice they are read there.
    """

    __tablename__ = "field_choices"
    __table_args__ = (Index("ix_field_choices_case_id", "case_id"),)

    id: Mapped[Id]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    method: Mapped[str | None]
    """By which method it was guessed; none when nothing was."""
    suggested: Mapped[str | None]
    before: Mapped[str | None]
    chosen: Mapped[str]
    chosen_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    chosen_at: Mapped[datetime]


def classify(
    petition_id: UUID, actor: Actor, code: str, guessed: Suggestion | None = None
) -> Petition:
    """Who must answer says the field; while nobody prepares, the desk of that field does now."""
    petition = to_change(petition_id, actor, Act.CLASSIFICATION)
    must_act_for(petition, actor)
    if petition.state not in BEFORE_ANSWER:
        raise PetitionNotOpen(code=petition.code, state=petition.state)
    field = field_of(code)
    if field is None:
        raise UnknownField(field=code)
    now, before = clock.now(), petition.subfield or petition.field
    petition.field, petition.subfield = field, code if code != field else None
    _prepare_anew(petition)
    db.session.add(
        FieldChoice(
            case_id=petition.id,
            method=guessed.method if guessed else None,
            suggested=guessed.field if guessed else None,
            before=before,
            chosen=code,
            chosen_by_id=actor.position_id,
            chosen_at=now,
        )
    )
    record("petition.classified", petition, at=now, actor=actor, field=code, before=before)
    return petition


def may_classify(petition: Petition, actor: Actor) -> None:
    """Refuses who may not say the field of this petition."""
    must_be_able(actor, petition, Act.CLASSIFICATION)
    must_act_for(petition, actor)


def words_of(petition: Petition) -> str:
    """The words that the field is guessed from."""
    return " ".join(filter(None, (petition.title, petition.text)))


def examples() -> Iterator[Example]:
    """Every petition of which somebody said the field, with the last thing that was said."""
    chosen = (
        select(Petition.id, Petition.title, Petition.text, FieldChoice.chosen)
        .join(FieldChoice, FieldChoice.case_id == Petition.id)
        .order_by(FieldChoice.case_id, FieldChoice.id.desc())
        .ext(distinct_on(FieldChoice.case_id))
    )
    for id_, title, text, code in db.session.execute(chosen):
        field = field_of(code)
        if field is not None:
            yield Example(str(id_), field, " ".join(filter(None, (title, text))))


def _prepare_anew(petition: Petition) -> None:
    """While nobody in person prepares it, the unit that the table names for the field does."""
    if petition.assigned_id is not None or not is_by_table(petition):
        return
    try:
        route = position_for(question_of(petition))
    except Problem:
        return
    if route.position_id == petition.holder_id:
        petition.assigned_unit_id, petition.holder_reason = route.prepares_unit_id, route.row_id
