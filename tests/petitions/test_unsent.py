"""What somebody began to write and has not sent yet."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from api.core import clock
from api.core.database import db, unit_of_work
from api.events.models import Event
from api.petitions.unsent import Unsent, forget_old, forget_what_was_sent
from tests import make
from tests.conftest import SignIn

DRAFTS = "/api/v1/petition-drafts"


def how_many() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Unsent)) or 0


def test_it_is_kept_for_its_writer_alone_until_it_is_sent_or_thrown_away(sign_in: SignIn) -> None:
    resident, other = sign_in(make.RESIDENT), sign_in(make.OTHER_RESIDENT)
    chosen, address = make.new_address()
    begun = {"kind": "reflection", "text": "Cống trước ", "contact": {"email": "tu@"}}

    assert resident.put(f"{DRAFTS}/{chosen}", json=begun).status_code == 201
    assert resident.put(f"{DRAFTS}/{chosen}", json=begun | {"area": ""}).status_code == 200
    assert resident.get(f"{DRAFTS}/{chosen}").json["body"]["text"] == "Cống trước"
    assert len(resident.get(DRAFTS).json["items"]) == 1
    assert other.get(f"{DRAFTS}/{chosen}").status_code == 404
    assert other.delete(f"{DRAFTS}/{chosen}").status_code == 404
    assert other.put(f"{DRAFTS}/{chosen}", json=begun).json["type"] == "/problems/id-taken"
    assert other.get(DRAFTS).json["items"] == []

    resident.put(address, json=make.body())
    assert resident.get(DRAFTS).json["items"] == []
    with unit_of_work():
        forget_what_was_sent(db.session.scalars(select(Event)).one())
    assert how_many() == 0
    assert resident.put(f"{DRAFTS}/{chosen}", json=begun).status_code == 409

    thrown = uuid4()
    resident.put(f"{DRAFTS}/{thrown}", json=begun)
    assert resident.delete(f"{DRAFTS}/{thrown}").status_code == 204
    assert how_many() == 0


def test_of_a_denunciation_nothing_is_kept_or_logged(
    sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    resident, address = sign_in(make.RESIDENT), f"{DRAFTS}/{uuid4()}"
    accusing = {"text": "Ông Nguyễn Bí Mật nhận hối lộ của dân."}

    by_kind = resident.put(address, json=accusing | {"kind": "denunciation"})
    by_words = resident.put(address, json=accusing)

    assert by_kind.json["type"] == "/problems/denunciation-not-online"
    assert by_words.json["type"] == "/problems/looks-like-denunciation"
    assert by_words.json["ways"]
    assert how_many() == 0
    assert "Bí Mật" not in by_kind.text + by_words.text + caplog.text

    assert resident.put(address, json=accusing | {"is_no_denunciation": True}).status_code == 201
    assert "is_no_denunciation" not in resident.get(address).json["body"]


def test_there_are_twenty_at_most_and_old_ones_are_forgotten(sign_in: SignIn) -> None:
    resident = sign_in(make.RESIDENT)
    for _ in range(20):
        assert resident.put(f"{DRAFTS}/{uuid4()}", json={"text": "Cống"}).status_code == 201
    refused = resident.put(f"{DRAFTS}/{uuid4()}", json={"text": "Cống"})
    assert refused.json["type"] == "/problems/too-many-unsent"

    with clock.standing_at(clock.now() + timedelta(days=30)), unit_of_work():
        forget_old()
    assert how_many() == 20
    with clock.standing_at(clock.now() + timedelta(days=30, seconds=1)), unit_of_work():
        forget_old()
    assert how_many() == 0
