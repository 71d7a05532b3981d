"""Villages of the commune, and what they say before a dialogue."""

from datetime import date
from typing import Any
from unicodedata import normalize

from api.authorities.models import Neighbourhood, NeighbourhoodKind
from api.core import clock
from api.core.database import db, unit_of_work
from tests import make
from tests.conftest import Client
from tests.dialogues.meetings import SCHEDULE

VILLAGES = ("tdp-1", "tdp-2", "tdp-3")


def with_villages() -> None:
    with unit_of_work():
        for number, code in enumerate(VILLAGES, start=1):
            db.session.add(
                Neighbourhood(
                    area_code=make.COMMUNE,
                    code=code,
                    name=f"Tổ dân phố số {number}",
                    kind=NeighbourhoodKind.GROUP,
                    since_on=date(2026, 1, 1),
                )
            )


def sheet(village: str = "tdp-1", **given: Any) -> dict[str, Any]:
    return {
        "village": village,
        "met_on": clock.today().isoformat(),
        "people": 40,
        "items": [{"text": normalize("NFD", "Cống ngõ 12 tắc, mưa là ngập."), "people": 30}],
    } | given


def put(who: Client, dialogue: Any, what: str, status: int, **given: Any) -> Any:
    answer = who.put(f"{SCHEDULE}/{dialogue['id']}/{what}", json=given)
    assert answer.status_code == status, answer.json
    return answer.json
