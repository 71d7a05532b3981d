"""A complaint made a second time: which one it follows, whether it may, and who settles it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from api.authorities.directory import directory
from api.cases.access import head_above
from api.cases.holding import hold
from api.cases.models import Kind
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import Model, db
from api.core.i18n import preferred_locale
from api.core.ids import is_code
from api.petitions.ending_errors import (
    ExcuseNotYours,
    NotAFirstComplaint,
    NotSettledYet,
    SecondAlready,
    SecondTooLate,
    UnknownFirst,
)
from api.petitions.intake import Found
from api.petitions.models import Petition
from api.petitions.next_steps import SECOND_SETTLEMENT
from api.petitions.states import ANSWERED, PetitionState
from api.petitions.submission import Submission
from api.regulation import queries as law
from api.regulation.models import Standing
from api.regulation.provisions import Right, rights_after
from api.regulation.rules import Basis
from api.routing.models import Route


class SecondComplaint(Model):
    """Which complaint a second one follows, and what lawfully excused its coming late."""

    __tablename__ = "second_complaints"
    __table_args__ = (Index("ix_second_complaints_first_id", "first_id"),)

    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"), primary_key=True)
    first_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"))
    excuse: Mapped[str | None]
    """Why the law does not count the time that passed, as an official wrote it down."""
    excused_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))


@dataclass(frozen=True)
class Followed:
    """The first complaint that a second one follows, and the excuse that was needed."""

    petition: Petition
    excuse: str | None = None


def followed_by(submission: Submission, at: datetime, actor: Actor) -> Followed | None:
    """What the submission follows; None where it names nothing. `at` is when it was received.

    Held from now on, so that of two second complaints one is refused.
    """
    if submission.follows is None:
        return None
    if submission.excuse is not None and not actor.is_(Role.RECEIVER):
        raise ExcuseNotYours
    found = _named(submission.follows)
    # An official may name what lies in another office by the number on its decision; the answer
    # shows nothing of it. To everybody else a complaint that is not theirs is not there.
    if found is None or not (actor.is_(Role.RECEIVER) or found.author_id == actor.account_id):
        raise UnknownFirst(errors={"follows": ["There is no complaint of yours with this code"]})
    if found.addressee != submission.addressee:
        raise NotAFirstComplaint(code=found.code, addressee=found.addressee)
    hold(found.id)
    db.session.refresh(found)
    must_be_followable(found, at, excused=submission.excuse is not None)
    return Followed(found, submission.excuse)


def must_be_followable(first: Petition, at: datetime, *, excused: bool = False) -> None:
    """Refuses a second complaint that the law does not know yet, any more, or a second time."""
    if first.kind is not Kind.COMPLAINT or first.instance != 1:
        raise NotAFirstComplaint(code=first.code)
    since = _open_since(first, at)
    if since is None:
        raise NotSettledYet(code=first.code, state=first.state)
    if (second := second_of(first.id)) is not None:
        raise SecondAlready(code=second.code)
    right = right_to_follow(first, since)
    due_at = right.due.due_at if right and right.due else None
    if right is not None and due_at is not None and due_at <= at and not excused:
        until = right.due.last_day if right.due else None
        raise SecondTooLate(until=str(until), citation=right.rule.citation(preferred_locale()))


def right_to_follow(first: Petition, since: datetime) -> Right | None:
    """The rule that says until when a second complaint may be made, counted from this moment."""
    found = rights_after("petition.answered", first, since)
    return next((right for right in found if right.rule.duty == SECOND_SETTLEMENT), None)


def follow(petition: Petition, first: Followed | None, actor: Actor) -> None:
    """Keep which complaint it follows."""
    if first is not None:
        excused_by = actor.position_id if first.excuse else None
        db.session.add(
            SecondComplaint(
                petition_id=petition.id,
                first_id=first.petition.id,
                excuse=first.excuse,
                excused_by_id=excused_by,
            )
        )


def placed(found: Found, first: Followed | None) -> Found:
    """In the place of the first, with its field where none is said, and who settles it now."""
    if first is None:
        return found
    known, above = first.petition, head_above(first.petition)
    if found.field is None:
        found = replace(found, field=known.field, subfield=known.subfield)
    if found.about_unit_id is None and found.about_position_id is None:
        # Whom the first is about may not see the second either.
        about = known.about_unit_id, known.about_position_id
        found = replace(found, about_unit_id=about[0], about_position_id=about[1])
    return replace(
        found,
        area_code=known.area_code or found.area_code,
        settler_id=above.id if above else None,
    )


def settled_above(route: Route, settler_id: UUID | None) -> Route:
    """To this position, the head above whoever has the first one, wherever that lies now."""
    if settler_id is None or settler_id == route.position_id:
        return route
    unit_id = directory().position(settler_id).unit_id
    return replace(route, position_id=settler_id, unit_id=unit_id, prepares_unit_id=None)


def first_of(petition_id: UUID) -> tuple[Petition, SecondComplaint] | None:
    """The complaint that this one follows, and what was kept of the link."""
    row = db.session.execute(
        select(Petition, SecondComplaint)
        .join(SecondComplaint, SecondComplaint.first_id == Petition.id)
        .where(SecondComplaint.petition_id == petition_id)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def second_of(petition_id: UUID) -> Petition | None:
    """The second complaint that follows this one, and was not withdrawn before it was taken on."""
    return db.session.scalar(
        select(Petition)
        .join(SecondComplaint, SecondComplaint.petition_id == Petition.id)
        .where(SecondComplaint.first_id == petition_id, Petition.state != PetitionState.WITHDRAWN)
        .order_by(Petition.ordinal.desc())
        .limit(1)
    )


def _named(written: str) -> Petition | None:
    """The petition with this id, code or receipt number."""
    text = written.strip().upper().replace(" ", "")
    try:
        return db.session.get(Petition, UUID(text))
    except ValueError:
        number = text.replace("-", "")
    if not (is_code(number) or number.isdigit()):
        return None
    by_number = or_(Petition.code == number, Petition.receipt_number == number)
    return db.session.scalar(select(Petition).where(by_number))


def _open_since(first: Petition, at: datetime) -> datetime | None:
    """From when the time for a second complaint runs: the decision, or the term that passed."""
    if first.state in ANSWERED and first.answered_at is not None:
        return first.answered_at
    for obligation in law.open_obligations(first.id):
        rule = law.regulation().rule(obligation.rule_id, obligation.rule_version)
        if rule is None or obligation.last_day is None or rule.basis is not Basis.LAW:
            continue
        is_decision = "petition.answered" in rule.met_by.events
        if is_decision and obligation.standing(at) is Standing.OVERDUE:
            return clock.midnight(obligation.last_day)
    return None
