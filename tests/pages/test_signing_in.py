"""Signing in on a page, with and without a demonstration."""

from collections.abc import Callable
from dataclasses import replace

import pyotp
import pytest
from flask import Flask

from api.accounts import officials
from api.accounts.models import AccountKind
from api.core import clock
from api.core.access import COOKIE
from api.core.database import unit_of_work
from api.core.jobs import work
from tests import make
from tests.pages.browsing import Reader

PHONE = "0912 345 678"


def test_a_resident_signs_in_with_the_code_that_the_demonstration_shows(
    app: Flask, reader: Reader
) -> None:
    asked = reader.press("/dang-nhap", act="code", phone=PHONE, tiep="/theo-doi")
    since = _value(asked.text, "asked_at")
    work(app, wait=False)
    shown = reader.press("/dang-nhap", act="show", phone=PHONE, asked_at=since, looks="0")
    digits = shown.text.partition('<strong class="words">')[2][:6]

    entered = reader.press("/dang-nhap", act="enter", phone=PHONE, code=digits, tiep="/theo-doi")

    assert (entered.status_code, entered.location) == (303, "/theo-doi")
    assert "·678" in reader.get("/").text


def test_outside_a_demonstration_no_code_is_ever_shown(
    app: Flask, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = app.extensions["doithoai.settings"]
    monkeypatch.setitem(app.extensions, "doithoai.settings", replace(settings, demonstration=False))
    asked = reader.press("/dang-nhap", act="code", phone=PHONE)
    work(app, wait=False)
    since = _value(asked.text, "asked_at")

    shown = reader.press("/dang-nhap", act="show", phone=PHONE, asked_at=since)

    assert "ma dang nhap" not in shown.text
    assert reader.get("/trinh-dien").status_code == 404
    assert reader.press("/trinh-dien/vao", login="giavien.chutich").status_code == 404


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "١٢٣٤٥٦", "123456\n7"])
def test_a_wrong_code_keeps_the_number_and_says_what_to_do(reader: Reader, code: str) -> None:
    refused = reader.press("/dang-nhap", act="enter", phone=PHONE, code=code)

    assert refused.status_code == 401
    assert 'href="#code"' in refused.text
    assert PHONE in refused.text
    assert reader.cookie(COOKIE) is None


def test_a_number_that_is_none_is_asked_for_again(reader: Reader) -> None:
    refused = reader.press("/dang-nhap", act="code", phone="12")

    assert refused.status_code == 422
    assert 'href="#phone"' in refused.text
    assert 'value="12"' in refused.text


def test_an_official_signs_in_and_out(app: Flask, reader: Reader) -> None:
    secrets = officials.new_secrets()
    with unit_of_work():
        officials.add("can.bo", AccountKind.OFFICIAL, secrets)
    totp = pyotp.TOTP(secrets.totp_secret).at(clock.now())
    typed = {"login": "can.bo", "password": secrets.password}

    wrong = reader.press("/dang-nhap/can-bo", **typed, totp="không")
    entered = reader.press("/dang-nhap/can-bo", **typed, totp=totp)

    assert wrong.status_code == 401
    assert secrets.password not in wrong.text
    assert (entered.status_code, entered.location) == (303, "/")
    left = reader.press("/dang-xuat")
    assert (left.status_code, reader.cookie(COOKIE)) == (302, None)


def test_in_a_demonstration_one_press_makes_somebody_the_head(reader: Reader) -> None:
    offered = reader.get("/trinh-dien")

    entered = reader.press("/trinh-dien/vao", login="giavien.chutich")

    assert "Vào vai Chủ tịch UBND phường Gia Viên" in offered.text
    assert entered.status_code == 303
    assert "Đang đăng nhập: Chủ tịch UBND phường Gia Viên" in reader.get("/").text


def test_nobody_becomes_an_administrator_or_a_stranger_by_a_press(reader: Reader) -> None:
    assert reader.press("/trinh-dien/vao", login="quantri").status_code == 404
    assert reader.press("/trinh-dien/vao", login="nobody").status_code == 404


def test_who_is_not_signed_in_is_led_to_the_sign_in_and_back(
    reader: Reader, reading: Callable[[str], Reader]
) -> None:
    assert reader.get("/vu-viec").location == "/dang-nhap?tiep=/vu-viec"
    assert reading(make.RESIDENT).get("/vu-viec").status_code == 200


def _value(page: str, name: str) -> str:
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]
