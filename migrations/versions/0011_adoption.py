"""The law changes by two people: what is proposed, who adopted it, and the signed paper."""

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy import make_url
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = ("law_scans", "law_proposals", "law_decisions", "law_transitions")


def app_role() -> str:
    """The role in the app's own address, which the caller hands in."""
    role: str = make_url(context.config.attributes["app_url"]).username or ""
    return '"' + role.replace('"', '""') + '"'


def upgrade() -> None:
    """Take the step."""
    _make_scans()
    _make_proposals()
    _make_decisions()
    _make_transitions()
    op.execute(
        "create trigger renew_stamp after insert or update or delete or truncate"
        " on law_decisions for each statement execute function renew_stamp()"
    )
    role = app_role()
    for table in TABLES:
        op.execute(f"revoke update, delete, truncate on {table} from {role}")


def downgrade() -> None:
    """Take it back."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _make_scans() -> None:
    op.create_table(
        "law_scans",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kept_by_id", sa.Uuid(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["kept_by_id"], ["accounts.id"], name=op.f("fk_law_scans_kept_by_id")
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_law_scans")),
    )


def _make_proposals() -> None:
    op.create_table(
        "law_proposals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("documents", postgresql.JSONB(), nullable=False),
        sa.Column("days", postgresql.JSONB(), nullable=False),
        sa.Column("competence", sa.String(), nullable=True),
        sa.Column("scan_hash", sa.String(), nullable=True),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_as_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["scan_hash"], ["law_scans.hash"], name=op.f("fk_law_proposals_scan_hash")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["accounts.id"], name=op.f("fk_law_proposals_proposed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_as_id"], ["positions.id"], name=op.f("fk_law_proposals_proposed_as_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_proposals")),
    )
    op.create_index("ix_law_proposals_proposed_at", "law_proposals", ["proposed_at"])


def _make_decisions() -> None:
    op.create_table(
        "law_decisions",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("adopted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("scan_hash", sa.String(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=False),
        sa.Column("decided_as_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "not adopted or scan_hash is not null",
            name=op.f("ck_law_decisions_adopted_has_scan"),
        ),
        sa.CheckConstraint(
            "adopted = (reason is null)", name=op.f("ck_law_decisions_refused_has_reason")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["law_proposals.id"], name=op.f("fk_law_decisions_proposal_id")
        ),
        sa.ForeignKeyConstraint(
            ["scan_hash"], ["law_scans.hash"], name=op.f("fk_law_decisions_scan_hash")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["accounts.id"], name=op.f("fk_law_decisions_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_as_id"], ["positions.id"], name=op.f("fk_law_decisions_decided_as_id")
        ),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_law_decisions")),
    )


def _make_transitions() -> None:
    op.create_table(
        "law_transitions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rules", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_as_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "rules = '{}' or (document is not null and decided_by_id is not null)",
            name=op.f("ck_law_transitions_rules_are_decided"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["accounts.id"], name=op.f("fk_law_transitions_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_as_id"], ["positions.id"], name=op.f("fk_law_transitions_decided_as_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_transitions")),
    )
