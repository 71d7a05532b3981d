"""Public field reports, and the keys of programs."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from api.cases.access import sight
from api.cases.models import Case, CaseType, Kind
from api.core.database import db
from api.open311.limits import MOST
from api.open311.models import Key
from api.open311.statuses import STATES, Status
from api.petitions.public_places import PublicPlace
from api.petitions.public_text import PublicText
from api.regulation.models import Obligation, ObligationState
from api.regulation.queries import regulation
from api.regulation.rules import Basis


@dataclass(frozen=True)
class Wanted:
    """Which reports a program asks for."""

    ids: Collection[str] = ()
    services: Collection[str] = ()
    since: datetime | None = None
    until: datetime | None = None
    status: Collection[Status] = ()
    page: int = 1
    page_size: int = MOST


@dataclass(frozen=True)
class Report:
    """A public field report."""

    id: UUID
    code: str
    field: str | None
    subfield: str | None
    area_code: str | None
    unit_id: UUID
    state: str
    opened_at: datetime
    accepted_at: datetime | None
    answered_at: datetime | None
    contested_at: datetime | None
    closed_at: datetime | None
    title: str | None
    text: str | None
    latitude: float | None
    longitude: float | None

    @property
    def updated_at(self) -> datetime:
        """When something happened to it last that everybody may know of."""
        moments = (self.accepted_at, self.answered_at, self.contested_at, self.closed_at)
        return max([self.opened_at, *filter(None, moments)])


_COLUMNS = (
    Case.id,
    Case.code,
    Case.field,
    Case.subfield,
    Case.area_code,
    Case.unit_id,
    Case.state,
    Case.opened_at,
    Case.accepted_at,
    Case.answered_at,
    Case.contested_at,
    Case.closed_at,
    PublicText.title,
    PublicText.text,
    PublicPlace.latitude,
    PublicPlace.longitude,
)

_REPORTS = (
    select(*_COLUMNS)
    .outerjoin(PublicText, PublicText.petition_id == Case.id)
    .outerjoin(PublicPlace, PublicPlace.petition_id == Case.id)
    .where(Case.type == CaseType.PETITION, Case.kind == Kind.REFLECTION)
)


def reports(wanted: Wanted) -> Sequence[Report]:
    """Public field reports, the newest first. Ids that are not public are left out, unsaid."""
    chosen = (
        _REPORTS.where(sight(None).clause(), *_conditions(wanted))
        .order_by(Case.opened_at.desc(), Case.ordinal.desc())
        .limit(wanted.page_size)
        .offset((wanted.page - 1) * wanted.page_size)
    )
    return [Report(**row) for row in db.session.execute(chosen).mappings()]


def report_with(*, code: str | None = None, petition_id: UUID | None = None) -> Report | None:
    """The public field report with this code or id; None for all else, whatever it is."""
    by = Case.code == code if petition_id is None else Case.id == petition_id
    row = db.session.execute(_REPORTS.where(sight(None).clause(), by)).mappings().first()
    return None if row is None else Report(**row)


@dataclass(frozen=True)
class AnswerDue:
    """By when the answer is too late, by law and as the authority has promised."""

    lawful: datetime | None = None
    promised: datetime | None = None


def answers_due(ids: Collection[UUID]) -> Mapping[UUID, AnswerDue]:
    """By case, what is still to be answered and has a day."""
    rows = db.session.execute(
        select(Obligation.case_id, Obligation.rule_id, Obligation.rule_version, Obligation.due_at)
        .where(
            Obligation.case_id.in_(ids),
            Obligation.state == ObligationState.OPEN,
            Obligation.duty == "answer",
            Obligation.due_at.is_not(None),
        )
        .order_by(Obligation.due_at.desc())
    )
    law = regulation()
    lawful: dict[UUID, datetime] = {}
    promised: dict[UUID, datetime] = {}
    for case_id, rule_id, version, due_at in rows:
        if case_id is None or due_at is None:
            continue
        rule = law.rule(rule_id, version)
        is_promise = rule is None or rule.basis is Basis.PROMISE
        (promised if is_promise else lawful)[case_id] = due_at
    return {each: AnswerDue(lawful.get(each), promised.get(each)) for each in ids}


def key_with(secret: str) -> Key | None:
    """The key that is in use; None for one that is unknown or was revoked."""
    asked = select(Key).where(Key.key_hash == hashed(secret), Key.revoked_at.is_(None))
    return db.session.scalar(asked)


def key_named(name: str) -> Key | None:
    """The key with this name, in use or not."""
    return db.session.scalar(select(Key).where(Key.name == name))


def all_keys() -> Sequence[Key]:
    """All keys, by name."""
    return db.session.scalars(select(Key).order_by(Key.name)).all()


def hashed(secret: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.ids:
        return [Case.code.in_(wanted.ids)]
    conditions: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        conditions.append(Case.opened_at >= wanted.since)
    if wanted.until is not None:
        conditions.append(Case.opened_at <= wanted.until)
    if wanted.services:
        codes = wanted.services
        conditions.append(or_(Case.field.in_(codes), Case.subfield.in_(codes)))
    if wanted.status:
        states = frozenset().union(*(STATES[each] for each in wanted.status))
        conditions.append(Case.state.in_(states))
    return conditions
