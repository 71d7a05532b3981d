"""Lists of places that a province hands in, and who is shown what of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unicodedata import normalize

import click
import pytest
from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from api.authorities import actions
from api.authorities.commands import areas, neighbourhoods, units
from api.authorities.models import Area, FormerArea, Neighbourhood
from api.authorities.structure import country, former_communes
from api.core.database import db, unit_of_work
from tests import make
from tests.authorities.conftest import TEAM, UNITS, LoadList, Run
from tests.conftest import Client, SignIn

COLUMNS = "area_code,code,name,kind,since_on,until_on,head_name,head_contact"
GROUP = "11359,01,Tổ dân phố số 1,tdp,2025-07-01,,Bà Mẫu,0225 000 001"
VILLAGE = "11359,02,Thôn Mẫu,thon,01/07/2025,,,"
ADDRESS = f"/api/v1/areas/{make.COMMUNE}/neighbourhoods"

REMOTE = "code,remote,source"
DECISION = "Quyết định mẫu số 1"


def count(model: type[Area] | type[FormerArea] | type[Neighbourhood]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def area_shown(client: Client, code: str) -> Mapping[str, Any]:
    items = client.get("/api/v1/areas", query_string={"q": "Gia Viên"}).json["items"]
    shown: Mapping[str, Any] = next(item for item in items if item["code"] == code)
    return shown


def load(run: Run, path: Path, group: click.Group, command: str, *lines: str) -> Result:
    path.write_text("\n".join(lines), encoding="utf-8")
    return run(group, command, str(path))


def test_the_areas_of_the_country_are_loaded_and_twice_is_once(run: Run) -> None:
    before = count(Area), count(FormerArea)

    result = run(areas, "load")

    assert result.output == "3355 areas and 10832 former names loaded\n"
    assert (count(Area), count(FormerArea)) == before == (3355, 10832)


def test_the_country_has_34_provinces_and_3321_communes_each_in_its_province() -> None:
    provinces = {area.code for area in country() if area.level == "province"}
    communes = [area for area in country() if area.level == "commune"]

    assert len(provinces) == 34
    assert len(communes) == 3321
    assert {area.province_code for area in communes} == provinces
    assert all(area.name.startswith(f"{area.kind} ") for area in country())


def test_every_former_name_leads_to_a_commune_of_today() -> None:
    communes = {area.code for area in country() if area.level == "commune"}

    assert {row.successor_code for row in former_communes()} <= communes
    assert all(row.name.startswith(f"{row.kind} ") for row in former_communes())
    assert all(row.district and row.province for row in former_communes())


def test_a_province_adds_communes_of_before_that_are_missing(
    run: Run, tmp_path: Path, client: Client
) -> None:
    list_, former = tmp_path / "units.csv", tmp_path / "former.csv"
    list_.write_text(f"{UNITS}\n{TEAM}", encoding="utf-8")
    row = normalize("NFD", "Xã,Xã Mẫu Cũ,Huyện Mẫu,Tỉnh Mẫu,11359")
    former.write_text(f"\ufeffkind,name,district,province,successor_code\n{row}", encoding="utf-8")

    result = run(units, "load", str(list_), "--predecessors", str(former))
    run(areas, "load")

    assert result.output == "2 loaded from units.csv, former.csv\n"
    (found,) = client.get("/api/v1/areas?q=mau cu").json["items"]
    assert found["code"] == "11359"
    assert found["former"] == {"name": "Xã Mẫu Cũ", "district": "Huyện Mẫu", "province": "Tỉnh Mẫu"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Xã,Xã Mẫu,,Tỉnh Mẫu,11359", "district is empty"),
        ("Xã,Xã Mẫu,Huyện Mẫu,Tỉnh Mẫu,99999", "successor_code '99999' is not known"),
        ("Xã,Xã Mẫu,Huyện Mẫu,Tỉnh Mẫu,31", "successor_code '31' is no commune"),
        ("Xã,Phường Mẫu,Huyện Mẫu,Tỉnh Mẫu,11359", "name 'Phường Mẫu' does not begin with 'Xã'"),
    ],
)
def test_with_a_bad_former_name_neither_list_is_loaded(
    run: Run, tmp_path: Path, line: str, reason: str
) -> None:
    list_, former = tmp_path / "units.csv", tmp_path / "former.csv"
    list_.write_text(f"{UNITS}\n{TEAM}", encoding="utf-8")
    former.write_text(f"kind,name,district,province,successor_code\n{line}", encoding="utf-8")
    before = count(FormerArea)

    result = run(units, "load", str(list_), "--predecessors", str(former))

    assert result.exit_code == 1
    assert f"former.csv:2: {reason}" in result.output
    assert count(FormerArea) == before


def test_a_former_name_stands_once_for_each_successor(run: Run, tmp_path: Path) -> None:
    list_, former = tmp_path / "units.csv", tmp_path / "former.csv"
    list_.write_text(f"{UNITS}\n{TEAM}", encoding="utf-8")
    head, row = "kind,name,district,province,successor_code", "Xã,Xã Mẫu,Huyện A,Tỉnh B,"
    former.write_text(f"{head}\n{row}11359\n{row}11329\n{row}11359", encoding="utf-8")

    result = run(units, "load", str(list_), "--predecessors", str(former))

    assert "former.csv:4: 'Xã Mẫu' stands in the file twice" in result.output


def test_whether_an_area_is_remote_is_unset_until_a_source_says_so(
    run: Run, tmp_path: Path, client: Client
) -> None:
    path = tmp_path / "remote.csv"
    before = area_shown(client, "11359")

    result = load(run, path, areas, "remote", "\ufeff" + REMOTE, f"11359,no,{DECISION}")
    run(areas, "load")

    after = area_shown(client, "11359")
    assert result.output == "1 loaded from remote.csv\n"
    assert (before["remote"], before["remote_source"]) == (None, None)
    assert (after["remote"], after["remote_source"]) == (False, DECISION)
    load(run, path, areas, "remote", REMOTE, f"11359,yes,{DECISION}")
    assert area_shown(client, "11359")["remote"] is True


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("11359,yes,", "source is empty"),
        ("11359,,Nguồn", "remote is empty"),
        ("11359,true,Nguồn", "remote 'true' is none of: yes, no"),
        ("99999,yes,Nguồn", "code '99999' is not known"),
        ("11329,no,Nguồn khác", "code '11329' stands in the file twice"),
    ],
)
def test_a_bad_line_about_remoteness_is_refused_with_all_others(
    run: Run, tmp_path: Path, client: Client, line: str, reason: str
) -> None:
    path = tmp_path / "remote.csv"

    result = load(run, path, areas, "remote", REMOTE, "11329,yes,Nguồn", line)

    assert result.exit_code == 1
    assert f"remote.csv:3: {reason}" in result.output
    assert area_shown(client, "11329")["remote"] is None


def test_the_database_keeps_no_remoteness_without_a_source(client: Client) -> None:
    area = db.session.get_one(Area, "11359")
    area.remote = True

    with pytest.raises(IntegrityError, match="remote_has_source"):
        db.session.flush()


def test_neighbourhoods_are_loaded_and_twice_is_once(load_list: LoadList, client: Client) -> None:
    first = load_list(neighbourhoods, COLUMNS, GROUP, VILLAGE)
    again = load_list(neighbourhoods, COLUMNS, GROUP.replace("số 1", "số một"), VILLAGE)

    assert first.output == again.output == "2 loaded from list.csv\n"
    assert count(Neighbourhood) == 2
    assert client.get(ADDRESS).json == {
        "items": [
            {"code": "01", "name": "Tổ dân phố số một", "kind": "tdp"},
            {"code": "02", "name": "Thôn Mẫu", "kind": "thon"},
        ],
        "next": None,
    }


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("11359,03,,thon,2025-07-01", "name is empty"),
        ("11359,03,Thôn Mẫu,ấp,2025-07-01", "kind 'ấp' is none of: thon, tdp"),
        ("11359,03,Thôn Mẫu,thon,2025", "since_on '2025' is no day like 2025-07-01 or 01/07/2025"),
        ("11359,03,Thôn Mẫu,thon,2025-07-01,2025-07-01", "until_on is not after since_on"),
        ("99999,03,Thôn Mẫu,thon,2025-07-01", "area_code '99999' is not known"),
        ("31,03,Thôn Mẫu,thon,2025-07-01", "area_code '31' is no commune"),
        ("11359,01,Thôn Mẫu,thon,2025-07-01", "code '01' stands in the file twice"),
    ],
)
def test_a_bad_neighbourhood_is_refused_with_all_others(
    load_list: LoadList, line: str, reason: str
) -> None:
    result = load_list(neighbourhoods, COLUMNS, GROUP, line)

    assert result.exit_code == 1
    assert f"list.csv:3: {reason}" in result.output
    assert count(Neighbourhood) == 0


def test_two_communes_may_use_one_code(load_list: LoadList, client: Client) -> None:
    load_list(neighbourhoods, COLUMNS, GROUP, GROUP.replace("11359", "11329"))

    assert [item["code"] for item in client.get(ADDRESS).json["items"]] == ["01"]
    assert count(Neighbourhood) == 2


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (make.HANDLER, True),
        (make.SECRETARY, True),
        (make.RESIDENT, False),
        ("11329-ubnd-chu-tich", False),
        (make.CITY_CHAIR, False),
    ],
)
def test_only_officials_of_the_place_see_whom_to_ask(
    load_list: LoadList, sign_in: SignIn, who: str, sees: bool
) -> None:
    load_list(neighbourhoods, COLUMNS, GROUP)

    (shown,) = sign_in(who).get(ADDRESS).json["items"]

    assert ({"head_name", "head_contact"} <= set(shown)) is sees
    assert ("0225 000 001" in shown.values()) is sees


def test_only_the_neighbourhoods_of_today_are_shown(load_list: LoadList, client: Client) -> None:
    ended = "11359,03,Thôn Đã Nhập,thon,2025-07-01,2026-03-02"
    coming = "11359,04,Thôn Sắp Lập,thon,2026-03-03,"
    load_list(neighbourhoods, COLUMNS, GROUP, ended, coming)

    assert [item["code"] for item in client.get(ADDRESS).json["items"]] == ["01"]


def test_neighbourhoods_come_in_pages(load_list: LoadList, client: Client) -> None:
    load_list(neighbourhoods, COLUMNS, *(GROUP.replace(",01,", f",{n:02},") for n in range(1, 8)))
    codes: list[str] = []
    query: dict[str, str] = {"limit": "3"}
    while True:
        page = client.get(ADDRESS, query_string=query).json
        codes += [item["code"] for item in page["items"]]
        if page["next"] is None:
            break
        query["after"] = page["next"]

    unknown = client.get(ADDRESS, query_string={"after": "08"})

    assert codes == [f"{n:02}" for n in range(1, 8)]
    assert unknown.status_code == 422
    assert list(unknown.json["errors"]) == ["after"]


def test_where_there_is_no_area_there_is_nothing(client: Client) -> None:
    assert client.get("/api/v1/areas/99999/neighbourhoods").status_code == 404


def test_a_matter_of_another_province_is_sent_to_nobody_here(sign_in: SignIn) -> None:
    _, address = make.new_address()

    response = sign_in(make.RESIDENT).put(address, json=make.body(area="00004"))

    assert response.status_code == 409
    assert response.json["type"] == "/problems/nobody-responsible"


def test_keeping_a_long_list_writes_every_value_as_it_was_given(client: Client) -> None:
    rows = [area for area in country() if area.province_code == "31"]
    with unit_of_work():
        actions.keep_areas(rows)

    kept = {area.code: area for area in db.session.scalars(select(Area))}
    assert all(kept[row.code].in_force_from == row.in_force_from for row in rows)
    assert all(kept[row.code].level is row.level for row in rows)
    assert {kept[row.code].in_force_until for row in rows} == {None}
