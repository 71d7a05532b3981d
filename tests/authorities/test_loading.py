"""Loading the lists a province begins with, by command."""

from uuid import UUID

from sqlalchemy import func, select

from api.accounts import queries
from api.accounts.commands import accounts
from api.authorities.commands import appointments, positions, units
from api.authorities.directory import directory
from api.authorities.models import Unit
from api.core import clock
from api.core.database import db
from tests.authorities.conftest import TEAM, UNITS, LoadList, Run


def test_a_new_unit_is_there_at_once_and_twice_is_once(load_list: LoadList) -> None:
    before = db.session.scalar(select(func.count()).select_from(Unit))

    first = load_list(units, UNITS, TEAM)
    again = load_list(units, UNITS, TEAM.replace("Đội", "Tổ"))

    assert first.output == again.output == "1 loaded from list.csv\n"
    assert db.session.scalar(select(func.count()).select_from(Unit)) == (before or 0) + 1
    unit = directory().unit_by_code("11359-doi")
    assert unit is not None
    assert unit.name == "Tổ quản lý trật tự"
    above = directory().parent(unit.id)
    assert above is not None
    assert above.code == "11359-kt"


def test_a_child_may_stand_before_its_parent(load_list: LoadList) -> None:
    child = TEAM.replace("11359-doi", "11359-to").replace("11359-kt", "11359-doi")

    result = load_list(units, UNITS, child, TEAM)

    assert result.exit_code == 0
    assert directory().unit_by_code("11359-to") is not None


def test_with_one_bad_line_nothing_is_loaded_and_each_is_named(load_list: LoadList) -> None:
    bad = TEAM.replace("11359-doi", "x").replace("desk", "palace")
    worse = TEAM.replace("11359-doi", "y").replace("11359-kt", "nowhere")

    result = load_list(units, UNITS, TEAM, bad, worse)

    assert result.exit_code == 1
    assert "list.csv:3: kind 'palace'" in result.output
    assert "list.csv:4: parent_code 'nowhere' is not known" in result.output
    assert "nothing was loaded" in result.output
    assert directory().unit_by_code("11359-doi") is None


def test_positions_are_loaded_and_a_second_head_is_refused(load_list: LoadList) -> None:
    header = "code;unit_code;title;name"
    officer = "11359-kt-2;11359-kt;handler;Chuyên viên 2"
    head = "11359-kt-3;11359-kt;department_head;Trưởng phòng 2"

    good = load_list(positions, "\ufeff" + header, officer)
    bad = load_list(positions, header, head)

    assert good.exit_code == 0
    assert directory().position_by_code("11359-kt-2") is not None
    assert bad.exit_code == 1
    assert "unit 11359-kt has a head already: 11359-kt-truong" in bad.output


def test_appointments_are_loaded_for_free_positions_only(
    run: Run, load_list: LoadList, vacant: str
) -> None:
    header = "position_code,person,manner,from_on"

    good = load_list(appointments, header, f"{vacant},Mẫu Mới,acting,02/03/2026")
    bad = load_list(appointments, header, f"{vacant},Mẫu Khác,acting,03/03/2026")

    assert good.exit_code == 0
    assert "held by Mẫu Mới" in bad.output
    held = directory().holder_on(position_of(vacant), clock.today())
    assert held is not None
    assert held.person == "Mẫu Mới"


def test_loading_an_appointment_again_keeps_its_account(
    run: Run, load_list: LoadList, vacant: str
) -> None:
    line = f"{vacant},Mẫu Mới,acting,2026-03-02"
    load_list(appointments, "position_code,person,manner,from_on", line)
    run(accounts, "add", "mau.moi", "--position", vacant)

    load_list(appointments, "position_code,person,manner,from_on", line)

    account = queries.official("mau.moi")
    assert account is not None
    held = directory().appointments_of(account.id, clock.today())
    assert [each.person for each in held] == ["Mẫu Mới"]


def position_of(code: str) -> UUID:
    position = directory().position_by_code(code)
    assert position is not None
    return position.id


def test_an_ended_unit_may_name_the_one_that_took_its_place_though_it_stands_later(
    load_list: LoadList,
) -> None:
    columns = UNITS + ",ended_on,successor_code"
    old = TEAM + ",2026-02-01,11359-doi-moi"
    new = TEAM.replace("11359-doi", "11359-doi-moi") + ",,"

    done = load_list(units, columns, old, new)

    assert done.exit_code == 0, done.output
    first, second = directory().unit_by_code("11359-doi"), directory().unit_by_code("11359-doi-moi")
    assert first is not None
    assert second is not None
    assert first.successor_id == second.id
    assert directory().standing(first.id, clock.today()) == second
    assert directory().standing(first.id, first.founded_on) == first


def test_a_unit_that_goes_on_has_no_successor_and_none_is_its_own(load_list: LoadList) -> None:
    columns = UNITS + ",ended_on,successor_code"

    going_on = load_list(units, columns, TEAM + ",,11359-kt")
    itself = load_list(units, columns, TEAM + ",2026-02-01,11359-doi")

    assert "only for a unit that has ended" in going_on.output
    assert "successor_code is the unit itself" in itself.output
