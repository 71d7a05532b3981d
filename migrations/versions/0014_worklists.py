"""What a desk still owes is found without reading all that it ever had."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OWING = sa.text("next_due_at is not null")


def upgrade() -> None:
    """Take the step."""
    op.create_index("ix_cases_assigned_id_ordinal", "cases", ["assigned_id", "ordinal"])
    for column in ("holder_id", "assigned_id"):
        op.create_index(
            f"ix_cases_owing_{column}", "cases", [column, "ordinal"], postgresql_where=OWING
        )


def downgrade() -> None:
    """Take it back."""
    for column in ("assigned_id", "holder_id"):
        op.drop_index(f"ix_cases_owing_{column}", table_name="cases")
    op.drop_index("ix_cases_assigned_id_ordinal", table_name="cases")
