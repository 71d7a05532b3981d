"""A dialogue as it is planned, moved and told of: what people say, before it is looked up."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

MOST_SEATS = 100_000
MOST_NAMED = 100
"""Units, fields, places of one plan."""


class SessionKind(StrEnum):
    """Why it takes place: by the plan (định kỳ), for a matter that came up, or on one subject."""

    REGULAR = "regular"
    AD_HOC = "ad_hoc"
    THEMATIC = "thematic"


class SessionForm(StrEnum):
    """How people take part."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


@dataclass(frozen=True)
class SessionPlan:
    """A dialogue as it is planned. Codes of units, positions and places are not looked up yet."""

    unit: str
    topic: str
    place: str
    starts_at: datetime
    ends_at: datetime
    chairs: tuple[str, ...]
    """Positions that preside, the chair first; a person with two positions comes with both."""
    kind: SessionKind = SessionKind.REGULAR
    form: SessionForm = SessionForm.IN_PERSON
    fields: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    """Codes inside the commune of the thôn and tổ dân phố it is for; none for all of them."""
    co_organisers: tuple[str, ...] = ()
    expected_units: tuple[str, ...] = ()
    capacity: int | None = None
    registration_from: datetime | None = None
    registration_to: datetime | None = None
    how_to_take_part: str | None = None

    @property
    def hash(self) -> str:
        """Tells "the same again" from "another one with the same id"."""
        whole = json.dumps(asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(whole.encode()).hexdigest()


@dataclass(frozen=True)
class Notice:
    """Where everybody was told something, when, and what shows that they were."""

    channel: str
    at: datetime
    evidence: str


@dataclass(frozen=True)
class Result(Notice):
    """One way in which results were published, also part by part: to one village after another."""

    attachments: tuple[UUID, ...] = ()
    """Files that show it."""
    villages: tuple[str, ...] = ()
    """Codes of those whose heads got it."""

    @classmethod
    def of(cls, notice: Notice) -> "Result":
        """The same; of a plain notice without files and villages."""
        return notice if isinstance(notice, cls) else cls(**vars(notice))

    def after(self, before: Mapping[str, Any] | None, to: Collection[str]) -> dict[str, Any]:
        """As it is kept, with what was said of this way before; `to` are the villages it is for."""
        earlier = before or {"evidence": "", "attachments": [], "villages": [], "at": ""}
        got = {*earlier["villages"], *self.villages} & {*to}
        words = (earlier["evidence"], self.evidence)
        files = [*earlier["attachments"], *map(str, self.attachments)]
        moments = [datetime.fromisoformat(each) for each in (earlier["at"],) if each]
        return {
            "channel": self.channel,
            "at": max([*moments, self.at]).isoformat(),
            "evidence": "\n".join(dict.fromkeys(filter(None, words))),
            "attachments": list(dict.fromkeys(files)),
            "villages": sorted(got),
            "missing": sorted({*to} - got),
        }


@dataclass(frozen=True)
class Move:
    """Another time or place, why, and what everybody was told."""

    starts_at: datetime
    ends_at: datetime
    reason: str
    notice: str
    place: str | None = None
