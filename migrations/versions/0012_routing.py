"""Who follows an ended unit, who signs by delegation, where areas lie, and which field was meant."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

REFERENCE = ("delegations", "boundaries", "neighbourhoods")
"""What processes keep; names of thôn and tổ dân phố are looked for in texts from now on."""


def upgrade() -> None:
    """Take the step."""
    op.add_column("units", sa.Column("successor_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_units_successor_id"), "units", "units", ["successor_id"], ["id"])
    op.add_column("notes", sa.Column("basis", sa.String(), nullable=True))
    _make_delegations()
    _make_boundaries()
    for table in REFERENCE:
        op.execute(
            "create trigger renew_stamp after insert or update or delete or truncate"
            f" on {table} for each statement execute function renew_stamp()"
        )
    _make_field_choices()


def downgrade() -> None:
    """Take it back."""
    op.execute("drop trigger renew_stamp on neighbourhoods")
    op.drop_table("field_choices")
    op.drop_table("boundaries")
    op.drop_table("delegations")
    op.drop_column("notes", "basis")
    op.drop_constraint(op.f("fk_units_successor_id"), "units")
    op.drop_column("units", "successor_id")


def _make_delegations() -> None:
    op.create_table(
        "delegations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.Column("delegate_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("symbol", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.CheckConstraint("until_on > from_on", name=op.f("ck_delegations_some_time")),
        sa.CheckConstraint("position_id <> delegate_id", name=op.f("ck_delegations_somebody_else")),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_delegations_position_id")
        ),
        sa.ForeignKeyConstraint(
            ["delegate_id"], ["positions.id"], name=op.f("fk_delegations_delegate_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
        sa.UniqueConstraint(
            "position_id",
            "delegate_id",
            "from_on",
            name=op.f("uq_delegations_position_id_delegate_id_from_on"),
        ),
    )


def _make_boundaries() -> None:
    op.create_table(
        "boundaries",
        sa.Column("area_code", sa.String(), nullable=False),
        sa.Column("shape", sa.LargeBinary(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("file_hash", sa.String(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_code"], ["areas.code"], name=op.f("fk_boundaries_area_code")
        ),
        sa.PrimaryKeyConstraint("area_code", name=op.f("pk_boundaries")),
    )


def _make_field_choices() -> None:
    op.create_table(
        "field_choices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("suggested", sa.String(), nullable=True),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("chosen", sa.String(), nullable=False),
        sa.Column("chosen_by_id", sa.Uuid(), nullable=True),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_field_choices_case_id")),
        sa.ForeignKeyConstraint(
            ["chosen_by_id"], ["positions.id"], name=op.f("fk_field_choices_chosen_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_choices")),
    )
    op.create_index("ix_field_choices_case_id", "field_choices", ["case_id"])
