"""Who came to a dialogue is forgotten some time after the day: what remains are figures."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update

from api.core import clock
from api.core.database import db
from api.dialogues.guests import forgotten_after
from api.dialogues.registrations import Registration
from api.dialogues.sessions import Dialogue

_NOTHING: Final[dict[str, object]] = {
    "name": None,
    "phone": None,
    "question": None,
    "needs": [],
    "given_hash": "",
}


def long_over() -> Sequence[UUID]:
    """Dialogues after which so much time has gone by that nobody need know who registered."""
    before = clock.now() - forgotten_after()
    known = select(Registration.id).where(Registration.dialogue_id == Dialogue.id, _is_known())
    return db.session.scalars(
        select(Dialogue.id).where(Dialogue.ends_at < before, known.exists())
    ).all()


def forget_people(dialogue_id: UUID) -> None:
    """Names, telephones, needs and wishes of everybody who registered for this dialogue.

    Village, group and numbers stay, as does what somebody sees of themselves in their own account.
    A question that was asked is a matter of its own and keeps who asked it.
    """
    db.session.execute(
        update(Registration)
        .where(Registration.dialogue_id == dialogue_id, _is_known())
        .values(_NOTHING)
        .execution_options(synchronize_session=False)
    )


def _is_known() -> ColumnElement[bool]:
    return or_(
        Registration.name.is_not(None),
        Registration.phone.is_not(None),
        Registration.question.is_not(None),
        Registration.needs != [],
    )
