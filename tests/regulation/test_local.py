"""A province's own documents beside those of the whole country."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.app import create_app
from api.core.database import db
from api.regulation.commands import regulation as command
from api.regulation.language import DOCUMENTS, LOCAL, InvalidRegulation, load, of_province
from api.settings import Settings, read
from tests.regulation.sample import DOCUMENT, regulation, written

PROVINCIAL = DOCUMENT.replace('id = "d"', 'id = "h"').replace("Luật mẫu", "Quy định của tỉnh")


def folders(tmp_path: Path, country: str, province: str) -> tuple[Path, Path]:
    first, second = tmp_path / "country", tmp_path / "province"
    for folder, text, head in ((first, country, DOCUMENT), (second, province, PROVINCIAL)):
        folder.mkdir()
        (folder / "d.toml").write_text(head + text, encoding="utf-8")
    return first, second


def test_a_rule_of_the_province_takes_the_place_of_the_same_rule(tmp_path: Path) -> None:
    province = written(**{"from": "2026-07-01", "term": '"7wd"'})

    law = load(*folders(tmp_path, written(), province))

    before, after = law.in_force(date(2026, 6, 30)), law.in_force(date(2026, 7, 1))
    assert [(str(rule.term), rule.document.id) for rule in before] == [("10wd", "d")]
    assert [(str(rule.term), rule.document.id) for rule in after] == [("7wd", "h")]


def test_the_wording_before_keeps_its_version_and_its_text(tmp_path: Path) -> None:
    country, province = folders(tmp_path, written(), written(**{"from": "2026-07-01"}))

    alone, together = load(country), load(country, province)

    [kept] = alone.rules
    found = together.rule(kept.id, kept.version)
    assert found is not None
    assert (found.hash, found.valid_until) == (kept.hash, date(2026, 6, 30))


def test_what_was_never_in_force_beside_the_province_s_rule_is_gone(tmp_path: Path) -> None:
    country = written(**{"from": "2026-08-01"})

    law = load(*folders(tmp_path, country, written(**{"from": "2026-07-01"})))

    assert [rule.document.id for rule in law.rules] == ["h"]


def test_a_rule_of_its_own_completes_the_others(tmp_path: Path) -> None:
    law = load(*folders(tmp_path, written(), written(id='"h.invite"')))

    assert [rule.id for rule in law.rules] == ["d.answer", "h.invite"]


def test_inside_one_folder_two_wordings_of_one_day_are_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(InvalidRegulation, match="overlaps"):
        regulation(tmp_path, written(), written(**{"from": "2026-07-01"}))


def test_every_province_can_be_read_beside_the_country() -> None:
    names = sorted(folder.name for folder in LOCAL.iterdir())

    assert "31-hai-phong" in names
    for name in names:
        law = load(DOCUMENTS, of_province(name), demonstration=True)
        assert len(law.documents) > len(load(DOCUMENTS).documents)


def test_hai_phong_s_own_documents_accuse_nobody_before_their_text_is_known() -> None:
    of_the_country = {document.id for document in load(DOCUMENTS).documents}
    law = load(DOCUMENTS, of_province("31-hai-phong"))

    own = [rule for rule in law.rules if rule.document.id not in of_the_country]
    assert {str(rule.term) for rule in own} == {"unset"}
    assert all(rule.waits_for and not rule.runs for rule in own)


def test_an_installation_says_which_province_it_is(settings: Settings, tmp_path: Path) -> None:
    environment = {"DATABASE_URL": settings.database_url, "DOITHOAI_HOME": str(tmp_path)}

    assert read(environment).province == ""
    assert read(environment | {"DEMONSTRATION": "yes"}).province == "31-hai-phong"
    hanoi = create_app(read(environment | {"PROVINCE": "01-ha-noi"}))
    with hanoi.app_context():
        checked = CliRunner().invoke(command, ["check"])
        db.engine.dispose()
    assert "hn-1207.intake" in checked.output
    assert "hp-255" not in checked.output


def test_a_province_without_documents_is_refused_with_those_that_have_some(
    settings: Settings, tmp_path: Path
) -> None:
    environment = {"DATABASE_URL": settings.database_url, "DOITHOAI_HOME": str(tmp_path)}

    with pytest.raises(InvalidRegulation, match="nowhere: known are 01-ha-noi, 31-hai-phong"):
        create_app(read(environment | {"PROVINCE": "nowhere"}))
