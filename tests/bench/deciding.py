"""The law at work: what it draws from an event, and how fast it looks over all that is open."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID

from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy import Table, select

from api.cases.models import Addressee, Kind
from api.core import jobs
from api.core.database import db, raw_connection
from api.events.actions import record
from api.events.models import Event
from api.petitions.models import Petition
from api.regulation.models import Obligation
from api.regulation.moves import BEGINNING, basis, look
from tests.bench.world import World

EVENTS = 2_000
"""Each opens two obligations."""
ROUNDS = 3

_NEXT = "update cases set next_due_at = %s, version = version + 1 where id = %s"
"""The case keeps what is due next; the law writes that, too."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Applying:
    """Seconds for one event: by the law, and for writing the same rows without it."""

    law: float
    bare: float

    @property
    def ratio(self) -> float:
        """The rate of the law as a part of the bare rate."""
        return self.bare / self.law


@dataclass(frozen=True)
class Looking:
    """How looking over what is open went: how many, and seconds for one of them."""

    number: int
    first: float
    """Of the first tenth."""
    whole: float

    @property
    def growth(self) -> float:
        """1 when it is linear."""
        return self.whole / self.first


def applying(here: World) -> Applying:
    """Both in turns, each in a transaction that is taken back."""
    with here.app.app_context(), jobs.handed_to(lambda _: None):
        rounds = [_one_round() for _ in range(ROUNDS)]
    return Applying(median(law for law, _ in rounds), median(bare for _, bare in rounds))


def looking(here: World) -> Looking:
    """Over all that is open, as a replay does that moves nothing."""
    spent: list[tuple[int, float]] = []
    with here.app.app_context():
        by, after = basis(), BEGINNING
        while True:
            began = perf_counter()
            looked = look(by, after)
            spent.append((looked.number, perf_counter() - began))
            db.session.rollback()
            if looked.after is None:
                break
            after = looked.after
    return Looking(sum(n for n, _ in spent), _each(spent[: len(spent) // 10 + 1]), _each(spent))


def _each(spent: Sequence[tuple[int, float]]) -> float:
    return sum(seconds for _, seconds in spent) / sum(number for number, _ in spent)


def _one_round() -> tuple[float, float]:
    usual = (Petition.kind == Kind.REFLECTION, Petition.addressee == Addressee.GOVERNMENT)
    petitions = db.session.scalars(select(Petition).where(*usual).limit(EVENTS)).all()
    began = perf_counter()
    made = [record("petition.received", each, at=each.opened_at).id for each in petitions]
    law = perf_counter() - began
    events = _rows(Event.__table__, Event.id.in_(made))
    owed = _by_event(_rows(Obligation.__table__, Obligation.opened_by_id.in_(made)))
    db.session.rollback()
    if sum(map(len, owed.values())) != 2 * len(events):
        raise AssertionError("each event was to open two obligations")
    began = perf_counter()
    connection = raw_connection()
    for event in events:
        _insert(connection, "events", [event])
        _insert(connection, "obligations", owed[event["id"]])
        connection.execute(
            _NEXT, [min(each["due_at"] for each in owed[event["id"]]), event["case_id"]]
        )
    bare = perf_counter() - began
    db.session.rollback()
    return law / len(petitions), bare / len(petitions)


def _rows(table: Any, condition: Any) -> list[Row]:
    assert isinstance(table, Table)
    found = db.session.execute(select(table).where(condition)).mappings()
    return [{name: _plain(value) for name, value in row.items()} for row in found]


def _plain(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict | list) else value


def _by_event(rows: Sequence[Row]) -> Mapping[UUID, Sequence[Row]]:
    found: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["opened_by_id"]].append(row)
    return found


def _insert(connection: Any, table: str, rows: Sequence[Row]) -> None:
    names = list(rows[0])
    one = sql.SQL("({})").format(sql.SQL(", ").join([sql.Placeholder()] * len(names)))
    statement = sql.SQL("insert into {} ({}) values {}").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.SQL(", ").join([one] * len(rows)),
    )
    connection.execute(statement, [value for row in rows for value in row.values()])
