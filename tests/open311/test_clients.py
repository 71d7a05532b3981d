"""The libraries that others use work against us unchanged, over a real connection."""

from types import ModuleType
from typing import Any

import pytest
from georeport import GeoReport

from api.core.database import unit_of_work
from api.open311.actions import add_key
from api.petitions.models import Petition
from api.petitions.queries import by_number
from moderation.actions import screen
from tests import make
from tests.moderation.looking import looked_at, received

FORMS = ["json", "xml"]


@pytest.fixture
def shown(address: str) -> list[Petition]:
    """Two public field reports."""
    assert address
    with unit_of_work():
        return [
            looked_at("Cống tắc & ngập <2 tuần>.", location={"lat": 20.8561, "lon": 106.6822}),
            looked_at("Đèn đường hỏng.", field="chieu_sang", by=make.OTHER_RESIDENT),
        ]


@pytest.mark.parametrize("form", FORMS)
def test_georeport_reads_services_definitions_lists_and_single_reports(
    address: str, shown: list[Petition], form: str
) -> None:
    client = GeoReport(address, jurisdiction="31", output_format=form)

    services = client.get_service_list()
    definition = client.get_service_definition("chieu_sang")
    listed = client.get_service_requests(start_date="2026-03-01T00:00:00Z", status="open")
    narrowed = client.get_service_requests(service_code="drainage,transport")
    both = client.get_service_requests(service_request_id=",".join(each.code for each in shown))
    one = client.get_service_request(shown[0].code)

    assert {"drainage", "chieu_sang"} <= {each["service_code"] for each in services}
    assert definition["service_code"] == "chieu_sang"
    codes = {each.code for each in shown}
    for found in (listed, narrowed, both):
        assert {each["service_request_id"] for each in found} == codes
    assert one["description"] == "Cống tắc & ngập <2 tuần>."
    assert one["status"] == "open"
    assert str(one["lat"]).startswith("20.85")


@pytest.mark.parametrize("form", FORMS)
def test_three_reads_and_hands_in(
    address: str, shown: list[Petition], three: ModuleType, form: str
) -> None:
    with unit_of_work():
        key = add_key("three")
    client = three.Three(address, format=form, api_key=key)

    discovered = client.discovery()
    services = _rows(client.services(), "service")
    definition = client.services("drainage")
    listed = _rows(client.requests(between=["03-01-2026", "03-03-2026"], count=10), "request")
    lights = _rows(client.requests("chieu_sang"), "request")
    (token,) = _rows(client.token(str(shown[0].id)), "request")
    (sent,) = _rows(
        client.post(
            "drainage",
            name="Một Nguyễn",
            phone="0912345678",
            address="Ngõ 12, Gia Viên",
            description="Nắp cống vỡ.",
            visibility="public",
        ),
        "request",
    )

    assert str(discovered["endpoints"]).count(address) == 1
    assert len(services) > 20
    assert definition["service_code"] == "drainage"
    assert len(listed) == 2
    assert [each["service_request_id"] for each in lights] == [shown[1].code]
    assert token["service_request_id"] == shown[0].code
    with unit_of_work():
        petition = by_number(sent["service_request_id"])
        assert petition is not None
        assert petition.petitioner == {"name": "Nguyễn Một"}
        screen(received(petition))
    (found,) = _rows(client.request(sent["service_request_id"]), "request")
    assert found["description"] == "Nắp cống vỡ."


def _rows(found: Any, inner: str) -> list[dict[str, Any]]:
    """The list, as it is in JSON; in XML one alone is no list."""
    rows = found[inner] if isinstance(found, dict) else found
    return rows if isinstance(rows, list) else [rows]
