"""Who stands for the people of a case beside its sender: they read it and act on it as that one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, ScalarSelect, exists, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from api.accounts.models import Account
from api.core.database import Id, Model, db


class Representative(Model):
    """One of several people who ask together, named by them to stand for all (người đại diện)."""

    __tablename__ = "representatives"
    __table_args__ = (
        Index(
            "ix_representatives_account_id",
            "account_id",
            "case_id",
            postgresql_where=text("left_at is null"),
        ),
        Index("ix_representatives_case_id", "case_id"),
    )

    id: Mapped[Id]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    """The account with their number: they are told there, and signed in they see the case."""
    name: Mapped[str]
    address: Mapped[str | None]
    contact: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """Where they are reached; the telephone in E.164."""
    is_main: Mapped[bool]
    """Whether the office turns to this one first."""
    since: Mapped[datetime]
    left_at: Mapped[datetime | None]
    left_because: Mapped[str | None]
    """Why they stand for the others no more, as the official wrote it; none when they said so."""


def represented_by(account_id: UUID) -> ScalarSelect[UUID]:
    """The cases for whose people this account stands, to be used inside a query."""
    return (
        select(Representative.case_id)
        .where(Representative.account_id == account_id, Representative.left_at.is_(None))
        .scalar_subquery()
    )


def represents(account_id: UUID, case_id: UUID) -> bool:
    """Whether the account stands for the people of this case."""
    found = exists().where(
        Representative.account_id == account_id,
        Representative.case_id == case_id,
        Representative.left_at.is_(None),
    )
    return bool(db.session.scalar(select(found)))


def accounts_representing(case_id: UUID) -> Sequence[UUID]:
    """The accounts that stand for the people of this case, of those that are not closed."""
    return [
        found
        for found in db.session.scalars(
            select(Representative.account_id)
            .join(Account, Account.id == Representative.account_id)
            .where(
                Representative.case_id == case_id,
                Representative.left_at.is_(None),
                Account.closed_at.is_(None),
            )
            .order_by(Representative.is_main.desc(), Representative.id)
        )
        if found is not None
    ]
