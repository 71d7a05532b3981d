"""Reference data (units, appointments, calendar) is read at every act and changes rarely.

Each process keeps it. One row in the database holds a stamp that a trigger renews at every change,
so a process asks one small question a transaction and never works with what is out of date.
"""

from collections.abc import Callable
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import Uuid, literal_column, select, table

from api.core.database import db

T = TypeVar("T")

STAMP = select(literal_column("stamp", Uuid)).select_from(table("reference")).scalar_subquery()
"""The stamp, for a statement that reads something else, too, and then says so by `read_stamp`."""
_STAMP = select(STAMP)


def stamp() -> UUID:
    """Which state of the reference data this transaction sees."""
    session = db.session()
    transaction = session.get_transaction() or session.begin()
    known: tuple[object, UUID] | None = session.info.get("reference")
    if known is None or known[0] is not transaction:
        return read_stamp(session.execute(_STAMP).scalar_one())
    return known[1]


def read_stamp(value: UUID) -> UUID:
    """This is the stamp that the running transaction has just read."""
    session = db.session()
    session.info["reference"] = (session.get_transaction(), value)
    return value


def forget_stamp() -> None:
    """Ask again: this transaction itself has changed the reference data."""
    db.session().info.pop("reference", None)


class Kept(Generic[T]):
    """Something made from reference data, kept until the data change.

    The state before is kept, too: a transaction that began before a change still sees it, and
    beside one that began after it neither makes the other load again.
    """

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._now: tuple[UUID, T] | None = None
        self._before: tuple[UUID, T] | None = None

    def get(self) -> T:
        """The thing as this transaction must see it."""
        current = stamp()
        for kept in (self._now, self._before):
            if kept is not None and kept[0] == current:
                return kept[1]
        loaded = self._load()
        self._now, self._before = (current, loaded), self._now
        return loaded
