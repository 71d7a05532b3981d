"""The register of a place's receptions, and the petitions made from it."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from openpyxl import load_workbook
from sqlalchemy import select

from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.dialogues.receptions.visits import RegisterReading, Visit
from tests import make
from tests.conftest import MONDAY, Client, SignIn

RECEPTIONS = "/api/v1/receptions"
LATER = MONDAY + timedelta(hours=2)
CAME = {
    "matter": "reflection",
    "name": "Trần Thị Năm",
    "address": "Ngõ 12, tổ 3",
    "phone": "0912345678",
    "content": "=Cống trước ngõ 12 bị tắc.",
    "papers": "01 đơn, 02 ảnh",
    "at": (MONDAY + timedelta(hours=1)).isoformat(),
}


def a_day(**given: Any) -> str:
    """The address of a reception day of the commune's chair, today from eight."""
    with unit_of_work():
        return f"{RECEPTIONS}/{make.reception(**given).id}"


def entered(desk: Client, day: str, **given: Any) -> Any:
    answer = desk.put(f"{day}/visits/{uuid4()}", json=CAME | given)
    assert answer.status_code == 201, answer.json
    return answer.json


def test_who_came_has_the_next_number_in_the_register_of_the_place(
    client: Client, sign_in: SignIn
) -> None:
    day, party_day = a_day(), a_day(unit=f"{make.COMMUNE}-dang", positions=(make.SECRETARY,))
    with clock.standing_at(LATER):
        desk = sign_in(make.RECEIVER)
        first = f"{day}/visits/{uuid4()}"
        once = desk.put(first, json=CAME)
        again, another = desk.put(first, json=CAME), desk.put(first, json=CAME | {"people": 2})
        assert (once.status_code, again.status_code, another.status_code) == (201, 200, 409)
        # What is refused takes no number; both bodies of the place count in one register.
        assert desk.put(f"{day}/visits/{uuid4()}", json={"matter": "other"}).status_code == 422
        many = entered(desk, party_day, people=12, representatives=["Ông Ba", "Bà Tư"])
        assert (once.json["register"], many["register"]) == ("1/2026", "2/2026")

        settled = [
            desk.post(f"{first}/outcome", json={"outcome": "guided", "note": "Đến Tòa án."})
            for _ in range(2)
        ]
        assert [each.status_code for each in settled] == [201, 409]
        assert settled[0].json["note"] == "Đến Tòa án."
        # Names stand in it: nobody reads it but who keeps the day.
        listed = desk.get(f"{day}/visits").json["items"]
        assert [each["name"] for each in listed] == ["Trần Thị Năm"]
        assert client.get(f"{day}/visits").status_code == 401
        assert sign_in("31-tcd-tiep-nhan").get(f"{day}/visits").status_code == 403
        assert sign_in(make.HANDLER).get(first).status_code == 403
        assert sign_in(make.CHAIR).get(first).status_code == 200


def test_of_what_is_denounced_only_a_number_is_kept(sign_in: SignIn) -> None:
    day = a_day()
    with clock.standing_at(LATER):
        desk = sign_in(make.RECEIVER)
        at = f"{day}/visits/{uuid4()}"
        for member in ("name", "address", "phone", "content", "papers", "note"):
            told = desk.put(at, json={"matter": "denunciation", member: "Ông X nhận tiền"})
            assert told.status_code == 422
            assert "Ông X" not in told.text
        kept = desk.put(at, json={"matter": "denunciation"})
        noted = desk.post(f"{at}/outcome", json={"outcome": "guided", "note": "Ông X nhận tiền"})
        settled = desk.post(f"{at}/outcome", json={"outcome": "guided"})
        taken_in = desk.put(f"{at}/petitions/{uuid4()}", json=make.body())

    assert (kept.status_code, kept.json["register"]) == (201, "1/2026")
    # Refused before the database sees it: what it refuses stands in the log.
    assert (noted.status_code, noted.json["type"]) == (422, "/problems/only-a-number")
    assert (settled.status_code, settled.json["note"]) == (201, None)
    assert taken_in.json["type"] == "/problems/nothing-taken-in"


