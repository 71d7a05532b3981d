"""What desks need to work side by side: versions, parts of units, saved views, texts, presence."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.add_column("events", sa.Column("case_version", sa.Integer(), nullable=True))
    op.add_column("cases", sa.Column("co_unit_ids", postgresql.ARRAY(sa.Uuid()), nullable=True))
    op.create_index(
        "ix_cases_co_unit_ids",
        "cases",
        ["co_unit_ids"],
        postgresql_using="gin",
        postgresql_where=sa.text("co_unit_ids is not null"),
    )
    op.add_column("answers", sa.Column("co_unit_ids", postgresql.ARRAY(sa.Uuid()), nullable=True))
    _contributions()
    _disclosures()
    _presences()
    _saved()


def _contributions() -> None:
    op.create_table(
        "contributions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replied_by_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(replied_at is null) = (num_nonnulls(text, reason) = 0)"
            " and num_nonnulls(text, reason) < 2",
            name=op.f("ck_contributions_replied_in_one_way"),
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_contributions_petition_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_contributions_unit_id")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["positions.id"], name=op.f("fk_contributions_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["replied_by_id"], ["positions.id"], name=op.f("fk_contributions_replied_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contributions")),
        sa.UniqueConstraint(
            "petition_id", "ordinal", name=op.f("uq_contributions_petition_id_ordinal")
        ),
    )
    op.create_index(
        "uq_contributions_open",
        "contributions",
        ["petition_id", "unit_id"],
        unique=True,
        postgresql_where=sa.text("replied_at is null"),
    )


def _disclosures() -> None:
    op.create_table(
        "disclosures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "what",
            sa.Enum("export", "sender", name="disclosed", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=True),
        sa.Column("filters", postgresql.JSONB(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_disclosures_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_disclosures_position_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosures")),
    )
    op.create_index("ix_disclosures_account_id_id", "disclosures", ["account_id", "id"])


def _presences() -> None:
    # What a crash forgets of this is no loss: nobody has to wait for a disk to say "I am at it".
    op.create_table(
        "presences",
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_presences_petition_id")
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_presences_position_id")
        ),
        sa.PrimaryKeyConstraint("petition_id", "position_id", name=op.f("pk_presences")),
        prefixes=["UNLOGGED"],
    )


def _saved() -> None:
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("filters", postgresql.JSONB(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_saved_views_position_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_saved_views_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
    )
    op.create_table(
        "standard_texts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_standard_texts_unit_id")),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_standard_texts_position_id")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["positions.id"], name=op.f("fk_standard_texts_changed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_texts")),
    )
    for table in ("saved_views", "standard_texts"):
        for column in ("position_id", "unit_id"):
            op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Take it back."""
    for table in ("standard_texts", "saved_views", "presences", "disclosures"):
        op.drop_table(table)
    op.drop_table("contributions")
    op.drop_column("answers", "co_unit_ids")
    op.drop_index("ix_cases_co_unit_ids", table_name="cases")
    op.drop_column("cases", "co_unit_ids")
    op.drop_column("events", "case_version")
