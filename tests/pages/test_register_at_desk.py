"""The register at the desk: a paper by its number, its steps, and no trace at another desk."""

from flask import Flask

from tests import make
from tests.denunciations.test_register import CITY_DESK
from tests.pages.browsing import Reader
from tests.pages.filling import fill, offered
from tests.pages.test_ending import SignedIn

AT = "/can-bo/so-to-cao"


def test_a_paper_is_entered_by_number_and_led_to_its_end(app: Flask, reading: SignedIn) -> None:
    desk: Reader = reading(CITY_DESK)
    wordy = fill(desk, AT, "", register_number="Ông X nhận tiền", received_on="02/02/2026")

    done = fill(desk, AT, "", register_number="12/TC-2026", received_on="02/02/2026")

    assert (wordy.status_code, done.status_code) == (422, 303)
    page = desk.get(AT).text
    assert "12/TC-2026" in page
    [step] = [each for each in offered(page) if each.startswith(f"{AT}/")]
    early = desk.press(step, step="accepted", on="01/02/2026")
    assert early.status_code == 422
    assert desk.press(step, step="accepted", on="09/02/2026").status_code == 303
    assert "11/03/2026" in desk.get(AT).text
    assert desk.press(step, step="concluded", on="02/03/2026").status_code == 303
    assert "Đã kết luận" in desk.get(AT).text
    for who in (make.CHAIR, make.CITY_CHAIR):
        other = reading(who)
        assert other.get(AT).status_code == 403
        assert AT not in other.get("/can-bo").text
    assert AT in desk.get("/can-bo").text
