"""Links in messages and on papers begin with the address that the installation was told."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from api.core.database import unit_of_work
from api.core.links import linked, linked_here
from api.settings import BadSetting, read
from notifications.models import ChannelName
from notifications.plan import plan
from notifications.queries import entry
from notifications.render import told
from tests import make
from tests.notifications.telling import event_of, messages


def test_a_letter_leads_to_its_case_where_somebody_said_how_it_is_found(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with unit_of_work():
        petition = make.petition()
        plan(event_of(petition.id))
    [message] = messages()
    without = told(entry(message.id), ChannelName.EMAIL, "vi").text

    found_at = replace(app.extensions["doithoai.settings"], public_address="https://vd.vn")
    monkeypatch.setitem(app.extensions, "doithoai.settings", found_at)
    letter = told(entry(message.id), ChannelName.EMAIL, "vi").text

    assert "http" not in without
    assert f"Theo dõi tại: https://vd.vn/theo-doi?so={petition.code}" in letter
    with app.test_request_context(base_url="https://trong.nha"):
        assert linked_here("/xac-minh/") == "https://vd.vn/xac-minh/"


def test_without_it_a_page_links_to_where_it_was_found_and_a_message_nowhere(app: Flask) -> None:
    with app.test_request_context(base_url="https://trong.nha"):
        assert linked_here("/xac-minh/") == "https://trong.nha/xac-minh/"

    assert linked("/xac-minh/") is None


@pytest.mark.parametrize(
    "given", ["vd.vn", "ftp://vd.vn", "https://", "https://vd.vn/phan-anh", "https://a:b@vd.vn"]
)
def test_an_address_that_leads_nowhere_keeps_the_program_from_starting(
    home: Path, given: str
) -> None:
    known = {"DATABASE_URL": "postgresql+psycopg://", "DOITHOAI_HOME": str(home)}

    with pytest.raises(BadSetting):
        read(known | {"PUBLIC_ADDRESS": given})

    assert read(known | {"PUBLIC_ADDRESS": "https://vd.vn/"}).public_address == "https://vd.vn"
