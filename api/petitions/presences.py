"""Who is working on a petition right now, so that no two do the same without knowing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ForeignKey, case, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from api.authorities.directory import directory
from api.cases.access import OUTSIDE, reader_of
from api.cases.models import Case
from api.core import clock
from api.core.access import Actor
from api.core.database import Model, db
from api.core.errors import Forbidden

LASTS: Final = timedelta(minutes=10)
"""How long somebody counts as working on it after they last said so."""


class Presence(Model):
    """A desk that says it works on a petition. What a crash forgets of this is no loss."""

    __tablename__ = "presences"
    __table_args__: Any = ({"prefixes": ["UNLOGGED"]},)

    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"), primary_key=True)
    position_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"), primary_key=True)
    since: Mapped[datetime]
    seen_at: Mapped[datetime]


@dataclass(frozen=True)
class AtWork:
    """A desk at work on it, by name."""

    position: str
    unit: str
    since: datetime
    you: bool


def at_work(petition: Case, actor: Actor) -> Sequence[AtWork]:
    """Which desks work on it now, the longest first; refused to who only watches from outside."""
    _must_be_inside(petition, actor)
    known = directory()
    found = db.session.scalars(
        select(Presence)
        .where(Presence.petition_id == petition.id, Presence.seen_at > clock.now() - LASTS)
        .order_by(Presence.since, Presence.position_id)
    )
    desks = [(known.position(each.position_id), each) for each in found]
    return [
        AtWork(desk.name, known.unit(desk.unit_id).name, each.since, desk.id == actor.position_id)
        for desk, each in desks
    ]


def begin(petition: Case, actor: Actor) -> None:
    """The desk acted in works on it, from now or still."""
    _must_be_inside(petition, actor)
    now = clock.now()
    stale = now - LASTS
    db.session.execute(
        delete(Presence).where(Presence.petition_id == petition.id, Presence.seen_at <= stale)
    )
    new = insert(Presence).values(
        petition_id=petition.id, position_id=actor.position_id, since=now, seen_at=now
    )
    since = case((Presence.seen_at > stale, Presence.since), else_=new.excluded.since)
    db.session.execute(
        new.on_conflict_do_update(
            index_elements=[Presence.petition_id, Presence.position_id],
            set_={"since": since, "seen_at": now},
        )
    )


def end(petition: Case, actor: Actor) -> None:
    """The desk works on it no more."""
    _must_be_inside(petition, actor)
    db.session.execute(
        delete(Presence).where(
            Presence.petition_id == petition.id, Presence.position_id == actor.position_id
        )
    )


def _must_be_inside(petition: Case, actor: Actor) -> None:
    if reader_of(actor, petition) in OUTSIDE or actor.position_id is None:
        raise Forbidden