def test_a_visit_is_entered_on_its_day_and_of_a_day_that_was_held(sign_in: SignIn) -> None:
    day = a_day()
    desk = sign_in(make.RECEIVER)
    before = desk.put(f"{day}/visits/{uuid4()}", json=CAME)
    yesterday = CAME | {"at": (MONDAY - timedelta(days=1)).isoformat()}
    another_day = desk.put(f"{day}/visits/{uuid4()}", json=yesterday)
    nobody = desk.put(f"{day}/visits/{uuid4()}", json=CAME | {"at": None, "number": 3})
    desk.post(f"{day}/postponement", json={"reason": "Bão số 3."})
    called_off = desk.put(f"{day}/visits/{uuid4()}", json=CAME | {"at": MONDAY.isoformat()})

    assert before.json["type"] == another_day.json["type"] == "/problems/not-that-day"
    assert nobody.status_code == 422
    assert called_off.json["type"] == "/problems/not-received"
    assert db.session.scalars(select(Visit)).all() == []


def test_a_petition_from_a_visit_is_received_when_they_came_and_its_clock_runs_from_then(
    sign_in: SignIn,
) -> None:
    day = a_day()
    wednesday = datetime(2026, 3, 4, 9, 0, tzinfo=VIETNAM)
    with clock.standing_at(wednesday):
        desk = sign_in(make.RECEIVER)
        visit = entered(desk, day)
        petition_id = uuid4()
        at = f"{day}/visits/{visit['id']}/petitions"
        made = desk.put(f"{at}/{petition_id}", json=make.body())
        again = desk.put(f"{at}/{petition_id}", json=make.body())
        second = desk.put(f"{at}/{uuid4()}", json=make.body())
        by_hand = desk.put(f"{at}/{petition_id}", json=make.body(channel="phone"))
        read = desk.get(f"/api/v1/petitions/{petition_id}").json
        alike = desk.put(f"/api/v1/petitions/{uuid4()}", json=make.body(channel="reception")).json

    assert (made.status_code, again.status_code) == (201, 200), made.json
    assert second.json["type"] == "/problems/taken-in-already"
    assert by_hand.status_code == 422
    assert made.json["visit"]["outcome"] == "taken_in"
    assert UUID(made.json["visit"]["petition"]) == petition_id
    assert (read["channel"], read["petitioner"]["name"]) == ("reception", "Trần Thị Năm")
    assert read["received_at"] == visit["came_at"] == "2026-03-02T09:00:00+07:00"
    first_days = {each["rule"]: each["last_day"] for each in read["obligations"]}
    today = {each["rule"]: each["last_day"] for each in alike["obligations"]}
    assert first_days.keys() == today.keys() != set()
    assert [rule for rule in today if first_days[rule] >= today[rule]] == []


def test_the_register_is_taken_out_as_a_workbook_without_formulas_and_on_record(
    sign_in: SignIn,
) -> None:
    day = a_day()
    with clock.standing_at(LATER):
        desk = sign_in(make.RECEIVER)
        entered(desk, day)
        asked = {"unit": f"{make.COMMUNE}-ubnd", "from": "2026-03-01", "to": "2026-03-31"}
        taken = desk.get(f"{RECEPTIONS}/register.xlsx", query_string=asked)
        elsewhere = sign_in("31-tcd-tiep-nhan").get(
            f"{RECEPTIONS}/register.xlsx", query_string=asked
        )
        department = sign_in(f"{make.COMMUNE}-kt-truong").get(
            f"{RECEPTIONS}/register.xlsx", query_string=asked | {"unit": f"{make.COMMUNE}-kt"}
        )

    [sheet] = load_workbook(BytesIO(taken.data)).worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("Số trong sổ", "Thời điểm đến", "Người được tiếp")
    assert rows[1][0] == "1/2026"
    assert rows[1][8] == "'=Cống trước ngõ 12 bị tắc."
    assert (elsewhere.status_code, department.status_code) == (403, 403)
    assert [each.lines for each in db.session.scalars(select(RegisterReading))] == [1]
