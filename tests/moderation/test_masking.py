"""Personal data is masked in whatever way it is written, and nothing else is."""

from collections.abc import Iterator
from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.masking import MASK, Datum, find, masked, only_masks

PHONES = """
0912345678 | 0912 345 678 | 0912.345.678 | 091-234-5678 | (0912) 345 678 | 09 12 34 56 78
0912 - 345 - 678 | +84912345678 | +84 912 345 678 | +84 (0)912 345 678 | 84912345678
84 912 345 678 | 0084 912345678 | ０９１２３４５６７８ | o912345678 | 0225 3842 123
(0225) 3 842 123 | 0225.3.842.123 | 024 3825 1234 | +84 225 3842123 | 0163 123 4567
điện thoại 912345678 | Zalo: 3842123 | sdt0912345678 | +33612345678
"""
IDENTITIES = """
031099001234 | 031 099 001 234 | 0310 9900 1234 | CCCD số 031099001234 | CMND: 162345678
chứng minh nhân dân 162 345 678 | 031234567 | số định danh: 031.099.001.234
"""
ACCOUNTS = """
STK 19034567890123 | Số tài khoản: 0011 0041 2345 6 | 19034567890123 - VCB
tài khoản Nguyễn Văn A 0123456789012 | ngân hàng BIDV chi nhánh Hải Phòng 32110000123456
"""
PLATES = """
15A-123.45 | 15-B1 234.56 | 15B1-23456 | 15A 12345 | 15b1-234.56 | 15LD-123.45 | 15MĐ1-123.45
16H2-1234 | biển số 16h 1234 | xe 15 a 123 45
"""
EMAILS = """
a.b+c@gmail.com | nguyen_van_a@haiphong.gov.vn | bac [at] example.vn
"""
HARMLESS = """
ngày 05/08/2026 | 05.08.2026 | từ 03-05-2025 - 08-05-2025 | hẹn 05.08.2026 09 giờ | tháng 12/2018
1.500.000 đồng | 1500000đ | 150.000.000 đồng | 12.345.678.901 đồng | 120.000đ | 200000000
số nhà 12/34/56 | ngõ 15A | căn 12A-1205 | số 05 - 07 - 09 - 11 - 13 | kiệt 240/144 Lý Nam Đế
Luật 72/2025/QH15 | Nghị định 15/2020/NĐ-CP | 11-QĐi/TW | KL 215-KL/TW | Công văn 5975/UBND-XDĐT
412345678901 | 4123 4567 8901 | 841234567890 | 30 kg 50000 đồng | 50 m2 12345 | 20 ha 1500
1022, 113, 19001234 | 17h15 đến 5h45 | ĐH09, ĐT.185 | quốc lộ 10, km 12+500 | a cong b com
tài khoản bị trừ 1.500.000 đồng | vay ngân hàng Agribank 50.000.000 | giai đoạn 2021-2025
"""
SENTENCES = ("Nhà tôi ở ngõ 12, mưa là ngập. ", "Xin gọi ", "\nKính gửi UBND phường: ", "(", "")
ENDINGS = (", mong sớm trả lời.", "\nCảm ơn.", " - ông Nam", ")", "")


def examples() -> Iterator[tuple[Datum, str]]:
    """Every way of writing above, with what it is."""
    written = (
        (Datum.PHONE, PHONES),
        (Datum.IDENTITY, IDENTITIES),
        (Datum.ACCOUNT, ACCOUNTS),
        (Datum.PLATE, PLATES),
        (Datum.EMAIL, EMAILS),
    )
    for kind, lines in written:
        yield from ((kind, each) for each in split(lines))


def split(lines: str) -> list[str]:
    return [each.strip() for line in lines.strip().splitlines() for each in line.split(" | ")]


@st.composite
def phones(draw: st.DrawFn) -> str:
    """A mobile number of Viet Nam in some writing."""
    digits = draw(st.sampled_from("35789")) + draw(st.text("0123456789", min_size=8, max_size=8))
    head = draw(st.sampled_from(["0", "+84", "+84 ", "84", "0084 ", "+84 (0)", "+84."]))
    between = draw(st.sampled_from(["", " ", ".", "-", "\u00a0", "–", "\u200b"]))
    cuts = draw(st.sampled_from([(2, 5), (3, 6), (1, 3, 5, 7), (4,), ()]))
    bounds = [0, *cuts, len(digits)]
    parts = [digits[a:b] for a, b in pairwise(bounds)]
    number = head + between.join(parts)
    is_wide = draw(st.booleans())
    return number.translate({48 + n: 0xFF10 + n for n in range(10)}) if is_wide else number


