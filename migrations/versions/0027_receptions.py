"""Fixed reception days, places with times, the register of visits, and calendars to subscribe to."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_BOOKED = sa.text("state = 'booked'")
_FORMS = sa.Enum("in_person", "online", name="receptionform", native_enum=False, length=40)
_MATTERS = sa.Enum(
    *("reflection", "proposal", "complaint", "other"),
    name="matter",
    native_enum=False,
    length=40,
)


def upgrade() -> None:
    """Take the step."""
    _patterns()
    for column in (
        sa.Column("moved_from", sa.Date(), nullable=True),
        sa.Column("moved_because", sa.String(), nullable=True),
        sa.Column("instead_of_id", sa.Uuid(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column("receptions", column)
    op.create_foreign_key(
        op.f("fk_receptions_instead_of_id"), "receptions", "receptions", ["instead_of_id"], ["id"]
    )
    op.create_index("uq_receptions_instead_of_id", "receptions", ["instead_of_id"], unique=True)
    _places()


def downgrade() -> None:
    """Take it back."""
    for name in ("uq_bookings_reception_id_account_id", "uq_bookings_reception_id_number"):
        op.drop_index(name, "bookings")
    for column in ("account_id", "brief", "matter"):
        op.drop_column("bookings", column)
    op.drop_column("reception_places", "minutes")
    for column in ("reminded_at", "instead_of_id", "moved_because", "moved_from"):
        op.drop_column("receptions", column)
    op.drop_table("reception_patterns")


def _patterns() -> None:
    op.create_table(
        "reception_patterns",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("position_ids", postgresql.JSONB(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("weekday", "nth", "day")),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        *(sa.Column(name, sa.Time(), nullable=False) for name in ("from_time", "to_time")),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("form", _FORMS, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("places", "minutes")),
        sa.Column("given_hash", sa.String(), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("from_time < to_time", name=op.f("ck_reception_patterns_some_time")),
        sa.CheckConstraint(
            "(day is null) = (weekday is not null and nth is not null)",
            name=op.f("ck_reception_patterns_one_way_to_say_it"),
        ),
        sa.CheckConstraint(
            "until_on >= from_on", name=op.f("ck_reception_patterns_ends_after_it_begins")
        ),
        sa.CheckConstraint(
            "places > 0 and minutes > 0", name=op.f("ck_reception_patterns_some_places")
        ),
        _to("reception_patterns", "unit_id", "units"),
        _to("reception_patterns", "changed_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_patterns")),
    )
    op.create_index("ix_reception_patterns_unit_id", "reception_patterns", ["unit_id"])


def _places() -> None:
    op.add_column("reception_places", sa.Column("minutes", sa.Integer(), nullable=True))
    op.create_check_constraint(
        op.f("ck_reception_places_some_minutes"), "reception_places", "minutes > 0"
    )
    op.add_column("bookings", sa.Column("matter", _MATTERS, nullable=True))
    op.add_column("bookings", sa.Column("brief", sa.String(), nullable=True))
    op.add_column("bookings", sa.Column("account_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_bookings_account_id"), "bookings", "accounts", ["account_id"], ["id"]
    )
    for column in ("number", "account_id"):
        op.create_index(
            f"uq_bookings_reception_id_{column}",
            "bookings",
            ["reception_id", column],
            unique=True,
            postgresql_where=_BOOKED,
        )


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
