"""Who a token belongs to; accounts by phone and login."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select

from api.accounts.models import Account, AccountKind, Session
from api.core.database import db
from api.core.reference import STAMP, read_stamp


class Seated(NamedTuple):
    """A living session with what is needed to act."""

    session_id: UUID
    account_id: UUID
    kind: AccountKind
    locale: str | None
    position_id: UUID | None
    seen_at: datetime
    idle_seconds: int


_SEATED = (
    select(
        Session.id,
        Account.id,
        Account.kind,
        Account.locale,
        Session.position_id,
        Session.seen_at,
        Session.idle_seconds,
        # Who acts asks for units and positions next: this saves a statement of its own.
        STAMP,
    )
    .join(Account, Account.id == Session.account_id)
    .where(
        Session.token_hash == bindparam("token_hash"),
        Session.revoked_at.is_(None),
        Session.expires_at > bindparam("at"),
        Account.closed_at.is_(None),
    )
)


def hashed(token: str) -> str:
    """The form in which a session's token is kept: SHA-256, as hexadecimal digits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def seated(token: str, at: datetime) -> Seated | None:
    """The session of this token, if it lives at this moment."""
    row = db.session.execute(_SEATED, {"token_hash": hashed(token), "at": at}).one_or_none()
    if row is None:
        return None
    *seat, current = row
    read_stamp(current)
    session = Seated(*seat)
    idle = (at - session.seen_at).total_seconds()
    return session if idle < session.idle_seconds else None


def account_with(account_id: UUID) -> Account:
    """The account with this id."""
    return db.session.get_one(Account, account_id)


def phones_of(account_ids: Collection[UUID]) -> Mapping[UUID, str | None]:
    """The number of each of these accounts."""
    found = select(Account.id, Account.phone).where(Account.id.in_(account_ids))
    return {row[0]: row[1] for row in db.session.execute(found)}


def resident(phone: str) -> Account | None:
    """The resident with this number (E.164)."""
    return db.session.scalar(select(Account).where(Account.phone == phone))


def official(login: str) -> Account | None:
    """The official or administrator with this login."""
    return db.session.scalar(
        select(Account).where(Account.login == login, Account.closed_at.is_(None))
    )
