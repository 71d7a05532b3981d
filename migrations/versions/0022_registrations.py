"""People register for a dialogue: its seats, invitations, and the line of who waits."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_LIVE = sa.text("state in ('confirmed', 'waiting')")
_STATES = sa.Enum(
    "confirmed",
    "waiting",
    "cancelled",
    "lapsed",
    name="registrationstate",
    native_enum=False,
    length=40,
)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "seatings",
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        _json("delegates"),
        *(_number(name) for name in ("invited", "overbooking")),
        _json("groups"),
        sa.Column("confirm_hours", sa.Integer(), nullable=True),
        *(_json(name) for name in ("taken", "waiting")),
        *(_number(name) for name in ("last_number", "came")),
        sa.CheckConstraint(
            "overbooking between 0 and 100", name=op.f("ck_seatings_overbooking_is_per_cent")
        ),
        sa.CheckConstraint(
            "invited >= 0 and last_number >= 0 and came >= 0", name=op.f("ck_seatings_counted")
        ),
        sa.CheckConstraint("confirm_hours > 0", name=op.f("ck_seatings_some_hours_to_confirm")),
        _to("seatings", "dialogue_id", "dialogues"),
        sa.PrimaryKeyConstraint("dialogue_id", name=op.f("pk_seatings")),
    )
    op.create_table(
        "invitations",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "dialogue_id")),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("village", sa.String(), nullable=True),
        *(_number(name) for name in ("uses", "used")),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "used between 0 and uses", name=op.f("ck_invitations_used_as_often_as_it_may_be")
        ),
        _to("invitations", "dialogue_id", "dialogues"),
        _to("invitations", "made_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("code", name=op.f("uq_invitations_code")),
    )
    op.create_index("ix_invitations_dialogue_id_id", "invitations", ["dialogue_id", "id"])
    op.create_table(
        "registrations",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "ordinal", "dialogue_id")),
        _number("number"),
        sa.Column("ticket", sa.String(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        *(_words(name) for name in ("phone", "name", "village", "group")),
        _number("companions"),
        _json("needs"),
        _words("question"),
        sa.Column("home", sa.String(), nullable=False),
        _words("sort"),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("state", _STATES, nullable=False),
        sa.Column("given_hash", sa.String(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registered_by_id", sa.Uuid(), nullable=False),
        sa.Column("registered_as_id", sa.Uuid(), nullable=True),
        sa.Column("is_walk_in", sa.Boolean(), nullable=False),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=True)
            for name in ("seated_at", "coming_at", "reminded_at", "ended_at", "came_at")
        ),
        sa.CheckConstraint("companions >= 0", name=op.f("ck_registrations_some_people")),
        sa.CheckConstraint(
            "state <> 'waiting' or sort is null",
            name=op.f("ck_registrations_who_waits_has_no_seat"),
        ),
        sa.CheckConstraint(
            "sort is not null or state <> 'confirmed'",
            name=op.f("ck_registrations_who_is_in_has_one"),
        ),
        sa.CheckConstraint(
            "came_at is null or state = 'confirmed'",
            name=op.f("ck_registrations_who_came_had_a_seat"),
        ),
        _to("registrations", "dialogue_id", "dialogues"),
        _to("registrations", "account_id", "accounts"),
        _to("registrations", "invitation_id", "invitations"),
        _to("registrations", "registered_by_id", "accounts"),
        _to("registrations", "registered_as_id", "positions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
        sa.UniqueConstraint("ordinal", name=op.f("uq_registrations_ordinal")),
        sa.UniqueConstraint("ticket", name=op.f("uq_registrations_ticket")),
        sa.UniqueConstraint(
            "dialogue_id", "number", name=op.f("uq_registrations_dialogue_id_number")
        ),
    )
    for who in ("account_id", "phone"):
        op.create_index(
            f"uq_registrations_one_{who.removesuffix('_id')}",
            "registrations",
            ["dialogue_id", who],
            unique=True,
            postgresql_where=_LIVE,
        )
    for first in ("account_id", "dialogue_id"):
        op.create_index(f"ix_registrations_{first}_ordinal", "registrations", [first, "ordinal"])
    op.create_index(
        "ix_registrations_line",
        "registrations",
        ["dialogue_id", "number"],
        postgresql_where=sa.text("state = 'waiting'"),
    )


def downgrade() -> None:
    """Take it back."""
    for table in ("registrations", "invitations", "seatings"):
        op.drop_table(table)


def _json(name: str) -> "sa.Column[object]":
    return sa.Column(name, postgresql.JSONB(), nullable=False)


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False)


def _words(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), nullable=True)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
