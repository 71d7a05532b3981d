"""Answers say what was done; drafts keep their history and are commented on; papers can be checked."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

RESULTS = sa.Enum(
    "resolved",
    "under_way",
    "planned",
    "explained",
    name="result",
    native_enum=False,
    length=40,
)


def upgrade() -> None:
    """Take the step."""
    for name in ("done", "warnings"):
        op.add_column(
            "answers",
            sa.Column(
                name,
                postgresql.JSONB(astext_type=sa.Text()),
                server_default="[]",
                nullable=False,
            ),
        )
    op.add_column("answers", sa.Column("paper_code", sa.String(), nullable=True))
    op.create_unique_constraint(op.f("uq_answers_paper_code"), "answers", ["paper_code"])
    op.create_index(
        "ix_answers_warned",
        "answers",
        ["petition_id"],
        postgresql_where=sa.text("warnings <> '[]'"),
    )
    op.create_table(
        "earlier_drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("result", RESULTS, nullable=False),
        sa.Column("rest", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("drafted_by_id", sa.Uuid(), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["drafted_by_id"], ["positions.id"], name=op.f("fk_earlier_drafts_drafted_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_earlier_drafts_petition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_drafts")),
    )
    op.create_index("ix_earlier_drafts_petition_id_id", "earlier_drafts", ["petition_id", "id"])
    op.create_table(
        "draft_comments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("returns", sa.Boolean(), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_draft_comments_petition_id")
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_draft_comments_position_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_comments")),
    )
    op.create_index("ix_draft_comments_petition_id_id", "draft_comments", ["petition_id", "id"])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("draft_comments")
    op.drop_table("earlier_drafts")
    op.drop_index("ix_answers_warned", table_name="answers")
    op.drop_constraint(op.f("uq_answers_paper_code"), "answers")
    for name in ("paper_code", "warnings", "done"):
        op.drop_column("answers", name)
