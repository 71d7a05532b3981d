"""Which outcome of intake the law allows for which kind; read from `data/outcomes.toml`."""

import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from api.cases.models import Addressee, Kind
from api.petitions.states import PetitionState

_FILE = Path(__file__).parent / "data" / "outcomes.toml"


class Outcome(StrEnum):
    """What may be proposed and decided when a petition comes in."""

    ACCEPTANCE = "acceptance"
    DECLINING = "declining"
    GUIDANCE = "guidance"
    TRANSFER = "transfer"
    FILING = "filing"


STATE_AFTER = {
    Outcome.ACCEPTANCE: PetitionState.ACCEPTED,
    Outcome.DECLINING: PetitionState.DECLINED,
    Outcome.GUIDANCE: PetitionState.GUIDED,
    Outcome.TRANSFER: PetitionState.TRANSFERRED,
    Outcome.FILING: PetitionState.FILED,
}

EVENT_OF = {
    Outcome.ACCEPTANCE: "petition.accepted",
    Outcome.DECLINING: "petition.declined",
    Outcome.GUIDANCE: "petition.guided",
    Outcome.TRANSFER: "petition.transferred",
    Outcome.FILING: "petition.filed",
}


def is_lawful(outcome: Outcome, kind: Kind, addressee: Addressee) -> bool:
    """Whether this outcome is provided for, for this kind or for this addressee beside it."""
    row = _table()[outcome]
    return kind in row["kinds"] or kind in row.get(addressee, {}).get("kinds", ())


def may_be_merged(kind: Kind) -> bool:
    """Whether petitions of this kind may be settled together with others on the same matter."""
    return kind in _table()["merge"]["kinds"]


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
