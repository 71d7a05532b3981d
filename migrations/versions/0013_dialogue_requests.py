"""Residents ask for a dialogue, and how many voters a commune has."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.add_column("areas", sa.Column("voters", sa.Integer(), nullable=True))
    op.add_column("areas", sa.Column("voters_on", sa.Date(), nullable=True))
    op.add_column("areas", sa.Column("voters_source", sa.String(), nullable=True))
    op.create_check_constraint(
        op.f("ck_areas_voters_have_a_source"),
        "areas",
        "num_nulls(voters, voters_on, voters_source) in (0, 3)",
    )
    op.create_check_constraint(op.f("ck_areas_some_voters"), "areas", "voters > 0")
    op.create_table(
        "dialogue_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("asked_hash", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "counted",
                "refused",
                "withdrawn",
                name="requeststate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_by_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(state = 'refused') = (reason is not null)",
            name=op.f("ck_dialogue_requests_refused_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_dialogue_requests_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["judged_by_id"], ["positions.id"], name=op.f("fk_dialogue_requests_judged_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_dialogue_requests_unit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_requests")),
        sa.UniqueConstraint("ordinal", name=op.f("uq_dialogue_requests_ordinal")),
    )
    op.create_index(
        "ix_dialogue_requests_unit_id_ordinal", "dialogue_requests", ["unit_id", "ordinal"]
    )
    op.create_index(
        "uq_dialogue_requests_one_each",
        "dialogue_requests",
        ["unit_id", "account_id"],
        unique=True,
        postgresql_where=sa.text("state != 'withdrawn'"),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("dialogue_requests")
    op.drop_constraint(op.f("ck_areas_some_voters"), "areas")
    op.drop_constraint(op.f("ck_areas_voters_have_a_source"), "areas")
    for column in ("voters_source", "voters_on", "voters"):
        op.drop_column("areas", column)
