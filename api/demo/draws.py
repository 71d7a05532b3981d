"""The petitions of the story: real ones, told anew, and what was drawn for each of them."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from api.cases.models import Addressee, Channel, Kind, Visibility
from api.petitions.answers import Result

_DATA = Path(__file__).parent / "data"
_SAMPLES, _DRAWS = _DATA / "petitions.jsonl", _DATA / "draws.csv"

OF_SENDERS = frozenset({Channel.APP, Channel.WEB})
"""How a sender hands in without a clerk, and so with an account of their own."""


@dataclass(frozen=True)
class Draw:
    """A petition of the story. It happened elsewhere: place and office are drawn."""

    id: str
    """Of the sample."""
    text: str
    kind: Kind
    field: str
    place: str | None
    answer: str | None
    """What was really answered."""
    area: str
    """The commune, or the province's own code, whose matter it is in the story."""
    addressee: Addressee
    received: str
    """A minute, or so many working days before the last day of the story, with the time."""
    channel: Channel
    sender: int
    visibility: Visibility
    course: str
    """What becomes of it: a row of `story.toml`."""
    result: Result | None
    promise: str
    about: str
    """The position that it complains of, if any."""

    @property
    def has_account(self) -> bool:
        """Whether the sender signed in to hand it in."""
        return self.channel in OF_SENDERS


@cache
def draws() -> Sequence[Draw]:
    """All of them, as they were drawn."""
    with _SAMPLES.open(encoding="utf-8") as file:
        samples = {each["id"]: each for each in map(json.loads, file)}
    with _DRAWS.open(encoding="utf-8", newline="") as file:
        return [_draw(row, samples[row["id"]]) for row in csv.DictReader(file)]


def _draw(row: dict[str, str], sample: dict[str, Any]) -> Draw:
    return Draw(
        id=row["id"],
        text=sample["text"],
        kind=Kind(sample["kind"]),
        field=sample["field"],
        place=sample["place"],
        answer=sample["answer"],
        area=row["area"],
        addressee=Addressee(row["addressee"]),
        received=row["received"],
        channel=Channel(row["channel"]),
        sender=int(row["sender"]),
        visibility=Visibility(row["visibility"]),
        course=row["course"],
        result=Result(row["result"]) if row["result"] else None,
        promise=row["promise"],
        about=row["about"],
    )
