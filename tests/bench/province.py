"""Made-up petitions of a whole province: how many, where, about what, and what became of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import accumulate, count
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from api.authorities.directory import Directory
from api.authorities.fields import fields
from api.authorities.models import Level, Title
from api.cases.models import Addressee, Kind
from api.core.clock import vietnam_date
from api.core.ids import CODE_ALPHABET, CODE_SYMBOLS, check_character
from api.demo import actions as demo
from api.routing.actions import routed
from api.routing.models import Question, Route
from api.routing.reading import shipped
from tests.bench.law import Law, Life, Row

TEXTS = Path(demo.__file__).parent / "data" / "petitions.jsonl"
SEED = 2026
YEAR = 365
"""Days before now over which the petitions came in."""

PUBLISHED = 0.3
"""Part of the petitions that everybody may read."""
RATED = 0.4
"""Part of the answers that the sender says something to."""
STARS = {1: 20, 2: 15, 3: 20, 4: 25, 5: 20}

KINDS = {"reflection": 62, "proposal": 20, "suggestion": 6, "enquiry": 9, "thanks": 3}
ADDRESSEES = {"government": 92, "party": 5, "council": 3}
WAYS: Mapping[tuple[str, ...], int] = {
    (): 5,
    ("accepted",): 5,
    ("accepted", "assigned"): 22,
    ("guided",): 6,
    ("transferred",): 4,
    ("accepted", "assigned", "answered"): 58,
}
"""What happens after receipt, and how often."""

STATES = {
    "received": "received",
    "accepted": "accepted",
    "assigned": "in_progress",
    "guided": "guided",
    "transferred": "transferred",
    "answered": "answered",
}
ENDS = frozenset({"guided", "transferred"})


@dataclass
class Province:
    """What the made-up petitions refer to; the same seed makes the same petitions."""

    known: Directory
    law: Law
    clerk: UUID
    now: datetime
    random: Random
    _routes: dict[tuple[str, ...], Route] = field(default_factory=dict)
    _numbers: dict[tuple[UUID, int], int] = field(default_factory=dict)
    _receipts: Iterator[int] = field(default_factory=count)

    def lives(self, number: int) -> Iterator[Life]:
        """So many petitions, in the order in which they came in."""
        step, start = timedelta(days=YEAR) / number, self.now - timedelta(days=YEAR)
        for place in range(number):
            yield self._life(start + step * place)

    @cached_property
    def communes(self) -> Sequence[str]:
        """Codes of the communes, those with the most petitions first."""
        served = {unit.area_code for unit in self.known.units.values()}
        found = [code for code in sorted(served) if self.known.areas[code].level is Level.COMMUNE]
        return Random(SEED).sample(found, len(found))

    @cached_property
    def _weights(self) -> Sequence[float]:
        """A few communes have much, many have little."""
        return list(accumulate(1 / (place + 5) for place in range(len(self.communes))))

    @cached_property
    def _said(self) -> Sequence[Row]:
        with TEXTS.open(encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    @cached_property
    def _fields(self) -> Sequence[str]:
        return [code for code in fields() if code != "other"]

    def _life(self, at: datetime) -> Life:
        life = self._received(at)
        if self.random.random() < PUBLISHED:
            self._publish(life, at)
        for step in self._one_of(WAYS):
            at += self.random.expovariate(1 / 4) * timedelta(days=1)
            if at >= self.now:
                break
            self._happens(life, step, at)
        return life

    def _received(self, at: datetime) -> Life:
        kind, addressee = self._one_of(KINDS), self._one_of(ADDRESSEES)
        said = self.random.choice(self._said)
        matter = self.random.choice(self._fields)
        [area] = self.random.choices(self.communes, cum_weights=self._weights)
        route = self._route(kind, addressee, matter, area)
        unit = self.known.unit(route.unit_id)
        case_id = self.law.new_id(at)
        case = {
            "id": case_id,
            "ordinal": self.law.new_id(at),
            "type": "petition",
            "channel": "counter",
            "province_code": self.known.areas[unit.area_code].province_code,
            "code": self._code(),
            "receipt_number": str(10**11 + next(self._receipts)),
            "register_year": None,
            "register_number": None,
            "kind": kind,
            "addressee": addressee,
            "field": matter,
            "area_code": area,
            "unit_id": unit.id,
            "unit_area_code": unit.area_code,
            "holder_id": route.position_id,
            "holder_reason": route.row_id,
            "assigned_unit_id": route.prepares_unit_id,
            "assigned_id": None,
            "instance": 1,
            "visibility": "private",
            "state": "received",
            "opened_at": at,
            "accepted_at": None,
            "answered_at": None,
            "answered_late": None,
            "closed_at": None,
            "published_at": None,
            "rating": None,
            "version": 1,
        }
        petition = {
            "id": case_id,
            "text": said["text"],
            "place": said["place"],
            "petitioner": json.dumps({"name": f"Người dân Mẫu {self.random.randrange(10**6)}"}),
            "submission_hash": f"{self.random.getrandbits(256):064x}",
            "entered_by_id": self.clerk,
        }
        facts = {
            "level": unit.level,
            "unit_kind": unit.unit_kind,
            "kind": kind,
            "addressee": addressee,
            "field": matter,
            "instance": 1,
        }
        life = Life(case, petition, route.position_id, facts)
        self.law.record(life, "petition.received", at)
        return life

    def _happens(self, life: Life, step: str, at: datetime) -> None:
        life.case["state"] = STATES[step]
        life.case["version"] += 1
        if step == "accepted":
            life.case["accepted_at"] = at
            self._register(life.case, at)
        elif step == "assigned":
            self._assign(life.case)
        elif step == "answered":
            life.case["answered_at"] = at
            if self.random.random() < RATED:
                life.case["rating"] = self._one_of(STARS)
            life.others.append(("answers", self._answer(life, at)))
        elif step in ENDS:
            life.case["closed_at"] = at
        self.law.record(life, f"petition.{step}", at)

    def _publish(self, life: Life, at: datetime) -> None:
        life.case |= {"visibility": "public", "published_at": at}
        shown = {"petition_id": life.case["id"], "title": None, "text": life.petition["text"]}
        made = {"made_by": "masking", "made_at": at}
        life.others.append(("public_texts", shown | made))

    def _answer(self, life: Life, at: datetime) -> Row:
        return {
            "id": self.law.new_id(at),
            "petition_id": life.case["id"],
            "ordinal": 1,
            "text": self.random.choice(self._said)["answer"] or "Đã giải quyết xong.",
            "result": "resolved",
            "drafted_at": at,
            "number": str(self.random.randrange(1, 999)),
            "symbol": "UBND-VP",
            "signed_on": vietnam_date(at),
            "authority": "TM",
            "signed_by_id": life.head,
            "signer": "Nguyễn Văn Mẫu",
            "signed_at": at,
        }

    def _register(self, case: Row, at: datetime) -> None:
        key = (case["unit_id"], vietnam_date(at).year)
        self._numbers[key] = self._numbers.get(key, 0) + 1
        case |= {"register_year": key[1], "register_number": self._numbers[key]}

    def _assign(self, case: Row) -> None:
        unit_id = case["assigned_unit_id"] or case["unit_id"]
        desk = self.known.titled(unit_id, Title.HANDLER)
        if desk is not None:
            case |= {"assigned_unit_id": desk.unit_id, "assigned_id": desk.id}

    def registers(self) -> Iterator[Row]:
        """The last number of each register, once all lives are made."""
        for (unit_id, year), last in self._numbers.items():
            yield {"unit_id": unit_id, "year": year, "last": last}

    def _route(self, kind: str, addressee: str, matter: str, area: str) -> Route:
        key = (kind, addressee, matter, area)
        if key not in self._routes:
            to = Addressee(addressee)
            question = Question(kind=Kind(kind), addressee=to, field=matter, area_code=area)
            self._routes[key] = routed(question, self.known, shipped())
        return self._routes[key]

    def _one_of(self, weights: Mapping[Any, int]) -> Any:
        return self.random.choices(list(weights), list(weights.values()))[0]

    def _code(self) -> str:
        symbols = "".join(self.random.choices(CODE_ALPHABET, k=CODE_SYMBOLS))
        return symbols + check_character(symbols)
