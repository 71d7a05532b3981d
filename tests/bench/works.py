"""What is measured: each work as our clients send it, and as the floor's do."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import select

from api.authorities.directory import directory
from api.cases.models import Case
from api.core.database import db
from api.core.http import cursor
from api.petitions.states import PetitionState
from tests import make
from tests.bench.load import Script
from tests.bench.province import Province

FIGURES = [
    "/api/v1/monitoring/figures",
    "/api/v1/monitoring/figures?by=unit",
    "/api/v1/monitoring/figures?by=field&kind=complaint",
]
WORDS = "rac duong nguoi"
HANDFUL = 200
"""Petitions of a commune that a client chooses from."""
TEXT = "Cống trước ngõ 12 bị tắc từ tuần trước, mưa là ngập, các cháu đi học phải lội nước."


@dataclass(frozen=True)
class Work:
    """One kind of request, for each client one script; the floor has none for the figures."""

    name: str
    ours: Sequence[Script]
    floor: Sequence[Script] = ()


@dataclass(frozen=True)
class Desk:
    """The people of a commune whom one client stands for."""

    commune: str
    clerk: str
    chair: str


def works(province: Province, clients: int) -> Sequence[Work]:
    """All of them; each client is another commune, the busiest first."""
    communes = [province.communes[number % len(province.communes)] for number in range(clients)]
    desks = {code: _desk(code) for code in dict.fromkeys(communes)}
    each = [desks[code] for code in communes]
    monitor = make.token_of(make.CITY_MONITOR)
    return (
        _create(each),
        _list(each),
        _deep(each),
        _worklist(each),
        _by_due(each),
        _of_handlers(communes),
        _asked_at_desk("counts", each),
        _asked_at_desk("facets", each),
        _search(each[:1]),
        _published(clients),
        _detail(each),
        _act(each),
        Work("figures", [Script("GET", FIGURES, token=monitor)]),
    )


def _desk(commune: str) -> Desk:
    return Desk(
        commune,
        make.token_of(f"{commune}-tcd-tiep-nhan"),
        make.token_of(f"{commune}-ubnd-chu-tich"),
    )


def _create(desks: Sequence[Desk]) -> Work:
    def body(desk: Desk) -> str:
        said = {"kind": "reflection", "text": TEXT, "area": desk.commune, "field": "drainage"}
        return json.dumps(said)

    return Work(
        "create",
        [Script("PUT", ["/api/v1/petitions/{new}"], body(desk), desk.clerk) for desk in desks],
        [Script("PUT", ["/petitions/{new}"], body(desk)) for desk in desks],
    )


def _list(desks: Sequence[Desk]) -> Work:
    return Work(
        "list",
        [Script("GET", ["/api/v1/petitions?limit=50"], token=desk.clerk) for desk in desks],
        [Script("GET", [f"/petitions?area={desk.commune}"]) for desk in desks],
    )


def _deep(desks: Sequence[Desk]) -> Work:
    """Far down the list: as fast as its first page, since it goes on from a key."""
    after = [_oldest(desk.commune) for desk in desks]
    pairs = list(zip(desks, after, strict=True))
    return Work(
        "deep",
        [
            Script("GET", [f"/api/v1/petitions?limit=50&after={cursor(one)}"], token=desk.clerk)
            for desk, one in pairs
        ],
        [Script("GET", [f"/petitions?area={desk.commune}&after={one}"]) for desk, one in pairs],
    )


def _worklist(desks: Sequence[Desk]) -> Work:
    """What is overdue at the chair's desk."""
    return Work(
        "worklist",
        [
            Script("GET", ["/api/v1/petitions?limit=50&mine=true&overdue=true"], token=desk.chair)
            for desk in desks
        ],
        [Script("GET", [f"/petitions?area={desk.commune}"]) for desk in desks],
    )


def _by_due(desks: Sequence[Desk]) -> Work:
    """What is due first at the chair's desk comes first."""
    asked = ["/api/v1/petitions?limit=50&mine=true&sort=due"]
    return Work("due first", [Script("GET", asked, token=desk.chair) for desk in desks])


def _of_handlers(communes: Sequence[str]) -> Work:
    """What a handler sees: of the own unit, handed out to it, and what it contributes to."""
    tokens = {code: make.token_of(f"{code}-kt-chuyen-vien") for code in dict.fromkeys(communes)}
    asked = ["/api/v1/petitions?limit=50"]
    return Work("handler's", [Script("GET", asked, token=tokens[code]) for code in communes])


def _asked_at_desk(what: str, desks: Sequence[Desk]) -> Work:
    """How many there are at the clerk's desk: by state and urgency, or by every facet."""
    asked = [f"/api/v1/petitions/{what}"]
    return Work(what, [Script("GET", asked, token=desk.clerk) for desk in desks])


def _search(desks: Sequence[Desk]) -> Work:
    """Three words without diacritics, one client."""
    return Work(
        "search",
        [
            Script("GET", [f"/api/v1/petitions?limit=50&q={quote(WORDS)}"], token=desk.clerk)
            for desk in desks
        ],
        [Script("GET", [f"/petitions?area={desk.commune}&q={quote(WORDS)}"]) for desk in desks],
    )


def _published(clients: int) -> Work:
    """What everybody reads, nobody signed in."""
    return Work("public", [Script("GET", ["/api/v1/petitions?limit=50"])] * clients)


def _detail(desks: Sequence[Desk]) -> Work:
    ids = [_petitions(desk.commune, *PetitionState) for desk in desks]
    return Work(
        "detail",
        [
            Script("GET", [f"/api/v1/petitions/{one}" for one in own], token=desk.chair)
            for desk, own in zip(desks, ids, strict=True)
        ],
        [Script("GET", [f"/petitions/{one}" for one in own]) for own in ids],
    )


def _act(desks: Sequence[Desk]) -> Work:
    """Handing out a petition that is in progress, which may be done again and again."""
    ids = [_petitions(desk.commune, PetitionState.IN_PROGRESS) for desk in desks]
    return Work(
        "act",
        [
            Script(
                "POST",
                [f"/api/v1/petitions/{one}/assignment" for one in own],
                json.dumps({"position": f"{desk.commune}-kt-chuyen-vien"}),
                desk.chair,
            )
            for desk, own in zip(desks, ids, strict=True)
        ],
        [
            Script("POST", [f"/petitions/{one}/state" for one in own], '{"state": "in_progress"}')
            for own in ids
        ],
    )


def _oldest(commune: str) -> UUID:
    """Where a thousandth page begins, or the last ones where there are fewer."""
    found = db.session.scalars(
        select(Case.ordinal)
        .where(Case.unit_area_code == commune)
        .order_by(Case.ordinal.desc())
        .limit(50_000)
    ).all()
    return found[-60]


def _petitions(commune: str, *states: PetitionState) -> Sequence[UUID]:
    """The newest ones of the commune's government."""
    government = directory().unit_by_code(f"{commune}-ubnd")
    assert government is not None
    found = db.session.scalars(
        select(Case.id)
        .where(Case.unit_id == government.id, Case.state.in_(states))
        .order_by(Case.ordinal.desc())
        .limit(HANDFUL)
    ).all()
    if not found:
        raise RuntimeError(f"no petitions of {commune} to work on: ask for more --rows")
    return found
