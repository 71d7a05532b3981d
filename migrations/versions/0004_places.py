"""Places: how names are spelt, the communes of before, thôn and tổ dân phố, sources of remoteness."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.execute("create extension if not exists pg_trgm")
    _spell_areas()
    op.create_check_constraint(
        op.f("ck_areas_remote_has_source"), "areas", "(remote is null) = (remote_source is null)"
    )
    _make_former_areas()
    _make_neighbourhoods()


def downgrade() -> None:
    """Take it back."""
    op.drop_table("neighbourhoods")
    op.drop_table("former_areas")
    op.drop_constraint(op.f("ck_areas_remote_has_source"), "areas")
    op.drop_index("ix_areas_folded", table_name="areas")
    op.drop_column("areas", "written")
    op.drop_column("areas", "folded")
    op.execute("drop extension pg_trgm")


def _spell_areas() -> None:
    op.add_column("areas", sa.Column("folded", sa.String(), nullable=True))
    op.add_column("areas", sa.Column("written", sa.String(), nullable=True))
    # Near enough until `doithoai areas load` spells them all as the product does.
    op.execute("update areas set folded = fold(name), written = lower(name)")
    op.alter_column("areas", "folded", nullable=False)
    op.alter_column("areas", "written", nullable=False)
    _find_by_folded("areas")


def _make_former_areas() -> None:
    op.create_table(
        "former_areas",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("district", sa.String(), nullable=False),
        sa.Column("province", sa.String(), nullable=False),
        sa.Column("successor_code", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("written", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["successor_code"], ["areas.code"], name=op.f("fk_former_areas_successor_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_areas")),
        sa.UniqueConstraint(
            "name",
            "district",
            "province",
            "successor_code",
            name=op.f("uq_former_areas_name_district_province_successor_code"),
        ),
    )
    op.create_index("ix_former_areas_successor_code", "former_areas", ["successor_code"])
    _find_by_folded("former_areas")
    op.execute(
        "create trigger renew_stamp after insert or update or delete or truncate on former_areas"
        " for each statement execute function renew_stamp()"
    )


def _make_neighbourhoods() -> None:
    op.create_table(
        "neighbourhoods",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("thon", "tdp", name="neighbourhoodkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("head_name", sa.String(), nullable=True),
        sa.Column("head_contact", sa.String(), nullable=True),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "until_on is null or until_on > since_on", name=op.f("ck_neighbourhoods_some_time")
        ),
        sa.ForeignKeyConstraint(
            ["area_code"], ["areas.code"], name=op.f("fk_neighbourhoods_area_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_neighbourhoods")),
        sa.UniqueConstraint("area_code", "code", name=op.f("uq_neighbourhoods_area_code_code")),
    )


def _find_by_folded(table: str) -> None:
    op.create_index(
        f"ix_{table}_folded",
        table,
        ["folded"],
        postgresql_using="gin",
        postgresql_ops={"folded": "gin_trgm_ops"},
        postgresql_with={"fastupdate": "off"},
    )
