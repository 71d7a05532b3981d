"""Which outcome of intake the law allows for which kind; read from `data/outcomes.toml`."""

import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

from api.cases.models import Kind
from api.petitions.states import PetitionState

_FILE = Path(__file__).parent / "data" / "outcomes.toml"


class Outcome(StrEnum):
    """What may be proposed and decided when a petition comes in."""

    ACCEPTANCE = "acceptance"
    DECLINING = "declining"
    GUIDANCE = "guidance"
    TRANSFER = "transfer"


STATE_AFTER = {
    Outcome.ACCEPTANCE: PetitionState.ACCEPTED,
    Outcome.DECLINING: PetitionState.DECLINED,
    Outcome.GUIDANCE: PetitionState.GUIDED,
    Outcome.TRANSFER: PetitionState.TRANSFERRED,
}

EVENT_OF = {
    Outcome.ACCEPTANCE: "petition.accepted",
    Outcome.DECLINING: "petition.declined",
    Outcome.GUIDANCE: "petition.guided",
    Outcome.TRANSFER: "petition.transferred",
}


@cache
def _lawful() -> dict[Outcome, frozenset[Kind]]:
    with _FILE.open("rb") as file:
        table = tomllib.load(file)
    return {Outcome(act): frozenset(map(Kind, row["kinds"])) for act, row in table.items()}


def is_lawful(outcome: Outcome, kind: Kind) -> bool:
    """Whether the law provides this outcome for this kind."""
    return kind in _lawful()[outcome]
