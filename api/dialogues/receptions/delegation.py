"""Where a document lets a deputy receive for the head: `data/delegation.toml`, empty so far."""

import tomllib
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.models import Title
from api.authorities.views import PositionView

_FILE = Path(__file__).parent / "data" / "delegation.toml"


def stood_in_for(
    planned: Sequence[PositionView], received: Collection[PositionView], on: date
) -> list[UUID]:
    """The heads who were planned, did not receive, and whom their deputy lawfully stood in for."""
    there = {each.id for each in received}
    deputies = {each.unit_id for each in received if each.title is Title.DEPUTY}
    absent = [each for each in planned if each.is_head and each.id not in there]
    return [each.id for each in absent if each.unit_id in deputies and _is_allowed(each, on)]


def _is_allowed(head: PositionView, on: date) -> bool:
    level = directory().unit(head.unit_id).level
    return any(
        (row["title"], row["level"]) == (head.title, level)
        and row["from"] <= on <= row.get("until", on)
        for row in allowed()
    )


@cache
def allowed() -> Sequence[dict[str, Any]]:
    """Whom a deputy may stand in for, since when, by which document; nobody where none is known."""
    rows: Sequence[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["allowed"]
    return rows