@pytest.mark.parametrize(("kind", "written"), list(examples()))
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_each_way_of_writing_is_masked_as_what_it_is(kind: Datum, written: str, form: str) -> None:
    text = normalize(form, f"Nhà tôi: {written}. Xin cảm ơn.")  # type: ignore[arg-type]

    found = masked(text)

    assert [span.kind for span in found.spans] == [kind]
    assert not any(sign.isdecimal() for sign in found.text)
    assert "@" not in found.text


@pytest.mark.parametrize("harmless", split(HARMLESS))
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_days_money_houses_laws_and_receipt_numbers_stay_readable(harmless: str, form: str) -> None:
    text = normalize(form, f"Theo {harmless}, xin trả lời.")  # type: ignore[arg-type]

    assert masked(text).text == text


@settings(max_examples=400, deadline=None)
@given(phones(), st.sampled_from(SENTENCES), st.sampled_from(ENDINGS), st.booleans())
def test_a_phone_in_any_writing_inside_any_sentence_is_masked(
    phone: str, before: str, after: str, decomposed: bool
) -> None:
    text = f"{before}{phone}{after}"
    text = normalize("NFD", text) if decomposed else text

    found = masked(text)

    assert [span.kind for span in found.spans] == [Datum.PHONE]
    assert find(found.text) == ()
    kept = normalize("NFD", before) if decomposed else before
    assert found.text.startswith(kept)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([written for _, written in examples()]),
            st.sampled_from(split(HARMLESS)),
            st.text("0123456789 .-+()@aAbBđĐ\n/*", max_size=12),
            st.sampled_from(["stk ", "xe ", "cmnd ", "sđt ", "VCB", "ngày "]),
        ),
        max_size=8,
    ).map(" ".join)
)
def test_what_is_masked_is_masked_once_and_for_all(text: str) -> None:
    once = masked(text).text

    assert masked(once).text == once


@settings(max_examples=200, deadline=None)
@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ,.;:!?\n()-–0123456789/", max_size=200))
def test_nothing_but_what_is_found_changes(text: str) -> None:
    found = masked(text)

    rest, at = [], 0
    for span in found.spans:
        rest.append(text[at : span.start])
        at = span.end
    assert found.text == MASK.join([*rest, text[at:]])
    assert all(a.end <= b.start for a, b in pairwise(found.spans))


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "0912 ", "0.3-", "a@", "a", "stk ", "15a-", "031 ", "xe ", "(0", "0(3)", "a.b@c."],
)
def test_the_longest_text_of_one_piece_is_read_to_its_end(piece: str) -> None:
    """A pattern that goes back and forth would not come to an end here."""
    long = (piece * 20_000)[:19_000] + "\nGọi 0912345678"

    found = masked(long)

    assert found.text.endswith(f"\nGọi {MASK}")
    assert masked(found.text).text == found.text


def test_lines_stay_lines() -> None:
    text = "Dòng một 0912345678\nDòng hai 031099001234\n\nDòng bốn"

    assert masked(text).text == f"Dòng một {MASK}\nDòng hai {MASK}\n\nDòng bốn"


@pytest.mark.parametrize(
    ("text", "edited", "is_masking"),
    [
        ("Ông Nam ở ngõ 12", "Ông Nam ở ngõ 12", True),
        ("Ông Nam ở ngõ 12", "*** ở ngõ 12", True),
        ("Ông Nam ở ngõ 12", "Ông *** ở ***", True),
        ("Ông Nam ở ngõ 12", "***", True),
        ("Gọi *** nhé", "Gọi *** nhé", True),
        ("Gọi *** cho ông Nam", "Gọi *** cho ***", True),
        ("Ông Nam ở ngõ 12", "Ông Nam ở ngõ 13", False),
        ("Ông Nam ở ngõ 12", "Ông Nam ở ngõ 12 ***", False),
        ("Ông Nam ở ngõ 12", "Ông Nam *** ở ngõ 12", False),
        ("Ông Nam ở ngõ 12", "*** đẹp ***", False),
        ("Ông Nam ở ngõ 12", "*** ngõ *** ở ***", False),
        ("Ông Nam ở ngõ 12", "", False),
        ("ab", "a***b", False),
    ],
)
def test_a_moderator_covers_and_changes_nothing(text: str, edited: str, is_masking: bool) -> None:
    assert only_masks(text, edited) is is_masking
