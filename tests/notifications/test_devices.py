"""Devices over HTTP."""

from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from api.core.database import db
from notifications.models import Device
from tests import make
from tests.conftest import SignIn


def body(**given: Any) -> dict[str, Any]:
    return {"address": "fid-1", "kind": "fid", "platform": "android"} | given


def living() -> list[Device]:
    return list(db.session.scalars(select(Device).where(Device.dead_at.is_(None))))


def test_a_device_is_new_once(sign_in: SignIn) -> None:
    resident, address = sign_in(make.RESIDENT), f"/api/v1/devices/{uuid4()}"

    first = resident.put(address, json=body())
    second = resident.put(address, json=body())

    assert (first.status_code, second.status_code) == (201, 200)
    assert "address" not in first.get_json()
    assert len(living()) == 1


def test_a_device_has_one_address_of_one_kind(sign_in: SignIn) -> None:
    resident, address = sign_in(make.RESIDENT), f"/api/v1/devices/{uuid4()}"
    resident.put(address, json=body(kind="token", address="token-1"))

    resident.put(address, json=body())

    [device] = living()
    assert (device.kind, device.address) == ("fid", "fid-1")


@pytest.mark.parametrize("is_same_id", [True, False])
def test_an_address_moves_to_the_account_that_registers_it_last(
    sign_in: SignIn, is_same_id: bool
) -> None:
    first = uuid4()
    sign_in(make.RESIDENT).put(f"/api/v1/devices/{first}", json=body())
    other = sign_in(make.OTHER_RESIDENT)

    moved = other.put(f"/api/v1/devices/{first if is_same_id else uuid4()}", json=body())

    [device] = living()
    assert moved.status_code == (200 if is_same_id else 201)
    assert device.account_id == make.account_of(make.OTHER_RESIDENT).id


def test_a_device_of_another_account_is_not_there(sign_in: SignIn) -> None:
    address = f"/api/v1/devices/{uuid4()}"
    sign_in(make.RESIDENT).put(address, json=body())
    other = sign_in(make.OTHER_RESIDENT)

    assert other.put(address, json=body(address="fid-2")).status_code == 404
    assert other.delete(address).status_code == 404
    assert [device.address for device in living()] == ["fid-1"]


def test_nothing_is_kept_of_a_device_that_is_taken_away(sign_in: SignIn) -> None:
    resident, address = sign_in(make.RESIDENT), f"/api/v1/devices/{uuid4()}"
    resident.put(address, json=body())

    taken, again = resident.delete(address), resident.delete(address)

    assert (taken.status_code, again.status_code) == (204, 404)
    assert db.session.scalars(select(Device)).all() == []


@pytest.mark.parametrize(
    "given", [{"kind": "email"}, {"platform": "fridge"}, {"address": ""}, {"account": "1"}]
)
def test_a_device_must_say_what_it_is(sign_in: SignIn, given: dict[str, str]) -> None:
    refused = sign_in(make.RESIDENT).put(f"/api/v1/devices/{uuid4()}", json=body(**given))

    assert refused.status_code == 422
    assert living() == []


def test_nobody_registers_a_device_without_signing_in(client: FlaskClient) -> None:
    assert client.put(f"/api/v1/devices/{uuid4()}", json=body()).status_code == 401
