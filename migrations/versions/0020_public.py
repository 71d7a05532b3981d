"""What the public side keeps: programs with keys, coarse places, consent and read-back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

PUBLISHED = sa.text("published_at is not null")
BACKFILL = """
insert into public_places (petition_id, latitude, longitude)
select
    id,
    round(middle::numeric, 5)::double precision,
    round(((floor(longitude / width) + 0.5) * width)::numeric, 5)::double precision
from (
    select *, step / greatest(cos(radians(middle)), 0.01) as width
    from (
        select p.id, p.longitude, step, (floor(p.latitude / step) + 0.5) * step as middle
        from petitions p
        join cases c on c.id = p.id
        cross join (select 500.0::double precision / 111320 as step) as grid
        where c.published_at is not null and p.latitude is not null
    ) as lined
) as placed
"""


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "open311_keys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_open311_keys_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open311_keys")),
        sa.UniqueConstraint("name", name=op.f("uq_open311_keys_name")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_open311_keys_key_hash")),
    )
    op.create_table(
        "public_places",
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_public_places_petition_id")
        ),
        sa.PrimaryKeyConstraint("petition_id", name=op.f("pk_public_places")),
    )
    op.create_index(
        "ix_public_places_latitude_longitude", "public_places", ["latitude", "longitude"]
    )
    op.add_column("petitions", sa.Column("intake", postgresql.JSONB(), nullable=True))
    op.add_column("petitions", sa.Column("shown_place", sa.String(length=40), nullable=True))
    op.create_index("ix_cases_published_at", "cases", ["published_at"], postgresql_where=PUBLISHED)
    op.create_index(
        "ix_cases_answered_in_public", "cases", ["answered_at"], postgresql_where=PUBLISHED
    )
    op.execute(BACKFILL)


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_cases_answered_in_public", table_name="cases")
    op.drop_index("ix_cases_published_at", table_name="cases")
    op.drop_column("petitions", "shown_place")
    op.drop_column("petitions", "intake")
    op.drop_table("public_places")
    op.drop_table("open311_keys")
