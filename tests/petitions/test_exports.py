"""Lists taken out as files: no more than is read, nothing that runs, on record, not too often."""

import csv
import io
import json
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from api.cases.models import Channel
from api.core.database import db, unit_of_work
from api.petitions import exports
from api.petitions.disclosures import Disclosure
from api.petitions.export_files import harmless
from tests import make
from tests.conftest import SignIn

EXPORT = "/api/v1/petitions/export"
SENDER = {"name": "Nguyễn Thị Đào", "address": "Số 5 ngõ 12"}
CODE = "Mã vụ việc"
RUNS = "=HYPERLINK(1)"


def two_petitions() -> tuple[str, str]:
    """One in intake, one that left it, both from somebody who came to the counter."""
    given: dict[str, Any] = {
        "by": make.RECEIVER,
        "channel": Channel.COUNTER,
        "petitioner": SENDER,
        "contact": {"phone": "+84911222333"},
    }
    left = make.accepted(head=make.CHAIR, **given, title=RUNS)
    return make.petition(**given).code, left.code


def test_a_file_holds_what_its_reader_may_read_and_is_on_record(sign_in: SignIn) -> None:
    with unit_of_work():
        new, left = two_petitions()
        make.petition(area="11407")
    receiver = sign_in(make.RECEIVER)

    rows = table(receiver.get(f"{EXPORT}.csv?channel=counter").text)
    semicolons = table(receiver.get(f"{EXPORT}.csv?bom=false&separator=semicolon").text, ";")
    items = json.loads(receiver.get(f"{EXPORT}.json").text)["items"]
    sheet = load_workbook(io.BytesIO(receiver.get(f"{EXPORT}.xlsx?state=accepted").data)).active
    heads = json.loads(sign_in(make.CHAIR).get(f"{EXPORT}.json").text)["items"]
    monitors = json.loads(sign_in(make.FRONT).get(f"{EXPORT}.json").text)["items"]

    assert (
        [each[CODE] for each in rows] == [new, left] == [each["Mã vụ việc"] for each in semicolons]
    )
    assert [each["Người gửi"] for each in rows] == [SENDER["name"], ""]
    assert [each["Điện thoại"] for each in rows] == ["'+84911222333", ""]
    assert (rows[1]["Tiêu đề"], items[1]["title"]) == (f"'{RUNS}", RUNS)
    assert of(items, "code", "sender") == [(new, SENDER["name"]), (left, None)]
    assert sheet is not None
    assert [cell.value for cell in sheet["A"]][1:] == [left]
    assert f"'{RUNS}" in [cell.value for cell in sheet[2]]
    assert of(heads, "sender", "phone", "address") == [(None,) * 3] * 2
    assert all(each["text"] for each in heads)
    assert of(monitors, "place", "register", "receipt_number") == [(None,) * 3] * 2
    assert on_record() == ([2, 2, 2, 1, 2, 2], {"channel": "counter"})


def test_five_files_a_day_and_one_for_a_resident(sign_in: SignIn) -> None:
    with unit_of_work():
        own = make.petition().code
        make.petition(by=make.OTHER_RESIDENT)
    head, resident = sign_in(make.CHAIR), sign_in(make.RESIDENT)

    answers = [head.get(f"{EXPORT}.csv").status_code for _ in range(6)]
    owns = resident.get(f"{EXPORT}.json")

    assert answers == [200] * 5 + [429]
    assert [each["code"] for each in json.loads(owns.text)["items"]] == [own]
    assert resident.get(f"{EXPORT}.json").json["type"] == "/problems/too-many-exports"


def test_a_long_list_is_read_in_pieces_and_a_workbook_has_an_end(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with unit_of_work():
        codes = [make.petition().code for _ in range(5)]
    head = sign_in(make.CHAIR)
    monkeypatch.setattr(exports, "A_PIECE", 2)
    monkeypatch.setattr(exports, "LONGEST_WORKBOOK", 4)

    rows = table(head.get(f"{EXPORT}.csv").text)

    assert [each[CODE] for each in rows] == codes[::-1]
    refused = head.get(f"{EXPORT}.xlsx")
    assert (refused.status_code, refused.json["type"]) == (422, "/problems/too-long-for-a-workbook")


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-1", "@A1", "\t=1", "\r=1", "  =1", "＝1"])
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless("Cống =1") == "Cống =1"


def of(items: list[Any], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(each[name] for name in names) for each in items]


def on_record() -> tuple[list[int | None], dict[str, Any]]:
    """How many petitions each export held, and what the first one asked for."""
    with unit_of_work():
        kept = db.session.scalars(select(Disclosure).order_by(Disclosure.id)).all()
        assert all(each.position_id for each in kept)
        return [each.count for each in kept], kept[0].filters


def table(text: str, separator: str = ",") -> list[dict[str, str]]:
    assert text.startswith("\ufeff") == (separator == ",")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=separator))
