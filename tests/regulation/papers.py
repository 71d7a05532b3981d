"""Papers that change the law, for tests: who proposes, who adopts, and what."""

from datetime import date
from typing import Any

from api.regulation.adoption import Paper, adopt, keep_scan, propose
from api.regulation.calendar import Day, DayKind, DayStatus
from api.regulation.models import LawProposal
from tests import make

CLERK = "31-ubnd-thu-ky"
"""Prepares and proposes."""
DEPUTY = "31-ubnd-pho-chu-tich-1"
PARTY_CLERK = "31-dang-chuyen-vien"
SECRETARY = "31-dang-bi-thu"
PDF = b"%PDF-1.7 signed"

FIFTEEN_DAYS = """
[document]
id = "qd-tra-loi"
title = "Quyết định về thời hạn trả lời"
title_en = "Decision on terms of answer"
basis = "promise"
from = 2027-01-01
replaces = ["dia-phuong.answer", "ck-mau.answer"]

[[rule]]
id = "qd-tra-loi.answer"
title = "Trả lời người gửi"
title_en = "Answer to the sender"
duty = "answer"
article = "Điều 3"
confidence = "text"
source = "Quyết định 01/2027/QĐ-UBND"
opens = "petition.received"
when = { addressee = "government", kind = ["reflection", "proposal"] }
term = "15wd"
owed_by = "holder"
met_by = { event = ["petition.answered"] }
ends_on = ["petition.withdrawn", "petition.declined"]
"""

SWAP = (
    Day(
        date(2026, 11, 23),
        DayKind.SWAP_OFF,
        "Nghỉ hoán đổi (làm bù 28/11/2026)",
        "Thông báo 1",
        DayStatus.APPROVED,
    ),
    Day(
        date(2026, 11, 28),
        DayKind.MAKEUP_WORK,
        "Làm bù cho 23/11/2026",
        "Thông báo 1",
        DayStatus.APPROVED,
    ),
)


def paper(text: str = FIFTEEN_DAYS, **given: Any) -> Paper:
    """A signed decision with one document."""
    usual: dict[str, Any] = {
        "number": "01/2027/QĐ-UBND",
        "signed_on": date(2026, 2, 27),
        "documents": {"tra-loi.toml": text} if text else {},
    }
    return Paper(**(usual | given))


def proposed(by: str = CLERK, **given: Any) -> LawProposal:
    """A paper that lies before whoever is to adopt it, with its scan."""
    actor = make.actor(by)
    return propose(paper(**({"scan_hash": keep_scan(PDF, actor).hash} | given)), actor)


def adopted(by: str = CLERK, head: str = DEPUTY, **given: Any) -> LawProposal:
    """A paper that two people have adopted."""
    made = proposed(by, **given)
    adopt(made.id, make.actor(head))
    return made


def swapped() -> LawProposal:
    """The swap of 23 and 28 November 2026, adopted."""
    return adopted(text="", days=SWAP, number="Thông báo 1")
