"""What left the everyday lists, on record: who exported what, who looked for a sender."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core import clock
from api.core.access import Actor, Role
from api.core.database import Id, Model, db
from api.core.limits import Limit
from api.petitions.filters import Wanted
from api.petitions.search_errors import TooManySearches

A_MINUTE = Limit("searches", 30, timedelta(minutes=1))


class Disclosed(StrEnum):
    """In which way something was taken out or found."""

    EXPORT = "export"
    SENDER = "sender"


class Disclosure(Model):
    """That somebody exported petitions, or looked for those of one sender."""

    __tablename__ = "disclosures"
    __table_args__ = (Index("ix_disclosures_account_id_id", "account_id", "id"),)

    id: Mapped[Id]
    what: Mapped[Disclosed]
    at: Mapped[datetime]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    position_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    filters: Mapped[dict[str, Any]]
    """What was asked for, in codes and days; of words only that there were some."""
    count: Mapped[int | None]
    """How many petitions an export held when it began."""


def disclose(what: Disclosed, actor: Actor, wanted: Wanted, count: int | None = None) -> None:
    """Write it down."""
    db.session.add(
        Disclosure(
            what=what,
            at=clock.now(),
            account_id=actor.account_id,
            position_id=actor.position_id,
            filters=told(wanted),
            count=count,
        )
    )


def leave_a_trace(actor: Actor, wanted: Wanted) -> None:
    """A search for a sender is on record; neither it nor a resident's search is made too often.

    Desks search for words as often as they need.
    """
    is_counted = wanted.sender or (wanted.q and actor.is_(Role.RESIDENT))
    if is_counted and not A_MINUTE.hit(str(actor.account_id)):
        raise TooManySearches
    if wanted.sender:
        disclose(Disclosed.SENDER, actor, wanted)


_WORDS = frozenset({"q", "sender"})
_OF_A_PAGE = frozenset({"after", "limit", "sort"})


def told(wanted: Wanted) -> dict[str, Any]:
    """The filters without anybody's words: of those it is only said that they were there."""
    given = {name: value for name, value in vars(wanted).items() if value}
    plain = {name: value for name, value in given.items() if name not in _WORDS | _OF_A_PAGE}
    words = dict.fromkeys(_WORDS & given.keys(), True)
    return {name: _plain(value) for name, value in plain.items()} | words


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return value if isinstance(value, bool) else str(value)
