"""What the pages ask that no other room has asked before."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from api.accounts.models import Account, AccountKind
from api.authorities.directory import directory
from api.authorities.models import Level, Title, UnitKind
from api.core import clock
from api.core.database import db


@dataclass(frozen=True)
class Player:
    """A made-up official of the demonstration, whom anybody may be for a while."""

    login: str
    position: str
    unit: str
    part: str | None
    """Which part of the story is theirs: `head`, `monitor`, or none."""


_PARTS = {
    (Title.GOVERNMENT_CHAIR, UnitKind.GOVERNMENT, Level.COMMUNE): "head",
    (Title.HANDLER, UnitKind.FRONT, Level.PROVINCE): "monitor",
}


def people_of_the_demonstration() -> Sequence[Player]:
    """Everybody who holds a position and can sign in."""
    known = directory()
    logins = {row.id: row.login for row in db.session.execute(_OFFICIALS)}
    found = []
    for account_id, login in logins.items():
        for held in known.appointments_of(account_id, clock.today())[:1]:
            desk = known.position(held.position_id)
            unit = known.unit(desk.unit_id)
            part = _PARTS.get((desk.title, unit.kind, unit.level))
            found.append(Player(login, desk.name, unit.name, part))
    return sorted(found, key=lambda each: (each.unit, each.position))


def player(login: str) -> UUID | None:
    """The account of somebody whom anybody may be."""
    return db.session.scalar(select(Account.id).where(*_PLAYING, Account.login == login))


_PLAYING = (Account.kind == AccountKind.OFFICIAL, Account.closed_at.is_(None))
_OFFICIALS = select(Account.id, Account.login).where(*_PLAYING).order_by(Account.login)
