"""An e-mail file fills the form of a petition, whatever its letters are written in."""

import unicodedata
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from api.core.clock import VIETNAM
from api.core.database import db
from api.petitions.accusing import calls_itself
from api.petitions.eml import letter_in
from api.petitions.models import Petition
from tests import make
from tests.conftest import Client, SignIn
from tests.petitions.letters import WORDS, eml, raw

QUOTED = b"C=E1=BB=91ng t=E1=BA=AFc =\r\n=E1=BB=9F ng=C3=B5."

TO = "/api/v1/petitions/intake/eml"


def read(clerk: Client, content: bytes) -> Any:
    return clerk.post(TO, data={"file": (BytesIO(content), "thu.eml")})


def test_a_letter_fills_the_form_and_becomes_a_petition_only_once(sign_in: SignIn) -> None:
    clerk = sign_in(make.RECEIVER)
    letter = eml(files={"ảnh cống.jpg": b"\xff\xd8" * 50})

    found = read(clerk, letter).json

    form = found["form"]
    assert form == {
        "channel": "email",
        "title": "Phản ánh cống tắc, ngõ 12",
        "text": WORDS,
        "petitioner": {"name": "Nguyễn Văn Mẫu"},
        "contact": {"email": "mau@example.vn"},
        "source": {"system": "email", "ref": "1@mail.example.vn"},
        "received_at": "2026-02-27T09:30:00+07:00",
    }
    assert found["files"] == [{"name": "ảnh cống.jpg", "media_type": "image/jpeg", "size": 100}]
    assert "ảnh cống.jpg" in found["hints"][0]
    assert found["entered_as"] is None
    assert db.session.scalar(select(func.count()).select_from(Petition)) == 0
    body = form | {"kind": "reflection", "area": make.COMMUNE, "reason": "Thư đến tối thứ Sáu."}
    entered = clerk.put(make.new_address()[1], json=body)
    assert entered.status_code == 201, entered.json
    assert read(clerk, letter).json["entered_as"] == entered.json["code"]
    assert clerk.put(f"/api/v1/petitions/{uuid4()}", json=body).status_code == 409


@pytest.mark.parametrize(
    "letter",
    [
        raw("Cống tắc ở ngõ.".encode(), "text/plain; charset=us-ascii"),
        raw("Cống tắc ở ngõ.".encode(), "text/plain; charset=no-such-charset"),
        raw("Cống tắc ở ngõ.".encode("utf-16"), "text/plain; charset=utf-16"),
        raw(unicodedata.normalize("NFD", "Cống tắc ở ngõ.").encode(), "text/plain; charset=utf-8"),
        raw(QUOTED, **{"Content-Transfer-Encoding": "quoted-printable"}),
        raw(
            "<style>p{}</style><p>Cống&nbsp;tắc ở&#32;ngõ.</p><script>x</script>".encode(),
            "text/html",
        ),
    ],
    ids=["wrong charset", "unknown charset", "utf-16", "nfd", "quoted-printable", "html alone"],
)
def test_its_letters_are_read_whatever_they_are_written_in(letter: bytes) -> None:
    letter = letter.replace(
        b"Content_Transfer_Encoding: x", b"Content-Transfer-Encoding: quoted-printable"
    )

    found = letter_in(letter)

    assert found.text == "Cống tắc ở ngõ."
    assert found.subject == "Đèn đường hỏng"


def test_vietnamese_of_windows_is_read_and_made_nfc() -> None:
    encoded = "Đươ\u0300ng ho\u0309ng".encode("windows-1258")

    named = letter_in(raw(encoded, "text/plain; charset=windows-1258"))
    unnamed = letter_in(raw(encoded))

    assert named.text == unnamed.text == "Đường hỏng"


