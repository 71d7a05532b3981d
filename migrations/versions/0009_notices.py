"""Everybody is told: as whom, by which ways, and also who has no account."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

AUDIENCES = ("author", "holder", "preparer", "receivers", "superior", "ladder")

OTHERS_DELIVERIES = """
    delete from deliveries d using messages m
    where m.id = d.message_id and (m.account_id is null or m.audience <> 'author')
"""


def upgrade() -> None:
    """Take the step."""
    _say_as_whom()
    op.create_table(
        "preferences",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("push", sa.Boolean(), nullable=False),
        sa.Column("sms", sa.Boolean(), nullable=False),
        sa.Column("email", sa.Boolean(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_to", sa.Time(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_hash", sa.String(), nullable=True),
        sa.Column("code_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(quiet_from is null) = (quiet_to is null)",
            name=op.f("ck_preferences_quiet_has_both_ends"),
        ),
        sa.CheckConstraint("quiet_from <> quiet_to", name=op.f("ck_preferences_quiet_lasts")),
        sa.CheckConstraint(
            "confirmed_at is null or address is not null",
            name=op.f("ck_preferences_confirmed_has_address"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_preferences_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_preferences")),
    )


def downgrade() -> None:
    """Take it back; what was told to others than residents with an account is forgotten."""
    op.drop_table("preferences")
    op.execute(OTHERS_DELIVERIES)
    op.execute("delete from deliveries where channel = 'email' or state = 'withdrawn'")
    op.execute("delete from messages where account_id is null or audience <> 'author'")
    op.add_column("messages", sa.Column("template", sa.String(), nullable=True))
    op.execute("update messages set template = e.name from events e where e.id = messages.event_id")
    op.alter_column("messages", "template", nullable=False)
    op.drop_index("ix_messages_unread", table_name="messages")
    op.drop_constraint(op.f("uq_messages_event_id_account_id"), "messages")
    op.create_unique_constraint(
        op.f("uq_messages_event_id_account_id"), "messages", ["event_id", "account_id"]
    )
    op.alter_column("messages", "account_id", nullable=False)
    op.drop_column("messages", "audience")


def _say_as_whom() -> None:
    audience = sa.Enum(*AUDIENCES, name="audience", native_enum=False, length=40)
    op.add_column("messages", sa.Column("audience", audience, nullable=True))
    # Until now only authors were told.
    op.execute("update messages set audience = 'author'")
    op.alter_column("messages", "audience", nullable=False)
    op.alter_column("messages", "account_id", nullable=True)
    op.drop_constraint(op.f("uq_messages_event_id_account_id"), "messages")
    op.create_unique_constraint(
        op.f("uq_messages_event_id_account_id"),
        "messages",
        ["event_id", "account_id"],
        postgresql_nulls_not_distinct=True,
    )
    op.create_index(
        "ix_messages_unread",
        "messages",
        ["account_id"],
        postgresql_where=sa.text("read_at is null"),
    )
    op.drop_column("messages", "template")
