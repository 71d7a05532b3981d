"""Asking over HTTP as one of the cast, and what came back."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.conftest import MONDAY
from tests.house.access_cast import HERE, Person, Seat
from tests.house.access_world import WORD, World

PETITIONS = "/api/v1/petitions"

LISTS = {
    "list": f"{PETITIONS}?limit=100",
    "search": f"{PETITIONS}?limit=100&q={WORD}",
    "monitoring": "/api/v1/monitoring/cases?figure=received&limit=100",
    "inbox": "/api/v1/inbox?limit=100",
}

_PAPER = {"number": "16", "symbol": "QĐ", "signed_on": MONDAY.date().isoformat()}
_WORDS = {"ground": "Không thuộc thẩm quyền", "text": "Không thụ lý."}

BODIES: dict[str, dict[str, Any]] = {
    "proposal": {"act": "declining"} | _WORDS,
    "assignment": {"position": f"{HERE}-vhxh-chuyen-vien"},
    "draft": {"text": "Đã khơi thông.", "result": "resolved"},
    "lodgement": {"form": "paper", "at": MONDAY.isoformat()},
    "decision": {"approve": False, "reason": "Xem lại"},
    "signature": {"number": "16", "symbol": "VP", "signed_on": MONDAY.date().isoformat()},
    "acceptance": {},
    "declining": _WORDS,
    "guidance": {"text": "Xin đến Tổ hòa giải."},
    "transfer": {"to": "Sở Xây dựng", "ground": "Không thuộc thẩm quyền"},
    "classification": {"field": "transport"},
    "filing": {"ground": "Đơn trùng"},
    "return": {"reason": "Không thuộc thẩm quyền"},
    "information-request": {"text": "Xin cho biết số nhà."},
    "information": {"text": "Số nhà 12."},
    "withdrawal": {},
    "attachments": {"attachments": ["0190f3a0-0000-7000-8000-000000000000"]},
    "withdrawal-lodgement": {"form": "paper", "at": MONDAY.isoformat()},
    "suspension": _PAPER | {"ground": "force_majeure", "text": "Bão."},
    "resumption": {"text": "Đã hết bão."},
    "extension": _PAPER | {"complex": True, "reason": "Vụ việc phức tạp."},
    "termination": _PAPER | {"ground": "withdrawn", "text": "Đã rút khiếu nại."},
    "direction": {"text": "Đề nghị UBND giải quyết."},
    "urging": {"text": "Đề nghị khẩn trương."},
    "rating": {"stars": 2, "words": "Chưa xong."},
    "contest": {"reasons": "Cống vẫn tắc."},
    "contest-decision": {"uphold": True, "reason": "Chưa làm xong."},
    "closure": {},
    "parts": {"unit": f"{HERE}-vhxh", "what": "Xin ý kiến.", "due_on": "2026-03-20"},
    "notes": {"words": "Đã gọi tổ trưởng."},
    "merge": {"into": str(UUID(int=1)), "reason": "Cùng nội dung"},
    "split": {
        "reason": "Hai nội dung",
        "parts": [{"id": str(UUID(int=n)), "text": "Cống tắc."} for n in (2, 3)],
    },
    "support": {},
    "reopening": {"reason": "Cống lại tắc."},
}
"""A body for every act that is built, with nothing wrong in its shape."""


@dataclass(frozen=True)
class Answer:
    """What came back, read once."""

    status: int
    said: Any
    headers: frozenset[str]

    @property
    def text(self) -> str:
        """All that it says, in letters that people read."""
        return json.dumps(self.said, ensure_ascii=False)

    @property
    def bare(self) -> tuple[int, Any, frozenset[str]]:
        """The same without what names the request itself."""
        kept = {k: v for k, v in self.said.items() if k not in {"instance", "request_id"}}
        return self.status, kept, self.headers

    @property
    def is_wrong_authority(self) -> bool:
        """Whether it says that this position does not sign so, which is a word on rights."""
        return bool(self.said.get("type", "").endswith("/wrong-authority"))

    @property
    def is_allowed(self) -> bool:
        """Done, or refused for another reason than who asks."""
        return self.status in {201, 409, 422} and not self.is_wrong_authority


def look(world: World, person: Person, address: str) -> Answer:
    """The person's look at it."""
    return _read(world.clients[person.name].get(address))


def do(world: World, person: Person, act: str, address: str) -> Answer:
    """The person's try; who signs does so on behalf of whom their title lets them."""
    body = BODIES[act]
    if act == "signature" and person.seats:
        body = body | {"authority": _authority(person.seats[0])}
    return _read(world.clients[person.name].post(f"{address}/{act}", json=body))


def listed(world: World, person: Person, question: str) -> tuple[Counter[str] | None, str]:
    """The codes in all pages of a list, and all their text; None when it is refused."""
    found: Counter[str] = Counter()
    text, address = "", LISTS[question]
    while address:
        answer = look(world, person, address)
        text += answer.text
        if answer.status != 200:
            return None, text
        found.update(each["code"] for each in answer.said["items"])
        more = answer.said["next"]
        address = f"{LISTS[question]}&after={more}" if more else ""
    return found, text


def _authority(seat: Seat) -> str:
    """Deputies sign for the head, heads of departments by order, heads for their body."""
    if seat.is_deputy:
        return "KT"
    return "TL" if seat.code.endswith("-truong") else "TM"


def _read(response: Any) -> Answer:
    return Answer(response.status_code, response.json, frozenset(response.headers.keys()))
