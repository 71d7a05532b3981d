"""The course of a case stands on the case: when it was answered, contested, and what is due next."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENTS = ("accepted_at", "answered_at")
NEW_MOMENTS = ("returned_at", "contested_at", "published_at", "next_due_at")

CHANNEL = sa.Enum(
    *("app", "web", "counter", "phone", "post", "email", "dialogue", "reception", "front"),
    *("voters", "import", "open311"),
    name="channel",
    native_enum=False,
    length=40,
)

FROM_PETITIONS = """
    update cases
    set accepted_at = p.accepted_at, answered_at = p.answered_at, channel = p.channel
    from petitions p where p.id = cases.id
"""
FROM_DUTIES = """
    update cases set next_due_at = d.next_due_at, answered_late = d.answered_late,
                     ended_late = coalesce(d.ended_late, false)
    from (
        select o.case_id,
               min(o.due_at) filter (where o.state = 'open') as next_due_at,
               bool_or(o.met_at >= o.due_at) filter (where e.id is not null) as answered_late,
               bool_or(o.ended_at >= o.due_at) as ended_late
        from obligations o
        left join fulfilments f on f.obligation_id = o.id and o.state = 'met'
        left join events e on e.id = f.event_id and e.name = 'petition.answered'
        group by o.case_id
    ) d where d.case_id = cases.id
"""
TO_PETITIONS = """
    update petitions
    set accepted_at = c.accepted_at, answered_at = c.answered_at, channel = c.channel
    from cases c where c.id = petitions.id
"""


def upgrade() -> None:
    """Take the step."""
    for name in MOMENTS + NEW_MOMENTS:
        op.add_column("cases", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("cases", sa.Column("channel", CHANNEL, nullable=True))
    op.add_column("cases", sa.Column("rating", sa.SmallInteger(), nullable=True))
    op.add_column("cases", sa.Column("answered_late", sa.Boolean(), nullable=True))
    op.add_column(
        "cases", sa.Column("ended_late", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(FROM_PETITIONS)
    op.execute(FROM_DUTIES)
    op.alter_column("cases", "ended_late", server_default=None)
    op.alter_column("cases", "channel", nullable=False)
    op.create_check_constraint(
        op.f("ck_cases_rating_is_one_to_five"), "cases", "rating between 1 and 5"
    )
    op.create_index(
        "ix_cases_next_due_at",
        "cases",
        ["next_due_at"],
        postgresql_where=sa.text("next_due_at is not null"),
    )
    for name in (*MOMENTS, "channel"):
        op.drop_column("petitions", name)
    op.drop_index("ix_obligations_open_case", table_name="obligations")


def downgrade() -> None:
    """Take it back."""
    op.create_index(
        "ix_obligations_open_case",
        "obligations",
        ["case_id", "due_at"],
        postgresql_where=sa.text("state = 'open'"),
    )
    for name in MOMENTS:
        op.add_column("petitions", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("petitions", sa.Column("channel", CHANNEL, nullable=True))
    op.execute(TO_PETITIONS)
    op.alter_column("petitions", "channel", nullable=False)
    op.drop_index("ix_cases_next_due_at", table_name="cases")
    op.drop_constraint(op.f("ck_cases_rating_is_one_to_five"), "cases")
    for name in ("channel", "rating", "answered_late", "ended_late", *MOMENTS, *NEW_MOMENTS):
        op.drop_column("cases", name)
