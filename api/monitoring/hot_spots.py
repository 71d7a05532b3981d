"""Hot spots: where many people ask about one matter, found by commune, field, words and point."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from math import cos, hypot, radians
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from api.cases.access import concerning
from api.cases.models import Case, CaseType
from api.core.access import Actor
from api.core.clock import midnight
from api.core.database import db
from api.dialogues.proposals.models import Evidence
from api.petitions.models import Petition
from api.petitions.public_text import PublicText
from api.petitions.similarity import bare, compared
from api.petitions.states import PetitionState
from api.petitions.supporters import Supporter
from api.regulation.calendar import ONE_DAY

_FILE = Path(__file__).parent / "data" / "hot_spots.toml"

METRES_A_DEGREE = 111_320.0
"""Of latitude."""

NOT_COUNTED = (PetitionState.WITHDRAWN, PetitionState.SPLIT)
"""Taken back; or counted as its parts."""


@dataclass(frozen=True)
class Asked:
    """Which petitions are looked at."""

    area: str | None = None
    field: str | None = None
    since: datetime | None = None


@dataclass(frozen=True)
class Seen:
    """What matters about a petition for this."""

    id: UUID
    code: str
    area_code: str | None
    field: str | None
    opened_at: datetime
    sender: str
    """Tells people apart, and says nothing of them: shown to nobody."""
    words: str
    """Without diacritics, capitals and signs; as others may read them."""
    point: tuple[float, float] | None


@dataclass
class HotSpot:
    """Petitions on one matter; the first one stands for all when another is compared."""

    seen: list[Seen] = field(default_factory=list)
    supporters: set[str] = field(default_factory=set)

    @property
    def people(self) -> int:
        """How many different people: who sent one, and who said that they have the same matter."""
        return len({each.sender for each in self.seen} | self.supporters)

    def is_about(self, one: Seen) -> bool:
        """Whether this petition is on the same matter."""
        first = self.seen[0]
        is_there = _are_near(first.point, one.point)
        return is_there or compared(first.words, one.words) >= _policy()["least_likeness"]


def hot_spots(actor: Actor, asked: Asked, at: datetime) -> Sequence[Mapping[str, Any]]:
    """Those among what this person may see, the ones of most people first."""
    since = asked.since or at - timedelta(days=_policy()["since_days"])
    narrowed = {Case.area_code: asked.area, Case.field: asked.field}
    wanted = [column == value for column, value in narrowed.items() if value is not None]
    ordered = _hottest(Case.opened_at >= since, concerning(actor), *wanted)
    middle = since + (at - since) / 2
    return [_shown(each, middle) for each in ordered[: _policy()["most"]]]


def asked_most(area_code: str, first_day: date, last_day: date) -> Sequence[Evidence]:
    """On each field what most asked a commune about in these days, whoever may see it.

    Petitions that complain of somebody are left out: what is found is shown to who might be meant.
    """
    found: dict[str, Evidence] = {}
    for spot in _hottest(
        Case.area_code == area_code,
        Case.field.is_not(None),
        Case.opened_at >= midnight(first_day),
        Case.opened_at < midnight(last_day + ONE_DAY),
        Case.about_unit_id.is_(None),
        Case.about_position_id.is_(None),
    ):
        field_ = spot.seen[0].field
        if field_ is not None and field_ not in found:
            codes = tuple(each.code for each in spot.seen)
            found[field_] = Evidence(
                field_, first_day, last_day, len(spot.seen), spot.people, codes
            )
    return list(found.values())


def _hottest(*conditions: ColumnElement[bool]) -> Sequence[HotSpot]:
    """Those among these petitions, the ones of most people first."""
    groups: defaultdict[tuple[str | None, str | None], list[HotSpot]] = defaultdict(list)
    for one in _seen(*conditions):
        spots = groups[one.area_code, one.field]
        found = next((each for each in spots if each.is_about(one)), None)
        if found is None:
            spots.append(found := HotSpot())
        found.seen.append(one)
    hot = [each for spots in groups.values() for each in spots if _is_hot(each)]
    _count_supporters(hot)
    return sorted(hot, key=lambda each: (-each.people, -len(each.seen), each.seen[0].code))


def _is_hot(spot: HotSpot) -> bool:
    return len(spot.seen) >= _policy()["least"]


def _shown(spot: HotSpot, middle: datetime) -> Mapping[str, Any]:
    """Codes and numbers alone: how many came lately says whether it grows."""
    lately = sum(each.opened_at >= middle for each in spot.seen)
    newest = spot.seen[0]
    return {
        "area": newest.area_code,
        "field": newest.field,
        "petitions": len(spot.seen),
        "people": spot.people,
        "lately": lately,
        "before": len(spot.seen) - lately,
        "examples": [
            {"id": each.id, "code": each.code} for each in spot.seen[: _policy()["examples"]]
        ],
        "first_at": min(each.opened_at for each in spot.seen),
        "last_at": max(each.opened_at for each in spot.seen),
    }


def _seen(*conditions: ColumnElement[bool]) -> Iterable[Seen]:
    """The newest petitions of which this holds; of the words those that others may read."""
    petitions, shown = Petition.__table__.alias("petition"), PublicText.__table__.c
    own = petitions.c
    words = func.coalesce(shown.title, "") + " " + func.coalesce(shown.text, "")
    sender = func.coalesce(
        func.nullif(own.contact["phone"].astext, ""),
        func.nullif(own.petitioner["name"].astext, ""),
    )
    rows = db.session.execute(
        select(
            Case.id,
            Case.code,
            Case.area_code,
            Case.field,
            Case.opened_at,
            Case.author_id,
            sender.label("sender"),
            words.label("words"),
            own.latitude,
            own.longitude,
        )
        .join(petitions, own.id == Case.id)
        .outerjoin(PublicText.__table__, shown.petition_id == Case.id)
        .where(Case.type == CaseType.PETITION, Case.state.not_in(NOT_COUNTED), *conditions)
        .order_by(Case.ordinal.desc())
        .limit(_policy()["looked_through"])
    )
    for row in rows:
        yield Seen(
            row.id,
            row.code,
            row.area_code,
            row.field,
            row.opened_at,
            str(row.author_id or row.sender or row.id),
            bare(row.words),
            (row.latitude, row.longitude) if row.latitude is not None else None,
        )


def _count_supporters(spots: Sequence[HotSpot]) -> None:
    by_id = {each.id: spot for spot in spots for each in spot.seen}
    rows = db.session.execute(
        select(Supporter.petition_id, Supporter.account_id).where(Supporter.petition_id.in_(by_id))
    )
    for petition_id, account_id in rows:
        by_id[petition_id].supporters.add(str(account_id))


def _are_near(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    """Whether two points are one place; the earth is flat over so few metres."""
    if one is None or other is None:
        return False
    north = (one[0] - other[0]) * METRES_A_DEGREE
    east = (one[1] - other[1]) * METRES_A_DEGREE * cos(radians(one[0]))
    return hypot(north, east) <= _policy()["metres"]


@cache
def _policy() -> dict[str, int]:
    read: dict[str, int] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return read
