"""Official papers as PDF and Word files: complete, harmless, the same each time."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import normalize
from xml.etree import ElementTree as Xml

import pytest
import typst

from api.printing.errors import TemplateBroken
from api.printing.press import PDF_TEMPLATE, WORD_TEMPLATE, Press
from api.printing.sheet import Block, Letterhead, Proof, Sheet, Signing

HOSTILE = (
    '#import "@preview/x:1" #read("/etc/passwd") $x^2$ *đậm* // // /* <b>&amp;</b>'
    " {{ 7 * 7 }} {% for x in y %} {%p endif %} ]]> \\ \" ' `raw` <label> @ref = Đầu"
)

UNSEEN = "Trước\u202e\x00\x1b\u2066 sau"
"""Signs that nobody sees and that end a file, or turn what is read around."""


def sheet(**given: Any) -> Sheet:
    usual: dict[str, Any] = {
        "letterhead": Letterhead(
            ["ỦY BAN NHÂN DÂN", "PHƯỜNG GIA VIÊN"],
            "",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
        ),
        "number": "Số: 15/UBND-VP",
        "place_and_day": "Gia Viên, ngày 02 tháng 3 năm 2026",
        "subject": "V/v trả lời phản ánh",
        "blocks": [Block("Cống đã được khơi thông.")],
        "signing": Signing(["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Nguyễn Thị Phương Thảo"),
        "to": ["Ông/Bà Trần Thị Ẵm"],
        "recipients": ["Như trên;", "Lưu: VT."],
        "proof": Proof("https://x.example.vn/xac-minh/ABCDEFGHJK", "ABCDEFGHJK", "1a2b 3c4d"),
    }
    return Sheet(**(usual | given))


@pytest.fixture
def press(home: Path) -> Press:
    return Press(home / "printing")


def words_of(file: bytes) -> str:
    """All words of a Word file, in the order in which they stand."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        body = Xml.fromstring(archive.read("word/document.xml"))  # noqa: S314 -- our own file
    return "".join(body.itertext())


def test_a_word_file_holds_all_that_the_paper_says(press: Press) -> None:
    words = words_of(press.word(sheet(mark="DỰ THẢO", notes=["Bản thử"])))

    said = ("DỰ THẢO", "PHƯỜNG GIA VIÊN", "Độc lập", "Số: 15/UBND-VP", "ngày 02 tháng 3", "V/v")
    rest = (
        "Trần Thị Ẵm",
        "khơi thông",
        "Lưu: VT.",
        "ABCDEFGHJK",
        "KT. CHỦ TỊCH",
        "Thảo",
        "Bản thử",
    )
    assert [each for each in (*said, *rest) if each not in words] == []


def test_what_people_wrote_is_printed_and_never_carried_out(press: Press) -> None:
    hostile = sheet(
        blocks=[Block(HOSTILE), Block(HOSTILE, label=HOSTILE), Block("x" * 20_000), Block(UNSEEN)],
        subject=HOSTILE,
        title=HOSTILE,
        to=[HOSTILE, HOSTILE],
        signing=Signing([HOSTILE], HOSTILE),
    )

    words = words_of(press.word(hostile))
    assert HOSTILE in words
    assert "Trước sau" in words
    assert press.pdf(hostile).startswith(b"%PDF-")


@pytest.mark.parametrize("print_", [Press.pdf, Press.word])
def test_the_same_paper_is_the_same_file_and_another_word_another_one(
    press: Press, print_: Callable[[Press, Sheet], bytes]
) -> None:
    decomposed = sheet(blocks=[Block(normalize("NFD", "Cống đã được khơi thông."))])

    first = print_(press, sheet())

    assert print_(press, decomposed) == first
    assert print_(press, sheet(blocks=[Block("Cống chưa được khơi thông.")])) != first


def test_a_province_prints_with_templates_of_its_own(press: Press) -> None:
    press.own.mkdir(parents=True)
    shipped = press.pdf(sheet())
    own = "#let s = json(bytes(sys.inputs.sheet))\n#s.subject"
    (press.own / PDF_TEMPLATE).write_text(own, encoding="utf-8")

    assert press.pdf(sheet()) != shipped

    (press.own / PDF_TEMPLATE).write_text("#panic()", encoding="utf-8")
    (press.own / WORD_TEMPLATE).write_bytes(b"no archive")
    for print_ in (press.pdf, press.word):
        with pytest.raises(TemplateBroken):
            print_(sheet())


def test_every_letter_of_the_language_is_in_the_font_that_comes_with_it() -> None:
    vowels = "aăâeêioôơuưy"
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = normalize("NFC", "".join(v + t for v in vowels for t in tones) + "đ")
    fonts, letters = typst.Fonts(include_system_fonts=False), letters + letters.upper()

    for weight in ("regular", "bold"):
        head = "#set page(width: 20pt, height: 36pt, margin: (top: 12pt, rest: 2pt))\n"
        face = f'#set text(font: "New Computer Modern", weight: "{weight}", fallback: false)\n'
        source = head + face + "#pagebreak()\n".join(("漢", *letters))
        unknown, *drawn = typst.compile(source.encode(), font_paths=fonts, format="png")
        # A letter that is not in the font is drawn as the box that stands for all such letters.
        assert unknown not in drawn, weight
        assert len(set(drawn)) == len(letters), weight
