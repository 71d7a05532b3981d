"""A mail server on this machine, by a library of its own, for the protocol of e-mail."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage as Letter
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HERE = "127.0.0.1"
NAME, PASSWORD = "doithoai", "p@ss/word 1"
"""Who may send, where the server asks; the password needs quoting in an address."""


@dataclass
class Mailbox:
    """What came in, and what the server answers to recipients and letters."""

    letters: list[tuple[Envelope, Letter]] = field(default_factory=list)
    recipient: str = ""
    """An answer to every recipient; an empty one takes them."""
    data: str = ""
    """An answer to every letter; an empty one takes it."""
    over_tls: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 -- the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        """Take the recipient, or not."""
        if self.recipient:
            return self.recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- the library's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take the letter, or not."""
        if self.data:
            return self.data
        content = envelope.content
        assert isinstance(content, bytes)
        self.letters.append((envelope, message_from_bytes(content, policy=policy.default)))
        self.over_tls.append(session.ssl is not None)
        return "250 OK"


@contextmanager
def listening(box: Mailbox, **how: Any) -> Iterator[int]:
    """The server, in a thread of its own; gives its port."""
    port = _free_port()
    controller = Controller(box, hostname=HERE, port=port, **how)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def allows(_: SMTP, __: Session, ___: Envelope, ____: str, given: Any) -> AuthResult:
    """Whether name and password are right."""
    assert isinstance(given, LoginPassword)
    is_right = (given.login.decode(), given.password.decode()) == (NAME, PASSWORD)
    return AuthResult(success=is_right, handled=False)


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server shows that is this machine, and what believes it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HERE)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(file)
    return shown, ssl.create_default_context(cafile=str(file))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])
