"""What the pages ask that no other room has asked before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from api.accounts.models import Account, AccountKind
from api.authorities.directory import directory
from api.authorities.fields import fields
from api.authorities.models import Level, Title, UnitKind
from api.authorities.names import fold
from api.authorities.policy import roles_of
from api.authorities.views import AreaView
from api.cases.models import Case, CaseType, Kind
from api.core import clock
from api.core.access import Role
from api.core.clock import vietnam_date
from api.core.database import db
from api.core.http import Page
from api.core.i18n import preferred_locale
from api.petitions.states import PUBLIC, PetitionState, PublicState
from api.regulation.queries import obligations_of
from api.regulation.views import all_shown


@dataclass(frozen=True)
class Player:
    """A made-up official of the demonstration, whom anybody may be for a while."""

    login: str
    position: str
    unit: str
    part: str | None
    """Which part of the story is theirs: `receiver`, `head`, `monitor`, or none."""
    tries: str
    """What somebody of this title can try, as a code of the list `tries`."""


_PARTS = {
    (Title.RECEPTION_OFFICER, UnitKind.DESK, Level.COMMUNE): "receiver",
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
            watches = roles_of(desk.title, unit.kind) == {Role.MONITOR}
            tries = "watcher" if watches else desk.title.value
            found.append(Player(login, desk.name, unit.name, part, tries))
    return sorted(found, key=lambda each: (each.unit, each.position))


def player(login: str) -> UUID | None:
    """The account of somebody whom anybody may be."""
    return db.session.scalar(select(Account.id).where(*_PLAYING, Account.login == login))


_PLAYING = (Account.kind == AccountKind.OFFICIAL, Account.closed_at.is_(None))
_OFFICIALS = select(Account.id, Account.login).where(*_PLAYING).order_by(Account.login)


@dataclass(frozen=True)
class Figures:
    """What the first page tells of the whole province, since a day."""

    since: date
    received: int
    answered: int
    on_time: int | None
    """Percent of the dated answers; None while there is none."""
    overdue: int


def figures(at: datetime) -> Figures:
    """What came in since the first of last month, and what of all is overdue now."""
    since = _first_of_last_month(vietnam_date(at))
    dated = Case.answered_late.is_not(None)
    row = db.session.execute(
        select(
            func.count(),
            func.count(Case.answered_at),
            func.count().filter(dated),
            func.count().filter(Case.answered_late.is_(False)),
        ).where(Case.type == CaseType.PETITION, Case.opened_at >= clock.midnight(since))
    ).one()
    received, answered, of_dated, in_time = row
    overdue = db.session.scalar(select(func.count()).where(Case.next_due_at <= at)) or 0
    return Figures(
        since=since,
        received=received,
        answered=answered,
        on_time=round(100 * in_time / of_dated) if of_dated else None,
        overdue=overdue,
    )


def _first_of_last_month(day: date) -> date:
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return date(year, month, 1)


@dataclass(frozen=True)
class PublicWanted:
    """Which public cases somebody looks for; None where it does not matter."""

    field: str | None = None
    area: AreaView | None = None
    state: PublicState | None = None
    after: UUID | None = None
    limit: int = 20


@dataclass(frozen=True)
class PublicCase:
    """What everybody may read of a case: never words, and never the sender."""

    id: UUID
    ordinal: UUID
    code: str
    kind: Kind
    field: str | None
    area_code: str | None
    unit_id: UUID
    holder_id: UUID
    state: str
    received_at: datetime
    answered_at: datetime | None

    @property
    def public_state(self) -> PublicState:
        """One of the five steps."""
        return PUBLIC[PetitionState(self.state)]

    @property
    def field_name(self) -> str | None:
        """What it is about."""
        return fields()[self.field].name(preferred_locale()) if self.field else None

    @property
    def place(self) -> str | None:
        """The commune, no closer."""
        return directory().areas[self.area_code].name if self.area_code else None

    @property
    def unit(self) -> str:
        """The unit that owes the answer."""
        return directory().unit(self.unit_id).name

    @property
    def position(self) -> str:
        """The position that must answer."""
        return directory().position(self.holder_id).name

    @cached_property
    def obligations(self) -> list[dict[str, Any]]:
        """What was or is owed on it, with its reasons."""
        found = obligations_of(self.id)
        return all_shown(found, clock.now(), preferred_locale(), inside=False)


def public_cases(wanted: PublicWanted) -> Page[PublicCase]:
    """One page of them, newest first."""
    chosen = select(*_OPEN).where(*_IS_PUBLIC, *_conditions(wanted))
    rows = db.session.execute(chosen.order_by(Case.ordinal.desc()).limit(wanted.limit + 1))
    return Page.of([PublicCase(*row) for row in rows], wanted.limit, "ordinal")


def public_case(code: str) -> PublicCase | None:
    """The case with this code, when it is public."""
    row = db.session.execute(select(*_OPEN).where(*_IS_PUBLIC, Case.code == code)).one_or_none()
    return PublicCase(*row) if row else None


def places_of_public_cases() -> Sequence[AreaView]:
    """The communes of which something is public, by name."""
    codes = db.session.scalars(select(Case.area_code).where(*_IS_PUBLIC).distinct())
    found = [directory().areas[code] for code in codes if code]
    return sorted(found, key=lambda area: fold(area.name))


def _conditions(wanted: PublicWanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.field:
        conditions.append(Case.field == wanted.field)
    if wanted.area:
        conditions.append(Case.area_code == wanted.area.code)
    if wanted.state:
        states = [state for state, public in PUBLIC.items() if public is wanted.state]
        conditions.append(Case.state.in_(states))
    if wanted.after:
        conditions.append(Case.ordinal < wanted.after)
    return conditions


_IS_PUBLIC = (Case.type == CaseType.PETITION, Case.published_at.is_not(None))
_OPEN = (
    Case.id,
    Case.ordinal,
    Case.code,
    Case.kind,
    Case.field,
    Case.area_code,
    Case.unit_id,
    Case.holder_id,
    Case.state,
    Case.opened_at,
    Case.answered_at,
)
