"""Questions on the pages: asked by residents, prepared at desks, and none without its outcome."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from api.core import clock
from api.core.database import db, unit_of_work
from api.dialogues.questions import screening
from api.dialogues.questions.models import Question
from tests import make
from tests.conftest import MONDAY
from tests.pages.browsing import Reader
from tests.pages.filling import carried, fill, offered

SignedIn = Callable[[str], Reader]

DESK = "/can-bo/doi-thoai"
PUBLIC = "/doi-thoai/phien"
QUESTION = "/doi-thoai/cau-hoi"
STARTS = MONDAY + timedelta(days=18)
FRONT_UNIT = f"{make.COMMUNE}-mttq"
PREPARING = f"{make.COMMUNE}-kt"


@pytest.fixture
def code(app: object) -> str:
    """An announced dialogue, which the Front organises as well."""
    with unit_of_work():
        units = {"co_organisers": (FRONT_UNIT,), "expected_units": (PREPARING,)}
        return make.dialogue(**units).code


def ask(who: Reader, code: str, text: str) -> str:
    """Where the question is read."""
    at = f"{PUBLIC}/{code}/hoi"
    typed = carried(who.get(at).text, at) | {"text": text, "asker": "Người Hỏi Mẫu"}
    sent, again = who.press(at, **typed), who.press(at, **typed)
    assert (sent.status_code, again.status_code) == (303, 303), sent.text
    return str(sent.location).partition("?")[0]


def at_desk(code: str, question: str) -> str:
    """Where desks read the same."""
    return f"{DESK}/{code}/cau-hoi/{question.rpartition('/')[2]}"


def looked_through(question: str, words: str) -> None:
    """The machine has looked at it: it is public in these words."""
    found = db.session.get_one(Question, UUID(question.rpartition("/")[2]))
    with unit_of_work():
        screening.keep(found, words, is_held=False)


def test_a_question_is_asked_wanted_by_others_and_read_by_everybody_once_it_is_public(
    reading: SignedIn, reader: Reader, code: str
) -> None:
    first, second = reading(make.RESIDENT), reading(make.OTHER_RESIDENT)
    own = ask(first, code, "Bao giờ thông cống ngõ 12? Gọi 0912000111.")

    hidden = reader.get(own)
    mine = first.get(own).text
    looked_through(own, "Bao giờ thông cống ngõ 12?")
    wanted = fill(second, own, "cung-hoi")
    public = reader.get(f"{PUBLIC}/{code}/cau-hoi").text
    taken_back = fill(first, own, "rut")

    assert hidden.status_code == 404
    assert "0912000111" in mine
    assert wanted.status_code == 303
    assert "Bao giờ thông cống ngõ 12?" in public
    assert "0912000111" not in public
    assert "1 người cùng hỏi" in public
    assert "Bao giờ thông cống" in first.get("/vu-viec").text
    assert taken_back.status_code == 303
    assert "Người hỏi rút" in first.get(own).text


def test_desks_sort_hand_out_and_prepare_a_question_each_as_far_as_it_is_theirs(
    reading: SignedIn, code: str
) -> None:
    resident, clerk, handler = (
        reading(who) for who in (make.RESIDENT, make.RECEIVER, make.HANDLER)
    )
    lead, other = (at_desk(code, ask(resident, code, text)) for text in ("Cống?", "Thoát nước?"))
    unseen = handler.get(lead)

    steps = [
        fill(clerk, lead, "giao", unit=PREPARING, due_on="18/03/2026"),
        fill(clerk, other, "gop", lead=lead.rpartition("/")[2]),
        fill(clerk, lead, "thu-tu", place="1", minutes="5"),
        fill(handler, lead, "chuan-bi", text="Đã khảo sát, tháng 4 nạo vét."),
    ]
    late = fill(clerk, lead, "giao", unit=PREPARING, due_on="30/03/2026")
    listed = clerk.get(f"{DESK}/{code}/cau-hoi").text
    front = fill(reading(make.FRONT), lead, "xet", publish="false")

    assert unseen.status_code == 404
    assert [each.status_code for each in steps] == [303] * 4, [each.text for each in steps]
    assert late.status_code == 422
    assert 'value="30/03/2026"' in late.text
    assert "trả lời cùng 1 câu tương tự" in listed
    assert "Đã khảo sát, tháng 4 nạo vét." in listed
    assert front.status_code == 422
    assert "Thoát nước?" not in clerk.get(f"{DESK}/{code}/cau-hoi?loc=chua-giao").text


@pytest.fixture
def asked(reading: SignedIn, code: str) -> list[str]:
    """Three questions of the dialogue, which everybody reads."""
    asker = reading(make.RESIDENT)
    found = [ask(asker, code, text) for text in ("Cống?", "Đèn?", "Chợ?")]
    for page in found:
        looked_through(page, "Câu hỏi")
    return found


def test_a_dialogue_is_closed_once_each_question_has_its_one_outcome(
    reading: SignedIn, code: str, asked: list[str]
) -> None:
    at, (answered, promised, _) = f"{DESK}/{code}", [at_desk(code, each) for each in asked]
    promise = {"outcome": "committed", "what": "Thay đèn ngõ 12", "due_on": "30/04/2026"}
    fill(reading(make.RECEIVER), promised, "giao", unit=PREPARING, due_on="18/03/2026")
    with clock.standing_at(STARTS):
        clerk = reading(make.RECEIVER)
        fill(clerk, at, "khai-mac")
        to_decide = clerk.get(f"{at}/cau-hoi").text
        wrong = fill(clerk, answered, "ket-qua", outcome="answered", to="Sở Xây dựng")
        fill(clerk, answered, "ket-qua", outcome="answered", said="Tuần sau.")
        early = fill(clerk, at, "ket-thuc", people="50")
        fill(clerk, promised, "ket-qua", **promise, owner=make.CHAIR)
        [last] = [to for to in offered(clerk.get(f"{at}/cau-hoi").text) if "tu=ds" in to]
        given = clerk.press(last, outcome="not_reached")
        closed = fill(clerk, at, "ket-thuc", people="50")

    assert "18/03/2026" in to_decide
    assert 'value="18/03/2026"' not in to_decide
    assert wrong.status_code == 422
    assert re.search(r'href="#ket-qua-1-(said|to)"', wrong.text)
    assert early.status_code == 409
    assert f'href="{promised}"' in early.text
    assert given.location == f"{at}/cau-hoi?xong=ket-qua"
    assert closed.status_code == 303
    assert db.session.scalars(select(Question.outcome)).all().count(None) == 0


def test_an_answer_that_was_owed_is_signed_and_read_by_everybody(
    reading: SignedIn, reader: Reader, code: str, asked: list[str]
) -> None:
    at, first = f"{DESK}/{code}", at_desk(code, asked[0])
    answer = {"text": "Chợ mở lại tháng 5.", "number": "15", "symbol": "UBND-VP"}
    with clock.standing_at(STARTS):
        clerk, head = reading(make.RECEIVER), reading(make.CHAIR)
        fill(clerk, at, "khai-mac")
        fill(clerk, first, "ket-qua", outcome="owed", due_on="10/04/2026")
        owed = reader.get(asked[0]).text
        offers = offered(clerk.get(first).text)
        signed = fill(head, first, "tra-loi", **answer, signed_on="20/03/2026", authority="TM")

    assert "10/04/2026" in owed
    assert f"{first}/tra-loi" not in offers
    assert signed.status_code == 303
    assert "Chợ mở lại tháng 5." in reader.get(f"{PUBLIC}/{code}/cau-hoi").text
    question_id = first.rpartition("/")[2]
    assert head.get(f"/can-bo/vu-viec/{question_id}").location == first


def test_what_people_tell_the_desk_is_written_down_also_in_their_turn(
    reading: SignedIn, code: str
) -> None:
    with clock.standing_at(STARTS):
        clerk = reading(make.RECEIVER)
        assert fill(clerk, f"{DESK}/{code}", "khai-mac").status_code == 303
        line = f"{DESK}/{code}/hang-doi"
        assert fill(clerk, line, "", name="Bà Lan", minutes="5").status_code == 303
        called = next(to for to in offered(clerk.get(line).text) if to.endswith("/moi"))
        assert clerk.press(called, **carried(clerk.get(line).text, called)).status_code == 303
        at = f"{DESK}/{code}/cau-hoi"
        empty = fill(clerk, at, "", text="", turn="")
        for matter in ("Bao giờ nạo vét mương?", "Đèn ngõ 12 hỏng"):
            [speaker] = re.findall(r'<option value="([0-9a-f-]{36})" selected>', clerk.get(at).text)
            sent = fill(clerk, at, "", text=matter, turn=speaker)
            assert sent.status_code == 303, sent.text
        listed = clerk.get(f"{at}?loc=tat-ca").text
        found = db.session.scalars(select(Question).order_by(Question.number)).all()

    assert empty.status_code == 422
    assert [(each.text, each.asker) for each in found] == [
        ("Bao giờ nạo vét mương?", "Bà Lan"),
        ("Đèn ngõ 12 hỏng", "Bà Lan"),
    ]
    assert len({each.turn_id for each in found}) == 1
    assert "Đèn ngõ 12 hỏng" in listed
