"""The law is changed from a terminal: proposed, adopted, and open terms that follow."""

import json
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from api.events.models import Event
from api.petitions.models import Petition
from api.regulation.models import LawProposal, Obligation
from api.regulation.queries import obligations_of
from api.regulation.replay_commands import calendar, regulation
from notifications.models import Message
from notifications.plan import plan
from tests import make
from tests.regulation.papers import FIFTEEN_DAYS, PDF

CLERK, CHAIR = "tp.thuky", "tp.chutich"
"""Two who can sign in to the demonstration."""

RECEIVED = datetime(2026, 11, 12, 9, 0, tzinfo=VIETNAM)
NOTICE_DAY = datetime(2026, 11, 18, 9, 0, tzinfo=VIETNAM)


def run(*words: str) -> Result:
    """The command, at a terminal."""
    group = {"regulation": regulation, "calendar": calendar}[words[0]]
    return CliRunner().invoke(group, words[1:], catch_exceptions=False)


@pytest.fixture
def scan(tmp_path: Path) -> str:
    """The signed paper."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(PDF)
    return str(path)


def paper(scan: str, number: str = "Thông báo 1/TB-BNV") -> tuple[str, ...]:
    """The options that name it."""
    return ("--number", number, "--signed", "2026-11-17", "--scan", scan, "--as", CLERK)


def notice(petition: Petition) -> Obligation:
    """The duty of ten working days on it."""
    db.session.expire_all()
    return next(each for each in obligations_of(petition.id) if each.rule_id == "qdi-11.notice")


def test_the_demonstration_shows_a_date_that_moves_when_the_swap_is_approved(
    app: Flask, scan: str
) -> None:
    # Given a petition to the Party of the ward, received on 12 November, in the demonstration
    with clock.standing_at(RECEIVED), unit_of_work():
        make.account_of(make.SECRETARY)
        petition = make.petition(addressee="party")
    assert str(notice(petition).last_day) == "2026-11-27"

    with clock.standing_at(NOTICE_DAY):
        # When the city's clerk proposes the swap, and its chair adopts it
        days = ("2026-11-23", "2026-11-28")
        proposal = run("calendar", "propose", *days, *paper(scan)).stdout.strip()
        adopted = run("regulation", "adopt", proposal, "--as", CHAIR)
        dry = json.loads(run("regulation", "replay", "--json").stdout)
        before = notice(petition).last_day
        done = run("regulation", "replay", "--apply", "--as", CHAIR)
        again = run("regulation", "replay", "--apply", "--as", CHAIR)

    # Then what would move is shown first, and moves once
    assert adopted.stdout == "adopted\n"
    (move,) = [each for each in dry["moved"] if each["rule"] == "qdi-11.notice"]
    assert (move["case"], move["old"], move["new"], move["reason"]) == (
        petition.code,
        "2026-11-27",
        "2026-11-28",
        "calendar",
    )
    assert str(before) == "2026-11-27"
    assert str(notice(petition).last_day) == "2026-11-28"
    assert f"{petition.code}" in done.stdout
    assert "0 open terms moved" in again.stderr
    # And sender and ower are told
    assert told_of(petition) == {
        make.account_of(make.RESIDENT).id: "author",
        make.account_of(make.SECRETARY).id: "holder",
    }


def told_of(petition: Petition) -> dict[UUID | None, str]:
    """Who is told of the notice that moved, and as whom."""
    event = next(
        each
        for each in db.session.scalars(
            select(Event).where(Event.case_id == petition.id, Event.name == "obligation.moved")
        )
        if each.facts["rule"] == "qdi-11.notice"
    )
    plan(event)
    found = db.session.scalars(select(Message).where(Message.event_id == event.id))
    return {each.account_id: each.audience.value for each in found}


def test_a_document_is_proposed_adopted_and_listed(app: Flask, tmp_path: Path, scan: str) -> None:
    file = tmp_path / "tra-loi.toml"
    file.write_text(FIFTEEN_DAYS, encoding="utf-8")

    proposal = run("regulation", "propose", str(file), *paper(scan, "01/QĐ")).stdout.strip()
    alone = run("regulation", "adopt", proposal, "--as", CLERK)
    run("regulation", "adopt", proposal, "--as", CHAIR)
    listed = json.loads(run("regulation", "proposals", "--json").stdout)["proposals"]
    shown = run("regulation", "proposals").stdout

    assert alone.exit_code == 1
    assert [(each["state"], each["documents"], each["number"]) for each in listed] == [
        ("adopted", ["tra-loi.toml"], "01/QĐ")
    ]
    assert "Chủ tịch UBND thành phố Hải Phòng" in shown
    assert "qd-tra-loi.answer" in run("regulation", "check").stdout


def test_what_is_refused_says_why(app: Flask, tmp_path: Path, scan: str) -> None:
    file = tmp_path / "tra-loi.toml"
    file.write_text(FIFTEEN_DAYS, encoding="utf-8")
    proposal = run("regulation", "propose", str(file), *paper(scan)).stdout.strip()

    run("regulation", "refuse", proposal, "--reason", "Chưa đủ căn cứ", "--as", CHAIR)

    assert "Chưa đủ căn cứ" in run("regulation", "proposals").stdout


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("vi", "tra-loi.toml · qd-tra-loi.answer · term: "),
        ("en", "tra-loi.toml · qd-tra-loi.answer · article: is missing: fill it in"),
    ],
)
def test_mistakes_are_all_named_in_the_readers_language_and_nothing_is_kept(
    app: Flask, tmp_path: Path, scan: str, locale: str, said: str
) -> None:
    file = tmp_path / "tra-loi.toml"
    wrong = FIFTEEN_DAYS.replace('"15wd"', '"soon"').replace('article = "Điều 3"\n', "")
    file.write_text(wrong, encoding="utf-8")

    result = run("regulation", "propose", str(file), *paper(scan), "--locale", locale)

    assert result.exit_code == 1
    assert said in result.output
    assert db.session.scalars(select(LawProposal)).all() == []


def test_a_day_that_nobody_proposed_and_a_file_of_another_kind_are_refused(
    app: Flask, tmp_path: Path, scan: str
) -> None:
    other = tmp_path / "law.docx"
    other.write_bytes(b"x")

    unknown = run("calendar", "propose", "2026-11-25", *paper(scan))
    strange = run("regulation", "propose", str(other), *paper(scan))

    assert "2026-11-25: not in the calendar" in unknown.output
    assert "neither .toml nor .csv" in strange.output


def test_documents_of_a_folder_show_what_they_would_move_and_move_nothing(
    app: Flask, tmp_path: Path
) -> None:
    with clock.standing_at(RECEIVED), unit_of_work():
        petition = make.petition(addressee="party")
    document = FIFTEEN_DAYS.replace("qd-tra-loi.answer", "qdi-11.notice")
    document = document.replace("2027-01-01", "2026-01-01").replace('"government"', '"party"')
    document = document.replace('replaces = ["dia-phuong.answer", "ck-mau.answer"]', "")
    (tmp_path / "notice.toml").write_text(document, encoding="utf-8")

    with clock.standing_at(NOTICE_DAY):
        result = run("regulation", "replay", "--documents", str(tmp_path), "--json")
        applied = run("regulation", "replay", "--documents", str(tmp_path), "--apply")

    (move,) = json.loads(result.stdout)["moved"]
    assert (move["case"], move["reason"], move["new"]) == (petition.code, "rule", "2026-12-04")
    assert str(notice(petition).last_day) == "2026-11-27"
    assert "adopt them before" in applied.output


def test_a_rule_moves_what_is_open_only_with_number_and_name(app: Flask) -> None:
    words = ("regulation", "replay", "--apply", "--rule", "qdi-11.notice")

    without = run(*words, "--as", CHAIR, "--locale", "en")
    unknown = run("regulation", "replay", "--rule", "qdi-11.nothing", "--locale", "en")

    assert "A rule moves open terms only by a decision" in without.output
    assert "No rule has this id" in unknown.output
