"""Second complaints, findings, withdrawals, reopenings, booked receptions, denunciation papers."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "second_complaints",
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("excuse", sa.String(), nullable=True),
        sa.Column("excused_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_second_complaints_petition_id")
        ),
        sa.ForeignKeyConstraint(
            ["first_id"], ["petitions.id"], name=op.f("fk_second_complaints_first_id")
        ),
        sa.ForeignKeyConstraint(
            ["excused_by_id"], ["positions.id"], name=op.f("fk_second_complaints_excused_by_id")
        ),
        sa.PrimaryKeyConstraint("petition_id", name=op.f("pk_second_complaints")),
    )
    op.create_index("ix_second_complaints_first_id", "second_complaints", ["first_id"])
    op.create_table(
        "findings",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answers.id"], name=op.f("fk_findings_answer_id")),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_findings")),
    )
    _make_withdrawals()
    _make_reopenings()
    _make_bookings()
    _make_denunciation_papers()


def downgrade() -> None:
    """Take it back."""
    op.drop_table("denunciation_steps")
    op.drop_table("denunciation_papers")
    op.drop_table("bookings")
    op.drop_table("reception_places")
    op.drop_table("reopenings")
    op.drop_table("withdrawals")
    op.drop_table("findings")
    op.drop_table("second_complaints")


def _make_withdrawals() -> None:
    op.create_table(
        "withdrawals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(), nullable=True),
        sa.Column(
            "form",
            sa.Enum("paper", "in_person", name="lodgement", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(form is null) = (position_id is null)",
            name=op.f("ck_withdrawals_the_desk_says_in_which_form"),
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_withdrawals_petition_id")
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_withdrawals_position_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawals")),
    )
    op.create_index("ix_withdrawals_petition_id", "withdrawals", ["petition_id"])


def _make_reopenings() -> None:
    op.create_table(
        "reopenings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("position_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petitions.id"], name=op.f("fk_reopenings_petition_id")
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answers.id"], name=op.f("fk_reopenings_answer_id")
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_reopenings_position_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopenings")),
    )
    op.create_index("ix_reopenings_petition_id", "reopenings", ["petition_id"])


def _make_bookings() -> None:
    op.create_table(
        "reception_places",
        sa.Column("reception_id", sa.Uuid(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.CheckConstraint("places > 0", name=op.f("ck_reception_places_some_places")),
        sa.ForeignKeyConstraint(
            ["reception_id"], ["receptions.id"], name=op.f("fk_reception_places_reception_id")
        ),
        sa.PrimaryKeyConstraint("reception_id", name=op.f("pk_reception_places")),
    )
    op.create_table(
        "bookings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Uuid(), nullable=False),
        sa.Column("reception_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("booked", "cancelled", name="bookingstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["reception_id"], ["receptions.id"], name=op.f("fk_bookings_reception_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
        sa.UniqueConstraint("ordinal", name=op.f("uq_bookings_ordinal")),
    )
    op.create_index("ix_bookings_reception_id_ordinal", "bookings", ["reception_id", "ordinal"])


def _make_denunciation_papers() -> None:
    op.create_table(
        "denunciation_papers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("register_number", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "accepted",
                "declined",
                "transferred",
                "concluded",
                name="paperstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("entered_by_id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "register_number ~ '^[0-9A-ZĐ][0-9A-ZĐ/.-]{0,19}$' and register_number ~ '[0-9]'",
            name=op.f("ck_denunciation_papers_a_number_and_no_words"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_denunciation_papers_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["positions.id"], name=op.f("fk_denunciation_papers_entered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_denunciation_papers")),
        sa.UniqueConstraint("ordinal", name=op.f("uq_denunciation_papers_ordinal")),
        sa.UniqueConstraint(
            "unit_id",
            "year",
            "register_number",
            name=op.f("uq_denunciation_papers_unit_id_year_register_number"),
        ),
    )
    op.create_table(
        "denunciation_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column(
            "name",
            sa.Enum(
                "accepted",
                "declined",
                "transferred",
                "notified",
                "extended",
                "concluded",
                "conclusion_sent",
                "conclusion_published",
                name="stepname",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column(
            "complexity",
            sa.Enum(
                "complex", "specially_complex", name="complexity", native_enum=False, length=40
            ),
            nullable=True,
        ),
        sa.Column("position_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["denunciation_papers.id"],
            name=op.f("fk_denunciation_steps_paper_id"),
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_denunciation_steps_position_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_denunciation_steps")),
    )
    op.create_index("ix_denunciation_steps_paper_id", "denunciation_steps", ["paper_id"])
