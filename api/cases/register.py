"""The register of a unit: numbers without gaps, given at acceptance."""

from uuid import UUID

from sqlalchemy import text

from api.core.database import db

_NEXT = text("""
    insert into register_counters as r (unit_id, year, last) values (:unit_id, :year, 1)
    on conflict (unit_id, year) do update set last = r.last + 1
    returning last
""")


def next_number(unit_id: UUID, year: int) -> int:
    """The next number of the unit in this year; given back when the transaction falls."""
    return int(db.session.execute(_NEXT, {"unit_id": unit_id, "year": year}).scalar_one())
