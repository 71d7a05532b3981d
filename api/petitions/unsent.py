"""Petitions begun and not sent yet, kept for the one who writes them and for nobody else."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, delete, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from api.accounts.models import Account
from api.cases.models import Case
from api.core import clock
from api.core.access import Actor
from api.core.database import Id, Model, db, lock
from api.core.errors import Missing
from api.core.jobs import periodic
from api.events.models import Event
from api.petitions.errors import IdTaken
from api.petitions.joint_errors import TooManyUnsent

_FILE = Path(__file__).parent / "data" / "unsent.toml"


class Unsent(Model):
    """What somebody has written so far; it is no case, and nobody else reads it."""

    __tablename__ = "petition_drafts"
    __table_args__ = (
        Index("ix_petition_drafts_account_id_changed_at", "account_id", "changed_at"),
        Index("ix_petition_drafts_changed_at", "changed_at"),
    )

    id: Mapped[Id]
    """Chosen by the client: the id of the petition that is to become of it."""
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    body: Mapped[dict[str, Any]]
    begun_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    @property
    def kept_until(self) -> datetime:
        """When it is forgotten unless it is changed again."""
        return self.changed_at + kept_for()


def keep(unsent_id: UUID, actor: Actor, body: Mapping[str, Any]) -> tuple[Unsent, bool]:
    """What stood there before is forgotten; says also whether it is new.

    Raises `IdTaken` when the id is a petition's or somebody else's.
    """
    lock(unsent_id)
    found = db.session.get(Unsent, unsent_id)
    is_foreign = found is not None and found.account_id != actor.account_id
    if is_foreign or db.session.get(Case, unsent_id) is not None:
        raise IdTaken
    now = clock.now()
    if found is not None:
        found.body, found.changed_at = dict(body), now
        return found, False
    lock(actor.account_id)
    if len(of(actor)) >= _policy()["most"]:
        raise TooManyUnsent(most=_policy()["most"])
    made = Unsent(
        id=unsent_id,
        account_id=actor.account_id,
        body=dict(body),
        begun_at=now,
        changed_at=now,
    )
    db.session.add(made)
    db.session.flush()
    return made, True


def one(unsent_id: UUID, actor: Actor) -> Unsent:
    """The person's own; `Missing` when it is another's or there is none."""
    found = db.session.get(Unsent, unsent_id)
    if found is None or found.account_id != actor.account_id:
        raise Missing
    return found


def of(actor: Actor) -> Sequence[Unsent]:
    """All of this person's, the one changed last first; not what was sent meanwhile."""
    is_sent = exists().where(Case.id == Unsent.id)
    return db.session.scalars(
        select(Unsent)
        .where(Unsent.account_id == actor.account_id, ~is_sent)
        .order_by(Unsent.changed_at.desc(), Unsent.id)
    ).all()


def forget(unsent_id: UUID, actor: Actor) -> None:
    """It is gone, with all its words."""
    db.session.delete(one(unsent_id, actor))


def forget_what_was_sent(event: Event) -> None:
    """What has become a petition of its writer is kept as that alone."""
    db.session.execute(
        delete(Unsent).where(Unsent.id == event.case_id, Unsent.account_id == event.actor_id)
    )


@periodic("petitions.forget_unsent", cron="41 20 * * *")
def forget_old() -> None:
    """Those that nobody has changed for long, and those of accounts that were closed."""
    closed = select(Account.id).where(Account.closed_at.is_not(None))
    db.session.execute(
        delete(Unsent).where(
            (Unsent.changed_at < clock.now() - kept_for()) | Unsent.account_id.in_(closed)
        )
    )


def kept_for() -> timedelta:
    """How long one is kept after it was last changed."""
    return timedelta(days=_policy()["kept_days"])


@cache
def _policy() -> dict[str, int]:
    read: dict[str, int] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return read
