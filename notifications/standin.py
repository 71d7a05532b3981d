"""A stand-in for Google on this machine: its token endpoint and FCM's way of sending."""

import json
import os
import re
import threading
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from notifications.channels.outbox import Outbox
from notifications.models import ChannelName

PROJECT = "doithoai-demo"
CLIENT = f"push@{PROJECT}.iam.gserviceaccount.com"
AUDIENCE = "https://oauth2.googleapis.com/token"
SCOPES = frozenset(
    f"https://www.googleapis.com/auth/{name}" for name in ("cloud-platform", "firebase.messaging")
)
"""Either of them lets its holder send."""

_SEND = f"/v1/projects/{PROJECT}/messages:send"
_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
_VIOLATIONS = "type.googleapis.com/google.rpc.BadRequest"
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_ADDRESS = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True)
class Refusal:
    """An answer of Google's that is none: status, its code, and the member it complains of."""

    status: int
    code: str
    field: str | None = None

    def document(self) -> dict[str, Any]:
        """As Google writes it."""
        details: list[dict[str, Any]] = [{"@type": _ERROR, "errorCode": self.code}]
        if self.field:
            details.append({"@type": _VIOLATIONS, "fieldViolations": [{"field": self.field}]})
        status = _STATUS.get(self.code, self.code)
        members = {"code": self.status, "message": self.code, "status": status, "details": details}
        return {"error": members}


_STATUS = {
    "UNREGISTERED": "NOT_FOUND",
    "SENDER_ID_MISMATCH": "PERMISSION_DENIED",
    "QUOTA_EXCEEDED": "RESOURCE_EXHAUSTED",
}
"""The general word for what FCM names more exactly."""

UNREGISTERED = Refusal(404, "UNREGISTERED")
SENDER_ID_MISMATCH = Refusal(403, "SENDER_ID_MISMATCH")
INVALID_ADDRESS = Refusal(400, "INVALID_ARGUMENT")
INVALID_PAYLOAD = Refusal(400, "INVALID_ARGUMENT", "message.data[0].value")
TOO_MANY = Refusal(429, "QUOTA_EXCEEDED")
UNAVAILABLE = Refusal(503, "UNAVAILABLE")
UNAUTHENTICATED = Refusal(401, "UNAUTHENTICATED")
NOWHERE = Refusal(404, "NOT_FOUND")


class Google(ThreadingHTTPServer):
    """Takes messages signed for with the key of this service account; loopback only."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, service_account: Path, port: int = 0, outbox: Outbox | None = None) -> None:
        key = json.loads(service_account.read_text())["private_key"].encode()
        self.key: Any = serialization.load_pem_private_key(key, password=None)
        self.outbox = outbox
        self.sent: list[dict[str, Any]] = []
        self.refusals: deque[Refusal] = deque()
        """What the next requests are answered, whomever they are for."""
        self.addresses: dict[str, Refusal] = {}
        """What every request for this address is answered."""
        self.requests = 0
        self.granted: set[str] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    def __enter__(self) -> "Google":
        """Answer, in a thread of its own, until the end of the block."""
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Answer no more."""
        self.shutdown()
        self.server_close()

    def grant(self, form: dict[str, list[str]]) -> dict[str, Any] | Refusal:
        """An access token for who proves to hold the key."""
        try:
            claims = jwt.decode(
                form["assertion"][0], self.key.public_key(), algorithms=["RS256"], audience=AUDIENCE
            )
        except (KeyError, jwt.InvalidTokenError):
            return UNAUTHENTICATED
        may_send = not SCOPES.isdisjoint(claims.get("scope", "").split())
        if form.get("grant_type") != [_GRANT] or claims.get("iss") != CLIENT or not may_send:
            return UNAUTHENTICATED
        token = uuid.uuid4().hex
        self.granted.add(token)
        return {"access_token": token, "expires_in": 3600, "token_type": "Bearer"}

    def take(self, authorization: str, message: dict[str, Any]) -> dict[str, Any] | Refusal:
        """Take one message, or refuse it as told to."""
        self.requests += 1
        if authorization.removeprefix("Bearer ") not in self.granted:
            return UNAUTHENTICATED
        if self.refusals:
            return self.refusals.popleft()
        if (wrong := _fault_in(message)) is not None:
            return wrong
        to = message.get("fid") or message["token"]
        if to in self.addresses:
            return self.addresses[to]
        self.sent.append(message)
        if self.outbox is not None:
            shown = message.get("notification", {}) | {"data": message.get("data", {})}
            self.outbox.keep(ChannelName.PUSH, to, **shown)
        return {"name": f"projects/{PROJECT}/messages/{uuid.uuid4().hex}"}


def _fault_in(message: dict[str, Any]) -> Refusal | None:
    """What FCM itself would not accept."""
    targets = {"fid", "token", "topic", "condition"} & set(message)
    if len(targets) != 1 or not targets <= {"fid", "token"}:
        return Refusal(400, "INVALID_ARGUMENT", "message")
    if not _ADDRESS.fullmatch(message[targets.pop()]):
        return INVALID_ADDRESS
    if not all(isinstance(value, str) for value in message.get("data", {}).values()):
        return INVALID_PAYLOAD
    return None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Google

    def do_POST(self) -> None:
        """Both addresses of Google's that we know."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answers: dict[str, Callable[[], dict[str, Any] | Refusal]] = {
            "/token": lambda: self.server.grant(parse_qs(body.decode())),
            _SEND: lambda: self.server.take(
                self.headers.get("Authorization", ""), json.loads(body)["message"]
            ),
        }
        answer = answers.get(self.path, lambda: NOWHERE)()
        if isinstance(answer, Refusal):
            self._reply(answer.status, answer.document())
        else:
            self._reply(200, answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
        """Say nothing."""

    def _reply(self, status: int, members: dict[str, Any]) -> None:
        body = json.dumps(members).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def write_service_account(home: Path, url: str) -> Path:
    """The key file with which this home signs for its messages at the stand-in `url`.

    The key is made once for each home; the address may change from one start to the next.
    """
    path = home / "keys" / "firebase.json"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = json.loads(path.read_text())["private_key"] if path.exists() else _new_key()
    account = {
        "type": "service_account",
        "project_id": PROJECT,
        "private_key_id": "stand-in",
        "private_key": key,
        "client_email": CLIENT,
        "client_id": "1",
        "token_uri": f"{url}/token",
    }
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(account, file)
    new.replace(path)
    return path


def serve(home: Path, port: int) -> None:
    """Stand in for Google until the process ends; what is taken is kept in the home's outbox."""
    account = write_service_account(home, f"http://127.0.0.1:{port}")
    Google(account, port, Outbox(home)).serve_forever()


def _new_key() -> str:
    key = rsa.generate_private_key(65537, 2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
