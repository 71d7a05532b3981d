"""Who changes a case holds its one row: whoever else wants to change it waits."""

from uuid import UUID

from sqlalchemy import bindparam, select

from api.cases.models import Case
from api.core.database import db

# Who only points at the row (a new event, a new job) need not wait.
_HOLD = (
    select(Case.__table__.c.id)
    .where(Case.__table__.c.id == bindparam("case_id"))
    .with_for_update(key_share=True)
)


def hold(case_id: UUID) -> None:
    """Nobody else changes this case until the transaction ends; what is read from now on is new.

    Never in the same statement as the reading: PostgreSQL looks anew only at the row it waited for,
    and would give the other tables as they were before.
    """
    db.session.execute(_HOLD, {"case_id": case_id})
