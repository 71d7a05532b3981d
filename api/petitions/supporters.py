"""Who has the same matter ("tôi cũng gặp"), and who wants to hear how a public petition goes on."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, ScalarSelect, delete, func, literal, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from api.core.database import Model, db


class Supporter(Model):
    """This resident says that they have the same matter."""

    __tablename__ = "supporters"
    __table_args__ = (Index("ix_supporters_account_id", "account_id"),)

    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    since: Mapped[datetime]


class Follower(Model):
    """This resident hears of the public steps of a petition, until they want to no more."""

    __tablename__ = "followers"
    __table_args__ = (
        Index(
            "ix_followers_account_id",
            "account_id",
            "petition_id",
            postgresql_where=text("until is null"),
        ),
    )

    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    """When they stopped: supporting it does not make them follow again."""


def add_supporter(petition_id: UUID, account_id: UUID, at: datetime) -> bool:
    """Whether they did not support it yet; who supports follows, unless they have stopped."""
    row = {"petition_id": petition_id, "account_id": account_id, "since": at}
    added = db.session.execute(
        insert(Supporter).values(row).on_conflict_do_nothing().returning(Supporter.account_id)
    ).first()
    db.session.execute(insert(Follower).values(row).on_conflict_do_nothing())
    return added is not None


def drop_supporter(petition_id: UUID, account_id: UUID) -> None:
    """They take it back; that they follow is another thing."""
    db.session.execute(
        delete(Supporter).where(
            Supporter.petition_id == petition_id, Supporter.account_id == account_id
        )
    )


def follow(petition_id: UUID, account_id: UUID, at: datetime, until: datetime | None) -> None:
    """They follow from now on, or have stopped."""
    row = {"petition_id": petition_id, "account_id": account_id, "since": at, "until": until}
    statement = insert(Follower).values(row)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=[Follower.petition_id, Follower.account_id], set_={"until": until}
        )
    )


def how_many(petition_id: UUID) -> int:
    """How many people support it."""
    return how_many_each([petition_id])[petition_id]


def how_many_each(petition_ids: Collection[UUID]) -> Counter[UUID]:
    """How many people support each of these; none where nobody does."""
    counted = select(Supporter.petition_id, func.count()).group_by(Supporter.petition_id)
    rows = db.session.execute(counted.where(Supporter.petition_id.in_(petition_ids)))
    return Counter(dict(rows.all()))


def supports(petition_id: UUID, account_id: UUID) -> bool:
    """Whether this person supports it."""
    return db.session.get(Supporter, (petition_id, account_id)) is not None


def follows(petition_id: UUID, account_id: UUID) -> bool:
    """Whether this person hears of its steps."""
    found = db.session.get(Follower, (petition_id, account_id))
    return found is not None and found.until is None


def followed_by(account_id: UUID) -> ScalarSelect[UUID]:
    """What this person follows, to be used inside a query."""
    return (
        select(Follower.petition_id)
        .where(Follower.account_id == account_id, Follower.until.is_(None))
        .scalar_subquery()
    )


def followers_of(petition_id: UUID) -> Sequence[UUID]:
    """The accounts that hear of its public steps."""
    return db.session.scalars(
        select(Follower.account_id)
        .where(Follower.petition_id == petition_id, Follower.until.is_(None))
        .order_by(Follower.account_id)
    ).all()


def carry_over(from_id: UUID, to_id: UUID, except_id: UUID | None) -> None:
    """Who supports or follows the one supports or follows the other too; not its own sender."""
    for table in (Supporter, Follower):
        rows = table.__table__
        columns = ["petition_id", *(name for name in rows.c.keys() if name != "petition_id")]  # noqa: SIM118
        kept = [rows.c[name] for name in columns[1:]]
        chosen = select(literal(to_id), *kept).where(
            rows.c.petition_id == from_id, rows.c.account_id.is_distinct_from(except_id)
        )
        db.session.execute(insert(table).from_select(columns, chosen).on_conflict_do_nothing())
