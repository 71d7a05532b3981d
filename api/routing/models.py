"""What is asked of the competence table, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from api.cases.models import Addressee, Kind

UNSAID = "other"
"""The field of what belongs to no other field."""


class Because(StrEnum):
    """What besides the table decided."""

    FIRST_SETTLER = "first-settler"
    ABOVE_POSITION = "above-position"
    ABOVE_UNIT = "above-unit"
    TOP = "top"
    NO_FIELD = "no-field"
    RETURNED = "returned"


SENTENCES: Mapping[Because, str] = {
    Because.FIRST_SETTLER: (
        "The head of the unit complained of settles the complaint first, as the law has it"
    ),
    Because.ABOVE_POSITION: "It is about an official, so it goes to the head above them",
    Because.ABOVE_UNIT: "It is about a unit, so it goes to the head above that unit",
    Because.NO_FIELD: (
        "No particular field is named,"
        " so it falls to the desk that receives and assigns such matters"
    ),
    Because.RETURNED: (
        "The unit it came to first sent it back, and named this one as the one that answers"
    ),
}


@dataclass(frozen=True, kw_only=True)
class Question:
    """What must be known of a matter to find who is responsible.

    `area_code` is a commune, the province, or None when it is not known where; `about_unit_id` and
    `about_position_id` are the ones complained of.
    """

    kind: Kind
    addressee: Addressee
    field: str | None = None
    area_code: str | None = None
    about_unit_id: UUID | None = None
    about_position_id: UUID | None = None


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


@dataclass(frozen=True)
class Explanation:
    """Why a matter is with the position it is with, for people, and by which source."""

    reason: str
    source: str
    confidence: str
