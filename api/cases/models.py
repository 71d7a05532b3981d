"""The case: what petitions, dialogues, questions, commitments, recommendations have in common."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Id, Model
from api.core.ids import new_id

CaseId = Annotated[UUID, mapped_column(ForeignKey("cases.id"), primary_key=True)]


class CaseType(StrEnum):
    """What sort of thing it is."""

    PETITION = "petition"
    COMMITMENT = "commitment"
    DIALOGUE = "dialogue"
    QUESTION = "question"


class Kind(StrEnum):
    """What the resident wants (loại đơn). Denunciations and crime reports never become cases."""

    REFLECTION = "reflection"
    PROPOSAL = "proposal"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    ENQUIRY = "enquiry"
    THANKS = "thanks"
    INFORMATION_REQUEST = "information_request"


class Addressee(StrEnum):
    """To whom it is addressed; it decides which law's clocks run."""

    PARTY = "party"
    GOVERNMENT = "government"
    COUNCIL = "council"
    FRONT = "front"


class Channel(StrEnum):
    """How it came in."""

    APP = "app"
    WEB = "web"
    COUNTER = "counter"
    PHONE = "phone"
    POST = "post"
    EMAIL = "email"
    DIALOGUE = "dialogue"
    RECEPTION = "reception"
    FRONT = "front"
    VOTERS = "voters"
    IMPORT = "import"
    OPEN311 = "open311"


class Visibility(StrEnum):
    """Whether the sender wants it to be read by everybody."""

    PRIVATE = "private"
    PUBLIC = "public"


def _owing(column: str) -> Index:
    """The cases of a desk on which something is owed: few of all that it ever had."""
    owed = text("next_due_at is not null")
    return Index(f"ix_cases_owing_{column}", column, "ordinal", postgresql_where=owed)


class Case(Model):
    """Anything that somebody must look after: a code, a unit, and a position that must answer."""

    __tablename__ = "cases"
    __table_args__: Any = (
        Index("ix_cases_unit_id_ordinal", "unit_id", "ordinal"),
        Index("ix_cases_unit_area_code_ordinal", "unit_area_code", "ordinal"),
        Index("ix_cases_area_code_ordinal", "area_code", "ordinal"),
        Index("ix_cases_holder_id_ordinal", "holder_id", "ordinal"),
        Index("ix_cases_assigned_unit_id_ordinal", "assigned_unit_id", "ordinal"),
        Index("ix_cases_assigned_id_ordinal", "assigned_id", "ordinal"),
        Index("ix_cases_author_id_ordinal", "author_id", "ordinal"),
        _owing("holder_id"),
        _owing("assigned_id"),
        Index("ix_cases_opened_at", "opened_at"),
        Index(
            "ix_cases_next_due_at",
            "next_due_at",
            postgresql_where=text("next_due_at is not null"),
        ),
        Index(
            "ix_cases_published",
            "ordinal",
            postgresql_where=text("published_at is not null"),
        ),
        Index(
            "ix_cases_co_unit_ids",
            "co_unit_ids",
            postgresql_using="gin",
            postgresql_where=text("co_unit_ids is not null"),
        ),
        Index(
            "ix_cases_published_at",
            "published_at",
            postgresql_where=text("published_at is not null"),
        ),
        Index(
            "ix_cases_answered_in_public",
            "answered_at",
            postgresql_where=text("published_at is not null"),
        ),
        Index("ix_cases_held_at", "held_at", postgresql_where=text("held_at is not null")),
        CheckConstraint("rating between 1 and 5", name="rating_is_one_to_five"),
        CheckConstraint("kind is not null or type <> 'petition'", name="petitions_have_a_kind"),
        Index(
            "uq_cases_register",
            "unit_id",
            "register_year",
            "register_number",
            unique=True,
            postgresql_where=text("register_number is not null"),
        ),
    )

    id: Mapped[Id]
    """Chosen by the client, so that sending twice makes one; never sorted by."""
    ordinal: Mapped[UUID] = mapped_column(default=new_id, unique=True)
    """Ours, in order of arrival."""
    type: Mapped[CaseType]
    province_code: Mapped[str]
    channel: Mapped[Channel]
    """How it came in."""
    code: Mapped[str] = mapped_column(unique=True)
    receipt_number: Mapped[str] = mapped_column(unique=True)
    register_year: Mapped[int | None]
    register_number: Mapped[int | None]
    kind: Mapped[Kind] = mapped_column(nullable=True)
    """What its sender wants; null only for what nobody sent: a dialogue, what is promised there."""
    addressee: Mapped[Addressee]
    """Of a dialogue who organises it."""
    field: Mapped[str | None]
    subfield: Mapped[str | None]
    """The finer code under the field, when one was named."""
    area_code: Mapped[str | None] = mapped_column(ForeignKey("areas.code"))
    """Where the matter is."""
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    """The unit that owes the answer."""
    unit_area_code: Mapped[str] = mapped_column(ForeignKey("areas.code"))
    """That unit's area: the province's own code for a body of the province."""
    holder_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    """The position that must answer."""
    holder_reason: Mapped[str]
    """Which row of the competence table named the holder."""
    assigned_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"))
    assigned_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """The position that prepares the answer."""
    co_unit_ids: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid))
    """The units that are asked to contribute to the answer, and may see it for that."""
    instance: Mapped[int] = mapped_column(default=1)
    """First or second settlement."""
    about_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"))
    about_position_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """Whom it is about: they never see it, with one exception of the law (complaints)."""
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PRIVATE)
    state: Mapped[str]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    """The resident who handed it in, when that was with an account of their own."""
    opened_at: Mapped[datetime]
    """The legal moment of receipt."""
    accepted_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    """When the last answer was signed."""
    returned_at: Mapped[datetime | None]
    """When it was last sent back to be routed anew."""
    contested_at: Mapped[datetime | None]
    """When the sender said that the answer does not settle it."""
    rating: Mapped[int | None] = mapped_column(SmallInteger)
    """What the sender thinks of the answer, from 1 to 5."""
    published_at: Mapped[datetime | None]
    """Since when everybody may read it; null while it is not public."""
    held_at: Mapped[datetime | None]
    """Since when somebody is to decide whether it may be public; null when nobody is asked."""
    closed_at: Mapped[datetime | None]
    next_due_at: Mapped[datetime | None]
    """When the next of its open duties is too late; kept by the law, like the two below."""
    answered_late: Mapped[bool | None]
    """Whether an answer fulfilled a dated duty too late; null when no such duty had a date."""
    ended_late: Mapped[bool] = mapped_column(default=False)
    """Whether a duty fell away only after it was too late."""
    answered_with_warnings: Mapped[bool | None]
    """Whether phrases that say nothing stood in a signed answer; null before there is one."""
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"polymorphic_on": "type", "version_id_col": version}

    @property
    def register(self) -> str | None:
        """The number in the unit's register of the year, as clerks write it."""
        return f"{self.register_number}/{self.register_year}" if self.register_number else None


class RegisterCounter(Model):
    """The last number given in a unit's register of a year; without gaps, as clerks keep them."""

    __tablename__ = "register_counters"

    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str] = mapped_column(primary_key=True, server_default="cases")
    """Which of its registers: one counts what it accepts, another who was received there."""
    last: Mapped[int]
