"""Written delegations: loaded from a list, and used by who signs (TUQ.)."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from api.authorities.commands import delegations
from api.authorities.policy import Authority
from api.cases.access import roles_on
from api.cases.models import Kind
from api.core import clock
from api.petitions import actions
from api.petitions.answers import Draft, Result
from api.petitions.errors import NotTheHolder, WrongAuthority
from api.petitions.filters import Wanted
from api.petitions.models import Lodgement
from api.petitions.outcomes import Outcome
from api.petitions.queries import petitions_for
from tests import make

HEADER = "position_code,delegate_code,from_on,until_on,number,symbol,signed_on\n"
DELEGATE = f"{make.COMMUNE}-kt-truong"
LINE = f"{make.CHAIR},{DELEGATE},2026-03-01,2026-04-01,5,UQ-UBND,2026-02-27\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "uy-quyen.csv"
    path.write_text(HEADER + LINE, encoding="utf-8")
    return path


def load(app: Flask, path: Path) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(delegations, ["load", str(path)])
    return done.exit_code, done.output


def test_the_delegate_signs_for_the_head_while_the_delegation_lasts(
    app: Flask, sheet: Path
) -> None:
    petition = make.at_signature()
    signature = make.signature(Authority.TUQ)
    with pytest.raises(NotTheHolder):
        actions.sign(petition.id, make.actor(DELEGATE), signature)

    assert load(app, sheet) == (0, "1 loaded from uy-quyen.csv\n")

    actions.sign(petition.id, make.actor(DELEGATE), signature)
    assert petition.answered_at == clock.now()


def test_after_its_last_day_it_is_of_no_use(app: Flask, sheet: Path) -> None:
    load(app, sheet)
    petition = make.at_signature()

    with clock.standing_at(clock.now() + timedelta(days=30)), pytest.raises(NotTheHolder):
        actions.sign(petition.id, make.actor(DELEGATE), make.signature(Authority.TUQ))


def test_a_complaint_is_not_settled_by_a_delegate(app: Flask, sheet: Path) -> None:
    load(app, sheet)
    petition = make.petition(kind=Kind.COMPLAINT)
    actions.lodge(petition.id, make.actor(make.RECEIVER), Lodgement.PAPER, clock.now())
    actions.decide(petition.id, make.actor(make.CHAIR), Outcome.ACCEPTANCE, {})
    actions.draft(petition.id, make.actor(make.CHAIR), Draft("Bác.", Result.EXPLAINED))

    with pytest.raises(WrongAuthority):
        actions.sign(petition.id, make.actor(DELEGATE), make.signature(Authority.TUQ))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (LINE.replace(make.CHAIR, make.HANDLER), "is no head, who alone delegates"),
        (LINE.replace(DELEGATE, make.CHAIR), "the head's own position"),
        (LINE.replace("2026-04-01", "2026-03-01"), "until_on is not after from_on"),
        (LINE.replace("2026-04-01", ""), "until_on is empty"),
        (LINE.replace(",5,", ",,"), "number is empty"),
    ],
)
def test_a_bad_line_keeps_the_whole_list_out(
    app: Flask, sheet: Path, line: str, problem: str
) -> None:
    sheet.write_text(HEADER + LINE + line, encoding="utf-8")

    code, said = load(app, sheet)

    assert code == 1
    assert problem in said
    assert "nothing was loaded" in said


def test_the_delegate_sees_nothing_about_the_head_while_the_delegation_lasts(
    app: Flask, tmp_path: Path
) -> None:
    # Given a case about the city's chair, which its reception takes in
    reception = "31-tcd-tiep-nhan"
    case = make.petition(area="31", about={"position": make.CITY_CHAIR})
    before = roles_on(make.actor(reception), case)

    # When the chair lets that very officer sign for them
    line = f"{make.CITY_CHAIR},{reception},2026-03-01,2026-04-01,5,UQ-UBND,2026-02-27\n"
    path = tmp_path / "uy-quyen.csv"
    path.write_text(HEADER + line, encoding="utf-8")
    assert load(app, path)[0] == 0

    # Then the case is not there for them, in a list as little as by itself
    officer = make.actor(reception)
    assert before
    assert roles_on(officer, case) == frozenset()
    assert petitions_for(officer, Wanted(), clock.now()) == []
    with clock.standing_at(clock.now() + timedelta(days=30)):
        assert roles_on(make.actor(reception), case) == before
