"""A denunciation is told where it belongs, and nothing of it stays, whichever door it came to."""

import logging
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from api.core.database import db
from api.settings import Settings
from tests import make
from tests.conftest import Client, SignIn
from tests.imports.lists import jsonl, line, take_in
from tests.pages.browsing import Reader

CANARY = "Hoàng Yến Canary 7301"
"""Words that must stand nowhere: a name, as it might be."""

KINDS = ("denunciation", "crime_report")


def test_the_way_is_told_by_level_and_place_alone(client: Client) -> None:
    at = "/api/v1/denunciations/guidance"

    commune = client.get(f"{at}?level=commune&area={make.COMMUNE}")
    city = client.get(f"{at}?level=province").json

    names = [(each["line"], each["name"]) for each in commune.json["bodies"]]
    assert ("state", "Ban Tiếp công dân thành phố Hải Phòng") in names
    assert ("party", "Ủy ban Kiểm tra Thành ủy Hải Phòng") in names
    assert not any("phường" in name for _, name in names)
    assert ("party", "Ủy ban Kiểm tra Trung ương") in [
        (each["line"], each["name"]) for each in city["bodies"]
    ]
    assert all(each["source"] and each["confidence"] for each in city["bodies"])
    assert commune.json["bring"]["lines"]
    assert "no-store" in commune.headers["Cache-Control"]
    assert client.get(f"{at}?area=99999").status_code == 422
    # Nobody can say more than level and place: a name or a word of it is refused unread.
    for more in ("name", "subject", "text", "q", "about"):
        refused = client.get(f"{at}?{more}={CANARY}")
        assert refused.status_code == 422
        assert CANARY not in refused.text


def test_pages_ask_nothing_and_the_form_can_be_sent_nowhere(app: Flask) -> None:
    reader = Reader(app)

    page, form = reader.get("/to-cao?cap=thanh-pho"), reader.get("/to-cao/mau-don")

    assert "Ủy ban Kiểm tra Trung ương" in page.text
    assert 'method="post"' not in page.text
    policy = form.headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "script-src 'none'", "connect-src 'none'"):
        assert rule in policy
    assert "form-action 'none'" in policy
    assert form.headers["Cache-Control"] == "no-store"
    assert "<form" not in form.text + form.text.lower()
    assert "<script" not in form.text
    assert "<input" not in form.text
    assert "<textarea" not in form.text


def test_through_no_door_does_a_word_of_it_come_to_rest(
    app: Flask,
    sign_in: SignIn,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    caplog.set_level(logging.DEBUG)
    resident, clerk = sign_in(make.RESIDENT), sign_in(make.RECEIVER)
    reader = Reader(app)
    said = []

    for kind in KINDS:
        body = make.body(kind=kind, text=CANARY, title=CANARY, place=CANARY, helper=CANARY)
        for who in (resident, clerk):
            said.append(who.put(make.new_address()[1], json=body | {"source": {"ref": CANARY}}))
            said.append(who.put(make.new_address()[1], json=body))
        hint = {"kind": kind, "text": CANARY}
        said.append(resident.post("/api/v1/petitions/suggestions", json=hint))
        typed = {"loai": kind, "kind": kind, "text": CANARY, "place": CANARY, "act": "hint"}
        said.append(reader.press("/gui/viet", **typed))
        said.append(reader.press("/can-bo/nhap-don", **typed, reason=CANARY))
        said.append(reader.press("/gui/viet", loai="to-cao", text=CANARY))
    command = take_in(
        app, jsonl(tmp_path / "in.jsonl", *(line(kind=k, text=CANARY) for k in KINDS))
    )

    assert all(each.status_code >= 300 for each in said)
    heard = "".join(each.text for each in said) + command.output
    stored = "".join(_everything()) + "".join(_files(settings.home))
    err = "".join(capfd.readouterr())
    for name, where in {"answers": heard, "log": caplog.text + err, "kept": stored}.items():
        assert CANARY not in where, name


def _everything() -> list[str]:
    """Every row of every table, as text; jobs and messages, too."""
    tables = db.session.scalars(
        text(
            "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables"
            " where schemaname not in ('pg_catalog', 'information_schema')"
        )
    ).all()
    return [
        str(row)
        for table in tables
        for row in db.session.scalars(text(f"select t::text from {table} t"))
    ]


def _files(home: Path) -> list[str]:
    return [
        path.read_text(encoding="utf-8", errors="replace")
        for path in home.rglob("*")
        if path.is_file()
    ]
