"""Questions asked in advance, as points of the agenda."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.dialogues.opinions.points import Point


def question_points(dialogue_id: UUID, minutes: int) -> Sequence[Point]:
    """The questions that are answered, in their place; those without one come last."""
    return []


def worded(points: Sequence[Point]) -> Mapping[str, str]:
    """What each of these questions is called in public now, by its id."""
    return {}
