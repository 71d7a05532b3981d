"""The dialogue session, a case of its own: planned, announced, held, and its results published."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, literal_column, text
from sqlalchemy.dialects.postgresql import JSONB, TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from api.cases.models import Case, CaseId, CaseType
from api.core.database import Model
from api.dialogues.errors import DialogueNotThere, PublishedThere, PublishedTooEarly
from api.dialogues.session_plans import Notice, Result, SessionForm, SessionKind


class SessionState(StrEnum):
    """Where a dialogue stands."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    IN_SESSION = "in_session"
    HELD = "held"
    CONCLUDED = "concluded"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


_S = SessionState
_STILL_AHEAD = {_S.IN_SESSION, _S.CANCELLED}

STEPS: dict[SessionState, frozenset[SessionState]] = {
    # One that was not announced is held all the same, and its announcement is missing.
    _S.PLANNED: frozenset({_S.ANNOUNCED} | _STILL_AHEAD),
    _S.ANNOUNCED: frozenset(_STILL_AHEAD),
    _S.IN_SESSION: frozenset({_S.HELD}),
    # Results may be told of before the notice of the conclusions is signed.
    _S.HELD: frozenset({_S.CONCLUDED, _S.PUBLISHED}),
    _S.CONCLUDED: frozenset({_S.PUBLISHED}),
    _S.PUBLISHED: frozenset(),
    _S.CANCELLED: frozenset(),
}

AHEAD = frozenset({_S.PLANNED, _S.ANNOUNCED})
"""States in which it is still to come; a new date is an event, not a state."""

OVER = frozenset({_S.HELD, _S.CONCLUDED, _S.PUBLISHED})
"""States in which it has taken place."""


