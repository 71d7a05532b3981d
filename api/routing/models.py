"""What is asked of the competence table, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from api.cases.models import Addressee, Kind

UNSAID = "other"
"""The field of what belongs to no other field."""


class Because(StrEnum):
    """What besides the table decided."""

    SUCCEEDED = "succeeded"
    FIRST_SETTLER = "first-settler"
    SECOND = "second"
    ABOVE_POSITION = "above-position"
    ABOVE_UNIT = "above-unit"
    TOP = "top"
    VACANT = "vacant"
    ACTING = "acting"
    NO_FIELD = "no-field"
    RETURNED = "returned"
    ESCALATED = "escalated"


SENTENCES: Mapping[Because, str] = {
    Because.SUCCEEDED: (
        "The unit it is about is no more; it is the matter of the unit that took its place"
    ),
    Because.FIRST_SETTLER: (
        "The head of the unit complained of settles the complaint first, as the law has it"
    ),
    Because.SECOND: (
        "It was settled once, so the head above the one who settled it then settles it now"
    ),
    Because.ABOVE_POSITION: "It is about an official, so it goes to the head above them",
    Because.ABOVE_UNIT: "It is about a unit, so it goes to the head above that unit",
    Because.VACANT: "Nobody holds that position at present, so it goes to the head above",
    Because.ACTING: "Whoever is in charge of the position for the time being answers",
    Because.NO_FIELD: (
        "No particular field is named,"
        " so it falls to the desk that receives and assigns such matters"
    ),
    Because.RETURNED: (
        "The unit it came to first sent it back, and named this one as the one that answers"
    ),
    Because.ESCALATED: (
        "It was sent back too often, so the head above answers or says whose matter it is"
    ),
}

ANEW = frozenset({Because.RETURNED, Because.ESCALATED})
"""What was decided by people afterwards; of a case that has it, the row of the table is history."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What must be known of a matter to find who is responsible.

    `area_code` is a commune, the province, or None when it is not known where; `about_unit_id` and
    `about_position_id` are the ones complained of. `instance` is 2 for a complaint that was settled
    once. `on` is the day whose units and appointments count; today when it is None.
    """

    kind: Kind
    addressee: Addressee
    field: str | None = None
    area_code: str | None = None
    about_unit_id: UUID | None = None
    about_position_id: UUID | None = None
    instance: int = 1
    on: date | None = None


@dataclass(frozen=True)
class Route:
    """Who must answer, who prepares it, and why."""

    position_id: UUID
    unit_id: UUID
    prepares_unit_id: UUID | None
    row_id: str
    """The row of the table, and after plus signs what else decided; kept on the case."""
    source: str
    is_fallback: bool
    """Whether nobody was named for just this, so that it must be looked at and passed on."""
    cooperates_unit_ids: tuple[UUID, ...] = ()
    """Units that work with the one that prepares, which leads."""


@dataclass(frozen=True)
class Explanation:
    """Why a matter is with the position it is with, for people, and by which source."""

    reason: str
    source: str
    confidence: str
