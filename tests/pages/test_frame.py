"""What holds for every page: languages, refusals, who may send a form, what browsers keep."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from sqlalchemy.exc import OperationalError

from api.core.http import HEADERS
from api.pages.assets import address_of, assets
from tests import make
from tests.pages.browsing import OUR_PAGE, Reader
from tests.pages.filling import carried

HTML = "text/html; charset=utf-8"


def test_a_page_speaks_the_language_the_browser_asks_for(reader: Reader) -> None:
    vietnamese = reader.get("/")
    english = reader.get("/", **{"Accept-Language": "en"})

    assert '<html lang="vi">' in vietnamese.text
    assert '<html lang="en">' in english.text
    assert vietnamese.content_type == english.content_type == HTML


def test_a_language_that_was_chosen_stays_for_pages_and_refusals(reader: Reader) -> None:
    chosen = reader.get("/ngon-ngu/en?tiep=/dang-nhap")

    assert (chosen.status_code, chosen.location) == (302, "/dang-nhap")
    assert '<html lang="en">' in reader.get("/").text
    assert "There is nothing here" in reader.get("/nowhere").text
    assert "There is nothing here" in reader.get("/api/v1/cases/X").text


@pytest.mark.parametrize("elsewhere", ["https://x.vn/", "//x.vn", "/\\x.vn", "x", "/a b", ""])
def test_nobody_is_led_to_another_site(reader: Reader, elsewhere: str) -> None:
    assert reader.get(f"/ngon-ngu/en?tiep={quote(elsewhere)}").location == "/"


def test_an_address_that_leads_nowhere_says_so_in_a_page_to_readers_of_pages(
    reader: Reader,
) -> None:
    page = reader.get("/khong-co")
    of_program = reader.get("/khong-co", Accept="*/*")
    of_api = reader.get("/api/v1/khong-co")

    assert (page.status_code, page.content_type) == (404, HTML)
    assert "Xin xem lại địa chỉ" in page.text
    assert (of_program.status_code, of_program.content_type) == (404, "application/problem+json")
    assert (of_api.status_code, of_api.content_type) == (404, "application/problem+json")


def test_a_page_that_breaks_says_whose_fault_it_is_and_nothing_more(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("api.pages.routes.front.page", breaks)

    broken = reader.get("/")

    assert (broken.status_code, broken.content_type) == (500, HTML)
    assert "ZeroDivision" not in broken.text
    assert broken.headers["X-Request-Id"] in broken.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://x.vn"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_is_taken_from_our_own_pages_only(reader: Reader, headers: dict[str, str]) -> None:
    refused = reader.post("/dang-nhap", {"act": "code", "phone": "0912345678"}, headers)

    assert (refused.status_code, refused.content_type) == (403, HTML)


def test_an_old_browser_says_by_its_origin_that_the_page_was_ours(reader: Reader) -> None:
    taken = reader.post(
        "/dang-nhap", {"act": "code", "phone": "0912345678"}, {"Origin": "http://localhost"}
    )

    assert taken.status_code == 200


def test_a_page_lets_the_browser_say_where_a_form_came_from(reader: Reader) -> None:
    assert reader.get("/").headers["Referrer-Policy"] == "same-origin"


def test_pages_have_the_headers_of_every_answer(reader: Reader) -> None:
    page = reader.get("/")

    kept = {name: value for name, value in HEADERS.items() if name != "Referrer-Policy"}
    assert {name: page.headers[name] for name in kept} == kept
    assert "style=" not in page.text
    assert "onclick" not in page.text


def test_only_a_page_for_all_is_kept_and_never_one_of_somebody_signed_in(
    reader: Reader, reading: Callable[[str], Reader]
) -> None:
    assert reader.get("/").headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in reader.get("/").headers["Vary"]
    assert reading(make.RESIDENT).get("/").headers["Cache-Control"] == "no-store"


def test_a_file_of_the_pages_is_kept_as_long_as_its_content_is_the_same(reader: Reader) -> None:
    for name in assets():
        named, bare = reader.get(address_of(name)), reader.get(f"/static/{name}")

        assert named.data == bare.data == assets()[name].content
        assert "immutable" in named.headers["Cache-Control"]
        assert "Vary" not in named.headers
        assert bare.headers["Cache-Control"] == "no-cache"
    assert reader.get("/static/nothing.css").status_code == 404


def test_what_no_keyboard_writes_is_refused(reader: Reader) -> None:
    assert reader.get("/dang-nhap?tiep=%00").status_code == 422
    assert reader.press("/dang-nhap", act="code", phone="\x00").status_code == 422


def test_a_page_takes_a_form_and_the_api_takes_none(reader: Reader) -> None:
    as_text = reader.post("/dang-nhap", "act=code", OUR_PAGE | {"Content-Type": "text/plain"})
    as_form = reader.press("/api/v1/sessions/codes", phone="0912345678")

    assert (as_text.status_code, as_text.content_type) == (415, HTML)
    assert (as_form.status_code, as_form.content_type) == (415, "application/problem+json")


def test_a_form_that_met_a_busy_service_is_there_to_be_sent_again(
    reading: Callable[[str], Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_busy(*_: object) -> None:
        raise OperationalError("select 1", None, Exception("gone"))

    words = {"kind": "reflection", "text": 'Cống "tắc"\nmưa là ngập', "xa": "11359"}
    monkeypatch.setattr("api.pages.routes.entering.enter", is_busy)

    busy = reading(make.RECEIVER).press("/can-bo/nhap-don", **words)

    assert (busy.status_code, busy.headers["Cache-Control"]) == (503, "no-store")
    again = carried(busy.text, "/can-bo/nhap-don")
    assert {**again, "text": again["text"].replace("\r\n", "\n")} == words
    assert "mưa là ngập</p>" in busy.text


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/gui/viet", {"loai": "to-cao", "text": "Ông X nhận tiền."}),
        ("/can-bo/nhap-don", {"kind": "denunciation", "text": "Ông X nhận tiền."}),
        ("/dang-nhap/can-bo", {"login": "a", "password": "Ông X nhận tiền.", "totp": "123456"}),
    ],
)
def test_what_is_not_to_be_kept_does_not_come_back_either(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, path: str, typed: dict[str, str]
) -> None:
    class Busy:
        @staticmethod
        def from_iterable(_: object) -> None:
            raise OperationalError("select 1", None, Exception("gone"))

    monkeypatch.setattr("api.pages.blueprint.chain", Busy)  # before a route reads any of it

    busy = reader.press(path, **typed)

    assert busy.status_code == 503
    assert "Ông X" not in busy.text
    assert "123456" not in busy.text
