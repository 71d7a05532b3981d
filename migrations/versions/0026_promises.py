"""What was promised: at dialogues too, how far it is, other days, and that it cannot be done."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_WORD = sa.String(length=40)


def upgrade() -> None:
    """Take the step."""
    op.add_column(
        "commitments", sa.Column("source", _WORD, nullable=False, server_default="answer")
    )
    op.add_column(
        "commitments", sa.Column("moves", sa.Integer(), nullable=False, server_default="0")
    )
    for name in ("source", "moves"):
        op.alter_column("commitments", name, server_default=None)
    for name in ("measure", "failed_because"):
        op.add_column("commitments", sa.Column(name, sa.String(), nullable=True))
    op.add_column("commitments", sa.Column("reported_on", sa.Date(), nullable=True))
    for name, other in (("asked_for_id", "units"), ("failed_by_id", "positions")):
        op.add_column("commitments", sa.Column(name, sa.Uuid(), nullable=True))
        op.create_foreign_key(op.f(f"fk_commitments_{name}"), "commitments", other, [name], ["id"])
    op.create_check_constraint(op.f("ck_commitments_moved_so_often"), "commitments", "moves >= 0")
    op.create_check_constraint(
        op.f("ck_commitments_somebody_says_it_failed"),
        "commitments",
        "(failed_because is null) = (failed_by_id is null)",
    )
    op.create_index("ix_commitments_asked_for_id", "commitments", ["asked_for_id"])
    # The report that stands is the last one, unless somebody said that something is missing.
    op.execute(
        """
        update commitments c set reported_on =
            (select (max(r.reported_at) at time zone 'Asia/Ho_Chi_Minh')::date
               from commitment_reports r
              where r.commitment_id = c.id and r.is_done is distinct from false)
         from cases where cases.id = c.id and cases.state in ('reported_done', 'verified')
        """
    )
    _make_confirmations()
    _make_progress()
    _make_postponements()


def downgrade() -> None:
    """Take it back."""
    op.drop_table("commitment_postponements")
    op.drop_table("commitment_progress")
    for name in ("confirmation", "confirmed_by_id", "confirmed_at"):
        op.drop_column("commitment_reports", name)
    op.execute("update cases set state = 'given' where type = 'commitment' and state = 'under_way'")
    op.execute(
        "update cases set state = 'reported_done' where type = 'commitment' and state = 'confirmed'"
    )
    op.execute("update cases set state = 'rejected' where type = 'commitment' and state = 'failed'")
    op.drop_index("ix_commitments_asked_for_id", "commitments")
    for name in (
        "failed_by_id",
        "asked_for_id",
        "reported_on",
        "failed_because",
        "measure",
        "moves",
        "source",
    ):
        op.drop_column("commitments", name)


def _make_confirmations() -> None:
    """Who asked has said that it is so, before somebody from outside judges it."""
    op.add_column(
        "commitment_reports", sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("commitment_reports", sa.Column("confirmed_by_id", sa.Uuid(), nullable=True))
    op.add_column("commitment_reports", sa.Column("confirmation", sa.String(), nullable=True))
    op.create_foreign_key(
        op.f("fk_commitment_reports_confirmed_by_id"),
        "commitment_reports",
        "positions",
        ["confirmed_by_id"],
        ["id"],
    )


def _make_progress() -> None:
    table = "commitment_progress"
    op.create_table(
        table,
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "commitment_id")),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "percent between 0 and 100", name=op.f(f"ck_{table}_percent_of_the_whole")
        ),
        _to(table, "commitment_id", "commitments"),
        _to(table, "by_id", "positions"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_commitment_id", table, ["commitment_id"])


def _make_postponements() -> None:
    table = "commitment_postponements"
    op.create_table(
        table,
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "commitment_id")),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("former_due_on", "due_on")),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("is_approved", sa.Boolean(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.CheckConstraint("due_on > former_due_on", name=op.f(f"ck_{table}_later")),
        sa.CheckConstraint(
            "(decided_at is null) = (is_approved is null)",
            name=op.f(f"ck_{table}_decided_one_way_or_the_other"),
        ),
        _to(table, "commitment_id", "commitments"),
        _to(table, "asked_by_id", "positions"),
        _to(table, "decided_by_id", "positions"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_commitment_id", table, ["commitment_id"])
    op.create_index(
        f"uq_{table}_open",
        table,
        ["commitment_id"],
        unique=True,
        postgresql_where=sa.text("decided_at is null"),
    )


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
