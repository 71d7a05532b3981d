"""What is noted when a petition comes in: by which door, who agreed to it, what the letter says."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from api.cases.models import Channel, Visibility
from api.core.access import Actor, Role
from api.petitions.errors import ChannelNotYours, ConsentNotNoted, NotesNotYours
from api.petitions.submission import Submission

_FILE = Path(__file__).parent / "data" / "channels.toml"

NOT_NOTED = "Ask the sender, and note how they said yes"


class ShownPlace(StrEnum):
    """How closely the sender lets others see where it is."""

    CELL = "cell"
    """The cell of the grid around the point, when a point was sent."""
    COMMUNE = "commune"


class Door(StrEnum):
    """Who enters it, and so which ways it may have come."""

    RESIDENT = "resident"
    RECEPTION = "reception"
    LIST = "list"
    """A receiving officer takes in a list of earlier petitions."""
    PROGRAM = "program"
    """A registered program, by Open311."""


class Agreed(StrEnum):
    """How somebody said yes to its being public."""

    IN_WRITING = "in_writing"
    IN_PERSON = "in_person"
    BY_TELEPHONE = "by_telephone"
    BY_EMAIL = "by_email"
    IN_PROGRAM = "in_program"
    """In the program that sent it."""


class Agreeing(StrEnum):
    """Who said yes."""

    SENDER = "sender"
    HELPER = "helper"
    """Who wrote or speaks for the sender."""


@dataclass(frozen=True)
class Way:
    """The channels of a door, and the one that is meant when none is named."""

    channels: frozenset[Channel]
    usual: Channel


def door_of(actor: Actor) -> Door:
    """The door of somebody who enters one petition for themselves or for somebody else."""
    return Door.RECEPTION if actor.is_(Role.RECEIVER) else Door.RESIDENT


def channel_by(door: Door, channel: Channel | None) -> Channel:
    """How it came; refuses a channel that nobody enters by this door."""
    way = ways()[door]
    if channel is not None and channel not in way.channels:
        raise ChannelNotYours(channel=channel)
    return channel or way.usual


def noted(submission: Submission, door: Door, at: datetime) -> dict[str, Any] | None:
    """What is kept of the notes; refuses what only others note, and publicity nobody agreed to."""
    given = submission.intake
    if given and door is Door.RESIDENT:
        raise NotesNotYours
    is_public = submission.visibility == Visibility.PUBLIC
    if is_public and door is not Door.RESIDENT and not (given or {}).get("consent"):
        raise ConsentNotNoted(errors={"intake": {"consent": [NOT_NOTED]}})
    if not given:
        return None
    stamped = {name: given[name] | {"at": at.isoformat()} for name in _SAID if name in given}
    return given | {name: stamped[name] | given[name] for name in stamped}


_SAID = ("consent", "read_back")
"""Notes of something that was said at a moment: that of entering, when no other is given."""


@cache
def ways() -> Mapping[Door, Way]:
    """Which ways a petition may have come by each door."""
    listed = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        door: Way(frozenset(map(Channel, row["channels"])), Channel(row["usual"]))
        for door in Door
        if (row := listed[door.value])
    }
