"""What the role that runs may do: everything but to change what happened; and fresh stamps."""

from alembic import context, op
from sqlalchemy import make_url

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REFERENCE = ("areas", "units", "positions", "appointments", "calendar_days")


def app_role() -> str:
    """The role in the app's own address, which the caller hands in."""
    role: str = make_url(context.config.attributes["app_url"]).username or ""
    return '"' + role.replace('"', '""') + '"'


def upgrade() -> None:
    """Take the step."""
    role = app_role()
    op.execute(f"grant usage on schema public to {role}")
    op.execute(f"grant select, insert, update, delete on all tables in schema public to {role}")
    op.execute(f"grant usage, select on all sequences in schema public to {role}")
    op.execute(
        f"alter default privileges in schema public"
        f" grant select, insert, update, delete on tables to {role}"
    )
    op.execute(
        f"alter default privileges in schema public grant usage, select on sequences to {role}"
    )
    op.execute(f"revoke update, delete, truncate on events from {role}")
    op.execute(f"revoke insert, update, delete on alembic_version from {role}")
    for table in REFERENCE:
        op.execute(
            f"create trigger renew_stamp after insert or update or delete or truncate on {table}"
            " for each statement execute function renew_stamp()"
        )


def downgrade() -> None:
    """Take it back."""
    role = app_role()
    for table in REFERENCE:
        op.execute(f"drop trigger renew_stamp on {table}")
    op.execute(f"alter default privileges in schema public revoke all on tables from {role}")
    op.execute(f"alter default privileges in schema public revoke all on sequences from {role}")
    op.execute(f"revoke all on all tables in schema public from {role}")
    op.execute(f"revoke all on all sequences in schema public from {role}")
    op.execute(f"revoke usage on schema public from {role}")
