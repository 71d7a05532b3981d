"""Taking in a list: each line as if a receiving officer had entered it, once."""

import unicodedata
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from api import demo as demonstration
from api.cases.models import Channel
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.events.models import Event
from api.imports.commands import EVERY
from api.petitions.handing_in import AN_HOUR
from api.regulation.models import Obligation
from api.settings import Settings
from tests import make
from tests.conftest import SignIn
from tests.imports.lists import CITY_CLERK, ELSEWHERE, count, jsonl, line, report, take_in, taken

SAMPLES = Path(demonstration.__file__).parent / "data" / "petitions.jsonl"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "list.jsonl"


def test_a_line_becomes_a_petition_that_somebody_must_answer(app: Flask, path: Path) -> None:
    person = {"name": "Mẫu Văn Một", "address": "Thôn 1"}
    jsonl(path, line(ref="7", field="drainage", petitioner=person, contact="0912 345 678"))

    result = take_in(app, path)

    assert result.exit_code == 0
    assert "nhập 1, đã có từ trước 0, không nhập được 0" in result.output
    (petition,) = taken()
    assert petition.channel is Channel.IMPORT
    assert petition.petitioner == person
    assert petition.contact == {"phone": "+84912345678"}
    assert (petition.source_system, petition.source_ref) == (f"{make.COMMUNE}-tcd", "7")
    assert petition.entered_by_id == make.account_of(make.RECEIVER).id
    assert count(Obligation) > 0
    event = db.session.scalars(select(Event)).one()
    assert event.actor_position_id == make.actor(make.RECEIVER).position_id


def test_a_line_may_name_another_channel(app: Flask, path: Path) -> None:
    jsonl(path, line(channel="post"), line(kênh="Tiếp xúc cử tri", text="Đường tối."))

    take_in(app, path)

    assert [petition.channel for petition in taken()] == [Channel.POST, Channel.VOTERS]


def test_the_same_list_again_takes_in_nothing_and_says_so(app: Flask, path: Path) -> None:
    jsonl(path, line(ref="1"), line(text="Không có số."))
    take_in(app, path)

    again = take_in(app, path)

    assert again.exit_code == 0
    assert "nhập 0, đã có từ trước 2" in again.output
    assert "Không có gì mới" in again.output
    assert count() == count(Event) == 2


def test_a_colleague_who_takes_in_the_same_list_doubles_nothing(app: Flask, path: Path) -> None:
    jsonl(path, line(ref="1"))
    take_in(app, path, "--source", "1022")

    again = take_in(app, path, "--source", "1022", by=CITY_CLERK)

    assert "đã có từ trước 1" in again.output
    assert count() == 1


def test_a_list_that_has_grown_brings_in_what_is_new(app: Flask, path: Path) -> None:
    take_in(app, jsonl(path, line(ref="1")))

    result = take_in(app, jsonl(path, line(ref="1"), line(ref="2")))

    assert "nhập 1, đã có từ trước 1" in result.output
    assert [petition.source_ref for petition in taken()] == ["1", "2"]


def test_another_text_under_the_same_number_is_refused_with_the_code(
    app: Flask, path: Path
) -> None:
    take_in(app, jsonl(path, line(ref="1")))
    code = taken()[0].code

    result = take_in(app, jsonl(path, line(ref="1", text="Đã sửa.")))

    assert result.exit_code == 1
    (refused,) = report(path)
    assert refused["ref"] == "1"
    assert refused["reason"] == f"Đơn này đã được nhập, cùng nguồn và cùng số: {code}"
    assert taken()[0].text != "Đã sửa."


def test_a_letter_entered_at_the_counter_is_not_taken_in_again(
    app: Flask, path: Path, sign_in: SignIn
) -> None:
    source = {"system": "1022", "ref": "1"}
    entered = sign_in(make.RECEIVER).put(make.new_address()[1], json=make.body(source=source))

    result = take_in(app, jsonl(path, line(source=source)))

    assert result.exit_code == 1
    assert entered.json["code"] in report(path)[0]["reason"]
    assert count() == 1


def test_the_same_number_in_another_source_is_another_letter(app: Flask, path: Path) -> None:
    jsonl(path, line(ref="1"), line(ref="1", source_system="1022"))

    take_in(app, path, "--source", "sổ giấy")

    assert [petition.source_system for petition in taken()] == ["sổ giấy", "1022"]


