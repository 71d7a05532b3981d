"""The registers of a unit: numbers without gaps in each year."""

from typing import Final
from uuid import UUID

from sqlalchemy import text

from api.core.database import db

CASES: Final = "cases"
"""The register of what a unit accepts; numbers are given at acceptance."""

VISITS: Final = "visits"
"""The register of who was received at a place."""

_NEXT = text("""
    insert into register_counters as r (unit_id, year, book, last)
    values (:unit_id, :year, :book, 1)
    on conflict (unit_id, year, book) do update set last = r.last + 1
    returning last
""")


def next_number(unit_id: UUID, year: int, book: str = CASES) -> int:
    """The next number of the unit in this year; given back when the transaction falls."""
    asked = {"unit_id": unit_id, "year": year, "book": book}
    return int(db.session.execute(_NEXT, asked).scalar_one())
