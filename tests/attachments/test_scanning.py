"""The virus scanner, spoken to as clamd is: clean, infected, no answer, nobody there."""

import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from flask import Flask

from api.attachments.jobs import scan_held
from api.attachments.keeping import keeping
from api.attachments.scanner import Scanner
from api.core.database import unit_of_work
from tests import make
from tests.attachments.files import SEND, pdf, send
from tests.attachments.test_hostile import left_behind
from tests.conftest import Client, SignIn

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class Clamd:
    """Answers one file a connection, as clamd does; or reads on and never answers."""

    address: Path
    is_silent: bool = False
    looked_at: list[bytes] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)

    def serve(self, listening: socket.socket) -> None:
        while not self._over.is_set():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                content = _streamed(connection)
                self.looked_at.append(content)
                if self.is_silent:
                    connection.recv(1)  # until the other side has had enough
                    continue
                found = b"Eicar-Test-Signature FOUND" if EICAR in content else b"OK"
                connection.sendall(b"stream: " + found + b"\0")

    def stop(self, listening: socket.socket) -> None:
        self._over.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[Clamd]:
    made, listening = Clamd(tmp_path / "clamd.ctl"), socket.socket(socket.AF_UNIX)
    listening.bind(str(made.address))
    listening.listen()
    serving = threading.Thread(target=made.serve, args=(listening,))
    serving.start()
    yield made
    made.stop(listening)
    serving.join()


def with_scanner(
    app: Flask, monkeypatch: pytest.MonkeyPatch, address: Path, seconds: float = 5
) -> None:
    scanner = Scanner(str(address), seconds)
    monkeypatch.setitem(app.extensions, "doithoai.attachments", replace(keeping(), scanner=scanner))


def handed_in(client: Client, file: str) -> str:
    chosen, address = make.new_address()
    response = client.put(address, json=make.body(attachments=[file], visibility="public"))
    assert response.status_code == 201, response.json
    return str(chosen)


def test_a_clean_file_is_taken_and_an_infected_one_is_not(
    app: Flask, sign_in: SignIn, clamd: Clamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_scanner(app, monkeypatch, clamd.address)
    resident, before = sign_in(make.RESIDENT), left_behind()

    clean = send(resident, pdf(b"%" + b"a" * 2_000_000), "a.pdf")
    infected = send(resident, pdf(EICAR), "b.pdf")

    assert (clean.status_code, clean.json["state"]) == (201, "clean")
    assert (infected.status_code, infected.json["type"]) == (422, "/problems/infected")
    assert clamd.looked_at[0] == pdf(b"%" + b"a" * 2_000_000)
    assert len(left_behind() - before) == 1


def test_what_nobody_has_looked_at_waits_and_is_for_the_office_at_its_own_risk(
    app: Flask, sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident, receiver = sign_in(make.RESIDENT), sign_in(make.RECEIVER)
    with_scanner(app, monkeypatch, tmp_path / "gone")
    taken = send(resident, pdf(), "a.pdf").json
    file = f"{SEND}/{taken['id']}"
    handed_in(resident, taken["id"])

    waiting = receiver.get(file).json
    own = resident.get(f"{file}/file")

    assert (taken["state"], waiting["state"]) == ("held", "held")
    assert waiting["warning"] == "Chưa kiểm tra vi-rút"
    assert receiver.get(f"{file}/file").data == pdf()
    assert (own.status_code, own.json["type"]) == (409, "/problems/still-checked")
    assert resident.get(file).json["url"] is None


@pytest.mark.parametrize(
    ("content", "state"), [(pdf(), "clean"), (pdf(EICAR), "infected")], ids=["clean", "infected"]
)
def test_what_waits_is_asked_about_again_until_there_is_an_answer(
    app: Flask,
    sign_in: SignIn,
    clamd: Clamd,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    state: str,
) -> None:
    resident, receiver = sign_in(make.RESIDENT), sign_in(make.RECEIVER)
    with_scanner(app, monkeypatch, clamd.address.with_name("gone"))
    taken = send(resident, content, "a.pdf").json
    file, petition = f"{SEND}/{taken['id']}", handed_in(resident, taken["id"])

    clamd.is_silent = True
    with_scanner(app, monkeypatch, clamd.address, seconds=0.2)
    asked_again()
    url = receiver.get(file).json["url"]
    clamd.is_silent = False
    with_scanner(app, monkeypatch, clamd.address)
    asked_again()

    is_clean = state == "clean"
    assert len(clamd.looked_at) == 2
    assert resident.get(file).json["state"] == state
    assert resident.get(file).json["warning"] == (
        None if is_clean else "Phát hiện vi-rút; tệp đã bị xóa"
    )
    for address in (f"{file}/file", url):
        assert receiver.get(address).status_code == (200 if is_clean else 409)
    assert resident.get(f"/api/v1/petitions/{petition}").status_code == 200


def test_without_a_scanner_what_waited_is_given_out(
    app: Flask, sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident = sign_in(make.RESIDENT)
    with_scanner(app, monkeypatch, tmp_path / "gone")
    file = f"{SEND}/{send(resident, pdf(), 'a.pdf').json['id']}"
    monkeypatch.setitem(app.extensions, "doithoai.attachments", replace(keeping(), scanner=None))

    asked_again()

    assert resident.get(file).json["state"] == "unchecked"


def asked_again() -> None:
    with unit_of_work():
        scan_held()


def _streamed(connection: socket.socket) -> bytes:
    """What was sent as INSTREAM: pieces with their lengths, until one of none."""
    assert _exactly(connection, 10) == b"zINSTREAM\0"
    content = b""
    while length := struct.unpack("!L", _exactly(connection, 4))[0]:
        content += _exactly(connection, length)
    return content


def _exactly(connection: socket.socket, length: int) -> bytes:
    got = b""
    while len(got) < length:
        some = connection.recv(length - len(got))
        assert some
        got += some
    return got
