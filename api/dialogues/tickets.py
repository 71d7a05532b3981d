"""Tickets: a short code, and a square of dots that says and proves it without a network.

What it says is signed with a key of the installation's own; whoever has the public half can check
it where there is no network. It says the dialogue, the ticket and the seats, and no name.
"""

import base64
import binascii
import hmac
import io
from uuid import UUID

import segno
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from api.accounts.actions import keyed
from api.core.ids import is_code
from api.dialogues.registrations import Registration

_MARK = "DT1"
"""What tells our tickets from other squares of dots, and their form from a later one."""

CANCELLING = "/doi-thoai/khong-du"
"""Where the page is on which somebody gives their seat up; a link adds `cancelling` to it."""

_KEY_OF_TICKETS = UUID(int=0)
_PARTS = 5


def content(registration: Registration, dialogue_code: str) -> str:
    """What the square of dots says: dialogue, ticket and seats, signed."""
    said = f"{_MARK}.{dialogue_code}.{registration.ticket}.{registration.seats}"
    return f"{said}.{_written(_key().sign(said.encode()))}"


def code_of(shown: str) -> str | None:
    """The short code of what is shown, written or scanned; None for what is no ticket of ours."""
    plain = "".join(shown.split()).replace("-", "").upper()
    if is_code(plain):
        return plain
    said, _, signature = shown.strip().rpartition(".")
    parts = [*said.split("."), signature]
    if len(parts) != _PARTS or parts[0] != _MARK or not _is_signed(said, signature):
        return None
    return parts[2]


def public_key() -> str:
    """The public half of the key (Ed25519): with it a door checks tickets without a network."""
    return _written(_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def drawn(said: str) -> bytes:
    """The square of dots as a picture (SVG), black on white, with the empty border it needs."""
    picture = io.BytesIO()
    segno.make(said, error="m", micro=False).save(
        picture, kind="svg", scale=4, light="#ffffff", xmldecl=False
    )
    return picture.getvalue()


def cancelling(registration_id: UUID) -> str:
    """What the link of a reminder ends with: whoever has it may give the registration up."""
    return f"{_written(registration_id.bytes)}.{_mac(registration_id)}"


def cancelled_by(token: str) -> UUID | None:
    """The registration that this ending gives up; None when it is not one of ours."""
    name, _, signature = token.partition(".")
    try:
        registration_id = UUID(bytes=_read(name))
    except (ValueError, binascii.Error):
        return None
    is_ours = hmac.compare_digest(signature.encode(), _mac(registration_id).encode())
    return registration_id if is_ours else None


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(keyed(_KEY_OF_TICKETS, "tickets")))


def _mac(registration_id: UUID) -> str:
    return keyed(registration_id, "cancellation of a registration")[:32]


def _is_signed(said: str, signature: str) -> bool:
    try:
        _key().public_key().verify(_read(signature), said.encode())
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _read(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
