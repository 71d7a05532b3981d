"""Sheets of opinions, their synthesis and the agenda as they are shown."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.queries import neighbourhood_names
from api.core.access import Actor
from api.core.i18n import preferred_locale, translate
from api.dialogues.opinions import queries
from api.dialogues.opinions.agenda import planned_minutes, sections, timed
from api.dialogues.opinions.asked import worded
from api.dialogues.opinions.keepers import reads_synthesis
from api.dialogues.opinions.models import (
    Opinion,
    OpinionSheet,
    Synthesis,
    all_of,
)
from api.dialogues.opinions.points import Part, Point, Section, usual
from api.dialogues.sessions import Dialogue


def sheets_shown(dialogue: Dialogue) -> dict[str, Any]:
    """All sheets of a dialogue, and which of its villages have none."""
    names = neighbourhood_names(dialogue.unit_area_code)
    found = queries.sheets_of(dialogue.id)
    synthesis = queries.synthesis_of(dialogue.id)
    have = {each.village for each in found}
    wanted = [code for code in dialogue.villages or names if code not in have]
    return {
        "items": [sheet_shown(each, names, synthesis) for each in found],
        "next": None,
        "missing": [_village(code, names) for code in wanted],
        "opinions": sum(len(each.items) for each in found),
        "people": sum(each.people for each in found),
    }


def sheet_shown(
    sheet: OpinionSheet, names: Mapping[str, str], synthesis: Synthesis | None
) -> dict[str, Any]:
    """One sheet, and what became of each of its opinions."""
    return {
        "id": sheet.id,
        "village": sheet.village,
        "village_name": names.get(sheet.village, sheet.village),
        "met_on": sheet.met_on,
        "people": sheet.people,
        "items": [
            {
                **each,
                "item": number,
                "used": _is_used(Opinion(str(sheet.id), number), synthesis),
            }
            for number, each in enumerate(sheet.items, start=1)
        ],
        "version": sheet.version,
        "entered_at": sheet.entered_at,
    }


def synthesis_shown(
    dialogue: Dialogue, synthesis: Synthesis, *, is_public: bool, inside: bool
) -> dict[str, Any]:
    """The synthesis, with what it leaves out and what nobody has looked at.

    The words of what is left out are for those inside.
    """
    names, known = neighbourhood_names(dialogue.unit_area_code), directory()
    made_as = known.position(synthesis.made_as_id) if synthesis.made_as_id else None
    return {
        "number": synthesis.number,
        "made_on": synthesis.made_on,
        "signer": synthesis.signer,
        "unit": known.unit(made_as.unit_id).name if made_as else None,
        "items": [
            _matter(each, number, names) for number, each in enumerate(synthesis.items, start=1)
        ],
        "left_out": [
            each if inside else each | {"text": None}
            for each in _left_out(synthesis, queries.sheets_of(dialogue.id), names)
        ],
        "version": synthesis.version,
        "made_at": synthesis.made_at,
        "is_public": is_public,
    }


def agenda_shown(dialogue: Dialogue, actor: Actor | None, at: datetime) -> dict[str, Any]:
    """The agenda with its times: as it began, or as it would be now.

    The synthesis stands in it in words for who may read it already.
    """
    kept = queries.agenda_set(dialogue.id)
    is_kept = kept.frozen is not None
    parts = [Section.kept(each) for each in kept.frozen or ()] or sections(dialogue, at)
    synthesis = queries.synthesis_of(dialogue.id)
    if synthesis is not None and not reads_synthesis(actor, dialogue, synthesis):
        parts = [each.without_words() if each.part is Part.SYNTHESIS else each for each in parts]
    begins = dialogue.opened_session_at if is_kept else None
    words = worded([each for part in parts for each in part.points if part.part is Part.QUESTIONS])
    total = sum(each.minutes for each in parts)
    planned = planned_minutes(dialogue)
    return {
        "parts": [
            _section(part, starts, moments, words)
            for part, starts, moments in timed(parts, begins or dialogue.starts_at)
            if part.minutes or part.points
        ],
        "planned_minutes": planned,
        "minutes": total,
        "over_minutes": max(0, total - planned),
        "frozen_at": kept.frozen_at,
    }


def _section(
    part: Section, starts: datetime, moments: Sequence[datetime], words: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "part": part.part,
        "title": usual()[part.part][preferred_locale()],
        "minutes": part.minutes,
        "needed": part.needed,
        "fits": part.needed <= part.minutes,
        "starts_at": starts,
        "ends_at": starts + timedelta(minutes=part.minutes),
        "points": [_point(each, at, words) for each, at in zip(part.points, moments, strict=True)],
    }


def _point(point: Point, at: datetime, words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": point.id,
        "number": point.number,
        "title": words.get(point.id or "") or point.title or _hidden(),
        "text": point.text,
        "unit": directory().unit(UUID(point.unit)).name if point.unit else None,
        "due_on": date.fromisoformat(point.due_on) if point.due_on else None,
        "minutes": point.minutes,
        "starts_at": at,
    }


def _hidden() -> str:
    return translate("Not shown in public yet", preferred_locale())


def _matter(matter: Mapping[str, Any], number: int, names: Mapping[str, str]) -> dict[str, Any]:
    prepared_by = matter["prepared_by"]
    return {
        **matter,
        "number": number,
        "villages": [_village(code, names) for code in matter["villages"]],
        "opinions": [{"sheet": UUID(sheet), "item": item} for sheet, item in matter["opinions"]],
        "prepared_by": directory().unit(UUID(prepared_by)).name if prepared_by else None,
    }


def _left_out(
    synthesis: Synthesis, sheets: Sequence[OpinionSheet], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    known = {str(each.id): each for each in sheets}
    reasons: dict[Opinion, str | None] = {
        Opinion(each["sheet"], each["item"]): each["reason"] for each in synthesis.left_out
    }
    reasons |= dict.fromkeys(sorted(all_of(sheets) - synthesis.spoken_for))
    return [
        {
            "village": names.get(known[each.sheet].village, known[each.sheet].village),
            "text": known[each.sheet].items[each.item - 1]["text"],
            "sheet": UUID(each.sheet),
            "item": each.item,
            "reason": reason,
        }
        for each, reason in reasons.items()
    ]


def _is_used(opinion: Opinion, synthesis: Synthesis | None) -> bool | None:
    if synthesis is None or opinion not in synthesis.spoken_for:
        return None
    return any(list(opinion) in matter["opinions"] for matter in synthesis.items)


def _village(code: str, names: Mapping[str, str]) -> dict[str, str]:
    return {"code": code, "name": names.get(code, code)}
