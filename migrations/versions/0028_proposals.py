"""Dialogues that are proposed because many ask about one matter."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_STATES = sa.Enum(
    "proposed",
    "accepted",
    "declined",
    "lapsed",
    name="proposalstate",
    native_enum=False,
    length=40,
)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "dialogue_proposals",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "ordinal", "unit_id")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("area_code", "topic", "field")),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("first_day", "last_day")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("petitions", "people")),
        sa.Column("codes", postgresql.JSONB(), nullable=False),
        sa.Column("given_hash", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_as_id", sa.Uuid(), nullable=True),
        sa.Column("state", _STATES, nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("dialogue_id", sa.Uuid(), nullable=True),
        _check("some_days", "first_day <= last_day"),
        _check("some_evidence", "petitions > 0 and people > 0"),
        _check("declined_has_reason", "(state = 'declined') = (reason is not null)"),
        _check("accepted_has_it", "(state = 'accepted') = (dialogue_id is not null)"),
        _check("proposed_by_both", "(proposed_by_id is null) = (proposed_as_id is null)"),
        _to("unit_id", "units.id"),
        _to("area_code", "areas.code"),
        _to("proposed_by_id", "accounts.id"),
        _to("proposed_as_id", "positions.id"),
        _to("answered_by_id", "positions.id"),
        _to("dialogue_id", "dialogues.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_proposals")),
        sa.UniqueConstraint("ordinal", name=op.f("uq_dialogue_proposals_ordinal")),
    )
    op.create_index(
        "uq_dialogue_proposals_by_itself",
        "dialogue_proposals",
        ["unit_id", "field", "first_day"],
        unique=True,
        postgresql_where=sa.text("proposed_by_id is null"),
    )
    op.create_index(
        "uq_dialogue_proposals_waiting",
        "dialogue_proposals",
        ["unit_id", "field"],
        unique=True,
        postgresql_where=sa.text("state = 'proposed'"),
    )
    op.create_index(
        "ix_dialogue_proposals_area_code_ordinal", "dialogue_proposals", ["area_code", "ordinal"]
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("dialogue_proposals")


def _check(name: str, holds: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(holds, name=op.f(f"ck_dialogue_proposals_{name}"))


def _to(column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [other], name=op.f(f"fk_dialogue_proposals_{column}"))
