"""Sending a file: once or again, how many, how it is fetched, and what becomes of it unused."""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask

from api.attachments import queries
from api.attachments.jobs import reap
from api.attachments.keeping import keeping
from api.attachments.limits import InvalidLimits, Limits, load
from api.core import clock
from api.core.database import unit_of_work
from tests import make
from tests.attachments import files, heic
from tests.attachments.test_hostile import left_behind
from tests.conftest import MONDAY, SignIn

DOCUMENTS = {
    "don.pdf": (files.pdf(), "application/pdf", "document"),
    "bang.docx": (files.package(), "wordprocessingml.document", "document"),
    "loi.mp3": (b"ID3\x04" + bytes(90), "audio/mpeg", "sound"),
    "loi.m4a": (b"\0\0\0\x1cftypM4A " + bytes(90), "audio/mp4", "sound"),
    "loi.ogg": (b"OggS" + bytes(90), "audio/ogg", "sound"),
    "loi.wav": (b"RIFF\0\0\0\0WAVE" + bytes(90), "audio/wav", "sound"),
    "loi.amr": (b"#!AMR\n" + bytes(90), "audio/amr", "sound"),
    "phim.mp4": (b"\0\0\0\x1cftypisom" + bytes(90), "video/mp4", "video"),
    "phim.MOV": (b"\0\0\0\x1cftypqt  " + bytes(90), "video/quicktime", "video"),
    "phim.3gp": (b"\0\0\0\x1cftyp3gp5" + bytes(90), "video/3gpp", "video"),
    "phim.webm": (b"\x1a\x45\xdf\xa3\x01\x42\x82\x84webm" + bytes(90), "video/webm", "video"),
}


def limited(app: Flask, table: str, **numbers: int) -> None:
    usual = keeping().limits.tables
    tables = {**usual, table: {**usual[table], **numbers}}
    app.extensions["doithoai.attachments"] = replace(keeping(), limits=Limits(tables))


@pytest.fixture
def app(app: Flask) -> Iterator[Flask]:
    """With a way of keeping files that a test may change."""
    before = app.extensions["doithoai.attachments"]
    app.extensions["doithoai.attachments"] = replace(before)
    yield app
    app.extensions["doithoai.attachments"] = before


def test_a_picture_is_told_with_its_size_and_the_place_it_offers(sign_in: SignIn) -> None:
    resident, content = sign_in(make.RESIDENT), heic.small()

    taken = files.send(resident, content, "IMG_0001.HEIC").json

    assert (taken["kind"], taken["media_type"]) == ("picture", "image/heic")
    assert (taken["width"], taken["height"], taken["size"]) == (64, 48, len(content))
    assert taken["sha256"] == hashlib.sha256(content).hexdigest()
    assert taken["place"] == pytest.approx({"lat": 20.86, "lon": 106.685}, abs=1e-5)
    known = resident.get(f"{files.SEND}/{taken['id']}").json
    assert "place" not in known
    assert "20.86" not in str(known)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_no_picture_is_kept_byte_for_byte(sign_in: SignIn, name: str) -> None:
    resident, (content, media_type, kind) = sign_in(make.RESIDENT), DOCUMENTS[name]

    taken = files.send(resident, content, name).json
    given = resident.get(f"{files.SEND}/{taken['id']}/file")

    assert taken["kind"] == kind
    assert given.data == content
    assert media_type in given.headers["Content-Type"]
    assert given.headers["Content-Disposition"].startswith("attachment;")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert given.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert given.headers["Cache-Control"] == "private, no-store"


def test_the_same_file_with_the_same_id_is_one_file(sign_in: SignIn) -> None:
    resident, other, chosen = sign_in(make.RESIDENT), sign_in(make.OTHER_RESIDENT), uuid4()
    content = files.told()

    first = files.send(resident, content, id_=chosen)
    lying = left_behind()
    again = files.send(resident, content, id_=chosen)
    changed = files.send(resident, files.picture(), id_=chosen)
    stolen = files.send(other, content, id_=chosen)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert first.json["id"] == str(chosen)
    assert first.json["place"]
    assert [changed.status_code, stolen.status_code] == [409, 409]
    assert left_behind() == lying


def test_a_name_is_kept_as_people_write_it_and_given_back(sign_in: SignIn) -> None:
    resident, name = sign_in(make.RESIDENT), "Đơn của bà Bưởi (lần 2).pdf"
    decomposed = unicodedata.normalize("NFD", name)

    taken = files.send(resident, files.pdf(), decomposed).json
    given = resident.get(f"{files.SEND}/{taken['id']}/file").headers["Content-Disposition"]
    nameless = files.send(resident, files.pdf(), "").json

    assert taken["name"] == name
    assert given.isascii()
    assert "filename*=UTF-8''%C4%90%C6%A1n%20c%E1%BB%A7a" in given
    assert nameless["name"] == "tệp"


