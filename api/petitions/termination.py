"""Ending a settlement by decision (đình chỉ), on a ground of `data/terminations.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from api.authorities.policy import Act
from api.core import clock
from api.core.access import Actor
from api.events.actions import record
from api.petitions.ending_errors import (
    NoEndInLaw,
    NotWithdrawn,
)
from api.petitions.errors import SignedOutsideTime
from api.petitions.models import Petition
from api.petitions.notes import Note, Paper
from api.petitions.signers import must_act_for, to_change
from api.petitions.states import PetitionState
from api.petitions.withdrawals import is_withdrawn

_FILE = Path(__file__).parent / "data" / "terminations.toml"


@dataclass(frozen=True)
class Ground:
    """Why a settlement may end without a decision on the matter, by which text and since when."""

    code: str
    titles: Mapping[str, str]
    kinds: frozenset[str]
    valid_from: date
    article: str
    source: str
    confidence: str
    needs_withdrawal: bool

    def title(self, locale: str) -> str:
        """What it is called."""
        return self.titles[locale]


def terminate(petition_id: UUID, actor: Actor, ground: str, paper: Paper, text: str) -> Petition:
    """The head ends the settlement by a signed decision; nothing more is owed on it."""
    petition = to_change(petition_id, actor, Act.TERMINATION)
    must_act_for(petition, actor)
    now = clock.now()
    first, last = clock.vietnam_date(petition.opened_at), clock.vietnam_date(now)
    if not first <= paper.signed_on <= last:
        raise SignedOutsideTime(signed_on=paper.signed_on.isoformat())
    _must_be_provided(petition, ground, paper.signed_on)
    petition.become(PetitionState.TERMINATED, now)
    petition.notes.append(_note(actor, paper, text, now))
    record(
        "petition.terminated",
        petition,
        at=now,
        actor=actor,
        ground=ground,
        number=paper.number,
        symbol=paper.symbol,
        signed_on=paper.signed_on.isoformat(),
    )
    return petition


def grounds_of_end(petition: Petition, on: date) -> Sequence[Ground]:
    """The grounds on which the settlement of such a petition may end by a decision of this day."""
    return [
        each for each in grounds().values() if petition.kind in each.kinds and each.valid_from <= on
    ]


@cache
def grounds() -> Mapping[str, Ground]:
    """All grounds there are, by their codes."""
    listed = tomllib.loads(_FILE.read_text(encoding="utf-8"))["ground"]
    return {each["code"]: _ground(each) for each in listed}


def _ground(row: Mapping[str, Any]) -> Ground:
    return Ground(
        code=row["code"],
        titles=row["title"],
        kinds=frozenset(row["kinds"]),
        valid_from=row["from"],
        article=row["article"],
        source=row["source"],
        confidence=row["confidence"],
        needs_withdrawal=row.get("needs_withdrawal", False),
    )


def _must_be_provided(petition: Petition, ground: str, on: date) -> None:
    allowed = {each.code: each for each in grounds_of_end(petition, on)}
    if ground not in allowed:
        known = grounds().get(ground)
        since = known.valid_from.isoformat() if known and petition.kind in known.kinds else None
        raise NoEndInLaw(ground=ground, since=since, grounds=sorted(allowed))
    if allowed[ground].needs_withdrawal and not is_withdrawn(petition.id):
        raise NotWithdrawn(code=petition.code)


def _note(actor: Actor, paper: Paper, words: str, at: datetime) -> Note:
    return Note(
        act=Act.TERMINATION,
        words=words,
        number=paper.number,
        symbol=paper.symbol,
        signed_on=paper.signed_on,
        at=at,
        position_id=actor.position_id,
    )
