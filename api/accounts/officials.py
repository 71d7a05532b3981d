"""Accounts of officials and administrators: made, given new secrets, signed out by a command."""

import re
from dataclasses import dataclass
from uuid import UUID

import pyotp
from sqlalchemy import select, update

from api.accounts import passwords, queries
from api.accounts.errors import LoginTaken
from api.accounts.models import Account, AccountKind, Session
from api.core import clock
from api.core.database import db
from api.core.errors import Invalid, Missing

ISSUER = "doithoai"
"""How the code generator on a telephone names us."""

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}", re.ASCII)


class UnknownLogin(Missing):
    """Nobody signs in with it, or not any more."""

    title = "There is no account with this login"


class BadLogin(Invalid):
    """It has not the form of a login."""

    title = "A login has 3 to 60 small letters, digits, dots, dashes or underscores"


@dataclass(frozen=True)
class Secrets:
    """What somebody signs in with; shown once and kept by nobody but them."""

    password: str
    totp_secret: str

    def uri(self, login: str) -> str:
        """The address a code generator reads (otpauth)."""
        return pyotp.TOTP(self.totp_secret).provisioning_uri(name=login, issuer_name=ISSUER)


def new_secrets() -> Secrets:
    """A password and a one-time code secret, both random."""
    return Secrets(passwords.new_password(), pyotp.random_base32())


def add(login: str, kind: AccountKind, given: Secrets) -> Account:
    """Somebody can sign in from now on. What they may do follows from the positions they hold."""
    if not _LOGIN.fullmatch(login):
        raise BadLogin(login=login)
    if db.session.scalar(select(Account.id).where(Account.login == login)) is not None:
        raise LoginTaken(login=login)
    account = Account(kind=kind, login=login, created_at=clock.now())
    _give(account, given)
    db.session.add(account)
    db.session.flush()
    return account


def reset(login: str, given: Secrets) -> Account:
    """The old password and code generator work no more, and every session ends."""
    account = the(login)
    _give(account, given)
    sign_out(account.id)
    return account


def sign_out(account_id: UUID, *, position_id: UUID | None = None) -> None:
    """End the account's sessions: all, or those in which it acts in the position."""
    ended = update(Session).where(Session.account_id == account_id, Session.revoked_at.is_(None))
    if position_id is not None:
        ended = ended.where(Session.position_id == position_id)
    db.session.execute(ended.values(revoked_at=clock.now()))


def the(login: str) -> Account:
    """The account with this login, which is not closed."""
    account = queries.official(login)
    if account is None:
        raise UnknownLogin(login=login)
    return account


def _give(account: Account, given: Secrets) -> None:
    account.password_hash = passwords.keep(given.password)
    account.totp_secret = given.totp_secret
