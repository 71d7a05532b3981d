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


_VISIT_MATTERS = sa.Enum(
    *("reflection", "proposal", "complaint", "denunciation", "other"),
    name="visitmatter",
    native_enum=False,
    length=40,
)
_OUTCOMES = sa.Enum(
    *("explained", "guided", "taken_in", "appointment"),
    name="visitoutcome",
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
    ):
        op.add_column("receptions", column)
    op.create_foreign_key(
        op.f("fk_receptions_instead_of_id"), "receptions", "receptions", ["instead_of_id"], ["id"]
    )
    op.create_index("uq_receptions_instead_of_id", "receptions", ["instead_of_id"], unique=True)
    _places()
    _visits()
    _two_books()
    _feeds()


def downgrade() -> None:
    """Take it back."""
    op.execute("""
        delete from deliveries d using messages m
        where m.id = d.message_id and m.audience = 'booked'
    """)
    op.execute("delete from messages where audience = 'booked'")
    op.execute("delete from register_counters where book <> 'cases'")
    op.drop_constraint(op.f("pk_register_counters"), "register_counters")
    op.drop_column("register_counters", "book")
    op.create_primary_key(op.f("pk_register_counters"), "register_counters", ["unit_id", "year"])
    for table in ("calendar_feeds", "register_readings", "visits"):
        op.drop_table(table)
    for name in ("uq_bookings_reception_id_account_id", "uq_bookings_reception_id_number"):
        op.drop_index(name, "bookings")
    for column in ("reminded_at", "account_id", "brief", "matter"):
        op.drop_column("bookings", column)
    op.drop_column("reception_places", "minutes")
    for column in ("instead_of_id", "moved_because", "moved_from"):
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
    op.add_column("bookings", sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
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


def _visits() -> None:
    op.create_table(
        "visits",
        *(
            sa.Column(name, sa.Uuid(), nullable=False)
            for name in ("id", "ordinal", "reception_id", "register_unit_id")
        ),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("year", "number")),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("name", "address", "phone")),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("representatives", postgresql.JSONB(), nullable=False),
        sa.Column("matter", _VISIT_MATTERS, nullable=False),
        *(sa.Column(name, sa.String(), nullable=True) for name in ("content", "papers")),
        sa.Column("outcome", _OUTCOMES, nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("booked_number", sa.Integer(), nullable=True),
        sa.Column("petition_id", sa.Uuid(), nullable=True),
        sa.Column("given_hash", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.Uuid(), nullable=False)
            for name in ("entered_by_id", "entered_as_id")
        ),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("people > 0", name=op.f("ck_visits_somebody_came")),
        sa.CheckConstraint(
            "matter <> 'denunciation' or (name is null and address is null and phone is null"
            " and content is null and papers is null and note is null and petition_id is null"
            " and representatives = '[]'::jsonb)",
            name=op.f("ck_visits_nothing_of_a_denunciation"),
        ),
        sa.CheckConstraint(
            "(outcome = 'taken_in') = (petition_id is not null)",
            name=op.f("ck_visits_taken_in_has_petition"),
        ),
        _to("visits", "reception_id", "receptions"),
        _to("visits", "register_unit_id", "units"),
        _to("visits", "petition_id", "cases"),
        _to("visits", "entered_by_id", "accounts"),
        _to("visits", "entered_as_id", "positions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        sa.UniqueConstraint("ordinal", name=op.f("uq_visits_ordinal")),
        sa.UniqueConstraint(
            "register_unit_id",
            "year",
            "number",
            name=op.f("uq_visits_register_unit_id_year_number"),
        ),
    )
    for first in ("reception_id", "register_unit_id"):
        op.create_index(f"ix_visits_{first}_ordinal", "visits", [first, "ordinal"])
    op.create_table(
        "register_readings",
        *(
            sa.Column(name, sa.Uuid(), nullable=False)
            for name in ("id", "unit_id", "account_id", "position_id")
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("first_day", "last_day")),
        sa.Column("lines", sa.Integer(), nullable=False),
        _to("register_readings", "unit_id", "units"),
        _to("register_readings", "account_id", "accounts"),
        _to("register_readings", "position_id", "positions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_readings")),
    )
    op.create_index("ix_register_readings_unit_id_id", "register_readings", ["unit_id", "id"])


def _two_books() -> None:
    op.add_column(
        "register_counters",
        sa.Column("book", sa.String(), server_default="cases", nullable=False),
    )
    op.drop_constraint(op.f("pk_register_counters"), "register_counters")
    op.create_primary_key(
        op.f("pk_register_counters"), "register_counters", ["unit_id", "year", "book"]
    )


def _feeds() -> None:
    op.create_table(
        "calendar_feeds",
        *(
            sa.Column(name, sa.Uuid(), nullable=False)
            for name in ("id", "position_id", "account_id")
        ),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        _to("calendar_feeds", "position_id", "positions"),
        _to("calendar_feeds", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feeds_token_hash")),
    )
    op.create_index(
        "uq_calendar_feeds_live",
        "calendar_feeds",
        ["position_id", "account_id"],
        unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
