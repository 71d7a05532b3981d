"""Files of cases."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=40)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "attachments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Uuid(), nullable=False),
        sa.Column(
            "kind", _words("filekind", "picture", "document", "sound", "video"), nullable=False
        ),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("renditions", JSONB(), nullable=False),
        sa.Column(
            "state",
            _words("check", "unchecked", "held", "clean", "infected"),
            nullable=False,
        ),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column(
            "part", _words("part", "sent", "added", "evidence", "signed", "report"), nullable=True
        ),
        sa.Column("part_id", sa.Uuid(), nullable=True),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attached_by_id", sa.Uuid(), nullable=True),
        sa.Column("caption", sa.String(), nullable=True),
        sa.Column("is_internal", sa.Boolean(), nullable=False),
        sa.Column(
            "publicity",
            _words("filepublicity", "private", "wanted", "cleared", "refused"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["accounts.id"], name=op.f("fk_attachments_uploaded_by_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_attachments_case_id")),
        sa.ForeignKeyConstraint(
            ["attached_by_id"], ["positions.id"], name=op.f("fk_attachments_attached_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.CheckConstraint(
            "num_nulls(case_id, part, attached_at) in (0, 3)",
            name=op.f("ck_attachments_attached_whole"),
        ),
        sa.CheckConstraint(
            "publicity = 'private' or (kind = 'picture' and not is_internal)",
            name=op.f("ck_attachments_public_pictures_alone"),
        ),
    )
    op.create_index("ix_attachments_case_id_ordinal", "attachments", ["case_id", "ordinal"])
    op.create_index(
        "ix_attachments_uploaded_by_id_uploaded_at",
        "attachments",
        ["uploaded_by_id", "uploaded_at"],
    )
    op.create_index(
        "ix_attachments_unattached",
        "attachments",
        ["uploaded_at"],
        postgresql_where=sa.text("case_id is null"),
    )
    op.create_index(
        "ix_attachments_held", "attachments", ["id"], postgresql_where=sa.text("state = 'held'")
    )
    op.create_index(
        "ix_attachments_wanted",
        "attachments",
        ["ordinal"],
        postgresql_where=sa.text("publicity = 'wanted' and case_id is not null"),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("attachments")