class Stage(StrEnum):
    """Where it stands at a moment: of one announced, the hours of its registration tell, too."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    REGISTRATION = "registration"
    """Announced, and its registration is open."""
    PREPARING = "preparing"
    """Announced, and its registration is over."""
    IN_SESSION = "in_session"
    HELD = "held"
    CONCLUDED = "concluded"
    PUBLISHED = "published"
    FOLLOWING = "following"
    """Published, and something that was promised at it is not done yet."""
    COMPLETED = "completed"
    """Published, and all that was promised at it is done."""
    CANCELLED = "cancelled"


class Presiding(StrEnum):
    """What somebody does at the head of the table."""

    CHAIR = "chair"
    CO_CHAIR = "co_chair"


class Dialogue(Case):
    """A meeting at which those who govern answer residents (hội nghị đối thoại).

    The unit of the case organises it; its holder is the chair. Everybody may read it.
    """

    __tablename__ = "dialogues"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="some_time"),
        CheckConstraint("capacity > 0", name="some_seats"),
        CheckConstraint("registration_from < registration_to", name="opens_before_it_closes"),
        CheckConstraint("registration_to <= ends_at", name="closes_before_the_end"),
        CheckConstraint("is_live = (called_off is null)", name="gone_why"),
        ExcludeConstraint(
            ("room", "="),
            (func.tstzrange(literal_column("starts_at"), literal_column("ends_at")), "&&"),
            name="ex_dialogues_room",
            using="gist",
            where=text("is_live"),
        ),
        Index("ix_dialogues_starts_at", "starts_at"),
    )
    __mapper_args__ = {"polymorphic_identity": CaseType.DIALOGUE}

    id: Mapped[CaseId]
    session_kind: Mapped[SessionKind]
    form: Mapped[SessionForm]
    topic: Mapped[str]
    place: Mapped[str]
    room: Mapped[str | None]
    """The place as it is compared, within its commune; null for one online."""
    is_live: Mapped[bool] = mapped_column(default=True)
    """Whether it takes up its room and those who preside: not when it was cancelled."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    fields: Mapped[list[str]] = mapped_column(JSONB)
    villages: Mapped[list[str]] = mapped_column(JSONB)
    """Codes of thôn and tổ dân phố inside the commune."""
    co_organisers: Mapped[list[str]] = mapped_column(JSONB)
    """Ids of the units that organise it too: at a commune the Front, by law."""
    expected_units: Mapped[list[str]] = mapped_column(JSONB)
    """Ids of the units that are to send somebody."""
    capacity: Mapped[int | None]
    """Seats; null when nobody registers."""
    registration_from: Mapped[datetime | None]
    registration_to: Mapped[datetime | None]
    how_to_take_part: Mapped[str | None]
    notices: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """Where and when it was announced: `channel`, `at`, `evidence`."""
    results: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """Where and when its results were published: one of each channel, with its `evidence` in words
    and as files (`attachments`); of village heads, who has it (`villages`), who not (`missing`)."""
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """Each earlier date: `starts_at`, `ends_at`, `place`, `reason`, `notice`, `at`."""
    called_off: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """Why it was cancelled, the public notice and its moment: `reason`, `notice`, `at`."""
    opened_session_at: Mapped[datetime | None]
    held_until: Mapped[datetime | None]
    attendance: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """How many came (`people`), who of the expected units did not (`absent`: id to reason), and who
    really presided (`presided`: `position`, `person`)."""
    presences: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    """Who came for each expected unit, by its id: `came`, `position`, `person`, `stands_in`,
    `reason`."""
    promised: Mapped[str | None] = query_expression()
    """`open` or `done`, by what was promised at it; None for nothing, or where it was not asked."""
    plan_hash: Mapped[str]
    planned_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    presiders: Mapped[list["Presider"]] = relationship(
        lazy="raise_on_sql", order_by="Presider.ordinal"
    )

    @property
    def is_entered_late(self) -> bool:
        """Whether it stood in no plan before it began."""
        return self.starts_at <= self.opened_at

    @property
    def is_told_before(self) -> bool:
        """Whether it is said to have been announced earlier than it was planned here."""
        return any(datetime.fromisoformat(each["at"]) < self.opened_at for each in self.notices)

    def announce(self, notices: list[Notice], how_to_take_part: str | None) -> None:
        """Everybody is told of it; told again elsewhere, the places add up."""
        if self.state != SessionState.ANNOUNCED:
            self._step_to(SessionState.ANNOUNCED)
        self.how_to_take_part = how_to_take_part or self.how_to_take_part
        self.notices = [*self.notices, *map(_kept, notices)]

    def move(self, starts_at: datetime, ends_at: datetime, place: str | None) -> None:
        """It takes place at another time; registration closes as long before it as planned."""
        if self.state not in AHEAD:
            raise DialogueNotThere(state=self.state)
        by = starts_at - self.starts_at
        if self.registration_from is not None and self.registration_to is not None:
            # What has opened does not close because the day is a later one.
            self.registration_from = min(self.registration_from, self.registration_from + by)
            self.registration_to += by
        self.starts_at, self.ends_at, self.place = starts_at, ends_at, place or self.place
        self.room = room_of(self.unit_area_code, self.place, self.form)
        for each in self.presiders:
            each.during = Range(starts_at, ends_at)

    def call_off(self, reason: str, notice: str, at: datetime) -> None:
        """It does not take place at all, and everybody is told why."""
        self._step_to(SessionState.CANCELLED)
        self.called_off = {"reason": reason, "notice": notice, "at": at.isoformat()}
        self.closed_at, self.is_live = at, False
        for each in self.presiders:
            each.is_live = False

    def open(self, at: datetime) -> None:
        """It begins."""
        self._step_to(SessionState.IN_SESSION)
        self.opened_session_at = at

    def close(self, at: datetime, attendance: dict[str, Any]) -> None:
        """It is over."""
        self._step_to(SessionState.HELD)
        self.held_until = at
        self.attendance = attendance

    def conclude(self) -> None:
        """The notice of its conclusions is signed; one that was published before stays so."""
        if self.state != SessionState.PUBLISHED:
            self._step_to(SessionState.CONCLUDED)

    def publish(self, result: Result, to: frozenset[str], needed: frozenset[str]) -> bool:
        """Its results are published in one more way; in all that are needed, it is published.

        Says whether that way is complete: where villages get it, when those it goes `to` have it.
        """
        if self.state not in {SessionState.HELD, SessionState.CONCLUDED}:
            raise DialogueNotThere(state=self.state)
        if self.opened_session_at is not None and result.at < self.opened_session_at:
            raise PublishedTooEarly(opened_at=self.opened_session_at.isoformat())
        others = [each for each in self.results if each["channel"] != result.channel]
        before = next((each for each in self.results if each not in others), None)
        if before is not None and not before.get("missing"):
            raise PublishedThere(channel=result.channel)
        kept = result.after(before, to)
        self.results = [*others, kept]
        if needed <= {each["channel"] for each in self.results if not each.get("missing")}:
            self._step_to(SessionState.PUBLISHED)
        return not kept["missing"]

    def stage(self, moment: datetime) -> Stage:
        """Where it stands at this moment."""
        if self.state == SessionState.PUBLISHED:
            return _AFTERWARDS.get(self.promised, Stage.PUBLISHED)
        begins, ends = self.registration_from, self.registration_to
        is_open = begins is not None and begins <= moment
        if self.state != SessionState.ANNOUNCED or ends is None or not is_open:
            return Stage(self.state)
        return Stage.REGISTRATION if moment < ends else Stage.PREPARING

    def _step_to(self, state: SessionState) -> None:
        if state not in STEPS[SessionState(self.state)]:
            raise DialogueNotThere(state=self.state)
        self.state = state


_AFTERWARDS: Mapping[str | None, Stage] = {"open": Stage.FOLLOWING, "done": Stage.COMPLETED}


class Presider(Model):
    """A position that presides over a dialogue, and the person and room it takes up meanwhile."""

    __tablename__ = "presiders"
    __table_args__ = (
        ExcludeConstraint(
            ("position_id", "="),
            ("during", "&&"),
            name="ex_presiders_position",
            using="gist",
            where=text("is_live"),
        ),
        # In two positions at one table somebody sits once; at two tables at one time nobody does.
        ExcludeConstraint(
            ("account_id", "="),
            ("dialogue_id", "<>"),
            ("during", "&&"),
            name="ex_presiders_person",
            using="gist",
            where=text("is_live"),
        ),
    )

    dialogue_id: Mapped[UUID] = mapped_column(ForeignKey("dialogues.id"), primary_key=True)
    position_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"), primary_key=True)
    ordinal: Mapped[int]
    role: Mapped[Presiding]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    is_live: Mapped[bool] = mapped_column(default=True)


def room_of(area_code: str, place: str, form: SessionForm) -> str | None:
    """The place as it is compared: however it is spaced and capitalised; none for one online."""
    if form is SessionForm.ONLINE:
        return None
    return f"{area_code} {' '.join(place.casefold().split())}"


def _kept(notice: Notice) -> dict[str, Any]:
    return asdict(notice) | {"at": notice.at.isoformat()}
