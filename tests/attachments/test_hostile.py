"""What is sent to do harm, or is broken, is refused in words that say what to do instead."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from api.attachments.keeping import keeping
from tests import make
from tests.attachments import files, heic
from tests.conftest import SignIn

JPG, PDF, DOCX = "anh.jpg", "don.pdf", "don.docx"

_SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
_EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"
_GIF = b"GIF89a/*\x01\x00*/=1;alert(1)//"
_MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(200)


def _hidden_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.class", b"x")
    return out.getvalue()


def _macro_types() -> str:
    return "<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"


HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "nothing in it": (lambda: b"", JPG, "empty-file"),
    "SVG as a picture": (lambda: _SVG, JPG, "format-not-taken"),
    "EPS as a picture": (lambda: _EPS, JPG, "format-not-taken"),
    "GIF with a script": (lambda: _GIF, JPG, "format-not-taken"),
    "TIFF as a picture": (lambda: b"II*\x00" + bytes(90), JPG, "format-not-taken"),
    "program": (lambda: b"MZ" + bytes(200), "cai-dat.jpg", "format-not-taken"),
    "page": (lambda: b"<!doctype html><script>1</script>", "anh.html", "format-not-taken"),
    "PDF as a picture": (files.pdf, JPG, "not-what-it-says"),
    "picture as a PDF": (files.picture, PDF, "not-what-it-says"),
    "cut off JPEG": (lambda: files.told()[:700], JPG, "damaged"),
    "cut off PNG": (lambda: files.told("PNG")[:-60], "anh.png", "damaged"),
    "PNG that lies": (lambda: files.png_of(6000, 6000), "anh.png", "damaged"),
    "PNG of 20,000 by 20,000": (lambda: files.flat_png(20_000), "anh.png", "too-many-pixels"),
    "PNG that says 60,000": (lambda: files.png_of(60_000, 60_000), "a.png", "too-many-pixels"),
    "long and thin": (lambda: files.picture(13_000, 2), JPG, "too-many-pixels"),
    "text of 200 MB": (files.long_words_png, "anh.png", "damaged"),
    "HEIC of 9,000 by 9,000": (heic.bomb, "anh.heic", "too-many-pixels"),
    "cut off HEIC": (lambda: heic.small()[:300], "anh.heic", "damaged"),
    "AVIF that is none": (lambda: b"\0\0\0\x1cftypavif" + bytes(90), "a.avif", "damaged"),
    "cut off PDF": (lambda: files.pdf()[:-5], PDF, "damaged"),
    "locked PDF": (lambda: files.pdf(b"9 0 obj<</Encrypt 8 0 R>>endobj"), PDF, "locked"),
    "PDF with a script": (lambda: files.pdf(b"<</S/JavaScript/JS(1)>>"), PDF, "has-macros"),
    "PDF and ZIP": (lambda: files.pdf() + _hidden_zip(), PDF, "two-things-at-once"),
    "page and PDF": (lambda: files.pdf(b"<script>1</script>"), PDF, "two-things-at-once"),
    "sound and ZIP": (lambda: _MP3 + _hidden_zip(), "loi.mp3", "two-things-at-once"),
    "ZIP of anything": (_hidden_zip, DOCX, "format-not-taken"),
    "no ZIP at all": (lambda: b"PK\x03\x04" + bytes(90), DOCX, "damaged"),
    "old Office": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(90), DOCX, "locked"),
    "locked DOCX": (files.locked_package, DOCX, "locked"),
    "macros": (lambda: files.package({"word/vbaProject.bin": b"x"}), DOCX, "has-macros"),
    "macros by type": (
        lambda: files.package({"[Content_Types].xml": _macro_types()}),
        DOCX,
        "has-macros",
    ),
    "bomb in a DOCX": (
        lambda: files.package({"word/media/a": bytes(50_000_000)}),
        DOCX,
        "unpacks-too-large",
    ),
    "climbing DOCX": (lambda: files.package({"../../etc/passwd": b"x"}), DOCX, "damaged"),
    "DOCX after something": (lambda: b"PK\x03\x04" + files.package(), DOCX, "two-things-at-once"),
    "DOCX before something": (lambda: files.package() + b"<html>", DOCX, "two-things-at-once"),
    "folder in the name": (files.picture, "../../x.jpg", "bad-name"),
    "folder of Windows": (files.picture, "thu muc\\x.jpg", "bad-name"),
    "turned name": (files.picture, "anh\u202egpj.exe", "bad-name"),
    "endless name": (files.picture, "a" * 250 + ".jpg", "bad-name"),
}


def test_what_is_hostile_or_broken_is_refused_and_nothing_of_it_stays(sign_in: SignIn) -> None:
    official = sign_in(make.RECEIVER)
    before = left_behind()

    answers = {
        name: files.send(official, content(), called)
        for name, (content, called, _) in HOSTILE.items()
    }

    expected = {name: (422, f"/problems/{problem}") for name, (_, _, problem) in HOSTILE.items()}
    found = {name: (each.status_code, each.json.get("type")) for name, each in answers.items()}
    assert found == expected
    assert left_behind() == before


def test_a_file_that_is_too_large_is_refused_while_it_comes(sign_in: SignIn) -> None:
    official, limits = sign_in(make.RECEIVER), keeping().limits
    before = left_behind()

    endless = files.send(official, files.picture() + bytes(limits.largest), "anh.jpg")
    large = files.send(official, files.picture() + bytes(limits.number("largest", "picture")))

    assert [endless.json["type"], large.json["type"]] == ["/problems/file-too-large"] * 2
    assert left_behind() == before


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"file": b"words"},
        {"other": ("a.jpg", b"x")},
        {"more": b"1", "file": ("a.jpg", files.picture())},
        {"file": ("a.jpg", files.picture()), "another": ("b.jpg", files.picture())},
    ],
)
def test_a_form_without_one_file_is_told_so(
    sign_in: SignIn, data: dict[str, bytes | tuple[str, bytes]]
) -> None:
    response = sign_in(make.RECEIVER).post(
        files.SEND, data=files.form(data), content_type=files.FORM
    )

    assert (response.status_code, response.json["type"]) == (422, "/problems/no-file")


def left_behind() -> set[Path]:
    """Every file that lies in quarantine or in the store; turns are no files."""
    folder = keeping().folder
    found = (each for each in folder.rglob("*") if each.is_file())
    return {each for each in found if not each.name.startswith("turn-")}
