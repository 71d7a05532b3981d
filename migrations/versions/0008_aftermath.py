"""What becomes of an answer: several of them, contests, ratings, notes, and what was promised."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WORD = sa.String(length=40)

FORGET = (
    """
    delete from fulfilments f using obligations o, cases c
    where o.id = f.obligation_id and c.id = o.case_id and c.type = 'commitment'
    """,
    """
    delete from deliveries d using messages m, cases c
    where m.id = d.message_id and c.id = m.case_id and c.type = 'commitment'
    """,
    "delete from messages m using cases c where c.id = m.case_id and c.type = 'commitment'",
    "delete from obligations o using cases c where c.id = o.case_id and c.type = 'commitment'",
    "delete from events e using cases c where c.id = e.case_id and c.type = 'commitment'",
    "delete from cases where type = 'commitment'",
)


def upgrade() -> None:
    """Take the step."""
    _let_answers_be_many()
    op.add_column("petitions", sa.Column("rating_words", sa.String(), nullable=True))
    op.add_column("petitions", sa.Column("rated_at", sa.DateTime(timezone=True), nullable=True))
    _make_contests()
    _make_notes()
    _make_commitments()


def downgrade() -> None:
    """Take it back; of several answers the one that holds stays."""
    op.drop_table("commitment_reports")
    _forget_commitments()
    op.drop_table("notes")
    op.drop_table("contests")
    op.drop_column("petitions", "rated_at")
    op.drop_column("petitions", "rating_words")
    op.drop_constraint(op.f("uq_answers_petition_id_ordinal"), "answers")
    op.execute(
        "delete from answers a using answers b"
        " where a.petition_id = b.petition_id and a.ordinal < b.ordinal"
    )
    op.drop_column("answers", "ordinal")
    op.create_unique_constraint(op.f("uq_answers_petition_id"), "answers", ["petition_id"])


def _let_answers_be_many() -> None:
    op.add_column("answers", sa.Column("ordinal", sa.Integer(), nullable=False, server_default="1"))
    op.alter_column("answers", "ordinal", server_default=None)
    op.drop_constraint(op.f("uq_answers_petition_id"), "answers")
    op.create_unique_constraint(
        op.f("uq_answers_petition_id_ordinal"), "answers", ["petition_id", "ordinal"]
    )


def _make_contests() -> None:
    op.create_table(
        "contests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("contested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state_before", WORD, nullable=False),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("decision_reason", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(decided_at is null) = (upheld is null)",
            name=op.f("ck_contests_decided_contests_say_which_way"),
        ),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name=op.f("fk_contests_answer_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["positions.id"], name=op.f("fk_contests_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_contests_petition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contests")),
        sa.UniqueConstraint("petition_id", name=op.f("uq_contests_petition_id")),
    )


def _make_notes() -> None:
    op.create_table(
        "notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("act", WORD, nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("symbol", sa.String(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_notes_petition_id")
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_notes_position_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index("ix_notes_petition_id_id", "notes", ["petition_id", "id"])


def _make_commitments() -> None:
    op.create_table(
        "commitments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("origin_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["cases.id"], name=op.f("fk_commitments_id")),
        sa.ForeignKeyConstraint(["origin_id"], ["cases.id"], name=op.f("fk_commitments_origin_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
    )
    op.create_index("ix_commitments_origin_id", "commitments", ["origin_id"])
    op.create_table(
        "commitment_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("commitment_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_by_id", sa.Uuid(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_by", WORD, nullable=True),
        sa.Column("judged_by_id", sa.Uuid(), nullable=True),
        sa.Column("is_done", sa.Boolean(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(judged_at is null) = (judged_by is null)",
            name=op.f("ck_commitment_reports_judged_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_commitment_reports_commitment_id")
        ),
        sa.ForeignKeyConstraint(
            ["judged_by_id"], ["positions.id"], name=op.f("fk_commitment_reports_judged_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["reported_by_id"], ["positions.id"], name=op.f("fk_commitment_reports_reported_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_reports")),
    )
    op.create_index(
        "uq_commitment_reports_open",
        "commitment_reports",
        ["commitment_id"],
        unique=True,
        postgresql_where=sa.text("judged_at is null"),
    )


def _forget_commitments() -> None:
    """With all that happened to them: without the table, no process can read such a case."""
    op.drop_table("commitments")
    for statement in FORGET:
        op.execute(statement)
