"""When and by which ways people are told, as `policy.toml` has it."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from notifications.quiet import Quiet

FILE = Path(__file__).with_name("policy.toml")


@dataclass(frozen=True)
class Policy:
    """What holds for who has chosen nothing, and for everybody what nobody chooses."""

    push: bool
    sms: bool
    email: bool
    quiet: Quiet
    at_once: frozenset[str]
    """What is told at any hour, as `event.audience`."""
    stale_after: timedelta
    """After so long news are old: they are found in the inbox and sent nowhere."""
    forgotten_after: timedelta
    """For so long a device may be silent before it is forgotten."""


@cache
def policy() -> Policy:
    """The policy of this installation; a file that is not whole is a KeyError."""
    given = tomllib.loads(FILE.read_text(encoding="utf-8"))
    channels, quiet = given["channels"], given["quiet"]
    return Policy(
        push=channels["push"],
        sms=channels["sms"],
        email=channels["email"],
        quiet=Quiet(quiet["from"], quiet["to"]),
        at_once=frozenset(quiet["at_once"]),
        stale_after=timedelta(hours=given["news"]["stale_after_hours"]),
        forgotten_after=timedelta(days=given["devices"]["forgotten_after_days"]),
    )
