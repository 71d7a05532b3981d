"""Registrations by id, ticket and person, for a change, in line, as lists and as figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from api.accounts.models import Account
from api.core.database import db
from api.core.errors import Missing
from api.dialogues.registrations import (
    LIVE,
    Invitation,
    Registration,
    RegistrationState,
    Seating,
)
from api.dialogues.seats import Party
from api.dialogues.sessions import AHEAD, Dialogue


@dataclass(frozen=True)
class Figures:
    """How many people (seats, not telephones) registered, and how many of them came."""

    registered: int
    """All who ever did, and did not give it up."""
    confirmed: int
    came: int
    """Of those who had a seat beforehand."""
    absent: int
    """Had a seat and did not come."""
    walk_ins: int
    waiting: int
    """Were in line to the end."""
    cancelled: int


@dataclass(frozen=True)
class RegistrationsWanted:
    """Which registrations a desk looks for; None where it does not matter."""

    state: RegistrationState | None = None
    q: str | None = None
    """A part of the name, the telephone number or the ticket."""
    came: bool | None = None
    after: UUID | None = None
    limit: int = 50


def dialogue_of(dialogue_id: UUID) -> Dialogue:
    """The dialogue, without those who preside; `Missing` when there is none."""
    found = db.session.get(Dialogue, dialogue_id)
    if found is None:
        raise Missing
    return found


def hold_seats(dialogue_id: UUID) -> Seating:
    """Nobody else takes or gives back a seat of this dialogue until the transaction ends."""
    held = (
        select(Seating)
        .where(Seating.dialogue_id == dialogue_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = db.session.scalar(held)
    if found is None:
        first = insert(Seating).values(dialogue_id=dialogue_id, **_EMPTY)
        db.session.execute(first.on_conflict_do_nothing())
        found = db.session.scalars(held).one()
    return found


def seating_of(dialogue_id: UUID) -> Seating:
    """How the seats stand now, to read; an empty one where nobody registered or shared them out."""
    found = db.session.get(Seating, dialogue_id)
    return found or Seating(dialogue_id=dialogue_id, **_EMPTY)


_EMPTY: Mapping[str, Any] = {
    **{name: {} for name in ("delegates", "taken", "waiting")},
    **dict.fromkeys(("invited", "overbooking", "last_number", "came"), 0),
    "groups": [],
}


def registration_with(registration_id: UUID) -> Registration | None:
    """The registration with this id."""
    return db.session.get(Registration, registration_id)


def in_the_way(
    registration_id: UUID, dialogue_id: UUID, account_id: UUID | None, phone: str | None
) -> Sequence[Registration]:
    """The one with this id, of whatever dialogue, and those by which this person is registered."""
    people = [Registration.account_id == account_id] if account_id else []
    people += [Registration.phone == phone] if phone else []
    live = (Registration.dialogue_id == dialogue_id) & Registration.state.in_(LIVE)
    same = [live & each for each in people]
    return db.session.scalars(
        select(Registration).where(or_(Registration.id == registration_id, *same))
    ).all()


def live_registration(dialogue_id: UUID, account_id: UUID) -> Registration | None:
    """By which this person has a seat at the dialogue, or waits for one."""
    return db.session.scalar(
        select(Registration).where(
            Registration.dialogue_id == dialogue_id,
            Registration.account_id == account_id,
            Registration.state.in_(LIVE),
        )
    )


def registration_with_ticket(ticket: str) -> Registration | None:
    """The registration with this short code."""
    return db.session.scalar(select(Registration).where(Registration.ticket == ticket))


def line_of(dialogue_id: UUID, home: str | None, limit: int) -> Sequence[Party]:
    """The first so many who wait, for one sort of seats or (None) for any."""
    found = (
        select(Registration.id, Registration.home, 1 + Registration.companions)
        .where(
            Registration.dialogue_id == dialogue_id,
            Registration.state == RegistrationState.WAITING,
        )
        .order_by(Registration.number)
        .limit(limit)
    )
    if home is not None:
        found = found.where(Registration.home == home)
    return [Party(*row) for row in db.session.execute(found)]


def positions_in_line(registrations: Sequence[Registration]) -> dict[UUID, int]:
    """Of each of these that waits, how many wait up to them, themselves included."""
    waiting = [each for each in registrations if each.state == RegistrationState.WAITING]
    if not waiting:
        return {}
    asked, ahead = Registration, Registration.__table__.alias("ahead")
    rows = db.session.execute(
        select(asked.id, func.count())
        .join(
            ahead,
            (ahead.c.dialogue_id == asked.dialogue_id)
            & (ahead.c.state == RegistrationState.WAITING.value)
            & (ahead.c.number <= asked.number),
        )
        .where(asked.id.in_([each.id for each in waiting]))
        .group_by(asked.id)
    )
    return {row[0]: row[1] for row in rows}


def registrations_of(dialogue_id: UUID, wanted: RegistrationsWanted) -> Sequence[Registration]:
    """Up to `limit` + 1 registrations for a dialogue, in the order in which they were made."""
    found = (
        select(Registration)
        .where(Registration.dialogue_id == dialogue_id, *_narrowed(wanted))
        .order_by(Registration.ordinal)
        .limit(wanted.limit + 1)
    )
    return db.session.scalars(found).all()


def own_registrations(account_id: UUID, after: UUID | None, limit: int) -> Sequence[Registration]:
    """Up to `limit` + 1 registrations of this person, the newest first."""
    found = select(Registration).where(Registration.account_id == account_id)
    if after is not None:
        found = found.where(Registration.ordinal < after)
    return db.session.scalars(found.order_by(Registration.ordinal.desc()).limit(limit + 1)).all()


def account_registered(registration_id: UUID) -> UUID | None:
    """The open account of whose registration it is."""
    return db.session.scalar(
        select(Account.id)
        .join(Registration, Registration.account_id == Account.id)
        .where(Registration.id == registration_id, Account.closed_at.is_(None))
    )


def accounts_registered(dialogue_id: UUID, after: UUID | None, limit: int) -> Sequence[UUID]:
    """Up to so many open accounts of who has a seat or waits for one, by their ids."""
    found = select(Account.id).join(Registration, Registration.account_id == Account.id)
    if after is not None:
        found = found.where(Account.id > after)
    return db.session.scalars(
        found.where(
            Registration.dialogue_id == dialogue_id,
            Registration.state.in_(LIVE),
            Account.closed_at.is_(None),
        )
        .order_by(Account.id)
        .limit(limit)
    ).all()


def invitation_with(dialogue_id: UUID, code: str) -> Invitation | None:
    """The invitation to this dialogue with this code."""
    return db.session.scalar(
        select(Invitation).where(Invitation.dialogue_id == dialogue_id, Invitation.code == code)
    )


def invitations_to(dialogue_id: UUID, after: UUID | None, limit: int) -> Sequence[Invitation]:
    """Up to `limit` + 1 invitations to a dialogue, in the order in which they were made."""
    found = select(Invitation).where(Invitation.dialogue_id == dialogue_id)
    if after is not None:
        found = found.where(Invitation.id > after)
    return db.session.scalars(found.order_by(Invitation.id).limit(limit + 1)).all()


def unconfirmed(dialogue_id: UUID, seated_before: datetime, by: datetime) -> Sequence[Registration]:
    """Who had a seat before this moment, was asked in time, and has not said that they come."""
    asked = Registration.reminded_at < by
    return _seated(dialogue_id, seated_before, Registration.coming_at.is_(None), asked)


def to_remind(dialogue_id: UUID, seated_before: datetime) -> Sequence[Registration]:
    """Who had a seat before this moment, and was not reminded of it yet."""
    return _seated(dialogue_id, seated_before, Registration.reminded_at.is_(None))


def _seated(
    dialogue_id: UUID, before: datetime, *conditions: ColumnElement[bool]
) -> Sequence[Registration]:
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.dialogue_id == dialogue_id,
            Registration.state == RegistrationState.CONFIRMED,
            Registration.seated_at < before,
            Registration.came_at.is_(None),
            *conditions,
        )
        .order_by(Registration.number)
    ).all()


def coming_up(now: datetime) -> Sequence[UUID]:
    """Dialogues that are still to begin, and for which somebody registered."""
    return db.session.scalars(
        select(Dialogue.id)
        .join(Seating, Seating.dialogue_id == Dialogue.id)
        .where(Dialogue.state.in_(AHEAD), Dialogue.starts_at > now, Seating.last_number > 0)
        .order_by(Dialogue.starts_at)
    ).all()


def figures_of(dialogue_id: UUID) -> Figures:
    """How many registered and how many of them came, until now."""
    people = 1 + Registration.companions
    came, walk_in = Registration.came_at.is_not(None), Registration.is_walk_in.is_(True)
    live, seated = Registration.state.in_(LIVE), Registration.state == RegistrationState.CONFIRMED

    def counted(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(people).filter(*conditions), 0)

    row = db.session.execute(
        select(
            counted(live, ~walk_in),
            counted(seated, ~walk_in),
            counted(came, ~walk_in),
            counted(seated, ~walk_in, Registration.came_at.is_(None)),
            counted(walk_in),
            counted(Registration.state == RegistrationState.WAITING),
            counted(~live),
        ).where(Registration.dialogue_id == dialogue_id)
    ).one()
    return Figures(*row)


def _narrowed(wanted: RegistrationsWanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state is not None:
        found.append(Registration.state == wanted.state)
    if wanted.q is not None:
        part = wanted.q
        found.append(
            or_(
                Registration.name.icontains(part, autoescape=True),
                Registration.phone.contains(part.removeprefix("0"), autoescape=True),
                Registration.ticket == part.upper(),
            )
        )
    if wanted.came is not None:
        came = Registration.came_at.is_not(None)
        found.append(came if wanted.came else ~came)
    if wanted.after is not None:
        found.append(Registration.ordinal > wanted.after)
    return found
