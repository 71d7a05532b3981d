"""Opinions before a dialogue, its agenda, who came, what was concluded, where it can be seen."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_AUTHORITIES = sa.Enum("TM", "KT", "TL", "TUQ", name="authority", native_enum=False, length=40)


def upgrade() -> None:
    """Take the step."""
    op.add_column(
        "dialogues",
        sa.Column(
            "presences", postgresql.JSONB(), nullable=False, server_default=sa.text("'{}'::jsonb")
        ),
    )
    op.alter_column("dialogues", "presences", server_default=None)
    op.create_table(
        "opinion_sheets",
        *(_id(name) for name in ("id", "dialogue_id")),
        _words("village"),
        sa.Column("met_on", sa.Date(), nullable=False),
        _number("people"),
        _json("items"),
        _number("version"),
        _json("earlier"),
        _words("given_hash"),
        _moment("entered_at"),
        _id("entered_by_id"),
        _id("entered_as_id", nullable=True),
        sa.CheckConstraint("people > 0", name=op.f("ck_opinion_sheets_some_people")),
        _to("opinion_sheets", "dialogue_id", "dialogues"),
        _to("opinion_sheets", "entered_by_id", "accounts"),
        _to("opinion_sheets", "entered_as_id", "positions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_sheets")),
        sa.UniqueConstraint(
            "dialogue_id", "village", name=op.f("uq_opinion_sheets_dialogue_id_village")
        ),
    )
    op.create_table(
        "syntheses",
        _id("dialogue_id"),
        _words("number", nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        _words("signer", nullable=True),
        _json("items"),
        _json("left_out"),
        _number("version"),
        _json("earlier"),
        _words("given_hash"),
        _moment("made_at"),
        _id("made_by_id"),
        _id("made_as_id", nullable=True),
        _moment("published_at", nullable=True),
        _to("syntheses", "dialogue_id", "dialogues"),
        _to("syntheses", "made_by_id", "accounts"),
        _to("syntheses", "made_as_id", "positions"),
        sa.PrimaryKeyConstraint("dialogue_id", name=op.f("pk_syntheses")),
    )
    op.create_table(
        "agendas",
        _id("dialogue_id"),
        _json("parts"),
        sa.Column("frozen", postgresql.JSONB(), nullable=True),
        _moment("frozen_at", nullable=True),
        _to("agendas", "dialogue_id", "dialogues"),
        sa.PrimaryKeyConstraint("dialogue_id", name=op.f("pk_agendas")),
    )
    op.create_table(
        "conclusions",
        _id("dialogue_id"),
        *(_words(name) for name in ("number", "symbol")),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("authority", _AUTHORITIES, nullable=False),
        _id("signed_by_id"),
        *(_words(name) for name in ("signer", "text")),
        _id("file_id", nullable=True),
        _moment("recorded_at"),
        _id("recorded_by_id"),
        _to("conclusions", "dialogue_id", "dialogues"),
        _to("conclusions", "signed_by_id", "positions"),
        _to("conclusions", "file_id", "attachments"),
        _to("conclusions", "recorded_by_id", "accounts"),
        sa.PrimaryKeyConstraint("dialogue_id", name=op.f("pk_conclusions")),
    )
    op.create_table(
        "recordings",
        *(_id(name) for name in ("id", "dialogue_id")),
        _words("url"),
        _words("title", nullable=True),
        _moment("added_at"),
        _id("added_by_id"),
        _to("recordings", "dialogue_id", "dialogues"),
        _to("recordings", "added_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recordings")),
        sa.UniqueConstraint("dialogue_id", "url", name=op.f("uq_recordings_dialogue_id_url")),
    )


def downgrade() -> None:
    """Take it back."""
    for table in ("recordings", "conclusions", "agendas", "syntheses", "opinion_sheets"):
        op.drop_table(table)
    op.drop_column("dialogues", "presences")


def _id(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _json(name: str) -> "sa.Column[object]":
    return sa.Column(name, postgresql.JSONB(), nullable=False)


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False)


def _words(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
