"""Reception enters what somebody brought to the counter, and gives them the slip."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from sqlalchemy import func, select

from api.cases.models import Channel, Kind, Visibility
from api.core import clock
from api.core.clock import vietnam_date
from api.core.database import db
from api.petitions import queries
from api.petitions.models import Petition
from tests import make
from tests.conftest import MONDAY
from tests.pages.browsing import Reader
from tests.pages.filling import carried, fill
from tests.petitions.letters import eml

SignedIn = Callable[[str], Reader]

AT = "/can-bo/nhap-don"
BROUGHT = {
    "kind": "reflection",
    "channel": "counter",
    "addressee": "government",
    "text": "Cống trước nhà bà Mẫu bị tắc.",
    "area": make.COMMUNE,
    "field": "drainage",
    "received_on": "02/03/2026",
}


def how_many() -> int:
    return db.session.scalar(select(func.count()).select_from(Petition)) or 0


def entered(location: str) -> Petition:
    return queries.petition_to_read(UUID(location.rpartition("/")[2]))


def test_what_was_brought_is_entered_with_channel_sender_helper_and_consent(
    reading: SignedIn,
) -> None:
    more = {
        "name": "Bà Mẫu",
        "address": "Ngõ 12",
        "phone": "0912 345 678",
        "helper": "Con trai",
        "public": "yes",
    }
    noted = {"agreed": "in_person", "read_back": "yes", "received_number": "12"}
    clerk = reading(make.RECEIVER)

    unasked = fill(clerk, AT, "", **BROUGHT, **more)
    done = fill(clerk, AT, "", **BROUGHT, **more, **noted)

    assert unasked.status_code == 422
    assert 'href="#don-agreed"' in unasked.text
    made = entered(done.location)
    assert (made.channel, made.helper) == (Channel.COUNTER, "Con trai")
    assert made.petitioner == {"name": "Bà Mẫu", "address": "Ngõ 12"}
    assert made.contact == {"phone": "+84912345678"}
    assert made.visibility is Visibility.PUBLIC
    assert made.author_id is None
    assert made.intake == {
        "letter": {"received_number": "12"},
        "consent": {"by": "sender", "how": "in_person", "at": clock.now().isoformat()},
        "read_back": {"done": True, "at": clock.now().isoformat()},
    }
    shown = clerk.get(f"/can-bo/vu-viec/{made.id}").text
    assert "Số đến" in shown
    assert "Đã đọc lại" in shown
    slip = clerk.get(done.location).text
    assert made.code in slip
    assert f"/api/v1/petitions/{made.id}/receipt" in slip
    assert clerk.get(f"/api/v1/petitions/{made.id}/receipt").status_code == 200


def test_it_is_for_reception_alone(reading: SignedIn) -> None:
    for who in (make.CHAIR, make.HANDLER, make.RESIDENT, make.MODERATOR):
        assert reading(who).get(AT).status_code == 403
    assert AT not in reading(make.CHAIR).get("/can-bo").text


def test_a_denunciation_is_led_elsewhere_and_nothing_of_it_comes_back(reading: SignedIn) -> None:
    clerk = reading(make.RECEIVER)
    assert "denunciation" not in clerk.get(AT).text.partition("<form")[2]

    for kind in ("denunciation", "crime_report"):
        sent = clerk.press(AT, **(BROUGHT | {"kind": kind, "text": "Ông X nhận tiền."}))
        assert sent.location == "/gui/to-cao"
        assert "Ông X" not in sent.text
    assert how_many() == 0


def test_what_is_missing_is_named_and_nothing_typed_is_lost(reading: SignedIn) -> None:
    refused = fill(reading(make.RECEIVER), AT, "", **(BROUGHT | {"kind": "complaint"}))

    assert refused.status_code == 422
    assert 'href="#don-name"' in refused.text
    assert BROUGHT["text"] in refused.text
    assert how_many() == 0


def test_what_came_earlier_needs_a_reason_and_counts_from_its_day(reading: SignedIn) -> None:
    clerk, earlier = reading(make.RECEIVER), MONDAY - timedelta(days=3)
    late = BROUGHT | {"received_on": f"{earlier:%d/%m/%Y}", "channel": "post"}

    assert fill(clerk, AT, "", **late).status_code == 422
    done = fill(clerk, AT, "", **late, reason="Thư đến chiều thứ Sáu.")

    assert vietnam_date(entered(done.location).opened_at) == vietnam_date(earlier)


def test_pressed_twice_is_one_petition_and_another_matter_gets_another_id(
    reading: SignedIn,
) -> None:
    clerk = reading(make.RECEIVER)
    same = BROUGHT | carried(clerk.get(AT).text, AT)

    clerk.press(AT, **same)
    clerk.press(AT, **same)
    other = clerk.press(AT, **(same | {"text": "Đèn hỏng."}))

    assert how_many() == 1
    assert other.status_code == 409
    again = carried(other.text, AT)
    assert again["id"] != same["id"]
    assert clerk.press(AT, **(same | again | {"text": "Đèn hỏng."})).status_code == 303


@pytest.mark.parametrize("kind", [Kind.REFLECTION, Kind.COMPLAINT])
def test_who_entered_it_about_their_own_unit_still_prints_the_slip(
    reading: SignedIn, kind: Kind
) -> None:
    about = {"about": f"unit:{make.COMMUNE}-tcd", "kind": str(kind)}
    sender = {"name": "Bà Mẫu", "address": "Ngõ 12"}

    done = fill(reading(make.RECEIVER), AT, "", **(BROUGHT | about | sender))

    assert reading(make.RECEIVER).get(done.location).status_code == 200


@pytest.mark.parametrize("broken", ["", "x", "4b62ed7e-9d2a-40c5-b113-6282044eba89 "])
def test_what_was_typed_is_entered_also_when_the_page_brings_back_no_id(
    reading: SignedIn, broken: str
) -> None:
    done = reading(make.RECEIVER).press(AT, **(BROUGHT | {"id": broken}))

    assert done.status_code == 303
    assert entered(done.location).text == BROUGHT["text"]


def test_an_email_file_fills_the_form_and_enters_nothing(reading: SignedIn) -> None:
    clerk = reading(make.RECEIVER)
    letter = eml("Cống tắc.", {"a.jpg": b"x"})

    found = clerk.press(f"{AT}/thu", file=(BytesIO(letter), "thu.eml"))

    assert found.status_code == 200
    for shown in ("mau@example.vn", "27/02/2026", "1@mail.example.vn", "Cống tắc.", "a.jpg"):
        assert shown in found.text
    assert how_many() == 0
    empty = clerk.press(f"{AT}/thu", file=(BytesIO(b""), ""))
    assert (empty.status_code, 'href="#thu-file"' in empty.text) == (422, True)
    denounced = eml("Tôi tố cáo ông Mẫu.")
    led = clerk.press(f"{AT}/thu", file=(BytesIO(denounced), "thu.eml"))
    assert led.location == "/gui/to-cao"
    assert reading(make.CHAIR).press(f"{AT}/thu", file=(BytesIO(letter), "x")).status_code == 403
