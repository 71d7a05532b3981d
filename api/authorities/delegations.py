"""Who signs for a head by written delegation, from when to when, and the list that says so."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from api.authorities.directory import directory
from api.authorities.models import Delegation
from api.authorities.rows import DelegationRow
from api.authorities.sheets import BadLine, Line, Sheet
from api.core.database import db
from api.core.ids import new_id
from api.core.reference import Kept, forget_stamp

COLUMNS = (
    "position_code",
    "delegate_code",
    "from_on",
    "until_on",
    "number",
    "symbol",
    "signed_on",
)


@dataclass(frozen=True, slots=True)
class Delegated:
    """One delegation: by whom, to whom, and for how long."""

    position_id: UUID
    delegate_id: UUID
    from_on: date
    until_on: date
    number: str
    symbol: str

    def holds_on(self, day: date) -> bool:
        """Whether it may be used on this day."""
        return self.from_on <= day < self.until_on


def delegations_of(position_id: UUID, day: date) -> Sequence[Delegated]:
    """By which papers others sign for this head on this day, the latest first."""
    return [each for each in _kept.get().get(position_id, ()) if each.holds_on(day)]


def is_delegated(position_id: UUID, delegate_id: UUID, day: date) -> bool:
    """Whether this head has let the holder of that position sign for them on this day."""
    return any(each.delegate_id == delegate_id for each in delegations_of(position_id, day))


def delegators_of(delegate_ids: Collection[UUID], day: date) -> frozenset[UUID]:
    """The heads who let the holders of these positions sign for them on this day."""
    return frozenset(
        each.position_id
        for papers in _kept.get().values()
        for each in papers
        if each.delegate_id in delegate_ids and each.holds_on(day)
    )


def rows_of(
    sheet: Sheet, *, positions: Collection[str], heads: Collection[str]
) -> tuple[DelegationRow, ...]:
    """The delegations of a list, given the codes of all positions and of those of heads."""

    def make(line: Line) -> DelegationRow:
        by = line.known("position_code", positions)
        if by not in heads:
            raise BadLine(f"position_code {by!r} is no head, who alone delegates")
        to = line.known("delegate_code", positions)
        if to == by:
            raise BadLine("delegate_code is the head's own position")
        first, last = line.day("from_on"), line.day("until_on")
        if last <= first:
            raise BadLine("until_on is not after from_on")
        return DelegationRow(
            position_code=by,
            delegate_code=to,
            from_on=first,
            until_on=last,
            number=line.text("number"),
            symbol=line.text("symbol"),
            signed_on=line.day("signed_on"),
        )

    return sheet.rows(make)


def keep(rows: Iterable[DelegationRow]) -> None:
    """These delegations are there as given; others stay."""
    ids = {desk.code: desk.id for desk in directory().positions.values()}
    for row in rows:
        given = {
            "id": new_id(),
            "position_id": ids[row.position_code],
            "delegate_id": ids[row.delegate_code],
            "from_on": row.from_on,
        }
        said = {
            "until_on": row.until_on,
            "number": row.number,
            "symbol": row.symbol,
            "signed_on": row.signed_on,
        }
        same = ("position_id", "delegate_id", "from_on")
        new = insert(Delegation).values(given | said)
        db.session.execute(new.on_conflict_do_update(index_elements=same, set_=said))
    forget_stamp()


def _load() -> dict[UUID, list[Delegated]]:
    columns = (
        Delegation.position_id,
        Delegation.delegate_id,
        Delegation.from_on,
        Delegation.until_on,
        Delegation.number,
        Delegation.symbol,
    )
    found: dict[UUID, list[Delegated]] = {}
    order = (Delegation.from_on.desc(), Delegation.id)
    for row in db.session.execute(select(*columns).order_by(*order)):
        found.setdefault(row.position_id, []).append(Delegated(*row))
    return found


_kept = Kept(_load)
