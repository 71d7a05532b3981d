"""Dialogues, which are cases that nobody sent, and who presides over them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_LIVE = sa.text("is_live")


def upgrade() -> None:
    """Take the step."""
    op.execute("create extension if not exists btree_gist")
    op.alter_column("cases", "kind", nullable=True)
    op.create_check_constraint(
        op.f("ck_cases_petitions_have_a_kind"), "cases", "kind is not null or type <> 'petition'"
    )
    op.create_table(
        "dialogues",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "session_kind", _words("sessionkind", "regular", "ad_hoc", "thematic"), nullable=False
        ),
        sa.Column("form", _words("sessionform", "in_person", "online", "hybrid"), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("topic", "place")),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        *(_moment(name, nullable=False) for name in ("starts_at", "ends_at")),
        *(_list(name) for name in ("fields", "villages", "co_organisers", "expected_units")),
        sa.Column("capacity", sa.Integer(), nullable=True),
        *(_moment(name) for name in ("registration_from", "registration_to")),
        sa.Column("how_to_take_part", sa.String(), nullable=True),
        *(_list(name) for name in ("notices", "results", "changes")),
        sa.Column("called_off", postgresql.JSONB(), nullable=True),
        *(_moment(name) for name in ("opened_session_at", "held_until")),
        sa.Column("attendance", postgresql.JSONB(), nullable=True),
        sa.Column("plan_hash", sa.String(), nullable=False),
        sa.Column("planned_by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_dialogues_some_time")),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_dialogues_some_seats")),
        sa.CheckConstraint(
            "registration_from < registration_to",
            name=op.f("ck_dialogues_opens_before_it_closes"),
        ),
        sa.CheckConstraint(
            "registration_to <= ends_at", name=op.f("ck_dialogues_closes_before_the_end")
        ),
        sa.CheckConstraint("is_live = (called_off is null)", name=op.f("ck_dialogues_gone_why")),
        postgresql.ExcludeConstraint(
            (sa.column("room"), "="),
            (sa.text("tstzrange(starts_at, ends_at)"), "&&"),
            name="ex_dialogues_room",
            using="gist",
            where=_LIVE,
        ),
        sa.ForeignKeyConstraint(["id"], ["cases.id"], name=op.f("fk_dialogues_id")),
        sa.ForeignKeyConstraint(
            ["planned_by_id"], ["accounts.id"], name=op.f("fk_dialogues_planned_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogues")),
    )
    op.create_index("ix_dialogues_starts_at", "dialogues", ["starts_at"])
    op.create_table(
        "presiders",
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("role", _words("presiding", "chair", "co_chair"), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("position_id"), "="),
            (sa.column("during"), "&&"),
            name="ex_presiders_position",
            using="gist",
            where=_LIVE,
        ),
        postgresql.ExcludeConstraint(
            (sa.column("account_id"), "="),
            (sa.column("dialogue_id"), "<>"),
            (sa.column("during"), "&&"),
            name="ex_presiders_person",
            using="gist",
            where=_LIVE,
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_presiders_dialogue_id")
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_presiders_position_id")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_presiders_account_id")
        ),
        sa.PrimaryKeyConstraint("dialogue_id", "position_id", name=op.f("pk_presiders")),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("presiders")
    op.drop_table("dialogues")
    op.drop_constraint(op.f("ck_cases_petitions_have_a_kind"), "cases")
    op.alter_column("cases", "kind", nullable=False)


def _words(name: str, *words: str) -> "sa.Enum":
    return sa.Enum(*words, name=name, native_enum=False, length=40)


def _moment(name: str, *, nullable: bool = True) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _list(name: str) -> "sa.Column[object]":
    return sa.Column(name, postgresql.JSONB(), nullable=False)
