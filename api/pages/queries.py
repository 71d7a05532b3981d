"""What the pages ask that no other room has asked before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from api.accounts.models import Account, AccountKind
from api.authorities.directory import directory
from api.authorities.models import Level, Title, UnitKind
from api.authorities.names import fold
from api.authorities.policy import roles_of
from api.authorities.views import AreaView
from api.cases.access import sight
from api.cases.models import Case, CaseType, Kind
from api.core import clock
from api.core.access import Role
from api.core.clock import vietnam_date
from api.core.database import db
from api.core.http import Page
from api.petitions.filters import Wanted
from api.petitions.public_text import PublicText
from api.petitions.queries import BEGINNING, in_public
from api.petitions.states import PUBLIC, PetitionState, PublicState


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


_PLAYING = (
    Account.kind == AccountKind.OFFICIAL,
    Account.closed_at.is_(None),
    Account.password_hash.is_not(None),  # others act in the story alone
)
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
    """Petitions on which something is too late now: as many as the Fatherland Front's table has."""
    promises_overdue: int
    """What was promised in answers and is too late now."""


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
    late = db.session.execute(
        select(Case.type, func.count()).where(Case.next_due_at <= at).group_by(Case.type)
    )
    overdue = dict(late.all())
    return Figures(
        since=since,
        received=received,
        answered=answered,
        on_time=round(100 * in_time / of_dated) if of_dated else None,
        overdue=overdue.get(CaseType.PETITION, 0),
        promises_overdue=overdue.get(CaseType.COMMITMENT, 0),
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
    kind: Kind | None = None
    words: str | None = None
    since: date | None = None
    until: date | None = None
    """Received from this day to that one."""
    after: UUID | None = None
    limit: int = 20

    @property
    def choice(self) -> Mapping[str, str]:
        """What was chosen, as the page's address says it; never which page of the list it is."""
        said = {
            "tim": self.words,
            "linh-vuc": self.field,
            "xa": self.area and self.area.code,
            "buoc": self.state,
            "loai": self.kind,
            "tu-ngay": self.since and f"{self.since:%d/%m/%Y}",
            "den-ngay": self.until and f"{self.until:%d/%m/%Y}",
        }
        return {name: str(value) for name, value in said.items() if value}


@dataclass(frozen=True)
class PublicCase:
    """What everybody may read of a case in a list: never the sender, nor their own words."""

    ordinal: UUID
    code: str
    kind: Kind
    field: str | None
    area_code: str | None
    holder_id: UUID
    state: str
    received_at: datetime
    title: str | None
    beginning: str | None
    """Of the words without personal data; None while nothing has looked at them."""

    @property
    def public_state(self) -> PublicState:
        """One of the five steps."""
        return PUBLIC[PetitionState(self.state)]

    @property
    def place(self) -> str | None:
        """The commune, no closer."""
        return directory().areas[self.area_code].name if self.area_code else None

    @property
    def position(self) -> str:
        """The position that must answer."""
        return directory().position(self.holder_id).name


def public_cases(wanted: PublicWanted) -> Page[PublicCase]:
    """One page of them, newest first."""
    chosen = (
        select(*_OPEN)
        .outerjoin(PublicText, PublicText.petition_id == Case.id)
        .where(*in_public(None, _as_listed(wanted), clock.now()))
        .order_by(Case.ordinal.desc())
        .limit(wanted.limit + 1)
    )
    if wanted.after:
        chosen = chosen.where(Case.ordinal < wanted.after)
    rows = db.session.execute(chosen)
    return Page.of([PublicCase(*row) for row in rows], wanted.limit, "ordinal")


def places_of_public_cases() -> Sequence[AreaView]:
    """The communes of which something is public, by name."""
    codes = db.session.scalars(select(Case.area_code).where(*_public()).distinct())
    found = [directory().areas[code] for code in codes if code]
    return sorted(found, key=lambda area: fold(area.name))


def _public() -> tuple[ColumnElement[bool], ...]:
    """What somebody sees who is not signed in."""
    return (Case.type == CaseType.PETITION, sight(None).clause())


def _as_listed(wanted: PublicWanted) -> Wanted:
    """The same choice as the list of the API has it."""
    return Wanted(
        kind=wanted.kind,
        field=wanted.field,
        area=wanted.area.code if wanted.area else None,
        q=wanted.words,
        public_state=wanted.state,
        received_from=wanted.since,
        received_to=wanted.until,
    )


_OPEN = (
    Case.ordinal,
    Case.code,
    Case.kind,
    Case.field,
    Case.area_code,
    Case.holder_id,
    Case.state,
    Case.opened_at,
    PublicText.title,
    func.left(PublicText.text, BEGINNING),
)
