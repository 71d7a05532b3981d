"""Programs hand in reports; keys are made for them and taken back."""

import re
import secrets
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from api.accounts.models import Account, AccountKind
from api.cases.models import Channel, Kind, Visibility
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db
from api.core.ids import new_id
from api.core.limits import Limit
from api.open311 import queries
from api.open311.errors import (
    BadKeyName,
    KeyMissing,
    KeyNameTaken,
    SentBefore,
    TooManyReports,
    UnknownKey,
)
from api.open311.models import Key
from api.petitions.accusing import calls_itself
from api.petitions.errors import AlreadyEntered, IdTaken
from api.petitions.handing_in import submit
from api.petitions.intake_notes import Agreed, Agreeing, Door
from api.petitions.models import Petition
from api.petitions.redirection import refuse_what_is_not_handed_in_here
from api.petitions.submission import Submission

OF_A_KEY = Limit("open311", 600, timedelta(hours=1))

_IDS = uuid5(NAMESPACE_URL, "urn:doithoai:open311")
"""Ids of reports are made from this, who sent them and their number there: never change it."""

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}", re.ASCII)

NOWHERE = UUID(int=0)


def add_key(name: str) -> str:
    """A program may hand in reports from now on; its key, which is shown once and kept nowhere."""
    if not _NAME.fullmatch(name):
        raise BadKeyName(name=name)
    if queries.key_named(name) is not None:
        raise KeyNameTaken(name=name)
    secret, now = secrets.token_urlsafe(32), clock.now()
    account = Account(
        id=new_id(), kind=AccountKind.PROGRAM, login=f"open311:{name}", created_at=now
    )
    db.session.add(account)
    db.session.flush()
    hashed = queries.hashed(secret)
    db.session.add(Key(name=name, key_hash=hashed, account_id=account.id, created_at=now))
    db.session.flush()
    return secret


def revoke_key(name: str) -> None:
    """The program hands in nothing more; what it sent stays."""
    key = queries.key_named(name)
    if key is None or key.revoked_at is not None:
        raise UnknownKey(name=name)
    key.revoked_at = clock.now()


def report(given: dict[str, Any], actor: Actor | None) -> tuple[Petition, bool]:
    """A report becomes a petition; the same one again is the same petition.

    By the key of a program, which enters it for somebody, else by a resident who is signed in.
    Says also whether it is new.
    """
    refuse_what_is_not_handed_in_here(calls_itself(None, given["description"]))
    secret, ref = given.pop("api_key", None), given.pop("source_ref", None)
    key = queries.key_with(secret) if secret else None
    sender = _program(key) if key is not None else _resident(actor, has_key=secret is not None)
    source = {"system": key.name, "ref": ref} if key is not None and ref else None
    petition_id = uuid5(_IDS, f"{sender.account_id}\n{ref}") if ref else uuid4()
    try:
        return submit(petition_id, _submission(given, source), sender, Door.PROGRAM)
    except (AlreadyEntered, IdTaken):
        raise SentBefore from None


def _program(key: Key) -> Actor:
    """It enters as reception does, and sees nothing by it: it holds no position."""
    if not OF_A_KEY.hit(str(key.id)):
        raise TooManyReports
    return Actor(key.account_id, NOWHERE, frozenset({Role.RECEIVER}))


def _resident(actor: Actor | None, *, has_key: bool) -> Actor:
    if actor is None or has_key or not actor.is_(Role.RESIDENT):
        raise KeyMissing
    return actor


def _submission(given: dict[str, Any], source: dict[str, str] | None) -> Submission:
    point = {"lat": given["lat"], "lon": given["long"]} if "lat" in given else None
    names = " ".join(given[name] for name in ("last_name", "first_name") if name in given)
    contact: dict[str, str] = {name: given[name] for name in _NEWS if name in given}
    return Submission(
        kind=Kind.REFLECTION,
        text=given["description"],
        field=given["service_code"],
        area=given.get("area"),
        place=given.get("address_string"),
        location=point,
        visibility=given["visibility"],
        petitioner={"name": names} if names else None,
        contact=contact or None,
        channel=Channel.OPEN311,
        source=source,
        intake=_notes(given) or None,
    )


_NEWS = ("phone", "email")


def _notes(given: dict[str, Any]) -> dict[str, Any]:
    """That its sender agreed in the program, and the address of a picture, which nobody fetches."""
    notes: dict[str, Any] = {}
    if given["visibility"] is Visibility.PUBLIC:
        notes["consent"] = {"by": Agreeing.SENDER.value, "how": Agreed.IN_PROGRAM.value}
    if "media_url" in given:
        notes["media_url"] = given["media_url"]
    return notes
