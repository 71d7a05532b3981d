"""The law changes here by two people and a signed paper, and never backwards."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db
from api.regulation.adoption import adopt, keep_scan, proposal_with, propose, refuse
from api.regulation.calendar import DayStatus
from api.regulation.calendar_table import work_calendar
from api.regulation.errors import (
    ASecondPerson,
    DecidedAlready,
    NoSuchProposal,
    NoSuchScan,
    NotAdoptable,
    NotAScan,
    NothingChanges,
    NotOfTheProvince,
    NotTheirs,
    PartyAndState,
    ScanMissing,
)
from api.regulation.language import DOCUMENTS, load
from api.regulation.models import LawDecision, Obligation
from api.regulation.queries import regulation
from tests import make
from tests.regulation.papers import (
    CLERK,
    DEPUTY,
    FIFTEEN_DAYS,
    PARTY_CLERK,
    PDF,
    SECRETARY,
    SWAP,
    adopted,
    paper,
    proposed,
    swapped,
)

NEW_YEAR = datetime(2027, 1, 4, 9, 0, tzinfo=VIETNAM)
CHAIR = make.CITY_CHAIR


def owed(case_id: object) -> list[tuple[str, str]]:
    """Rule and term of every answer owed on the case."""
    rows = db.session.execute(
        select(Obligation.rule_id, Obligation.term).where(
            Obligation.case_id == case_id, Obligation.duty == "answer"
        )
    )
    return [(rule, term) for rule, term in rows]


def named_in(refusal: NotAdoptable) -> set[str]:
    """Where its mistakes stand."""
    errors = refusal.facts["errors"]
    assert isinstance(errors, dict)
    return set(errors)


def test_what_is_proposed_is_not_in_force(app: Flask) -> None:
    proposed()

    assert regulation().rule("qd-tra-loi.answer", date(2027, 1, 1)) is None


def test_what_a_second_person_adopted_opens_obligations_from_its_first_day(app: Flask) -> None:
    adopted()

    before = make.petition()
    with clock.standing_at(NEW_YEAR):
        after = make.petition()

    assert ("qd-tra-loi.answer", "15wd") not in owed(before.id)
    assert owed(after.id) == [("qd-tra-loi.answer", "15wd")]


def test_a_superseded_wording_still_explains_what_it_opened(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "doithoai.regulation", load(DOCUMENTS))
    petition = make.petition()
    (before,) = owed(petition.id)
    document = FIFTEEN_DAYS.replace('replaces = ["dia-phuong.answer", "ck-mau.answer"]', "")

    adopted(text=document.replace("qd-tra-loi.answer", "dia-phuong.answer"))

    assert before == ("dia-phuong.answer", "unset")
    assert owed(petition.id) == [before]
    old = regulation().rule("dia-phuong.answer", date(2012, 7, 1))
    assert old is not None
    assert old.valid_until == date(2026, 12, 31)
    with clock.standing_at(NEW_YEAR):
        assert owed(make.petition().id) == [("dia-phuong.answer", "15wd")]


def test_an_unverified_rule_is_switched_on_by_adopting_it(app: Flask) -> None:
    off = next(r for r in regulation().rules if not r.runs and not r.waits_for and not r.is_right)
    document = FIFTEEN_DAYS.replace("qd-tra-loi.answer", off.id).replace(
        "2027-01-01", off.version.isoformat()
    )

    adopted(text=document.replace('"promise"', f'"{off.basis}"'))

    now = regulation().rule(off.id, off.version)
    assert now is not None
    assert now.runs
    assert now in regulation().in_force(clock.today())


def test_a_wording_that_ran_is_not_rewritten(app: Flask) -> None:
    running = next(r for r in regulation().rules if r.runs)
    document = FIFTEEN_DAYS.replace("qd-tra-loi.answer", running.id).replace(
        "2027-01-01", running.version.isoformat()
    )

    with pytest.raises(NotAdoptable) as refused:
        proposed(text=document.replace('"promise"', f'"{running.basis}"'))

    assert named_in(refused.value) == {f"tra-loi.toml · {running.id} · from"}


def test_a_rule_that_another_document_replaced_can_come_back(app: Flask) -> None:
    document = FIFTEEN_DAYS.replace(
        'replaces = ["dia-phuong.answer", "ck-mau.answer"]', 'replaces = ["ck-mau.answer"]'
    )

    adopted(text=document.replace("qd-tra-loi.answer", "dia-phuong.answer"))

    with clock.standing_at(NEW_YEAR):
        assert owed(make.petition().id) == [("dia-phuong.answer", "15wd")]


def test_nobody_adopts_what_they_proposed_themselves(app: Flask) -> None:
    made = proposed(by=DEPUTY)

    with pytest.raises(ASecondPerson):
        adopt(made.id, make.actor(DEPUTY))
    adopt(made.id, make.actor(CHAIR))

    assert proposal_with(made.id).state == "adopted"


@pytest.mark.parametrize(
    "who", [make.CHAIR, make.SECRETARY, make.HANDLER, make.CITY_MONITOR, make.MODERATOR]
)
def test_only_the_province_proposes(app: Flask, who: str) -> None:
    with pytest.raises(NotOfTheProvince):
        propose(paper(), make.actor(who))


@pytest.mark.parametrize("who", [CLERK, make.CHAIR, make.RESIDENT, make.CITY_MONITOR])
def test_only_heads_of_the_province_adopt(app: Flask, who: str) -> None:
    made = proposed()

    with pytest.raises(NotOfTheProvince):
        adopt(made.id, make.actor(who))


def test_the_party_adopts_its_documents_and_the_government_the_others(app: Flask) -> None:
    text = FIFTEEN_DAYS.replace('"promise"', '"party"').replace("qd-tra-loi", "qd-dang")
    of_party = proposed(by=PARTY_CLERK, text=text)
    of_state = proposed()

    for made, wrong in ((of_party, CHAIR), (of_state, SECRETARY)):
        with pytest.raises(NotTheirs):
            adopt(made.id, make.actor(wrong))
    adopt(of_party.id, make.actor(SECRETARY))
    adopt(of_state.id, make.actor(CHAIR))

    assert proposal_with(of_party.id).state == proposal_with(of_state.id).state == "adopted"


def test_documents_of_party_and_state_are_proposed_apart(app: Flask) -> None:
    of_party = FIFTEEN_DAYS.replace('"promise"', '"party"').replace("qd-tra-loi", "qd-dang")

    with pytest.raises(PartyAndState):
        propose(paper(documents={"a": FIFTEEN_DAYS, "b": of_party}), make.actor(CLERK))


def test_without_the_signed_paper_nothing_is_adopted(app: Flask) -> None:
    made = proposed(scan_hash=None)

    with pytest.raises(ScanMissing):
        adopt(made.id, make.actor(DEPUTY))
    with pytest.raises(NoSuchScan):
        adopt(made.id, make.actor(DEPUTY), "0" * 64)
    scan = keep_scan(PDF, make.actor(CLERK))
    adopt(made.id, make.actor(DEPUTY), scan.hash)

    assert db.session.get_one(LawDecision, made.id).scan_hash == scan.hash


def test_a_scan_is_kept_once_under_its_hash_and_is_a_picture_or_pdf(app: Flask) -> None:
    first, again = (keep_scan(PDF, make.actor(CLERK)) for _ in range(2))

    assert first is again
    assert first.media_type == "application/pdf"
    with pytest.raises(NotAScan):
        keep_scan(b"MZ program", make.actor(CLERK))


def test_a_proposal_is_decided_once(app: Flask) -> None:
    made = adopted()

    with pytest.raises(DecidedAlready):
        adopt(made.id, make.actor(CHAIR))
    with pytest.raises(DecidedAlready):
        refuse(made.id, make.actor(CHAIR), "Chưa đủ căn cứ")
    with pytest.raises(NoSuchProposal):
        adopt(uuid4(), make.actor(CHAIR))


def test_what_is_refused_or_taken_back_never_comes_into_force(app: Flask) -> None:
    refused, taken_back = proposed(), proposed()

    refuse(refused.id, make.actor(CHAIR), "Chưa đủ căn cứ")
    refuse(taken_back.id, make.actor(CLERK), "Ghi sai ngày")

    assert regulation().rule("qd-tra-loi.answer", date(2027, 1, 1)) is None
    assert proposal_with(refused.id).state == proposal_with(taken_back.id).state == "refused"


def test_days_are_proposed_apart_from_being_counted(app: Flask) -> None:
    made = proposed(text="", days=SWAP)
    before = work_calendar().is_working(SWAP[0].on)

    adopt(made.id, make.actor(CHAIR))

    assert before
    assert not work_calendar().is_working(SWAP[0].on)
    assert work_calendar().is_working(SWAP[1].on)


def test_an_empty_paper_and_a_day_that_is_only_talked_about_are_refused(app: Flask) -> None:
    talked = [replace(day, status=DayStatus.PROPOSED) for day in SWAP]

    with pytest.raises(NothingChanges):
        proposed(text="")
    with pytest.raises(NotAdoptable):
        proposed(text="", days=talked)


def test_all_mistakes_are_named_at_once_and_nothing_is_kept(app: Flask) -> None:
    document = FIFTEEN_DAYS.replace('"15wd"', '"soon"').replace("article", "artikel")

    with pytest.raises(NotAdoptable) as refused:
        proposed(text=document)

    assert {where.rpartition(" · ")[2] for where in named_in(refused.value)} == {
        "term",
        "artikel",
        "article",
    }


@pytest.mark.parametrize("table", ["law_proposals", "law_decisions", "law_scans"])
def test_what_was_decided_cannot_be_changed_by_the_application(app: Flask, table: str) -> None:
    swapped()

    with pytest.raises(ProgrammingError, match="permission denied"):
        db.session.execute(text(f"delete from {table}"))
