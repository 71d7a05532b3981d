"""`doithoai regulation` and `doithoai calendar`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from api.core.reference import forget_stamp
from api.regulation.calendar_table import work_calendar
from api.regulation.commands import calendar, regulation


def run(*words: str) -> Result:
    group = {"regulation": regulation, "calendar": calendar}[words[0]]
    return CliRunner().invoke(group, words[1:], catch_exceptions=False)


def test_due_is_json_as_the_contract_has_it(app: Flask) -> None:
    result = run("regulation", "due", "--start", "2026-11-20", "--term", "10wd", "--json")

    due = json.loads(result.stdout)
    assert due["last_day"] == "2026-12-07"
    assert due["due_at"] == "2026-12-08T00:00:00+07:00"
    assert {"on": "2026-11-24", "reason": "holiday", "name": "Ngày Văn hóa Việt Nam"} in due[
        "skipped"
    ]
    assert due["roll"] is None


@pytest.mark.parametrize(
    "words",
    [
        ("--start", "2026-11-20", "--term", "ten days"),
        ("--start", "2026-11-20", "--term", "-8wh"),
        ("--start", "yesterday", "--term", "10wd"),
        ("--start", "9999-12-30", "--term", "10wd"),
    ],
)
def test_what_is_no_term_or_day_is_refused(words: tuple[str, ...], app: Flask) -> None:
    result = run("regulation", "due", *words)

    assert result.exit_code == 2
    assert "Error" in result.output


def test_explain_names_rule_day_and_reason(app: Flask) -> None:
    words = ("--kind", "proposal", "--addressee", "party", "--on", "2026-11-20", "--json")

    found = json.loads(run("regulation", "explain", *words).stdout)["obligations"]

    notice = next(each for each in found if each["rule"] == "qdi-11.notice")
    assert notice["last_day"] == "2026-12-07"
    assert any("Ngày Văn hóa Việt Nam" in line for line in notice["explanation"])


def test_explain_refuses_what_no_rule_knows(app: Flask) -> None:
    assert run("regulation", "explain", "--kind", "gossip").exit_code == 2


def test_check_lists_what_is_in_force_unset_and_unverified(app: Flask) -> None:
    result = run("regulation", "check")

    assert result.exit_code == 0
    for heading in ("in force:", "unset:", "unverified:", "qdi-11.notice", "luat-kn.settle-1"):
        assert heading in result.output


def test_check_counts_what_each_document_holds(app: Flask) -> None:
    lines = [line.strip() for line in run("regulation", "check").output.splitlines()]

    assert "qdi-11        21 rules: in force 3 · unset 5 · unverified 0" in "\n".join(lines)
    [law] = [line for line in lines if line.startswith("luat-65 ")]
    assert law.endswith("in force 0 · unset 0 · unverified 0 · waiting 0 · future 0 · superseded 2")
    [empty] = [line for line in lines if line.startswith("nd-141 ")]
    assert empty.split()[1] == "0"


def test_check_says_what_a_rule_waits_for(app: Flask) -> None:
    waiting = run("regulation", "check").output.partition("\nwaiting: ")[2]

    yearly = waiting.partition("qdi-11.report-year")[2].splitlines()[1]
    assert yearly.strip().startswith("waits for: việc ghi nhận báo cáo đã gửi")


def test_check_fails_on_a_bad_document_and_says_where(app: Flask, tmp_path: Path) -> None:
    document = '[document]\nid = "x"\ntitle = "X"\nbasis = "law"\nfrom = 2026-01-01\n'
    (tmp_path / "bad.toml").write_text(document + '[[rule]]\nid = "x.y"\nterm = "soon"\n')

    result = CliRunner().invoke(regulation, ["check", "--documents", str(tmp_path)])

    assert result.exit_code == 1
    assert "bad.toml" in result.stderr
    assert "soon" in result.stderr


def test_a_calendar_that_is_loaded_counts_at_once(app: Flask, tmp_path: Path) -> None:
    before = work_calendar()
    file = tmp_path / "swap.csv"
    file.write_text(
        "\ufeffdate,kind,name,source,status\n"
        "2026-11-23,swap_off,Nghỉ hoán đổi,Thông báo mẫu,approved\n"
        "2026-11-28,makeup_work,Làm bù,Thông báo mẫu,approved\n"
    )

    result = run("calendar", "load", str(file))

    assert result.stdout == "2 days loaded from swap.csv\n"
    forget_stamp()
    days = [d for d in work_calendar().days if d not in before.days]
    assert [day.isoformat() for day in days] == ["2026-11-23", "2026-11-28"]
    due = json.loads(
        run("regulation", "due", "--start", "2026-11-12", "--term", "10wd", "--json").stdout
    )
    assert due["last_day"] == "2026-11-28"


def test_a_bad_line_loads_nothing_and_is_named(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("date,kind,name,source,status\n2026-11-23,party,x,y,approved\n")

    result = run("calendar", "load", str(file))

    assert result.exit_code == 1
    assert "line 2" in result.output
    assert "nothing was loaded" in result.output


def test_a_year_is_shown_and_an_unknown_one_is_said_to_be(app: Flask) -> None:
    assert "2026-11-24" in run("calendar", "show", "2026").output
    assert run("calendar", "show", "1999").exit_code == 1