def test_parts_within_parts_are_found_and_a_letter_in_the_letter_is_a_file() -> None:
    inner = eml("Bên trong.", Subject="Thư chuyển tiếp")
    nested = (
        b"From: a@b.vn\nSubject: =?utf-8?B?xJDDqG4=?=\n =?utf-8?Q?_h=E1=BB=8Fng?=\n"
        b'Content-Type: multipart/mixed; boundary="1"\n\n'
        b'--1\nContent-Type: multipart/related; boundary="2"\n\n'
        b'--2\nContent-Type: multipart/alternative; boundary="3"\n\n'
        b"--3\nContent-Type: text/plain; charset=utf-8\n\nCh\xe1\xbb\xaf.\n"
        b"--3\nContent-Type: text/html\n\n<b>kh\xc3\xb4ng \xc4\x91\xe1\xbb\x8dc</b>\n--3--\n"
        b"--2\nContent-Type: image/png; name*=utf-8''%E1%BA%A3nh.png\n\nxx\n--2--\n"
        b"--1\nContent-Type: message/rfc822\n\n" + inner + b"\n--1--\n"
    )

    found = letter_in(nested)

    assert (found.subject, found.text) == ("Đèn hỏng", "Chữ.")
    assert [each.name for each in found.files] == ["ảnh.png", "message.rfc822"]
    assert all(each.size > 1 for each in found.files)
    assert found.ref.startswith("sha256:")
    assert letter_in(nested + b" ").ref != found.ref


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("Fri, 27 Feb 2026 09:30:00 -0000", datetime(2026, 2, 27, 9, 30, tzinfo=VIETNAM)),
        ("Fri, 27 Feb 2036 09:30:00 +0700", None),
        ("hôm qua", None),
        ("Fri, 99 Feb 2026 99:30:00 +9900", None),
        (None, None),
    ],
)
def test_a_moment_that_cannot_be_is_not_proposed(date: str | None, moment: datetime | None) -> None:
    headers = {"Date": date} if date else {}

    assert letter_in(raw(b"x", **headers)).sent_at == moment


@pytest.mark.parametrize(
    "words",
    [
        {"Subject": "ĐƠN TỐ CÁO ông Mẫu"},
        {"Subject": unicodedata.normalize("NFD", "Đơn tố giác tội phạm")},
        {"text": "Kính gửi UBND,\nTôi tố cáo cán bộ nhận tiền."},
    ],
)
def test_a_letter_that_calls_itself_a_denunciation_is_led_elsewhere(
    sign_in: SignIn, words: dict[str, Any]
) -> None:
    answer = read(sign_in(make.RECEIVER), eml(**words))

    assert answer.status_code == 422
    assert answer.json["ways"]
    assert "Mẫu" not in answer.text
    assert "nhận tiền" not in answer.text


def test_a_letter_that_only_speaks_of_it_is_looked_at_again(sign_in: SignIn) -> None:
    later = "Cống tắc. " * 40 + "Nếu không làm tôi sẽ tố cáo."

    found = read(sign_in(make.RECEIVER), eml(later)).json

    assert found["form"]["text"] == later
    assert any("tố cáo" in each for each in found["hints"])
    assert calls_itself("Nhà to cao che nắng", "to cao") is None


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"PK\x03\x04zip", b"Subject\n\nx"])
def test_what_is_no_letter_is_refused(sign_in: SignIn, content: bytes) -> None:
    answer = read(sign_in(make.RECEIVER), content)

    assert answer.json["type"] == "/problems/no-letter"


def test_parts_without_end_do_no_harm_and_reception_alone_reads_letters(sign_in: SignIn) -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (each, each)
        for each in range(3_000)
    )
    clerk = sign_in(make.RECEIVER)

    assert read(clerk, b"From: a@b.vn\n" + deep).status_code in {200, 422}
    multipart = "multipart/form-data; boundary=1"
    assert clerk.post(TO, data=b"x" * 11_000_000, content_type=multipart).status_code == 413
    assert clerk.post(TO, data={"file": "x"}, content_type="multipart/form-data").status_code == 422
    assert clerk.post(TO, json={}).status_code == 415
    assert read(sign_in(make.CHAIR), eml()).status_code == 403
