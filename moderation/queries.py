"""Looks by case, for a decision, in the queue, and counted."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from api.cases.access import sight
from api.cases.models import Case, Kind, Visibility
from api.core.access import Actor, Role
from api.core.clock import VIETNAM, midnight
from api.core.database import db
from api.core.errors import Missing
from api.events.models import Event
from api.petitions.models import Petition
from api.petitions.public_text import PublicText
from api.petitions.states import NEVER_PUBLIC
from api.regulation.calendar import ONE_DAY
from moderation.models import ASKED, HIDDEN, Appeal, Screening, ScreeningState


@dataclass(frozen=True)
class Looked:
    """A look with its case and the words as they may be shown; nothing of who sent them."""

    screening: Screening
    appeal: Appeal | None
    code: str
    kind: Kind
    unit_id: UUID
    area_code: str | None
    title: str | None
    text: str

    @property
    def id(self) -> UUID:
        """Of the look."""
        return self.screening.id


@dataclass(frozen=True)
class Month:
    """The looks of one month at what its author wants public, counted."""

    first_day: date
    looked_at: int
    published: int
    waiting: int
    withheld: int
    appealed: int
    reasons: dict[str, int]


def latest(case_id: UUID) -> Screening | None:
    """The last look at the case."""
    return db.session.scalars(
        select(Screening).where(Screening.case_id == case_id).order_by(Screening.id.desc()).limit(1)
    ).one_or_none()


def is_looked_at(event_id: UUID) -> bool:
    """Whether there was a look because of this event."""
    looked = select(Screening.id).where(Screening.event_id == event_id)
    return db.session.scalar(looked) is not None


def case_of(screening_id: UUID) -> UUID:
    """The case that was looked at; `Missing` when there was no such look."""
    found = db.session.scalar(select(Screening.case_id).where(Screening.id == screening_id))
    if found is None:
        raise Missing
    return found


def screening_as_it_is(screening_id: UUID) -> Screening:
    """The look as it is now, read after its case was locked."""
    return db.session.get_one(Screening, screening_id, populate_existing=True)


def appeal_against(screening_id: UUID) -> Appeal | None:
    """The author's appeal."""
    return db.session.get(Appeal, screening_id)


def public_ones_since(petition: Petition, since: datetime) -> int:
    """How many petitions its author wanted public since then, up to this one."""
    counted = select(func.count()).where(
        Case.author_id == petition.author_id,
        Case.visibility == Visibility.PUBLIC,
        Case.opened_at > since,
        Case.ordinal <= petition.ordinal,
    )
    return db.session.scalar(counted) or 0


def is_sent_again(petition: Petition) -> bool:
    """Whether its author sent the same words before."""
    earlier = aliased(Petition)
    same = select(earlier.id).where(
        earlier.author_id == petition.author_id,
        earlier.ordinal < petition.ordinal,
        func.fold(earlier.text) == func.fold(petition.text),
    )
    return db.session.scalar(same.limit(1)) is not None


def not_looked_at(before: datetime, limit: int) -> Sequence[UUID]:
    """The events by which petitions came in before then that had no look yet, oldest first."""
    unread = (
        select(Event.id)
        .join(Petition.__table__, Petition.__table__.c.id == Event.case_id)
        .join(Case.__table__, Case.__table__.c.id == Event.case_id)
        .outerjoin(PublicText, PublicText.petition_id == Event.case_id)
        .where(
            PublicText.petition_id.is_(None),
            Event.name == "petition.received",
            Event.recorded_at < before,
            Case.__table__.c.state.not_in(NEVER_PUBLIC),
        )
    )
    return db.session.scalars(unread.order_by(Event.id).limit(limit)).all()


def too_late(at: datetime, limit: int) -> Sequence[UUID]:
    """The looks on which nobody has ever decided, nor did in time, oldest first."""
    late = (
        select(Screening.id)
        .join(Case, Case.id == Screening.case_id)
        .where(
            Screening.state.in_(ASKED),
            Screening.due_at <= at,
            Screening.decider_id.is_(None),
            Case.state.not_in(NEVER_PUBLIC),
        )
    )
    return db.session.scalars(late.order_by(Screening.id).limit(limit)).all()