def test_the_same_words_without_a_number_are_the_same_letter(app: Flask, path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Cống trước ngõ 12 bị tắc.")

    result = take_in(app, jsonl(path, line(), line(text=f" {decomposed} "), line(place="Ngõ 12")))

    assert "nhập 2, đã có từ trước 1" in result.output


def test_another_reason_does_not_make_a_line_without_a_number_another_letter(
    app: Flask, path: Path
) -> None:
    jsonl(path, line(received_at="2026-02-01"))
    take_in(app, path, "--reason", "Chuyển sổ.")

    again = take_in(app, path, "--reason", "Chuyển sổ lần hai.")

    assert again.exit_code == 1
    assert taken()[0].code in report(path)[0]["reason"]


def test_a_clerk_of_a_commune_takes_in_nothing_of_another(app: Flask, path: Path) -> None:
    jsonl(path, line(ref="1", area=ELSEWHERE), line(ref="2", area=...), line(ref="3"))

    take_in(app, path)

    refused = report(path)
    assert [(each["line"], each["member"]) for each in refused] == [("1", "area"), ("2", "area")]
    assert "không phụ trách tiếp nhận" in refused[0]["reason"]
    assert "--area" in refused[1]["reason"]
    assert [petition.source_ref for petition in taken()] == ["3"]


def test_the_area_of_lines_that_name_none_may_be_said_once(app: Flask, path: Path) -> None:
    result = take_in(app, jsonl(path, line(area=...)), "--area", make.COMMUNE)

    assert result.exit_code == 0
    assert taken()[0].area_code == make.COMMUNE


def test_a_clerk_of_the_city_takes_in_what_is_of_its_communes(app: Flask, path: Path) -> None:
    jsonl(path, line(ref="1"), line(ref="2", area=ELSEWHERE), line(ref="3", area=...))

    result = take_in(app, path, by=CITY_CLERK)

    assert result.exit_code == 0
    assert [petition.area_code for petition in taken()] == [make.COMMUNE, ELSEWHERE, None]


def test_what_was_received_earlier_needs_a_reason(app: Flask, path: Path) -> None:
    result = take_in(app, jsonl(path, line(ref="1", received_at="01/02/2026")))

    assert result.exit_code == 1
    (refused,) = report(path)
    assert refused["member"] == "reason"
    assert "--reason" in refused["reason"]


@pytest.mark.parametrize(
    ("options", "why"),
    [(("--reason",), "Nhập từ hồ sơ trước đây"), (("--reason", "Chuyển sổ."), "Chuyển sổ.")],
)
def test_the_reason_of_all_lines_may_be_said_once(
    app: Flask, path: Path, options: tuple[str, ...], why: str
) -> None:
    own = line(ref="2", received_at="01/02/2026", reason="Thất lạc.")
    jsonl(path, line(ref="1", received_at="01/02/2026"), own, line(ref="3"))

    result = take_in(app, path, *options)

    assert result.exit_code == 0
    assert [petition.late_because for petition in taken()] == [why, "Thất lạc.", None]
    assert taken()[0].opened_at == datetime(2026, 2, 1, tzinfo=VIETNAM)


def test_what_is_received_tomorrow_is_refused(app: Flask, path: Path) -> None:
    take_in(app, jsonl(path, line(received_at="03/03/2026")), "--reason")

    assert report(path)[0]["member"] == "received_at"
    assert count() == 0


def test_the_limit_of_residents_does_not_hold_for_a_list(app: Flask, path: Path) -> None:
    numbers = range(AN_HOUR.times + 1)

    result = take_in(app, jsonl(path, *(line(ref=str(number)) for number in numbers)))

    assert result.exit_code == 0
    assert count() == len(numbers)


@pytest.mark.parametrize("who", ["giavien.chutich", "giavien.chuyenvien", "quantri", "nobody"])
def test_only_who_receives_takes_in_a_list(app: Flask, path: Path, who: str) -> None:
    result = take_in(app, jsonl(path, line()), by=who)

    assert result.exit_code == 1
    assert "Error" in result.output
    assert count() == 0


def test_a_position_that_nobody_holds_takes_in_nothing(app: Flask, path: Path) -> None:
    with unit_of_work():
        db.session.execute(text("update appointments set until_on = '2026-03-01'"))

    result = take_in(app, jsonl(path, line()), by=make.RECEIVER)

    assert result.exit_code == 1
    assert count() == 0


def test_in_a_demonstration_alone_nobody_needs_to_be_named(
    app: Flask, path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    jsonl(path, line())

    made_up = take_in(app, path, by=None)
    monkeypatch.setitem(app.extensions, "doithoai.settings", replace(settings, demonstration=False))
    real = take_in(app, path, by=None)

    assert made_up.exit_code == 0
    assert taken()[0].source_system == "31-tcd"
    assert real.exit_code == 1
    assert "--as" in real.output


def test_where_there_is_no_terminal_it_says_now_and_then_how_far_it_is(
    app: Flask, path: Path
) -> None:
    result = take_in(app, jsonl(path, *["{}"] * (2 * EVERY + 1)))

    said = [one for one in result.output.splitlines() if "trên" in one]
    assert said == ["100 trên 201 dòng", "200 trên 201 dòng"]


def test_the_sample_that_is_shipped_is_taken_in_whole(app: Flask, path: Path) -> None:
    path.write_bytes(SAMPLES.read_bytes())

    result = take_in(app, path, by=CITY_CLERK)

    assert result.exit_code == 0
    assert count() == len(SAMPLES.read_text(encoding="utf-8").splitlines())
