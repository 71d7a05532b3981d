"""What tables stand on: folding of Vietnamese text, limits, the stamp of reference data, the queue."""

from typing import Any

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STEPS = (
    "create extension unaccent",
    # unaccent() is only stable: its dictionary could change. Ours does not, so it may be indexed.
    """
    create function fold(words text) returns text language sql immutable strict parallel safe as
    $$ select public.unaccent('public.unaccent', lower(normalize(words, NFC))) $$
    """,
    "create table limits (key text primary key, tat timestamptz not null)",
    # Generic cell rate algorithm: exact under concurrency, one row a key, one statement a hit.
    """
    create function limit_hit(p_key text, p_times int, p_per interval) returns boolean language sql as
    $$
      with hit as (
        insert into limits as l (key, tat) values (p_key, clock_timestamp() + p_per / p_times)
        on conflict (key) do update
          set tat = greatest(l.tat, clock_timestamp()) + p_per / p_times
          where greatest(l.tat, clock_timestamp()) + p_per / p_times <= clock_timestamp() + p_per
        returning 1
      )
      select exists (select 1 from hit)
    $$
    """,
    "create table reference (stamp uuid not null)",
    "create unique index one_reference on reference ((true))",
    "insert into reference values (gen_random_uuid())",
    """
    create function renew_stamp() returns trigger language plpgsql as
    $$ begin update reference set stamp = gen_random_uuid(); return null; end $$
    """,
)

QUEUE = ("procrastinate_periodic_defers", "procrastinate_events", "procrastinate_jobs")


def upgrade() -> None:
    """Take the step."""
    for step in STEPS:
        op.execute(step)
    # As it is: its functions hold percent signs, which are no places for values.
    connection: Any = op.get_bind().connection.driver_connection
    connection.execute(SchemaManager.get_schema())


def downgrade() -> None:
    """Take it back."""
    op.execute("drop schema public cascade")
    op.execute("create schema public")
    op.execute("create table alembic_version (version_num varchar(32) not null)")
    op.execute("insert into alembic_version values ('0001')")
