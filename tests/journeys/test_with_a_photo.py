"""A reflection with photographs, on pages without any script, to an answer with evidence."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from api.attachments.keeping import keeping
from api.core.database import unit_of_work
from api.petitions.publicity import publish
from api.petitions.queries import by_number, petition_to_change
from tests import make
from tests.attachments import files
from tests.conftest import SignIn
from tests.pages.browsing import Reader
from tests.pages.filling import carried

WORDS = "Cống trước ngõ 12 bị tắc, mưa là ngập."

Reading = Callable[[str], Reader]


@pytest.fixture
def reading(app: Flask) -> Reading:
    """Somebody whose browser is signed in."""

    def signed_in(who: str) -> Reader:
        with unit_of_work():
            token = make.token_of(who)
        found = Reader(app)
        found.keep("session", token)
        return found

    return signed_in


def sent_with(reader: Reader, to: str, typed: dict[str, Any], *chosen: tuple[str, bytes]) -> Any:
    """Send a form with these files chosen at its question for them."""
    given = [(io.BytesIO(content), name) for name, content in chosen]
    return reader.press(to, **typed, files=given)


def test_a_photo_comes_with_the_petition_and_the_answer_proves_itself(
    app: Flask, reading: Reading, sign_in: SignIn
) -> None:
    resident, desk, visitor = reading(make.RESIDENT), reading(make.CHAIR), Reader(app)
    moderator = reading(make.MODERATOR)

    # The photographs go up first; one is no photograph, and nothing else is lost by that.
    begun = resident.get(f"/gui/viet?loai=phan-anh&xa={make.COMMUNE}")
    page = resident.get(begun.location).text
    typed = carried(page, "/gui/viet") | {"text": WORDS, "visibility": "public"}
    refused = sent_with(
        resident, "/gui/viet", typed, ("cong.jpg", files.told()), ("virus.exe", b"MZ" + bytes(99))
    )
    assert refused.status_code == 422
    assert "virus.exe: Loại tệp này không nhận được." in refused.text
    assert WORDS in refused.text
    assert "Ảnh có ghi vị trí: 20.86,106.685" in refused.text

    # The form that comes back has the one that was taken in, and offers its place.
    typed |= carried(refused.text, "/gui/viet") | {"dung_cho_chup": "yes"}
    more = sent_with(resident, "/gui/viet", typed | {"act": "files"}, ("2.jpg", files.picture()))
    two = carried(more.text, "/gui/viet")["tep"].split(",")
    assert len(two) == 2
    fewer = typed | {"tep": ",".join(two), "bo": two[1]}
    taken_off = resident.press("/gui/viet", **fewer)
    typed |= carried(taken_off.text, "/gui/viet")
    receipt = resident.press("/gui/viet", **typed, act="send")
    assert receipt.status_code == 303, receipt.text
    case = receipt.location.removesuffix("/bien-nhan")
    assert "Số tệp gửi kèm: 1" in resident.get(receipt.location).text

    # The sender adds a paper; who opens the case sees both, and where it is.
    added = sent_with(resident, f"{case}/tep", {}, ("Giấy mời.pdf", files.pdf()))
    assert added.status_code == 303, added.text
    own = resident.get(case).text
    assert f'src="/api/v1/attachments/{two[0]}/file?rendition=card"' in own
    assert "Giấy mời.pdf" in own
    petition = case.rpartition("/")[2]
    at_desk = f"/can-bo/vu-viec/{petition}"
    assert "Giấy mời.pdf" in desk.get(at_desk).text
    sent = sign_in(make.RESIDENT).get(f"/api/v1/petitions/{petition}").json
    assert (sent["location"]["lat"], sent["location"]["lon"]) == files.PLACE
    receiver = sign_in(make.CHAIR).get(f"/api/v1/petitions/{petition}").json
    assert receiver["files"][0]["id"] == two[0]

    # The office keeps a paper to itself, and answers with a photograph and the signed paper.
    kept = sent_with(desk, f"{at_desk}/tep", {"internal": "yes"}, ("noi bo.pdf", files.pdf()))
    assert kept.status_code == 303, kept.text
    api = sign_in(make.CHAIR)
    api.post(f"/api/v1/petitions/{petition}/acceptance", json={})
    answered(desk, at_desk)
    own = resident.get(case).text
    assert "noi bo.pdf" not in own
    assert "Văn bản đã ký" in own
    assert len(re.findall(r"<img [^>]*attachments", own)) == 2

    # Everybody sees the first photograph once a moderator has agreed, and nothing else.
    with unit_of_work():
        found = petition_to_change(by_number(receiver["code"]).id)  # type: ignore[union-attr]
        publish(found, at=found.opened_at)
    public = f"/cong-khai/{receiver['code']}"
    assert "attachments" not in visitor.get(public).text
    queue = "/can-bo/xet-cong-khai/anh"
    assert f'action="{queue}/{two[0]}"' in moderator.get(queue).text
    assert moderator.press(f"{queue}/{two[0]}", hien="co").status_code == 303
    assert two[0] not in moderator.get(queue).text
    assert visitor.get(public).text.count("rendition=card") == 1
    image = visitor.get(f"{files.SEND}/{two[0]}/file?rendition=card")
    assert files.MARKER.encode() not in image.data
    assert not any(files.MARKER.encode() in each for each in stored(keeping().folder))


def answered(desk: Reader, at: str) -> None:
    words = {"text": "Đã khơi thông cống.", "result": "resolved"}
    page = desk.get(at).text
    wrong = desk.press(
        f"{at}/du-thao",
        **(carried(page, f"{at}/du-thao") | {"result": "resolved"}),
        evidence=[(io.BytesIO(files.picture()), "sau.jpg")],
    )
    assert wrong.status_code == 422
    assert "Đã nhận: 1 tệp. Không cần chọn lại." in wrong.text
    drafted = desk.press(f"{at}/du-thao", **(carried(wrong.text, f"{at}/du-thao") | words))
    assert drafted.status_code == 303, drafted.text
    form = carried(desk.get(at).text, f"{at}/ky")
    numbered = {"number": "15", "symbol": "UBND-VP", "signed_on": "02/03/2026", "authority": "TM"}
    signed = desk.press(
        f"{at}/ky", **(form | numbered), file=(io.BytesIO(files.pdf()), "tra loi.pdf")
    )
    assert signed.status_code == 303, signed.text


def stored(folder: Path) -> list[bytes]:
    return [each.read_bytes() for each in folder.rglob("*") if each.is_file()]
