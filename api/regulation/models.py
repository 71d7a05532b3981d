"""What is owed: by whom, by when, because of which rule."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.core.clock import vietnam_date
from api.core.database import Id, Model
from api.events.models import Event
from api.regulation.calendar import DayKind, DayStatus


class ObligationState(StrEnum):
    """What is stored; overdue, late and suspended are derived."""

    OPEN = "open"
    MET = "met"
    ENDED = "ended"


class Standing(StrEnum):
    """How an obligation stands at a moment, as people see it."""

    OPEN = "open"
    MET = "met"
    LATE = "late"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Obligation(Model):
    """This position owes this duty by this moment because of this rule (việc phải làm)."""

    __tablename__ = "obligations"
    __table_args__ = (
        CheckConstraint("(met_at is not null) = (state = 'met')", name="met_has_moment"),
        Index(
            "uq_obligations_opened",
            "rule_id",
            "opened_by_id",
            "position_id",
            unique=True,
            postgresql_where=text("opened_by_id is not null"),
        ),
        Index(
            "uq_obligations_period",
            "rule_id",
            "rule_version",
            "position_id",
            "period",
            unique=True,
            postgresql_where=text("period is not null"),
        ),
        Index("ix_obligations_case_id", "case_id"),
        Index(
            "ix_obligations_open_position",
            "position_id",
            "due_at",
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_obligations_next_reminder_at",
            "next_reminder_at",
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_obligations_open_unit",
            "unit_id",
            "due_at",
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_obligations_recurring_unit",
            "unit_id",
            "started_at",
            postgresql_where=text("period is not null"),
        ),
    )

    id: Mapped[Id]
    rule_id: Mapped[str]
    rule_version: Mapped[date]
    """The first day of the version of the rule that applied, frozen."""
    rule_hash: Mapped[str]
    duty: Mapped[str]
    position_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"))
    opened_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("events.id"))
    period: Mapped[str | None]
    """The code of the period, of a duty that comes back; no case and no event opened it."""
    state: Mapped[ObligationState]
    started_at: Mapped[datetime]
    term: Mapped[str]
    due_at: Mapped[datetime | None]
    """The first moment that is too late; null while paused or where no number is known."""
    last_day: Mapped[date | None]
    provisional: Mapped[bool]
    """Whether a day that is only expected to be off was counted on."""
    reckoning: Mapped[dict[str, Any]]
    """How the day was found: days passed over and why, and where the last day moved."""
    pauses: Mapped[list[dict[str, Any]]]
    extensions: Mapped[list[dict[str, Any]]]
    reminded: Mapped[int] = mapped_column(default=0)
    """How many of the reminders are done with, for the last day that is set now."""
    next_reminder_at: Mapped[datetime | None]
    """When somebody is to be told next."""
    met_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    opened_by: Mapped[Event | None] = relationship(lazy="raise_on_sql")
    """Written before it; the event is read by its id."""

    @property
    def is_suspended(self) -> bool:
        """Whether a pause is open; one after the last day saves nobody from being late."""
        return self.is_paused and self.due_at is None

    @property
    def is_paused(self) -> bool:
        """Whether somebody suspended it and nobody resumed it."""
        return any(pause["until"] is None for pause in self.pauses)

    @property
    def met_late(self) -> bool:
        """Whether it was fulfilled too late."""
        return self._is_too_late(self.met_at)

    @property
    def ended_late(self) -> bool:
        """Whether it fell away only after it was too late."""
        return self._is_too_late(self.ended_at)

    def covers(self, day: date) -> bool:
        """Whether the day lies between its first day and its last."""
        return self.last_day is not None and vietnam_date(self.started_at) <= day <= self.last_day

    def standing(self, at: datetime) -> Standing:
        """How it stands at this moment."""
        if self.met_at is not None:
            return Standing.LATE if self.met_late else Standing.MET
        if self.ended_at is not None:
            return Standing.LATE if self.ended_late else Standing.ENDED
        if self.is_suspended:
            return Standing.SUSPENDED
        return Standing.OVERDUE if self._is_too_late(at) else Standing.OPEN

    def _is_too_late(self, moment: datetime | None) -> bool:
        return moment is not None and self.due_at is not None and self.due_at <= moment


class Fulfilment(Model):
    """This event counts towards this obligation; several may be needed, one may serve several."""

    __tablename__ = "fulfilments"

    obligation_id: Mapped[UUID] = mapped_column(ForeignKey("obligations.id"), primary_key=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id"), primary_key=True)
    distinct_value: Mapped[str | None]
    event: Mapped[Event] = relationship(lazy="raise_on_sql")


class Recurrence(Model):
    """Since when and up to when the duties that come back were opened here: one row, or none."""

    __tablename__ = "recurrence"
    __table_args__ = (CheckConstraint("one", name="one_row"),)

    one: Mapped[bool] = mapped_column(primary_key=True, default=True)
    since_on: Mapped[date]
    """A period that ended before this day was over when the installation began: not owed here."""
    until_on: Mapped[date]
    """The periods that had begun by this day are open."""


class CalendarDay(Model):
    """A day off, a day swapped, or a Saturday worked for it, with its source."""

    __tablename__ = "calendar_days"

    on: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[DayKind]
    name: Mapped[str]
    source: Mapped[str]
    status: Mapped[DayStatus]


class Scan(Model):
    """A signed paper as it was scanned, kept once under the hash of its bytes; never changed."""

    __tablename__ = "law_scans"

    hash: Mapped[str] = mapped_column(primary_key=True)
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int]
    kept_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    kept_at: Mapped[datetime]


class LawProposal(Model):
    """What somebody proposes to adopt: documents, calendar days; never changed once it is there."""

    __tablename__ = "law_proposals"
    __table_args__ = (Index("ix_law_proposals_proposed_at", "proposed_at"),)

    id: Mapped[Id]
    number: Mapped[str]
    """The number of the signed paper (số, ký hiệu)."""
    signed_on: Mapped[date]
    documents: Mapped[list[dict[str, Any]]]
    """Each with `name` and `text`, as a document file has it."""
    days: Mapped[list[dict[str, Any]]]
    """Days of the calendar, each as a line of a calendar file."""
    competence: Mapped[str | None]
    """The competence table as its file has it; null when it stays."""
    scan_hash: Mapped[str | None] = mapped_column(ForeignKey("law_scans.hash"))
    proposed_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    proposed_as_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    proposed_at: Mapped[datetime]


class LawDecision(Model):
    """A second person adopted it, or it was refused or taken back; said once."""

    __tablename__ = "law_decisions"
    __table_args__ = (
        CheckConstraint("not adopted or scan_hash is not null", name="adopted_has_scan"),
        CheckConstraint("adopted = (reason is null)", name="refused_has_reason"),
    )

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("law_proposals.id"), primary_key=True)
    adopted: Mapped[bool]
    reason: Mapped[str | None]
    scan_hash: Mapped[str | None] = mapped_column(ForeignKey("law_scans.hash"))
    decided_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    decided_as_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    decided_at: Mapped[datetime]


class Transition(Model):
    """Somebody decided that open terms follow the calendar and, for these rules, the new law."""

    __tablename__ = "law_transitions"
    __table_args__ = (
        CheckConstraint(
            "rules = '{}' or (document is not null and decided_by_id is not null)",
            name="rules_are_decided",
        ),
    )

    id: Mapped[Id]
    rules: Mapped[list[str]] = mapped_column(ARRAY(String))
    """The rules whose new wording open terms take over; none where only the calendar moves them."""
    document: Mapped[str | None]
    """The number of the decision."""
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    decided_as_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    decided_at: Mapped[datetime]
