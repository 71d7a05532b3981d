"""Reminders: how far the ladder of an obligation was climbed, and when the next step comes."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.add_column(
        "obligations", sa.Column("reminded", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column(
        "obligations", sa.Column("next_reminder_at", sa.DateTime(timezone=True), nullable=True)
    )
    # What was owed before is told of from the day it is overdue.
    op.execute("update obligations set next_reminder_at = due_at where state = 'open'")
    op.alter_column("obligations", "reminded", server_default=None)
    op.create_index(
        "ix_obligations_next_reminder_at",
        "obligations",
        ["next_reminder_at"],
        postgresql_where=sa.text("state = 'open'"),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_obligations_next_reminder_at", table_name="obligations")
    op.drop_column("obligations", "next_reminder_at")
    op.drop_column("obligations", "reminded")
