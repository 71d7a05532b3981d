"""Loading the demonstration; loading it again changes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from api.accounts import officials
from api.accounts.models import Account, AccountKind
from api.authorities import actions as authorities
from api.authorities.directory import directory
from api.authorities.structure import Structure, country, former_communes, shipped
from api.core import clock
from api.core.clock import midnight
from api.core.database import db
from api.demo import keys
from api.demo.cast import Cast, SignIn, cast
from api.demo.scene import SOURCE
from api.demo.stage import Stage
from api.demo.story import story
from api.petitions.models import Petition
from api.regulation import calendar_table
from api.regulation.calendar import ONE_DAY
from moderation import words


@dataclass(frozen=True)
class AccountShown:
    """A sign-in of the demonstration, as its command prints it."""

    role: str
    login: str
    password: str
    totp_secret: str
    position: str | None
    unit: str | None


def load(home: Path) -> None:
    """The country's places, the province, its people and accounts are there.

    Only one province has bodies and people. Secrets are kept in the home.
    """
    structure, people = shipped(), cast()
    authorities.keep_areas(country())
    authorities.keep_former(former_communes())
    authorities.keep_structure(structure)
    calendar_table.keep(calendar_table.shipped())
    words.keep(words.read_words(words.SHIPPED), by="demonstration")
    _open_accounts(home, people)
    _fill(structure, people)


def is_loaded() -> bool:
    """Whether everybody who can sign in is there, and somebody holds a position."""
    known = set(db.session.scalars(select(Account.login)))
    return all(each.login in known for each in cast().sign_ins) and bool(directory().appointments)


def is_told() -> bool:
    """Whether petitions of the story are there."""
    found = select(Petition.id).where(Petition.source_system == SOURCE)
    return db.session.scalar(found.limit(1)) is not None


def last_moment(until: date | None) -> datetime:
    """The end of this day, or now when that is earlier or no day is given."""
    now = clock.now()
    return now if until is None else min(now, midnight(until + ONE_DAY))


def tell(end: datetime) -> Iterator[date]:
    """What happened in the province up to this moment: each day, when it has been told.

    Told whole or, when it is broken off, not at all; a story that is there is not told again.
    """
    if is_told() or end <= midnight(story().first_day):
        return
    yield from Stage(end).play()


def accounts(home: Path) -> Sequence[AccountShown]:
    """Every sign-in of the demonstration with its secrets."""
    secrets = keys.kept(home)
    return [_shown(each, secrets[each.login]) for each in cast().sign_ins if each.login in secrets]


def _open_accounts(home: Path, people: Cast) -> None:
    """An account for each, with the secrets kept in the home, or new ones kept there."""
    kept = keys.kept(home)
    secrets = {
        each.login: kept.get(each.login) or officials.new_secrets() for each in people.sign_ins
    }
    known = set(db.session.scalars(select(Account.login)))
    for each in people.sign_ins:
        if each.login not in known:
            officials.add(each.login, _kind(each), secrets[each.login])
        elif each.login not in kept:
            officials.reset(each.login, secrets[each.login])
    if secrets != kept:
        keys.keep(home, secrets)


def _fill(structure: Structure, people: Cast) -> None:
    """Somebody for every position that nobody ever held."""
    known = directory()
    held = {known.position(each.position_id).code for each in known.appointments}
    day = min(unit.founded_on for unit in structure.units)
    authorities.keep_appointments(
        row
        for row in people.appointments(structure.positions, day)
        if row.position_code not in held
    )


def _kind(each: SignIn) -> AccountKind:
    return AccountKind.OFFICIAL if each.position else AccountKind.ADMINISTRATOR


def _shown(each: SignIn, secrets: officials.Secrets) -> AccountShown:
    position = directory().position_by_code(each.position) if each.position else None
    unit = directory().unit(position.unit_id) if position else None
    return AccountShown(
        role=each.role,
        login=each.login,
        password=secrets.password,
        totp_secret=secrets.totp_secret,
        position=position.name if position else None,
        unit=unit.name if unit else None,
    )
