"""A petition as it is handed in."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from api.cases.models import Addressee, Channel, Kind, Visibility


@dataclass(frozen=True)
class Submission:
    """A petition as it is handed in. Codes of places, units and positions are not looked up yet."""

    kind: Kind
    text: str
    addressee: Addressee = Addressee.GOVERNMENT
    title: str | None = None
    field: str | None = None
    area: str | None = None
    place: str | None = None
    location: dict[str, float] | None = None
    about: dict[str, str] | None = None
    visibility: Visibility = Visibility.PRIVATE
    petitioner: dict[str, str] | None = None
    contact: dict[str, str] | None = None
    attachments: tuple[UUID, ...] = ()
    channel: Channel | None = None
    helper: str | None = None
    source: dict[str, str] | None = None
    received_at: datetime | None = None
    reason: str | None = None
    instance: int | None = None
    people: dict[str, Any] | None = None
    """Several people who ask together, and who stands for them."""
    follows: str | None = None
    """Of a second complaint: code or id of the first one."""
    excuse: str | None = None
    """What lawfully excuses that it comes late, as an official writes it down."""
    intake: dict[str, Any] | None = None
    """Consent, read-back and the letter, as reception noted them."""
    shown_place: str | None = None
    """How closely others may see where it is."""

    @property
    def scan(self) -> UUID | None:
        """The file that is the scan of the letter it came in."""
        named = ((self.intake or {}).get("letter") or {}).get("scan")
        return UUID(str(named)) if named else None

    @property
    def hash(self) -> str:
        """Tells "the same again" from "another one with the same id".

        What was left out does not count, so that a member added later changes no older hash.
        """
        given = {key: value for key, value in asdict(self).items() if value not in (None, ())}
        whole = json.dumps(given, sort_keys=True, default=str)
        return hashlib.sha256(whole.encode()).hexdigest()