def test_an_address_is_good_for_a_minute_and_for_one_rendition(sign_in: SignIn) -> None:
    resident, nobody = sign_in(make.RESIDENT), sign_in(make.OTHER_RESIDENT)
    file = f"{files.SEND}/{files.sent(resident, files.picture())}"

    url = resident.get(f"{file}?rendition=card").json["url"]
    fetched = nobody.get(url)
    wrong = [url.replace("card", "view"), url[:-1] + "x", url.replace("until=", "until=1")]
    refused = [nobody.get(each).status_code for each in wrong]
    with clock.standing_at(MONDAY + timedelta(seconds=61)):
        late = nobody.get(url)

    assert (fetched.status_code, fetched.headers["Content-Type"]) == (200, "image/jpeg")
    assert fetched.headers["Content-Disposition"].startswith("inline;")
    assert refused == [403, 403, 403]
    assert (late.status_code, late.json["type"]) == (403, "/problems/address-too-old")


def test_what_belongs_to_nothing_is_for_who_sent_it_alone(sign_in: SignIn) -> None:
    resident, official = sign_in(make.RESIDENT), sign_in(make.RECEIVER)
    file = f"{files.SEND}/{files.sent(resident)}"

    for other in (official, sign_in(make.OTHER_RESIDENT)):
        unknown = other.get(f"{files.SEND}/{uuid4()}")
        for address in (file, f"{file}/file"):
            assert other.get(address).json["type"] == unknown.json["type"]
        assert other.delete(file).status_code == 404
    assert resident.get(f"{file}/file?rendition=thumb").status_code == 200
    assert resident.get(f"{file}/file?rendition=file").status_code == 404
    assert resident.delete(file).status_code == 204
    assert resident.get(file).status_code == 404


def test_a_resident_sends_so_much_a_day_and_is_told_when_it_is_enough(
    app: Flask, sign_in: SignIn
) -> None:
    resident, official, content = sign_in(make.RESIDENT), sign_in(make.RECEIVER), files.pdf()
    limited(app, "day", files=2)

    by_number = [files.send(resident, content, "a.pdf") for _ in range(3)]
    limited(app, "day", files=30, bytes=2 * len(content))
    by_size = files.send(resident, content, "a.pdf")
    of_office = [files.send(official, content, "a.pdf").status_code for _ in range(3)]
    with clock.standing_at(MONDAY + timedelta(hours=25)):
        tomorrow = files.send(resident, content, "a.pdf")
    limited(app, "day", tries=1)
    tried = files.send(resident, content, "a.pdf")

    assert [each.status_code for each in by_number] == [201, 201, 429]
    assert (by_size.status_code, tomorrow.status_code, tried.status_code) == (429, 201, 429)
    assert of_office == [201, 201, 201]


def test_nothing_is_taken_when_the_disk_is_nearly_full(app: Flask, sign_in: SignIn) -> None:
    limited(app, "disk", free_bytes=10**18)

    response = files.send(sign_in(make.RESIDENT), files.picture())

    assert (response.status_code, response.json["type"]) == (503, "/problems/no-room-for-files")


def test_what_is_not_used_for_a_day_goes_with_its_bytes(app: Flask, sign_in: SignIn) -> None:
    resident, (chosen, address) = sign_in(make.RESIDENT), make.new_address()
    before = left_behind()
    unused, used = files.sent(resident), files.sent(resident)
    resident.put(address, json=make.body(attachments=[used]))
    stray = f"{MONDAY.date().isoformat()}/{uuid4()}/0"
    keeping().store.put(stray, b"of nothing", {})
    (keeping().quarantine / "cut off").write_bytes(b"by a kill")

    with clock.standing_at(MONDAY + timedelta(hours=23)), unit_of_work():
        reap()
    early = resident.get(f"{files.SEND}/{unused}").status_code
    # The store has no clock of ours: what lies in it is as new as this run.
    with clock.standing_at(clock.now() + timedelta(days=700)), unit_of_work():
        reap()

    assert early == 200
    assert queries.known_among([chosen]) == frozenset()
    assert resident.get(f"{files.SEND}/{unused}").status_code == 404
    assert resident.get(f"{files.SEND}/{used}/file").status_code == 200
    kept = {path.parent.name for path in left_behind() - before}
    assert kept - {stray.split("/")[1]} == {used}


def test_an_installation_changes_numbers_and_is_told_of_wrong_ones(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    own = tmp_path_factory.mktemp("home") / "attachments.toml"
    own.write_text("[day]\nfiles = 7\n")
    assert load(own).number("day", "files") == 7
    assert load(own).number("day", "tries") == load().number("day", "tries")

    for wrong in ("[day]\nfile = 7", "[day]\nfiles = -1", "[day]\nfiles = true", "[day"):
        own.write_text(wrong)
        with pytest.raises(InvalidLimits):
            load(own)
