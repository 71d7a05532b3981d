"""Passwords of officials: what is accepted, and how they are kept (Argon2id)."""

import secrets
from collections.abc import Callable
from functools import cache
from threading import BoundedSemaphore
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from api.core.errors import Invalid

SHORTEST, LONGEST = 12, 128
"""Characters of a password; no kinds of characters are asked for, and no regular change."""

AT_ONCE = 4
"""Hashes made at a time: each takes 64 MiB, and a flood of sign-ins must not take them all."""

T = TypeVar("T")

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_room = BoundedSemaphore(AT_ONCE)


class PasswordTooShort(Invalid):
    """Or too long; `shortest` and `longest` say how many characters it may have."""

    title = "A password has at least 12 and at most 128 characters"


def keep(password: str) -> str:
    """The form in which a password is kept; refuses one that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordTooShort(shortest=SHORTEST, longest=LONGEST)
    return _in_turn(lambda: _hasher.hash(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password. Nobody's password takes as long to look at as anybody's."""
    try:
        _in_turn(lambda: _hasher.verify(kept or _nobodys(), password))
    except (VerifyMismatchError, InvalidHashError):
        return False
    return kept is not None


def new_password() -> str:
    """A password for somebody to begin with: 96 bits."""
    return secrets.token_urlsafe(12)


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe(24))


def _in_turn(work: Callable[[], T]) -> T:
    with _room:
        return work()
