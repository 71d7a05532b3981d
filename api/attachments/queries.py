"""Files by id, by case, and those that wait for something."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Text,
    cast,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from api.attachments.models import Attachment, Check, FilePublicity
from api.cases.access import moderated_in_public
from api.cases.models import Case
from api.core.access import Actor
from api.core.database import db

NO_FILES = "[]"
"""Of a case that has none, as `folded` writes them."""


@dataclass(frozen=True)
class SentToday:
    """How much one account has sent since a moment."""

    files: int
    bytes: int


def attachment_with(attachment_id: UUID) -> Attachment | None:
    """The file with this id, whoever asks."""
    return db.session.get(Attachment, attachment_id)


def attachment_to_change(attachment_id: UUID) -> Attachment | None:
    """The same, as it is now, and held until the transaction ends."""
    return held_for_change([attachment_id]).get(attachment_id)


def held_for_change(attachment_ids: Sequence[UUID]) -> dict[UUID, Attachment]:
    """Those of these that there are, held until the transaction ends, always in one order."""
    statement = (
        select(Attachment)
        .where(Attachment.id.in_(attachment_ids))
        .order_by(Attachment.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {each.id: each for each in db.session.scalars(statement)}


def of_part(case_id: UUID, part_id: UUID | None) -> Sequence[Attachment]:
    """The files of one answer or report of a case."""
    statement = select(Attachment).where(
        Attachment.case_id == case_id, Attachment.part_id == part_id
    )
    return db.session.scalars(statement.order_by(Attachment.ordinal)).all()


def of_case(case_id: UUID) -> Sequence[Attachment]:
    """All files of a case, the oldest first."""
    statement = select(Attachment).where(Attachment.case_id == case_id)
    return db.session.scalars(statement.order_by(Attachment.ordinal)).all()


def how_many(case_id: UUID) -> int:
    """How many files a case has."""
    statement = select(func.count()).where(Attachment.case_id == case_id)
    return db.session.scalar(statement) or 0


def folded(case_id: ColumnElement[UUID]) -> ScalarSelect[str]:
    """All files of a case as one column of the statement that reads the case, written as JSON.

    As text, so that a row which comes several times is known to be the same.
    """
    row = func.to_jsonb(literal_column(Attachment.__tablename__))
    every = func.jsonb_agg(aggregate_order_by(row, Attachment.ordinal))
    return (
        select(func.coalesce(cast(every, Text), NO_FILES))
        .where(Attachment.case_id == case_id)
        .correlate_except(Attachment)
        .scalar_subquery()
    )


def folded_now(case_id: UUID) -> str:
    """The same, of one case, when it was read without them."""
    return db.session.scalar(select(folded(literal(case_id)))) or NO_FILES


def sent_since(account_id: UUID, since: datetime) -> SentToday:
    """How many files this account has sent since then, and how many bytes they had."""
    statement = select(func.count(), func.coalesce(func.sum(Attachment.size), 0)).where(
        Attachment.uploaded_by_id == account_id, Attachment.uploaded_at > since
    )
    files, size = db.session.execute(statement).one()
    return SentToday(files, int(size))


def forgotten(before: datetime, most: int) -> Sequence[UUID]:
    """Files that came before this moment and belong to nothing."""
    statement = select(Attachment.id).where(
        Attachment.case_id.is_(None), Attachment.uploaded_at < before
    )
    return db.session.scalars(statement.order_by(Attachment.uploaded_at).limit(most)).all()


def held(most: int) -> Sequence[UUID]:
    """Files that wait for the virus scanner."""
    statement = select(Attachment.id).where(Attachment.state == Check.HELD)
    return db.session.scalars(statement.order_by(Attachment.id).limit(most)).all()


def wanted_in_public(
    actor: Actor, after: UUID | None, limit: int
) -> Sequence[tuple[Attachment, str]]:
    """Up to `limit` + 1 pictures that should be shown and wait for a moderator, oldest first.

    Each with the code of its case.
    """
    statement = (
        select(Attachment, Case.code)
        .join(Case, Case.id == Attachment.case_id)
        .where(
            Attachment.publicity == FilePublicity.WANTED,
            Attachment.is_internal.is_(False),
            moderated_in_public(actor),
        )
        .order_by(Attachment.ordinal)
        .limit(limit + 1)
    )
    if after is not None:
        statement = statement.where(Attachment.ordinal > after)
    return [(file, code) for file, code in db.session.execute(statement)]


def known_among(attachment_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Which of these there are."""
    statement = select(Attachment.id).where(Attachment.id.in_(attachment_ids))
    return frozenset(db.session.scalars(statement))
