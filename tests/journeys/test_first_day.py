"""The first day: everything started by one command, ten real petitions, one answer, all told."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyotp
import pytest

from api.core.clock import VIETNAM
from tests import make

SAMPLE = Path(__file__).parents[2] / "api/demo/data/petitions.jsonl"
RESIDENT = "0912 345 678"

Call = Callable[..., Any]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def command(home: Path) -> Callable[..., list[str]]:
    """The command on this home."""
    return lambda *words: [sys.executable, "-m", "api.cli", *words]


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    foreign = {"DATABASE_URL", "DATABASE_OWNER_URL", "FIREBASE_CREDENTIALS", "FIREBASE_URL"}
    ours = {name: value for name, value in os.environ.items() if name not in foreign}
    return ours | {"DOITHOAI_HOME": str(home)}


@pytest.fixture
def running(
    command: Callable[..., list[str]], environment: dict[str, str], port: int, log: Path
) -> Iterator[None]:
    """`doithoai up --demo` without a story, until it says that it is ready."""
    words = command("up", "--demo", "--until", "2025-12-31", "--port", str(port))
    with (
        log.open("w") as errors,
        subprocess.Popen(
            words, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        assert any(line == f"ready http://127.0.0.1:{port}\n" for line in lines)
        yield
        process.terminate()
        process.stdout.read()


@pytest.fixture
def told(command: Callable[..., list[str]], environment: dict[str, str]) -> Callable[..., Any]:
    """What a command prints as JSON."""

    def run(*words: str) -> Any:
        done = subprocess.run(
            command(*words), env=environment, capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)

    return run


@pytest.fixture
def call(running: None, port: int) -> Call:
    """One request; its JSON, after the expected status."""

    def send(
        method: str, path: str, body: object = None, *, token: str = "", status: int = 200
    ) -> Any:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"Content-Type": "application/json", "Accept-Language": "vi"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        sent = None if body is None else json.dumps(body)
        connection.request(method, f"/api/v1{path}", sent, headers)
        response = connection.getresponse()
        text = response.read()
        connection.close()
        assert response.status == status, text.decode()
        return json.loads(text) if text else None

    return send


def until(look: Callable[[], Any]) -> Any:
    """What the look finds, as soon as the worker has done its part."""
    for _ in range(60):  # each look starts a process, which is pause enough
        if found := look():
            return found
    raise AssertionError("the worker did not come to it")


def test_ten_petitions_and_an_answer(call: Call, told: Callable[..., Any]) -> None:
    accounts = {each["login"]: each for each in told("demo", "accounts", "--json")}

    def sign_in(login: str) -> str:
        secrets = accounts[login]
        totp = pyotp.TOTP(secrets["totp_secret"]).at(datetime.now(UTC))
        body = {"login": login, "password": secrets["password"], "totp": totp}
        return str(call("POST", "/sessions", body, status=201)["token"])

    def figure() -> dict[str, Any]:
        path = f"/monitoring/figures?by=unit&unit={make.COMMUNE}-ubnd"
        found = call("GET", path, token=monitor)["items"]
        return found[0] if found else {"received": 0, "answered": 0, "on_time": 0}

    def sent(channel: str) -> list[Any]:
        return [each for each in told("outbox", "--json") if each["channel"] == channel]

    clerk, head, monitor = map(sign_in, ("giavien.tiepnhan", "giavien.chutich", "tp.giamsat"))
    call("POST", "/sessions/codes", {"phone": RESIDENT}, status=202)
    code = until(lambda: sent("sms"))[0]["text"][:6]
    session = call("POST", "/sessions", {"phone": RESIDENT, "code": code}, status=201)
    device = {"address": "token-of-the-test", "kind": "token", "platform": "android"}
    call("PUT", f"/devices/{uuid4()}", device, token=session["token"], status=201)
    # The clock is the real one: at night, news would wait for the morning.
    call("PUT", "/preferences", {"quiet": None}, token=session["token"])
    before = figure()

    rows = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()[:10]]
    addresses = [f"/petitions/{uuid4()}" for _ in rows]
    for address, row in zip(addresses, rows, strict=True):
        wanted = {name: row[name] for name in ("kind", "text", "field")}
        body = wanted | {"area": make.COMMUNE, "contact": RESIDENT}
        petition = call("PUT", address, body, token=clerk, status=201)
        assert petition["holder"]["position"] == accounts["giavien.chutich"]["position"]
        assert petition["obligations"]
        for owed in petition["obligations"]:
            assert owed["due_at"]
            assert owed["citation"]
            assert owed["explanation"]

    call("POST", f"{addresses[0]}/acceptance", {}, token=head, status=201)
    draft = {"text": "Đã giải quyết xong.", "result": "resolved"}
    call("POST", f"{addresses[0]}/draft", draft, token=head, status=201)
    today = datetime.now(VIETNAM).date().isoformat()
    signature = {"number": "1", "symbol": "UBND-VP", "signed_on": today, "authority": "TM"}
    call("POST", f"{addresses[0]}/signature", signature, token=head, status=201)

    pushed = until(lambda: [each for each in sent("push") if each["body"] == "Có trả lời."])
    assert pushed[0]["to"] == device["address"]
    inbox = call("GET", "/inbox", token=session["token"])["items"]
    assert inbox[0]["event"] == "petition.answered"
    after = figure()
    moved = {name: after[name] - before[name] for name in ("received", "answered", "on_time")}
    assert moved == {"received": 10, "answered": 1, "on_time": 1}
    counted = call("GET", after["links"]["answered"].removeprefix("/api/v1"), token=monitor)
    assert [each["id"] for each in counted["items"]] == [addresses[0].rpartition("/")[2]]
