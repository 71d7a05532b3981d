"""A file, whom it belongs to, and who may have it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from api.attachments.errors import NotAPicture
from api.attachments.formats import FileKind
from api.core.database import Id, Model
from api.core.ids import new_id

ORIGINAL = "file"
"""The name of the one rendition of what is kept as it was sent."""
PICTURE, VIEW, CARD, THUMB = "picture", "view", "card", "thumb"
"""The sizes of a picture, the largest first."""
RENDITIONS = (ORIGINAL, PICTURE, VIEW, CARD, THUMB)


class Check(StrEnum):
    """What is known of viruses in it."""

    UNCHECKED = "unchecked"
    """No scanner is set up here."""
    HELD = "held"
    """The scanner has not answered yet."""
    CLEAN = "clean"
    INFECTED = "infected"
    """Its bytes were deleted."""


class Part(StrEnum):
    """What a file is to its case."""

    SENT = "sent"
    """By who sent the petition, with it or later."""
    ADDED = "added"
    """By the office, for the sender to see, or inside."""
    EVIDENCE = "evidence"
    """Of what an answer says."""
    SIGNED = "signed"
    """The signed answer itself."""
    REPORT = "report"
    """Of what was promised: how far it is, and that it is reported done."""
    RESULT = "result"
    """Shows that results of a dialogue were published."""
    CONCLUSION = "conclusion"
    """The signed notice of a dialogue's conclusions."""
    RECORD = "record"
    """A photograph of a dialogue."""


class FilePublicity(StrEnum):
    """Whether everybody may see a picture, once its case is public."""

    PRIVATE = "private"
    WANTED = "wanted"
    """Whoever sent it wants it shown; a moderator has not decided."""
    CLEARED = "cleared"
    REFUSED = "refused"


@dataclass(frozen=True)
class Belonging:
    """What a file is to be part of."""

    case_id: UUID
    part: Part
    part_id: UUID | None = None
    """The answer or report it stands with."""
    is_internal: bool = False
    is_wanted_public: bool = False
    caption: str | None = None


class Attachment(Model):
    """A file that was taken in; of nothing until it is attached."""

    __tablename__ = "attachments"
    __table_args__ = (
        CheckConstraint("num_nulls(case_id, part, attached_at) in (0, 3)", name="attached_whole"),
        CheckConstraint(
            "publicity = 'private' or (kind = 'picture' and not is_internal)",
            name="public_pictures_alone",
        ),
        Index("ix_attachments_case_id_ordinal", "case_id", "ordinal"),
        Index("ix_attachments_uploaded_by_id_uploaded_at", "uploaded_by_id", "uploaded_at"),
        Index(
            "ix_attachments_unattached",
            "uploaded_at",
            postgresql_where=text("case_id is null"),
        ),
        Index("ix_attachments_held", "id", postgresql_where=text("state = 'held'")),
        Index(
            "ix_attachments_wanted",
            "ordinal",
            postgresql_where=text("publicity = 'wanted' and case_id is not null"),
        ),
    )

    id: Mapped[Id]
    """Of the client, so that a retry makes no second one."""
    ordinal: Mapped[UUID] = mapped_column(default=new_id)
    """Of ours; what is newer is larger."""
    kind: Mapped[FileKind]
    media_type: Mapped[str]
    """Of what was sent; what is given out of a picture is JPEG."""
    name: Mapped[str]
    size: Mapped[int]
    """Bytes of what was sent."""
    sha256: Mapped[str]
    """Of what was sent."""
    width: Mapped[int | None]
    height: Mapped[int | None]
    renditions: Mapped[dict[str, Any]]
    """What is kept, by its name: key in the store, bytes, and of a picture width and height."""
    state: Mapped[Check]
    uploaded_by_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    uploaded_at: Mapped[datetime]
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"))
    part: Mapped[Part | None]
    part_id: Mapped[UUID | None]
    attached_at: Mapped[datetime | None]
    attached_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """The desk that attached it; none when the sender did."""
    caption: Mapped[str | None]
    is_internal: Mapped[bool] = mapped_column(default=False)
    publicity: Mapped[FilePublicity] = mapped_column(default=FilePublicity.PRIVATE)

    @property
    def is_picture(self) -> bool:
        """Whether it can be looked at in a page, and shown in public."""
        return self.kind is FileKind.PICTURE

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it where its case is public."""
        is_fit = self.state in {Check.CLEAN, Check.UNCHECKED} and not self.is_internal
        return is_fit and self.publicity is FilePublicity.CLEARED

    @property
    def main(self) -> str:
        """The name of the rendition that is the file itself."""
        return PICTURE if self.is_picture else ORIGINAL

    def belong(self, to: Belonging, at: datetime, position_id: UUID | None) -> None:
        """It is part of this from now on."""
        self.case_id, self.part, self.part_id = to.case_id, to.part, to.part_id
        self.is_internal, self.caption = to.is_internal, to.caption or self.caption
        self.attached_at, self.attached_by_id = at, position_id
        if to.is_wanted_public and self.is_picture and not to.is_internal:
            self.publicity = FilePublicity.WANTED

    def word(self, caption: str | None) -> None:
        """What stands with it; words that nobody has looked at are shown to nobody outside."""
        if caption != self.caption and self.publicity is FilePublicity.CLEARED:
            self.publicity = FilePublicity.WANTED
        self.caption = caption

    def want_public(self, wanted: bool) -> None:
        """Whoever sent it wants it shown to everybody, or no more; a refusal stands."""
        if not wanted:
            self.publicity = FilePublicity.PRIVATE
        elif not self.is_picture or self.is_internal:
            raise NotAPicture
        elif self.publicity is FilePublicity.PRIVATE:
            self.publicity = FilePublicity.WANTED

    def clear(self, cleared: bool) -> None:
        """A moderator decides whether everybody may see it; only what was wanted so."""
        if self.publicity is FilePublicity.PRIVATE or not self.is_picture:
            raise NotAPicture
        self.publicity = FilePublicity.CLEARED if cleared else FilePublicity.REFUSED