def queue(actor: Actor, *, after: UUID | None, limit: int) -> Sequence[Looked]:
    """Up to `limit` + 1 looks that wait for a decision this person may take, oldest first.

    Who has decided once does not decide on the appeal.
    """
    statement = _looked().where(*_waiting_for(actor))
    if after is not None:
        statement = statement.where(Screening.id > after)
    return _read(statement.order_by(Screening.id).limit(limit + 1))


def in_queue(screening_id: UUID, actor: Actor) -> Looked:
    """One look that waits for a decision this person may take; `Missing` when it does not."""
    found = _read(_looked().where(Screening.id == screening_id, *_waiting_for(actor)))
    if not found:
        raise Missing
    return found[0]


def waiting(actor: Actor, at: datetime) -> tuple[int, int]:
    """How many looks wait for a decision this person may take, and how many of them too long."""
    counted = (
        select(func.count(), func.count().filter(Screening.due_at <= at))
        .select_from(Screening)
        .join(Case, Case.id == Screening.case_id)
        .join(PublicText, PublicText.petition_id == Screening.case_id)
        .where(Case.state.not_in(NEVER_PUBLIC), *_waiting_for(actor))
    )
    number, late = db.session.execute(counted).one()
    return number, late


def hidden(actor: Actor, *, after: UUID | None, limit: int) -> Sequence[Looked]:
    """Up to `limit` + 1 looks after which what its author wants public is not, newest first."""
    later = aliased(Screening)
    is_last = (
        ~select(later.id)
        .where(later.case_id == Screening.case_id, later.id > Screening.id)
        .exists()
    )
    scope = sight(actor).only(Role.MONITOR).clause()
    statement = _looked().where(Screening.state.in_(HIDDEN), is_last, scope)
    if after is not None:
        statement = statement.where(Screening.id < after)
    return _read(statement.order_by(Screening.id.desc()).limit(limit + 1))


def months(first_day: date, last_day: date) -> Sequence[Month]:
    """The looks of each month at what its author wants public, from and to these days."""
    month = func.date_trunc("month", func.timezone(str(VIETNAM), Screening.created_at)).label(
        "month"
    )
    within = (
        Screening.is_for_public,
        Screening.created_at >= midnight(first_day),
        Screening.created_at < midnight(last_day + ONE_DAY),
    )
    counted = (
        select(
            month,
            func.count(),
            _counted(_S.CLEARED),
            _counted(_S.HELD, _S.APPEALED),
            _counted(_S.WITHHELD, _S.UPHELD),
            func.count(Appeal.screening_id),
        )
        .outerjoin(Appeal, Appeal.screening_id == Screening.id)
        .where(*within)
        .group_by("month")
        .order_by("month")
    )
    each = select(month, func.unnest(Screening.reasons).label("reason")).where(*within).subquery()
    why = select(each.c.month, each.c.reason, func.count()).group_by(each.c.month, each.c.reason)
    reasons: defaultdict[datetime, dict[str, int]] = defaultdict(dict)
    for of, code, number in db.session.execute(why.order_by(each.c.reason)):
        reasons[of][code] = number
    return [
        Month(of.date(), looked_at, published, waiting, withheld, appealed, reasons[of])
        for of, looked_at, published, waiting, withheld, appealed in db.session.execute(counted)
    ]


_S = ScreeningState


def _waiting_for(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    free = or_(Screening.decider_id.is_(None), Screening.decider_id != actor.account_id)
    return (Screening.state.in_(ASKED), free, sight(actor).only(Role.MODERATOR).clause())


def _counted(*states: ScreeningState) -> ColumnElement[int]:
    return func.count().filter(Screening.state.in_(states))


def _looked() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Screening,
            Appeal,
            Case.code,
            Case.kind,
            Case.unit_id,
            Case.area_code,
            PublicText.title,
            PublicText.text,
        )
        .join(Case, Case.id == Screening.case_id)
        .join(PublicText, PublicText.petition_id == Screening.case_id)
        .outerjoin(Appeal, Appeal.screening_id == Screening.id)
        .where(Case.state.not_in(NEVER_PUBLIC))
    )


def _read(statement: Select[*tuple[Any, ...]]) -> Sequence[Looked]:
    return [Looked(*row) for row in db.session.execute(statement)]
