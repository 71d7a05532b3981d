"""Who spoke at a dialogue is forgotten some time after the day: what remains are figures."""

from typing import Final

from sqlalchemy import select, update

from api.core import clock
from api.core.database import db
from api.dialogues.guests import forgotten_after
from api.dialogues.live.models import LiveSnapshot, Turn
from api.dialogues.sessions import Dialogue

_NAMED: Final = ("speaking", "next", "question")
"""What of the view tells who somebody is."""


def forget_speakers() -> None:
    """Names of everybody in the line of dialogues that are long over; questions keep theirs."""
    before = clock.now() - forgotten_after()
    over = select(Dialogue.id).where(Dialogue.ends_at < before)
    is_known = (Turn.dialogue_id.in_(over), Turn.name.is_not(None))
    known = db.session.scalars(select(Turn.dialogue_id).where(*is_known).distinct()).all()
    for each in db.session.scalars(select(LiveSnapshot).where(LiveSnapshot.dialogue_id.in_(known))):
        each.body = {name: seen for name, seen in each.body.items() if name not in _NAMED}
    db.session.execute(
        update(Turn)
        .where(*is_known)
        .values(name=None, given_hash="")
        .execution_options(synchronize_session=False)
    )
