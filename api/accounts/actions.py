"""Signing in and out. What counts against a limit is written aside, so a refusal keeps it."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pyotp
from flask import current_app
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from api.accounts import passwords, queries
from api.accounts.errors import TooManyCodes, TooManyTries, WrongCode, WrongPassword
from api.accounts.models import LIFETIMES, Account, AccountKind, Session, SignInCode
from api.accounts.phones import mobile
from api.core import clock, jobs
from api.core.access import Actor
from api.core.database import aside, db
from api.core.limits import Limit

CODE_LIVES = timedelta(minutes=5)
TRIES = 5
CODES = Limit("codes", 3, timedelta(minutes=15))
CODES_A_DAY = Limit("codes-day", 10, timedelta(days=1))
WRONG_CODES = Limit("wrong-codes", 15, timedelta(hours=1))
PASSWORDS = Limit("passwords", 5, timedelta(minutes=1))

_TRY = text("""
    update sign_in_codes set tries = tries + 1
    where id = (
        select id from sign_in_codes
        where phone = :phone and code_hash is not null
        order by requested_at desc, id desc limit 1
    )
    and used_at is null and expires_at > :now and tries < :most
    returning id, code_hash, locale
""")
_USE = text("""
    update sign_in_codes set used_at = :now where id = :id and used_at is null returning id
""")
_SEEN = text("update sessions set seen_at = :now where id = :id")
_STEP = text("""
    update accounts set totp_step = :step where id = :id and totp_step < :step returning id
""")


@dataclass(frozen=True)
class SignedIn:
    """A new session, with the token that is shown this once."""

    token: str
    session: Session
    account: Account


def ask_for_code(phone: str, locale: str) -> None:
    """A resident wants to sign in: the worker will make a code and send it."""
    number = mobile(phone)
    if not (CODES.hit(number) and CODES_A_DAY.hit(number)):
        raise TooManyCodes
    now = clock.now()
    code = SignInCode(phone=number, locale=locale, requested_at=now, expires_at=now + CODE_LIVES)
    db.session.add(code)
    db.session.flush()
    jobs.defer("notifications.send_code", code_id=code.id)


def make_code(code: SignInCode) -> str:
    """The digits, made when they are sent; only their keyed hash is kept."""
    digits = f"{secrets.randbelow(10**6):06d}"
    code.code_hash = keyed(code.id, digits)
    return digits


def sign_in_with_code(phone: str, digits: str) -> SignedIn:
    """A resident gives the code. Each try counts, also the refused one; a code works once."""
    number = mobile(phone)
    if WRONG_CODES.is_spent(number):
        raise TooManyTries
    now = clock.now()
    with aside() as connection:
        found = connection.execute(_TRY, {"phone": number, "now": now, "most": TRIES}).one_or_none()
    if found is None or not hmac.compare_digest(found.code_hash, keyed(found.id, digits)):
        WRONG_CODES.hit(number)
        raise WrongCode
    if db.session.execute(_USE, {"id": found.id, "now": now}).one_or_none() is None:
        raise WrongCode
    return open_session(_resident(number, found.locale))


def sign_in_with_password(login: str, password: str, totp: str) -> SignedIn:
    """An official signs in with password and one-time code."""
    if not PASSWORDS.hit(login):
        raise TooManyTries
    account = queries.official(login)
    if not passwords.matches(account.password_hash if account else None, password):
        raise WrongPassword
    if account is None or not _takes(account, totp):
        raise WrongPassword
    return open_session(account)


def resident_with(phone: str, locale: str) -> UUID:
    """The account of whoever has this number, made when there is none; it opens by a code alone."""
    return _resident(mobile(phone), locale).id


def sign_out(actor: Actor) -> None:
    """The session ends now."""
    session = db.session.get_one(Session, actor.session_id)
    session.revoked_at = clock.now()


def sit_at(session_id: UUID, position_id: UUID) -> None:
    """From now on the session acts in this position."""
    db.session.get_one(Session, session_id).position_id = position_id


def speak(account_id: UUID, locale: str) -> None:
    """From now on the account is spoken to in this language."""
    queries.account_with(account_id).locale = locale


def saw(session: queries.Seated) -> None:
    """Note, at most once a minute, that the session is in use."""
    now = clock.now()
    if now - session.seen_at > timedelta(minutes=1):
        with aside() as connection:
            connection.execute(_SEEN, {"id": session.session_id, "now": now})


def _takes(account: Account, totp: str) -> bool:
    """Whether the one-time code is right and was not used before (RFC 6238, one step of drift)."""
    if account.totp_secret is None:
        return False
    generator = pyotp.TOTP(account.totp_secret)
    now = int(clock.now().timestamp())
    for step in (now // 30 - 1, now // 30, now // 30 + 1):
        if hmac.compare_digest(generator.at(step * 30), totp):
            return db.session.execute(_STEP, {"id": account.id, "step": step}).first() is not None
    return False


def _resident(number: str, locale: str) -> Account:
    """The resident with this number, made at the first sign-in; two at once make one."""
    now = clock.now()
    values = {
        "kind": AccountKind.RESIDENT,
        "phone": number,
        "locale": locale,
        "created_at": now,
    }
    db.session.execute(insert(Account).values(values).on_conflict_do_nothing())
    account = queries.resident(number)
    if account is None:
        raise WrongCode
    return account


def open_session(account: Account) -> SignedIn:
    """A new session of this account, for the lifetime of its kind."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    idle, longest = LIFETIMES[account.kind]
    session = Session(
        account_id=account.id,
        token_hash=queries.hashed(token),
        created_at=now,
        seen_at=now,
        expires_at=now + longest,
        idle_seconds=int(idle.total_seconds()),
    )
    db.session.add(session)
    db.session.flush()
    return SignedIn(token, session, account)


def keyed(code_id: UUID, digits: str) -> str:
    """The form in which the digits sent for this id are kept: of no use without our key."""
    key = current_app.extensions["doithoai.settings"].secret_key.encode()
    return hmac.new(key, f"{code_id}:{digits}".encode(), hashlib.sha256).hexdigest()
