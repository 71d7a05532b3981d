"""Dialogues by id, for a change, as a schedule, and what is in the way of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Uuid,
    case,
    column,
    func,
    or_,
    select,
    table,
    tuple_,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import selectinload, with_expression

from api.cases.holding import hold
from api.cases.models import Case
from api.commitments.models import Commitment, CommitmentState
from api.core import clock
from api.core.database import db
from api.core.errors import Missing
from api.dialogues.registration_queries import hold_seats
from api.dialogues.session_plans import SessionKind
from api.dialogues.sessions import Dialogue, Presider, SessionState, Stage


@dataclass(frozen=True)
class DialoguesWanted:
    """Which dialogues a schedule is about; None where it does not matter."""

    unit_id: UUID | None = None
    """The unit organises it, alone or with others."""
    area_code: str | None = None
    position_id: UUID | None = None
    kind: SessionKind | None = None
    state: Stage | None = None
    starts_from: datetime | None = None
    starts_before: datetime | None = None
    newest_first: bool = False
    """By their beginning backwards, as one looks at what is over."""
    after: UUID | None = None
    limit: int = 50


def dialogue_with(dialogue_id: UUID) -> Dialogue | None:
    """The dialogue with this id and who presides over it."""
    return db.session.scalar(_whole().where(Dialogue.id == dialogue_id))


def dialogue_named(code: str) -> Dialogue:
    """The dialogue with this code of a case; `Missing` when there is none."""
    found = db.session.scalar(_whole().where(Dialogue.code == code.upper()))
    if found is None:
        raise Missing
    return found


def dialogue_to_read(dialogue_id: UUID) -> Dialogue:
    """The same; `Missing` when there is none."""
    found = dialogue_with(dialogue_id)
    if found is None:
        raise Missing
    return found


def dialogue_to_change(dialogue_id: UUID) -> Dialogue:
    """The same, locked until the transaction ends, and with it who has which seat."""
    hold(dialogue_id)
    anew = _whole().where(Dialogue.id == dialogue_id).execution_options(populate_existing=True)
    found = db.session.scalar(anew)
    if found is None:
        raise Missing
    hold_seats(dialogue_id)
    return found


def dialogues(wanted: DialoguesWanted) -> Sequence[Dialogue]:
    """Up to `limit` + 1 dialogues, by their beginning."""
    keys = (Dialogue.starts_at, Dialogue.ordinal)
    order = [key.desc() for key in keys] if wanted.newest_first else keys
    found = _whole().order_by(*order).limit(wanted.limit + 1).where(*_narrowed(wanted))
    return db.session.scalars(_following(found, wanted)).all()


def places_of_dialogues() -> Sequence[str]:
    """The areas in which there is any dialogue, by their codes."""
    return db.session.scalars(select(Dialogue.unit_area_code).distinct()).all()


def at_that_time(dialogue: Dialogue) -> Sequence[Dialogue]:
    """Other dialogues that take place while this one does, where its leaders or its room are."""
    leaders = [each.position_id for each in dialogue.presiders]
    people = [each.account_id for each in dialogue.presiders if each.account_id]
    of_leaders = Presider.position_id.in_(leaders) | Presider.account_id.in_(people)
    in_room = Dialogue.room == dialogue.room if dialogue.room else Dialogue.id.is_(None)
    return db.session.scalars(
        _whole().where(
            Dialogue.id != dialogue.id,
            Dialogue.is_live,
            Dialogue.starts_at < dialogue.ends_at,
            Dialogue.ends_at > dialogue.starts_at,
            or_(in_room, Dialogue.presiders.any(of_leaders)),
        )
    ).all()


def _whole() -> Select[Dialogue]:
    return select(Dialogue).options(
        selectinload(Dialogue.presiders), with_expression(Dialogue.promised, _PROMISED)
    )


_QUESTIONS = table("questions", column("id", Uuid), column("dialogue_id", Uuid))
"""By its name: a room does not know those inside of it."""

_PROMISE = Commitment.__table__.join(
    Case.__table__, Commitment.__table__.c.id == Case.__table__.c.id
)
_AT_IT = (
    select(
        case(
            (func.count() == 0, None),
            (func.bool_and(Case.__table__.c.state == CommitmentState.VERIFIED), "done"),
            else_="open",
        )
    )
    .select_from(_PROMISE.join(_QUESTIONS, _QUESTIONS.c.id == Commitment.__table__.c.origin_id))
    .where(_QUESTIONS.c.dialogue_id == Dialogue.__table__.c.id)
    .correlate(Dialogue.__table__)
    .scalar_subquery()
)
_PROMISED = case((Dialogue.state == SessionState.PUBLISHED, _AT_IT), else_=None)
"""Asked only of those whose results are published."""


def _narrowed(wanted: DialoguesWanted) -> list[ColumnElement[bool]]:
    """What was asked for, each as a condition."""
    asked = {
        Dialogue.unit_area_code: wanted.area_code,
        Dialogue.session_kind: wanted.kind,
    }
    found = [column == value for column, value in asked.items() if value is not None]
    if wanted.unit_id is not None:
        co_organised = Dialogue.co_organisers.contains(_listed(str(wanted.unit_id)))
        found.append(or_(Dialogue.unit_id == wanted.unit_id, co_organised))
    if wanted.position_id is not None:
        found.append(Dialogue.presiders.any(Presider.position_id == wanted.position_id))
    if wanted.state is not None:
        found += _standing(wanted.state, clock.now())
    return found + _between(wanted.starts_from, wanted.starts_before)


def _between(first: datetime | None, too_late: datetime | None) -> list[ColumnElement[bool]]:
    after = [] if first is None else [Dialogue.starts_at >= first]
    return after + ([] if too_late is None else [Dialogue.starts_at < too_late])


def _standing(state: Stage, at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Whether a dialogue stands there at this moment, as `Dialogue.stage` tells."""
    begins, ends = Dialogue.registration_from, Dialogue.registration_to
    announced = Dialogue.state == SessionState.ANNOUNCED
    if state is Stage.ANNOUNCED:
        return announced, or_(begins.is_(None), begins > at)
    if state is Stage.REGISTRATION:
        return announced, begins <= at, ends > at
    if state is Stage.PREPARING:
        return announced, ends <= at
    if state in _PROMISES:
        published = Dialogue.state == SessionState.PUBLISHED
        return published, _AT_IT.is_not_distinct_from(_PROMISES[state])
    return (Dialogue.state == state,)


_PROMISES: Mapping[Stage, str | None] = {
    Stage.PUBLISHED: None,
    Stage.FOLLOWING: "open",
    Stage.COMPLETED: "done",
}


def _following(found: Select[Dialogue], wanted: DialoguesWanted) -> Select[Dialogue]:
    if wanted.after is None:
        return found
    last = select(Dialogue.starts_at).where(Dialogue.ordinal == wanted.after).scalar_subquery()
    here, there = tuple_(Dialogue.starts_at, Dialogue.ordinal), tuple_(last, wanted.after)
    return found.where(here < there if wanted.newest_first else here > there)


def _listed(code: str) -> object:
    return func.jsonb_build_array(code, type_=JSONB)
