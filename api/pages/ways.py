"""Where somebody goes next: only to a page of ours, and to the one for what they are."""

import re

from api.core.access import Actor, Role

_OURS = re.compile(r"/(?![/\\])[^\s\\]*")


def safely(address: str | None) -> str:
    """The address, when it is a page of ours; else the first page."""
    return address if address and _OURS.fullmatch(address) else "/"


def after_signing_in(actor: Actor, wanted: str | None) -> str:
    """Where somebody who has just signed in goes: where they wanted to, else to what is theirs."""
    if wanted:
        return safely(wanted)
    return "/vu-viec" if actor.is_(Role.RESIDENT) else "/"
