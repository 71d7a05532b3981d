"""How publicity is decided here: terms, signs and reasons, read from the data of this room."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from api.regulation.calendar_table import work_calendar
from api.regulation.terms import Term

_DATA = Path(__file__).parent / "data"

PERSONAL_DATA, ABUSE, ACCUSES_PERSON = "personal_data", "abuse", "accuses_person"
SPAM, FLOODING, DUPLICATE, UNREADABLE = "spam", "flooding", "duplicate", "unreadable"
DECIDED_BEFORE = "decided_before"


@dataclass(frozen=True)
class Reason:
    """Why a text may have to wait, in words to its author."""

    code: str
    holds: bool
    """Whether somebody must look before it is public."""
    released: bool
    """Whether it is published when nobody has looked in time."""
    said: Mapping[str, str]
    """By language."""


@dataclass(frozen=True)
class Signs:
    """What asks for a look, counted."""

    petitions: int
    """Public ones of one sender within `period`."""
    period: timedelta
    links: int
    same_line: int


@dataclass(frozen=True)
class Policy:
    """The terms and signs of this installation."""

    source: str
    decision: Term
    """Within which a person decides on what is held."""
    appeal: Term
    """As long as the author may ask for another look."""
    appeal_decision: Term
    signs: Signs
    titles: Sequence[str]
    offices: Sequence[str]


@cache
def reasons() -> Mapping[str, Reason]:
    """Every reason there is, by its code."""
    return {
        code: Reason(
            code, row["holds"], row["released"], {each: row[each] for each in ("vi", "en")}
        )
        for code, row in _read("reasons.toml").items()
    }


@cache
def policy() -> Policy:
    """The policy that comes with the product."""
    found = _read("policy.toml")
    signs = found["signs"]
    return Policy(
        source=found["source"],
        decision=Term.parse(found["held"]["decided_within"]),
        appeal=Term.parse(found["appeal"]["open_for"]),
        appeal_decision=Term.parse(found["appeal"]["decided_within"]),
        signs=Signs(
            petitions=signs["petitions"],
            period=timedelta(hours=signs["hours"]),
            links=signs["links"],
            same_line=signs["same_line"],
        ),
        titles=found["words"]["titles"],
        offices=found["words"]["offices"],
    )


def end_of(term: Term, since: datetime) -> datetime | None:
    """The first moment that is too late; None when the term has no number."""
    return work_calendar().due(since, term).due_at


def holding(codes: Sequence[str]) -> list[str]:
    """Those of the reasons for which somebody must look."""
    return [code for code in codes if reasons()[code].holds]


def may_be_released(codes: Sequence[str]) -> bool:
    """Whether it is published when nobody has looked in time."""
    return all(reasons()[code].released for code in codes)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))
