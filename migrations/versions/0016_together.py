"""Several people and their representatives, supporters and followers, merged and split petitions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STANDING = sa.text("left_at is null")
FOLLOWING = sa.text("until is null")


def upgrade() -> None:
    """Take the step."""
    _make_people()
    _make_followers()
    _make_relations()
    _make_drafts()
    # The sender of a petition that went on in another is told of the same event beside its own.
    op.drop_constraint(op.f("uq_messages_event_id_account_id"), "messages")
    op.create_unique_constraint(
        op.f("uq_messages_event_id_account_id_case_id"),
        "messages",
        ["event_id", "account_id", "case_id"],
        postgresql_nulls_not_distinct=True,
    )


def downgrade() -> None:
    """Take it back."""
    op.execute("""
        delete from deliveries d using messages m
        where m.id = d.message_id and m.audience in ('merged', 'followers')
    """)
    op.execute("delete from messages where audience in ('merged', 'followers')")
    op.drop_constraint(op.f("uq_messages_event_id_account_id_case_id"), "messages")
    op.create_unique_constraint(
        op.f("uq_messages_event_id_account_id"),
        "messages",
        ["event_id", "account_id"],
        postgresql_nulls_not_distinct=True,
    )
    for table in (
        "petition_drafts",
        "splits",
        "mergers",
        "followers",
        "supporters",
        "petition_groups",
        "representatives",
    ):
        op.drop_table(table)


def _make_people() -> None:
    op.create_table(
        "representatives",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("contact", postgresql.JSONB(), nullable=True),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_because", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_representatives_case_id")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_representatives_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representatives")),
    )
    op.create_index(
        "ix_representatives_account_id",
        "representatives",
        ["account_id", "case_id"],
        postgresql_where=STANDING,
    )
    op.create_index("ix_representatives_case_id", "representatives", ["case_id"])
    op.create_table(
        "petition_groups",
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column(
            "appointed_by",
            sa.Enum("written", name="appointmentform", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("appointed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_petition_groups_petition_id")
        ),
        sa.PrimaryKeyConstraint("petition_id", name=op.f("pk_petition_groups")),
    )


def _make_followers() -> None:
    for table, until in (("supporters", []), ("followers", [sa.DateTime(timezone=True)])):
        op.create_table(
            table,
            sa.Column("petition_id", sa.Uuid(), nullable=False),
            sa.Column("account_id", sa.Uuid(), nullable=False),
            sa.Column("since", sa.DateTime(timezone=True), nullable=False),
            *(sa.Column("until", kind, nullable=True) for kind in until),
            sa.ForeignKeyConstraint(
                ["petition_id"], ["petitions.id"], name=op.f(f"fk_{table}_petition_id")
            ),
            sa.ForeignKeyConstraint(
                ["account_id"], ["accounts.id"], name=op.f(f"fk_{table}_account_id")
            ),
            sa.PrimaryKeyConstraint("petition_id", "account_id", name=op.f(f"pk_{table}")),
        )
    op.create_index("ix_supporters_account_id", "supporters", ["account_id"])
    op.create_index(
        "ix_followers_account_id",
        "followers",
        ["account_id", "petition_id"],
        postgresql_where=FOLLOWING,
    )


def _make_relations() -> None:
    op.create_table(
        "mergers",
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("state_before", sa.String(length=40), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("petition_id <> into_id", name=op.f("ck_mergers_not_itself")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_mergers_petition_id")
        ),
        sa.ForeignKeyConstraint(["into_id"], ["petitions.id"], name=op.f("fk_mergers_into_id")),
        sa.ForeignKeyConstraint(
            ["merged_by_id"], ["positions.id"], name=op.f("fk_mergers_merged_by_id")
        ),
        sa.PrimaryKeyConstraint("petition_id", name=op.f("pk_mergers")),
    )
    op.create_index("ix_mergers_into_id", "mergers", ["into_id"])
    op.create_table(
        "splits",
        sa.Column("part_id", sa.Uuid(), nullable=False),
        sa.Column("whole_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["part_id"], ["petitions.id"], name=op.f("fk_splits_part_id")),
        sa.ForeignKeyConstraint(["whole_id"], ["petitions.id"], name=op.f("fk_splits_whole_id")),
        sa.PrimaryKeyConstraint("part_id", name=op.f("pk_splits")),
    )
    op.create_index("ix_splits_whole_id", "splits", ["whole_id"])


def _make_drafts() -> None:
    op.create_table(
        "petition_drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_petition_drafts_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition_drafts")),
    )
    op.create_index(
        "ix_petition_drafts_account_id_changed_at",
        "petition_drafts",
        ["account_id", "changed_at"],
    )
    op.create_index("ix_petition_drafts_changed_at", "petition_drafts", ["changed_at"])
