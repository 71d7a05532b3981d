"""What asks for a look, and what does not."""

import pytest

from moderation.masking import Datum
from moderation.policy import holding, may_be_released, reasons
from moderation.text import look, without_words
from moderation.words import SHIPPED, WordList, read_words

WORDS = WordList(read_words(SHIPPED))


def reasons_of(text: str, title: str | None = None) -> tuple[str, ...]:
    return look(title, text, WORDS).reasons


@pytest.mark.parametrize(
    "text",
    [
        "Cống trước ngõ 12 bị tắc, mưa là ngập.",
        "UBND phường làm ăn tắc trách, gọi mãi không ai trả lời, rất vô trách nhiệm!",
        "Cả phòng kinh tế chậm trễ và quan liêu, dân bức xúc lắm rồi.",
        "Đề nghị làm rõ dấu hiệu tham nhũng trong dự án của xã.",
        "De nghi sua duong, o ga nhieu qua.",
        "Xem ảnh tại https://example.vn/anh và www.example.vn",
        "Street lights in Gia Vien are broken since last week.",
        "ok",
    ],
)
def test_complaints_about_things_and_units_ask_for_nothing(text: str) -> None:
    assert reasons_of(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đồ ngu dốt, sửa cống đi.", ("abuse",)),
        ("Ông Nguyễn Văn A nhận hối lộ của nhà thầu.", ("accuses_person",)),
        ("Chủ tịch phường bao che cho nhà thầu.", ("accuses_person",)),
        ("Đường hỏng. Ông Nam đi ngã. Có tham ô thì phải xử.", ()),
        ("[tên] nhà cái tỷ lệ kèo hôm nay", ("spam",)),
        ("http://a.vn http://b.vn http://c.vn xem ngay", ("spam",)),
        ("Sửa đường đi\n" * 6, ("spam",)),
        ("asdkjfhaskdjfhaksjdhfkajshdfkjahsdf", ("unreadable",)),
        ("!!! ??? ... --- $$$ ###", ("unreadable",)),
        ("Gọi tôi 0912345678", ("personal_data",)),
        ("Đồ khốn nạn, gọi 0912345678", ("personal_data", "abuse")),
    ],
)
def test_each_sign_is_a_reason_of_its_own(text: str, expected: tuple[str, ...]) -> None:
    assert reasons_of(text) == expected


def test_the_title_is_looked_at_like_the_text() -> None:
    found = look("Đồ ngu dốt, 0912345678", "Cống tắc.", WORDS)

    assert found.reasons == ("personal_data", "abuse")
    assert found.title == "Đồ ngu dốt, ***"
    assert found.masked == {Datum.PHONE: 1}


def test_words_of_the_list_go_under_the_mask() -> None:
    text = "Đồ ngu dốt! Ông Nam tham ô. Xã tham ô."

    assert without_words(text, WORDS) == "***! Ông Nam ***. Xã tham ô."


def test_personal_data_alone_holds_nothing() -> None:
    assert holding(["personal_data", "abuse", "spam"]) == ["abuse", "spam"]


def test_time_alone_publishes_no_accusation_and_no_advertising() -> None:
    assert may_be_released(["abuse", "flooding"])
    assert not may_be_released(["abuse", "accuses_person"])
    assert not may_be_released(["spam"])


def test_every_reason_speaks_both_languages() -> None:
    assert all(set(each.said) == {"vi", "en"} for each in reasons().values())
    assert all(all(each.said.values()) for each in reasons().values())
