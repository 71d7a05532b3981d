"""Where somebody goes next: only to a page of ours, and to the one for what they are."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from api.core.access import Actor, Role

_SKIPPED = re.compile(r"[0-9]{1,8}")

_OURS = re.compile(r"/(?![/\\])[^\s\\]*")


def safely(address: str | None) -> str:
    """The address, when it is a page of ours; else the first page."""
    return address if address and _OURS.fullmatch(address) else "/"


def after_signing_in(actor: Actor, wanted: str | None) -> str:
    """Where somebody who has just signed in goes: where they wanted to, else to what is theirs."""
    if wanted:
        return safely(wanted)
    if actor.is_(Role.RESIDENT):
        return "/vu-viec"
    if actor.position_id is None:
        return "/"
    return "/giam-sat" if actor.is_(Role.MONITOR) else "/can-bo"


def to_sign_in(address: str) -> str:
    """Where somebody signs in who wanted to see this page."""
    is_desk = address.startswith(("/can-bo", "/giam-sat"))
    return f"/dang-nhap{'/can-bo' if is_desk else ''}?tiep={quote(address)}"


def skipped_in(given: Mapping[str, str]) -> int:
    """How many rows of a list stand on the pages before the one that is asked for."""
    written = given.get("tu", "")
    return int(written) if _SKIPPED.fullmatch(written) else 0
