"""The agenda of a dialogue: what is dealt with in which order, and when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from api.dialogues.opinions import queries
from api.dialogues.opinions.asked import question_points
from api.dialogues.opinions.models import Synthesis
from api.dialogues.opinions.points import Part, Point, Section, usual, usual_minutes
from api.dialogues.opinions.unkept import unkept_points
from api.dialogues.sessions import Dialogue


def sections(dialogue: Dialogue, at: datetime) -> Sequence[Section]:
    """The parts as they would be now, in order, each with its length and points."""
    wanted = queries.agenda_set(dialogue.id).parts
    minutes = {Part(each["part"]): each["minutes"] for each in wanted}
    synthesis = queries.synthesis_of(dialogue.id)
    points: Mapping[Part, Sequence[Point]] = {
        Part.UNKEPT: unkept_points(dialogue.unit_id, at, usual_minutes(Part.UNKEPT)),
        Part.SYNTHESIS: _matters(synthesis) if synthesis else (),
        Part.QUESTIONS: question_points(dialogue.id, usual_minutes(Part.QUESTIONS)),
    }
    found = {
        part: Section(
            part,
            _length(part, minutes.get(part), points.get(part, ())),
            tuple(points.get(part, ())),
        )
        for part in minutes or Part
    }
    if minutes.get(Part.LIVE) is None:
        found[Part.LIVE] = Section(Part.LIVE, _what_is_left(dialogue, found.values()))
    return list(found.values())


def planned_minutes(dialogue: Dialogue) -> int:
    """How long the dialogue is planned to be."""
    return int((dialogue.ends_at - dialogue.starts_at).total_seconds() // 60)


def timed(
    parts: Sequence[Section], starts_at: datetime
) -> Sequence[tuple[Section, datetime, Sequence[datetime]]]:
    """Each part with when it begins, and when each of its points does."""
    found, at = [], starts_at
    for part in parts:
        moments, then = [], at
        for point in part.points:
            moments.append(then)
            then += timedelta(minutes=point.minutes)
        found.append((part, at, moments))
        at += timedelta(minutes=part.minutes)
    return found


def _length(part: Part, wanted: int | None, points: Sequence[Point]) -> int:
    row = usual()[part]
    if wanted is not None:
        return wanted
    if "each" in row:
        return sum(each.minutes for each in points)
    return int(row.get("minutes", row.get("least", 0)))


def _what_is_left(dialogue: Dialogue, parts: Iterable[Section]) -> int:
    others = sum(each.minutes for each in parts if each.part is not Part.LIVE)
    least = int(usual()[Part.LIVE]["least"])
    return max(least, planned_minutes(dialogue) - others)


def _matters(synthesis: Synthesis) -> Sequence[Point]:
    usually = usual_minutes(Part.SYNTHESIS)
    return [
        Point(
            id=None,
            title=each["heading"],
            text=each["text"],
            minutes=usually if each["minutes"] is None else each["minutes"],
            unit=each["prepared_by"],
        )
        for each in synthesis.items
    ]
