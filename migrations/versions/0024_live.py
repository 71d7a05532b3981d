"""Turns to speak at a dialogue, and what everybody sees of its line."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_STATES = sa.Enum(
    "waiting",
    "speaking",
    "done",
    "skipped",
    "left",
    name="turnstate",
    native_enum=False,
    length=40,
)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "turns",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "ordinal", "dialogue_id")),
        *(_number(name) for name in ("number", "place")),
        sa.Column("registration_id", sa.Uuid(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("name", "village")),
        *(_number(name) for name in ("minutes", "extra")),
        sa.Column("state", _STATES, nullable=False),
        _moment("asked_at", nullable=False),
        *(_moment(name) for name in ("started_at", "ended_at")),
        _number("version"),
        sa.Column("given_hash", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_as_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("minutes > 0 and extra >= 0", name=op.f("ck_turns_some_minutes")),
        sa.CheckConstraint(
            "started_at is not null or state not in ('speaking', 'done')",
            name=op.f("ck_turns_who_spoke_began"),
        ),
        sa.CheckConstraint(
            "(ended_at is null) = (state in ('waiting', 'speaking'))",
            name=op.f("ck_turns_over_since_when"),
        ),
        _to("turns", "dialogue_id", "dialogues"),
        _to("turns", "registration_id", "registrations"),
        _to("turns", "asked_by_id", "accounts"),
        _to("turns", "asked_as_id", "positions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
        sa.UniqueConstraint("ordinal", name=op.f("uq_turns_ordinal")),
        sa.UniqueConstraint("dialogue_id", "number", name=op.f("uq_turns_dialogue_id_number")),
    )
    op.create_index(
        "uq_turns_one_speaks",
        "turns",
        ["dialogue_id"],
        unique=True,
        postgresql_where=sa.text("state = 'speaking'"),
    )
    op.create_index(
        "uq_turns_once_in_line",
        "turns",
        ["registration_id"],
        unique=True,
        postgresql_where=sa.text("state in ('waiting', 'speaking')"),
    )
    op.create_index("ix_turns_dialogue_id_place", "turns", ["dialogue_id", "place"])
    op.create_table(
        "live_snapshots",
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        _number("version"),
        sa.Column("body", postgresql.JSONB(), nullable=False),
        _moment("made_at", nullable=False),
        _to("live_snapshots", "dialogue_id", "dialogues"),
        sa.PrimaryKeyConstraint("dialogue_id", name=op.f("pk_live_snapshots")),
    )
    op.create_foreign_key(op.f("fk_questions_turn_id"), "questions", "turns", ["turn_id"], ["id"])


def downgrade() -> None:
    """Take it back."""
    op.drop_constraint(op.f("fk_questions_turn_id"), "questions")
    op.drop_table("live_snapshots")
    op.drop_table("turns")


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False)


def _moment(name: str, *, nullable: bool = True) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
