"""The page of rights as data: which role reads which field and does which act, and when."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROLES = ("PUB", "AUT", "RCV", "HAN", "ASS", "HEA", "MOD", "MTQ", "OVR", "INS", "ADM")


@dataclass(frozen=True)
class Row:
    """One line of the page: a field with the members that carry it, or an act."""

    thing: str
    is_built: bool
    cells: Mapping[str, str]
    members: frozenset[str]

    def is_granted(self, roles: Iterable[str], circumstances: Iterable[str]) -> bool:
        """Whether one of these roles may, outright or because one of these is the case."""
        enough = {"R", "RW", "W"} | {f"R {each}" for each in circumstances}
        enough |= {f"W {each}" for each in circumstances}
        return any(self.cells[role] in enough for role in roles)


def _read() -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {
        "field": [],
        "act": [],
        "promise": [],
        "act beside petitions": [],
    }
    path = Path(__file__).with_name("access.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, strict=True):
            # The last column is filled in only where it says something.
            cells = {role: line[role] or "-" for role in ROLES}
            members = frozenset(line["json"].split())
            row = Row(line["thing"], line["built"] == "yes", cells, members)
            tables[line["table"]].append(row)
    return tables


_TABLES = _read()
FIELDS = _TABLES["field"]
ACTS = _TABLES["act"]
PROMISES = _TABLES["promise"]
"""Acts on what an answer promised, which is a case of its own."""
OTHER_ACTS = _TABLES["act beside petitions"]
"""What is done without any petition."""


@cache
def members_for(
    roles: frozenset[str], circumstances: frozenset[str] = frozenset()
) -> frozenset[str]:
    """What somebody who is all this on a petition reads of it."""
    granted = (
        row.members for row in FIELDS if row.is_built and row.is_granted(roles, circumstances)
    )
    return frozenset().union(*granted)


def may(act: str, roles: frozenset[str], circumstances: frozenset[str]) -> bool:
    """Whether somebody who is all this on a petition may do this to it."""
    row = next(row for row in ACTS if row.thing == act)
    return row.is_granted(roles, circumstances)
