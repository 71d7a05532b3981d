"""Reception days, and since when the duties that come back are opened."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

RECURRING = sa.text("period is not null")


def words(*values: str, name: str) -> sa.Enum:
    """A column of one of these words."""
    return sa.Enum(*values, name=name, native_enum=False, length=40)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "recurrence",
        sa.Column("one", sa.Boolean(), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.CheckConstraint("one", name=op.f("ck_recurrence_one_row")),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_recurrence")),
    )
    op.create_index(
        "ix_obligations_recurring_unit",
        "obligations",
        ["unit_id", "started_at"],
        postgresql_where=RECURRING,
    )
    op.create_table(
        "receptions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("from_time", sa.Time(), nullable=False),
        sa.Column("to_time", sa.Time(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("occasion", words("regular", "ad_hoc", name="occasion"), nullable=False),
        sa.Column("form", words("in_person", "online", name="receptionform"), nullable=False),
        sa.Column(
            "state",
            words("planned", "held", "not_held", name="receptionstate"),
            nullable=False,
        ),
        sa.Column("visitors", sa.Integer(), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("notice", sa.String(), nullable=True),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("plan_hash", sa.String(), nullable=False),
        sa.Column("planned_by_id", sa.Uuid(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_as_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("from_time < to_time", name=op.f("ck_receptions_some_time")),
        sa.CheckConstraint(
            "(state = 'held') = (held_at is not null and visitors is not null)",
            name=op.f("ck_receptions_held_has_moment"),
        ),
        sa.CheckConstraint("visitors >= 0", name=op.f("ck_receptions_visitors_not_negative")),
        sa.CheckConstraint(
            "(state = 'not_held') = (reason is not null)",
            name=op.f("ck_receptions_not_held_has_reason"),
        ),
        sa.CheckConstraint(
            "(notice is null) = (notice_on is null)", name=op.f("ck_receptions_notice_has_day")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_receptions_unit_id")),
        sa.ForeignKeyConstraint(
            ["planned_by_id"], ["accounts.id"], name=op.f("fk_receptions_planned_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_as_id"], ["positions.id"], name=op.f("fk_receptions_recorded_as_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receptions")),
        sa.UniqueConstraint("ordinal", name=op.f("uq_receptions_ordinal")),
    )
    op.create_index("ix_receptions_on_ordinal", "receptions", ["on", "ordinal"])
    op.create_table(
        "served_positions",
        sa.Column("reception_id", sa.Uuid(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.Column("is_planned", sa.Boolean(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reception_id"], ["receptions.id"], name=op.f("fk_served_positions_reception_id")
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_served_positions_position_id")
        ),
        sa.PrimaryKeyConstraint("reception_id", "position_id", name=op.f("pk_served_positions")),
    )
    op.create_index("ix_served_positions_position_id", "served_positions", ["position_id"])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("served_positions")
    op.drop_table("receptions")
    op.drop_index("ix_obligations_recurring_unit", table_name="obligations")
    op.drop_table("recurrence")
