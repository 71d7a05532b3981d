"""What may be public: masked words, looks at them, appeals, and the words that ask for a look."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SEARCHED = "to_tsvector('simple', fold(coalesce(title, '') || ' ' || text))"


def upgrade() -> None:
    """Take the step."""
    op.add_column("cases", sa.Column("held_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_cases_published",
        "cases",
        ["ordinal"],
        postgresql_where=sa.text("published_at is not null"),
    )
    op.create_index(
        "ix_cases_held_at", "cases", ["held_at"], postgresql_where=sa.text("held_at is not null")
    )
    _make_public_texts()
    _make_screenings()
    _make_appeals()
    _make_words()


def downgrade() -> None:
    """Take it back."""
    op.drop_table("moderation_words")
    op.drop_table("appeals")
    op.drop_table("screenings")
    op.drop_table("public_texts")
    op.drop_index("ix_cases_held_at", table_name="cases")
    op.drop_index("ix_cases_published", table_name="cases")
    op.drop_column("cases", "held_at")


def _make_public_texts() -> None:
    op.create_table(
        "public_texts",
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column(
            "made_by",
            sa.Enum("masking", "author", "moderator", name="maker", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "search", postgresql.TSVECTOR(), sa.Computed(SEARCHED, persisted=True), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_public_texts_petition_id")
        ),
        sa.PrimaryKeyConstraint("petition_id", name=op.f("pk_public_texts")),
    )
    op.create_index("ix_public_texts_search", "public_texts", ["search"], postgresql_using="gin")


def _make_screenings() -> None:
    states = ("waiting", "held", "cleared", "withheld", "appealed", "upheld", "superseded")
    op.create_table(
        "screenings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("is_for_public", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*states, name="screeningstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("reasons", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("masked", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decider_id", sa.Uuid(), nullable=True),
        sa.Column("appeal_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_screenings_case_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_screenings_event_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["positions.id"], name=op.f("fk_screenings_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["decider_id"], ["accounts.id"], name=op.f("fk_screenings_decider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screenings")),
        sa.UniqueConstraint("event_id", name=op.f("uq_screenings_event_id")),
    )
    op.create_index("ix_screenings_case_id_id", "screenings", ["case_id", "id"])
    op.create_index("ix_screenings_created_at", "screenings", ["created_at"])
    op.create_index(
        "uq_screenings_open",
        "screenings",
        ["case_id"],
        unique=True,
        postgresql_where=sa.text("state in ('waiting', 'held', 'withheld', 'appealed')"),
    )
    op.create_index(
        "ix_screenings_queue",
        "screenings",
        ["id"],
        postgresql_where=sa.text("state in ('held', 'appealed')"),
    )


def _make_appeals() -> None:
    op.create_table(
        "appeals",
        sa.Column("screening_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decider_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["screening_id"], ["screenings.id"], name=op.f("fk_appeals_screening_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["positions.id"], name=op.f("fk_appeals_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["decider_id"], ["accounts.id"], name=op.f("fk_appeals_decider_id")
        ),
        sa.PrimaryKeyConstraint("screening_id", name=op.f("pk_appeals")),
    )


def _make_words() -> None:
    op.create_table(
        "moderation_words",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_moderation_words")),
    )
    op.execute(
        "create trigger renew_stamp after insert or update or delete or truncate"
        " on moderation_words for each statement execute function renew_stamp()"
    )
