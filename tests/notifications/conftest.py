"""Channels that stay on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from api.core.database import unit_of_work
from api.petitions.models import Petition
from api.settings import Settings
from notifications.channels import Channels
from notifications.channels.memory import Memory
from notifications.channels.sms import Sms
from notifications.standin import Google, write_service_account
from tests import make


@pytest.fixture
def memory(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Memory:
    """What the application sends is remembered here."""
    memory = Memory()
    monkeypatch.setitem(app.extensions, "doithoai.channels", Channels(memory, Sms(memory), memory))
    return memory


@pytest.fixture
def google(home: Path) -> Iterator[Google]:
    """A stand-in for Google, with its key in `home`."""
    account = write_service_account(home, "http://not.yet.known")
    with Google(account) as google:
        write_service_account(home, google.url)
        yield google


@pytest.fixture
def petition(app: Flask) -> Petition:
    """A petition, handed in and committed."""
    with unit_of_work():
        return make.petition()


@pytest.fixture
def some_settings(home: Path) -> Settings:
    """Settings of a demonstration without push credentials."""
    return Settings("postgresql+psycopg://", "", home, "pepper", demonstration=True, outbox=True)
