"""The example of docs/regulation.md: a province sets 15 working days from 1 January 2027."""

import json
import re
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from openpyxl import load_workbook

from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import unit_of_work
from api.petitions.models import Petition
from api.regulation.book import XLSX
from api.regulation.language import DOCUMENTS, load
from api.regulation.queries import obligations_of
from api.regulation.replay_commands import regulation
from tests import make
from tests.conftest import SignIn
from tests.house.sources import ROOT
from tests.regulation.papers import CLERK, DEPUTY, PDF

PAGE = (ROOT / "docs/regulation.md").read_text(encoding="utf-8")
DOCUMENT, RULE = (
    dict(re.findall(r"^\| `(\w+)` \| `(.+)` \|$", table, re.MULTILINE))
    for table in re.findall(r"<!-- (?:document|rule) -->\n(.*?)<!-- end -->", PAGE, re.DOTALL)
)
"""What the page tells people to write into the two sheets."""

ADDRESS = "/api/v1/regulation/workbook?number=01/2027/QD-UBND&signed_on=2026-12-20"


@pytest.fixture(autouse=True)
def no_demonstration(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The law as a real province has it at first: no term of its own."""
    monkeypatch.setitem(app.extensions, "doithoai.regulation", load(DOCUMENTS))


def run(*words: str) -> Result:
    """The command, at a terminal."""
    return CliRunner().invoke(regulation, words, catch_exceptions=False)


def filled_in(content: bytes, document: dict[str, str], rule: dict[str, str]) -> bytes:
    """The workbook with a row more in two sheets."""
    book = load_workbook(BytesIO(content))
    for title, values in (("Văn bản", document), ("Quy tắc", rule)):
        page: Any = book[title]
        keys = [str(cell.value).rpartition("(")[2].rstrip(")") for cell in page[1]]
        page.append([values.get(key) for key in keys])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def answer_term(day: datetime) -> str:
    """What a petition of this day is to be answered in."""
    with clock.standing_at(day), unit_of_work():
        petition: Petition = make.petition()
    return next(each.term for each in obligations_of(petition.id) if each.duty == "answer")


def test_the_example_of_the_page_works_as_it_is_written(app: Flask, tmp_path: Path) -> None:
    # Given the workbook, with the two rows that the page shows
    file, scan = tmp_path / "quy-dinh.xlsx", tmp_path / "scan.pdf"
    scan.write_bytes(PDF)
    assert run("export", str(file)).exit_code == 0
    file.write_bytes(filled_in(file.read_bytes(), DOCUMENT, RULE))

    # When one person proposes it and a second one adopts it
    paper = ("--number", "01/2027/QĐ-UBND", "--signed", "2026-12-20", "--scan", str(scan))
    proposal = run("load", str(file), *paper, "--as", "tp.thuky").stdout.strip()
    before = answer_term(datetime(2027, 1, 4, 9, tzinfo=VIETNAM))
    adopted = run("adopt", proposal, "--as", "tp.chutich")

    # Then the last petition of 2026 has no term yet, and the first of 2027 has 15 working days
    assert adopted.stdout == "adopted\n"
    assert before == "unset"
    assert answer_term(datetime(2026, 12, 31, 16, tzinfo=VIETNAM)) == "unset"
    assert answer_term(datetime(2027, 1, 4, 9, tzinfo=VIETNAM)) == "15wd"
    assert json.loads(run("replay", "--json").stdout)["moved"] == []


def test_the_same_is_done_over_http(app: Flask, sign_in: SignIn) -> None:
    clerk, deputy = sign_in(CLERK), sign_in(DEPUTY)
    scan = clerk.post("/api/v1/regulation/scans", data=PDF, content_type="application/pdf")
    given = clerk.get("/api/v1/regulation/workbook")

    content = filled_in(given.data, DOCUMENT, RULE)
    address = f"{ADDRESS}&scan={scan.json['hash']}"
    proposed = clerk.post(address, data=content, content_type=XLSX)
    adoption = f"/api/v1/regulation/proposals/{proposed.json['id']}/adoption"
    adopted = deputy.post(adoption, json={})

    assert proposed.status_code == 201
    assert [each["name"] for each in proposed.json["documents"]] == [f"{DOCUMENT['id']}.toml"]
    assert adopted.status_code == 201
    assert answer_term(datetime(2027, 1, 4, 9, tzinfo=VIETNAM)) == "15wd"


def test_mistakes_are_named_with_sheet_row_and_heading_and_nothing_is_kept(
    app: Flask, sign_in: SignIn
) -> None:
    clerk = sign_in(CLERK)
    content = clerk.get("/api/v1/regulation/workbook").data
    wrong = filled_in(content, DOCUMENT, RULE | {"term": "mười lăm ngày", "owed_by": "ai đó"})

    refused = clerk.post(ADDRESS, data=wrong, content_type=XLSX)

    assert refused.status_code == 422
    errors = refused.json["errors"]
    assert {where.partition("!")[0] for where in errors} == {"quy-dinh.xlsx · Quy tắc"}
    assert {where.rpartition(" · ")[2] for where in errors} == {
        "Thời hạn (term)",
        "Người phải làm (owed_by)",
    }
    (said,) = next(value for where, value in errors.items() if "term" in where)
    assert "không phải thời hạn: hãy ghi dạng 10wd" in said
    assert clerk.get("/api/v1/regulation/proposals").json["items"] == []


def test_a_workbook_that_nobody_changed_proposes_nothing(app: Flask, sign_in: SignIn) -> None:
    clerk = sign_in(CLERK)
    content = clerk.get("/api/v1/regulation/workbook").data

    refused = clerk.post(ADDRESS, data=content, content_type=XLSX)

    assert (refused.status_code, refused.json["type"]) == (422, "/problems/nothing-changes")


def test_who_may_not_change_the_law_reads_no_workbook(app: Flask, sign_in: SignIn) -> None:
    assert sign_in(make.CHAIR).get("/api/v1/regulation/workbook").status_code == 403
