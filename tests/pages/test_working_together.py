"""Working side by side at the desk: kept lists, parts of other units, texts, who is at it."""

from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import uuid4

from api.core.database import unit_of_work
from api.desk import actions as desk
from api.petitions.models import Petition
from tests import make
from tests.pages.browsing import Reader
from tests.pages.filling import carried, fill, offered

SignedIn = Callable[[str], Reader]

CULTURE = f"{make.COMMUNE}-vhxh"


def case_of(petition: Petition) -> str:
    return f"/can-bo/vu-viec/{petition.id}"


def test_a_list_is_narrowed_counted_kept_and_taken_out(reading: SignedIn, app: object) -> None:
    with unit_of_work():
        accepted, new = make.accepted(field="transport"), make.petition()
        make.petition(text="Đèn đường hỏng.")
    head = reading(make.CHAIR)

    narrowed = head.get("/can-bo/tim?trang-thai=accepted&xep=han&loai=reflection")
    words = head.get('/can-bo/tim?q="cong truoc" -den').text
    kept = head.press(
        "/can-bo/tim/danh-sach", ten="Đã tiếp nhận", chung="1", **{"trang-thai": "accepted"}
    )

    assert accepted.code in narrowed.text
    assert new.code not in narrowed.text
    assert "Tất cả (3)" in narrowed.text
    assert "Đã tiếp nhận giải quyết (1)" in narrowed.text
    assert "/api/v1/petitions/export.csv?state=accepted&amp;kind=reflection" in narrowed.text
    assert all(code in words for code in (accepted.code, new.code))
    assert kept.status_code == 303
    assert "Đã tiếp nhận" in reading(make.DEPUTY).get("/can-bo").text
    again = head.get(kept.location)
    assert accepted.code in again.text
    assert new.code not in again.text
    view = urlsplit(kept.location).query.removeprefix("ds=")
    assert head.press("/can-bo/tim/bo-danh-sach", ds=view).status_code == 303
    assert "Đã tiếp nhận</a>" not in reading(make.DEPUTY).get("/can-bo").text


def test_what_cannot_be_looked_for_is_said_on_the_page(reading: SignedIn, app: object) -> None:
    with unit_of_work():
        sent = make.petition(by=make.RECEIVER, petitioner={"name": "Bà Đào"})
    head, clerk = reading(make.CHAIR), reading(make.RECEIVER)

    for refused, sentence in (
        (head.get("/can-bo/tim?nguoi-gui=Đào"), "Chỉ bộ phận tiếp nhận"),
        (head.get("/can-bo/tim?q=-den"), "Hãy nêu cả từ cần có"),
        (head.press("/can-bo/tim/danh-sach", ten=" "), "Hãy đặt tên"),
    ):
        assert refused.status_code == 422
        assert sentence in refused.text
    assert sent.code in clerk.get("/can-bo/tim?nguoi-gui=dao").text


def test_another_unit_is_asked_gives_its_part_and_stands_in_the_answer(
    reading: SignedIn, app: object
) -> None:
    with unit_of_work():
        petition = make.accepted()
        text = uuid4()
        words = "Về vụ việc {code}."
        given = {"title": "Mở đầu", "text": words, "shared_with_unit": False}
        desk.keep_text(text, make.actor(make.CHAIR), given, words)
    at, head, culture = case_of(petition), reading(make.CHAIR), reading(f"{CULTURE}-truong")
    assert culture.get(at).status_code == 404

    asked = fill(head, at, "de-nghi-phoi-hop", unit=CULTURE, what="Xin số hộ.", due_on="06/03/2026")
    late = fill(head, at, "de-nghi-phoi-hop", unit=CULTURE, what="Xin.", due_on="01/03/2026")
    replied = fill(culture, at, "y-kien-phoi-hop", text="Có 12 hộ.")

    assert [asked.status_code, late.status_code, replied.status_code] == [303, 422, 303]
    assert "Hãy chọn một ngày chưa qua" in late.text
    page = head.get(f"{at}?mau={text}").text
    assert "Có 12 hộ." in page
    assert f"Về vụ việc {petition.code}.</textarea>" in page
    fill(head, at, "du-thao", text="Đã xong.", result="resolved")
    fill(head, at, "ky", number="15", symbol="UBND-VP", signed_on="02/03/2026")
    assert "Có ý kiến phối hợp của" in head.get(at).text
    assert f"{at}/y-kien-phoi-hop" not in offered(culture.get(at).text)


def test_who_acts_on_what_another_changed_reads_who_did_what(
    reading: SignedIn, app: object
) -> None:
    with unit_of_work():
        petition = make.accepted()
    at, head, handler = case_of(petition), reading(make.CHAIR), reading(make.HANDLER)
    fill(head, at, "phan-cong", position=make.HANDLER)
    handler.press(f"{at}/dang-xu-ly")
    old = head.get(at).text
    assert "đang xử lý từ" in old
    noted = fill(handler, at, "ghi-chu", words="Đã gọi tổ trưởng.")
    fill(handler, at, "du-thao", text="Chữ của chuyên viên.", result="resolved")

    stale = head.press(
        f"{at}/du-thao", seen=_seen(old, f"{at}/du-thao"), text="Chữ khác.", result="resolved"
    )

    assert (noted.status_code, stale.status_code) == (303, 409)
    assert "Đã trình dự thảo trả lời (Chuyên viên" in stale.text
    assert "Chữ khác." in stale.text
    handler.press(f"{at}/dang-xu-ly", thoi="1")
    assert "đang xử lý từ" not in head.get(at).text


def _seen(page: str, to: str) -> str:
    return carried(page, to)["seen"]


def test_texts_are_written_changed_and_taken_away_on_their_page(
    reading: SignedIn, app: object
) -> None:
    handler, head = reading(make.HANDLER), reading(f"{make.COMMUNE}-kt-truong")
    at = "/can-bo/van-ban-mau"

    refused = handler.press(at, title="Mời", text="Gửi {sender}, xin mời.")
    kept = handler.press(at, title="Mời", text="Mời đến về {code}.", shared_with_unit="yes")

    assert (refused.status_code, kept.status_code) == (422, 303)
    assert "Gửi {sender}, xin mời." in refused.text
    page = head.get(at).text
    assert "Mời đến về {code}." in page
    chosen = page.partition("?sua=")[2].partition('"')[0]
    fill_in = carried(head.get(f"{at}?sua={chosen}").text, at)
    assert fill_in == {"id": chosen}
    head.press(at, title="Mời họp", text="Mời họp về {code}.", shared_with_unit="yes", **fill_in)
    assert "Mời họp về {code}." in handler.get(at).text
    assert reading(make.RECEIVER).press(f"{at}/bo", id=chosen).status_code == 404
    assert handler.press(f"{at}/bo", id=chosen).status_code == 303
    assert "Mời họp" not in head.get(at).text
