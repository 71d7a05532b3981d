"""What desks need to work side by side: versions, parts of units, saved views, texts, presence."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.add_column("events", sa.Column("case_version", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("events", "case_version")
