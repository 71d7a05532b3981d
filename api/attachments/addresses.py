"""Addresses of a file that are good for a minute: whoever has one may fetch it, and no longer."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from api.attachments.errors import AddressTooOld
from api.attachments.keeping import Keeping
from api.attachments.models import Attachment

PLACE = "/api/v1/attachments"


@dataclass(frozen=True)
class Address:
    """Where a rendition is fetched, until when."""

    url: str
    until: datetime


def address_of(attachment: Attachment, rendition: str, at: datetime, kept: Keeping) -> Address:
    """A new address: at the bucket when files lie in one, else here."""
    seconds = kept.limits.number("address", "seconds")
    until = at + timedelta(seconds=seconds)
    if kept.store.is_elsewhere:
        url = kept.store.signed(attachment.renditions[rendition]["key"], seconds)
        return Address(url, until)
    moment = int(until.timestamp())
    given = {"rendition": rendition, "until": moment}
    signed = _signature(attachment.id, rendition, moment, kept.key)
    query = urlencode(given | {"signature": signed})
    return Address(f"{PLACE}/{attachment.id}/content?{query}", until)


def must_be_good(
    attachment_id: UUID, rendition: str, until: int, signature: str, at: datetime, key: bytes
) -> None:
    """Refuses an address that we did not make, or whose time is over."""
    expected = _signature(attachment_id, rendition, until, key)
    is_ours = hmac.compare_digest(expected.encode(), signature.encode())
    if not is_ours or at.timestamp() >= until:
        raise AddressTooOld


def _signature(attachment_id: UUID, rendition: str, until: int, key: bytes) -> str:
    said = f"{attachment_id} {rendition} {until}".encode()
    return hmac.digest(key, said, hashlib.sha256).hex()
