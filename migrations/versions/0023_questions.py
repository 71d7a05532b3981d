"""Questions at dialogues, who wants to ask the same, and requests that a dialogue has served."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_OUTCOMES = sa.Enum(
    "answered",
    "owed",
    "committed",
    "out_of_competence",
    "guided",
    "not_reached",
    "withdrawn",
    name="outcome",
    native_enum=False,
    length=40,
)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "questions",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "dialogue_id")),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("public_text", sa.String(), nullable=True),
        sa.Column("given_hash", sa.String(), nullable=False),
        *(_words(name) for name in ("asker", "village")),
        _id("registration_id"),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        _id("asked_as_id"),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        *(_id(name) for name in ("turn_id", "leads_id")),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("place", "minutes")),
        sa.Column("due_on", sa.Date(), nullable=True),
        _words("prepared"),
        _moment("prepared_at"),
        _id("prepared_by_id"),
        sa.Column("outcome", _OUTCOMES, nullable=True),
        _moment("outcome_at"),
        _words("outcome_hash"),
        _id("decided_by_id"),
        *(_words(name) for name in ("said", "to")),
        _id("commitment_id"),
        sa.Column("answer", postgresql.JSONB(), nullable=True),
        _words("withheld_because"),
        sa.CheckConstraint(
            "(outcome is null) = (outcome_at is null)", name=op.f("ck_questions_outcome_has_moment")
        ),
        sa.CheckConstraint("leads_id <> id", name=op.f("ck_questions_leads_another")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_questions_some_minutes")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_questions_{column}"))
            for column, table in _POINTS_TO.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("dialogue_id", "number", name=op.f("uq_questions_dialogue_id_number")),
    )
    for column in ("leads_id", "turn_id"):
        op.create_index(
            f"ix_questions_{column}",
            "questions",
            [column],
            postgresql_where=sa.text(f"{column} is not null"),
        )
    op.create_table(
        "question_supporters",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("question_id", "account_id")),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_question_supporters_{column}")
            )
            for column, table in (("question_id", "questions"), ("account_id", "accounts"))
        ),
        sa.PrimaryKeyConstraint("question_id", "account_id", name=op.f("pk_question_supporters")),
    )
    op.create_index("ix_question_supporters_account_id", "question_supporters", ["account_id"])
    _one_request_each("state not in ('withdrawn', 'served')")


def _one_request_each(condition: str) -> None:
    """Once a dialogue was held, who asked for it may ask for another one."""
    name, table = "uq_dialogue_requests_one_each", "dialogue_requests"
    op.drop_index(name, table_name=table)
    op.create_index(
        name,
        table,
        ["unit_id", "account_id"],
        unique=True,
        postgresql_where=sa.text(condition),
    )


_POINTS_TO = {
    "id": "cases",
    "dialogue_id": "dialogues",
    "registration_id": "registrations",
    "asked_by_id": "accounts",
    "asked_as_id": "positions",
    "leads_id": "questions",
    "prepared_by_id": "positions",
    "decided_by_id": "positions",
    "commitment_id": "commitments",
}


def _id(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=True)


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=True)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def downgrade() -> None:
    """Take it back."""
    _one_request_each("state <> 'withdrawn'")
    for table in ("question_supporters", "questions"):
        op.drop_table(table)
