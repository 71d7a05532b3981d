"""A dialogue as everybody may see it, with what is owed on it and what is wrong by the law."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.queries import neighbourhood_names
from api.core import clock
from api.core.clock import VIETNAM
from api.core.http import Page
from api.core.i18n import preferred_locale, translate
from api.dialogues.publicity import ways
from api.dialogues.receptions.models import ReceptionState
from api.dialogues.receptions.queries import Wanted
from api.dialogues.receptions.queries import schedule as receptions_planned
from api.dialogues.sessions import AHEAD, Dialogue, SessionState
from api.regulation.calendar_table import work_calendar
from api.regulation.queries import obligations_of
from api.regulation.views import all_shown


def page(found: Sequence[Dialogue], limit: int, at: datetime) -> dict[str, Any]:
    """One page of the schedule."""
    cut = Page.of(found, limit, "ordinal")
    return {"items": [listed(each, at) for each in cut.items], "next": cut.next}


def listed(dialogue: Dialogue, at: datetime) -> dict[str, Any]:
    """A dialogue in the schedule."""
    return {
        **{name: getattr(dialogue, name) for name in _AS_IT_IS},
        "kind": dialogue.session_kind,
        "unit": directory().unit(dialogue.unit_id),
        "state": dialogue.stage(at),
    }


def whole(dialogue: Dialogue, at: datetime) -> dict[str, Any]:
    """All of a dialogue, its unit and positions by name."""
    locale = preferred_locale()
    owed = all_shown(obligations_of(dialogue.id), at, locale, inside=False)
    window = {"begins": dialogue.registration_from, "ends": dialogue.registration_to}
    return {
        **listed(dialogue, at),
        "fields_": dialogue.fields,
        "villages": dialogue.villages,
        "presiders": [_presiding(each.position_id, each.role) for each in dialogue.presiders],
        "co_organisers": _units(dialogue.co_organisers),
        "expected_units": _units(dialogue.expected_units),
        "registration": window if dialogue.registration_from else None,
        "how_to_take_part": dialogue.how_to_take_part,
        "notices": [_notice(each, locale) for each in dialogue.notices],
        "results": results_shown(dialogue, locale),
        "changes": dialogue.changes,
        "called_off": dialogue.called_off,
        "attendance": _attendance(dialogue),
        "presences": presences(dialogue),
        "obligations": owed,
        "warnings": [
            *_of_entry(dialogue),
            *_of_terms(dialogue, owed, at),
            *_of_calendar(dialogue),
            *_of_receptions(dialogue),
        ],
    }


_AS_IT_IS = ("id", "code", "form", "topic", "place", "starts_at", "ends_at", "capacity")


def _presiding(position_id: UUID, role: str) -> dict[str, str]:
    position = directory().position(position_id)
    unit = directory().unit(position.unit_id).name
    return {"code": position.code, "name": position.name, "unit": unit, "role": role}


def _units(ids: Iterable[str]) -> list[object]:
    return [directory().unit(UUID(each)) for each in ids]


def _notice(kept: dict[str, Any], locale: str) -> dict[str, Any]:
    return kept | {"name": ways()[kept["channel"]][locale]}


def _attendance(dialogue: Dialogue) -> dict[str, Any] | None:
    if dialogue.attendance is None:
        return None
    absent = dialogue.attendance["absent"].items()
    return {
        "people": dialogue.attendance["people"],
        "registrations": dialogue.attendance.get("registrations"),
        "presided_by": presided_by(dialogue),
        "absent": [
            {"unit": directory().unit(UUID(unit_id)).name, "reason": reason}
            for unit_id, reason in absent
        ],
    }


def presided_by(dialogue: Dialogue) -> list[dict[str, Any]]:
    """Who really presided; of before that was asked, those of the plan."""
    planned = {str(each.position_id) for each in dialogue.presiders}
    usual = [{"position": str(each.position_id), "person": None} for each in dialogue.presiders]
    found = (dialogue.attendance or {}).get("presided") or usual
    return [
        _presiding(UUID(each["position"]), "")
        | {"person": each["person"], "stands_in": each["position"] not in planned}
        for each in found
    ]


def presences(dialogue: Dialogue) -> list[dict[str, Any]]:
    """Who came for each unit that was to send somebody, as far as it was said."""
    known, absent = directory(), (dialogue.attendance or {}).get("absent", {})
    before = {each: _UNSAID | {"came": False, "reason": why} for each, why in absent.items()}
    said = before | dialogue.presences
    found = []
    for unit_id in dialogue.expected_units:
        each = said.get(unit_id, _UNSAID)
        position = known.position(UUID(each["position"])) if each["position"] else None
        found.append(
            {**each, "unit": known.unit(UUID(unit_id)), "position": position and position.name}
        )
    return found


_UNSAID: dict[str, Any] = {
    "came": None,
    "position": None,
    "person": None,
    "stands_in": False,
    "reason": "",
}


def results_shown(dialogue: Dialogue, locale: str) -> list[dict[str, Any]]:
    """Each way with the villages it went to; these are looked up only where there are some."""
    has_villages = any(each.get("villages") or each.get("missing") for each in dialogue.results)
    names = neighbourhood_names(dialogue.unit_area_code) if has_villages else {}
    return [_result(each, names, locale) for each in dialogue.results]


def _result(kept: dict[str, Any], names: dict[str, str], locale: str) -> dict[str, Any]:
    got, missing = kept.get("villages", []), kept.get("missing", [])
    told = {code: code in got for code in sorted([*got, *missing])}
    return _notice(kept, locale) | {
        "files": len(kept.get("attachments", [])),
        "villages": [
            {"code": code, "name": names.get(code, code), "sent": sent}
            for code, sent in told.items()
        ],
        "sent": len(got),
        "missing": len(missing),
    }


def _of_entry(dialogue: Dialogue) -> Iterable[dict[str, Any]]:
    """That it was entered only after it began, or after it was announced."""
    if dialogue.is_entered_late:
        said = translate("It was entered here only after it had begun", preferred_locale())
        yield {"code": "entered-late", "text": said, "citation": None}
    elif dialogue.is_told_before:
        said = translate("It was announced before it stood in the plan here", preferred_locale())
        yield {"code": "announced-before", "text": said, "citation": None}


def _of_terms(
    dialogue: Dialogue, owed: Iterable[dict[str, Any]], at: datetime
) -> Iterable[dict[str, Any]]:
    """What of the duties before the day is late already, with the article: held all the same."""
    if dialogue.state not in AHEAD:
        return
    for each in owed:
        if each["due_at"] is not None and each["due_at"] <= at and each["met_at"] is None:
            yield {"code": "late", "text": each["title"], "citation": each["citation"]}


def _of_calendar(dialogue: Dialogue) -> Iterable[dict[str, Any]]:
    """That it lies on a day on which offices are closed."""
    on = clock.vietnam_date(dialogue.starts_at)
    if dialogue.state != SessionState.CANCELLED and not work_calendar().is_working(on):
        said = translate("It is on a day on which offices are closed", preferred_locale())
        yield {"code": "closed-day", "text": said, "citation": None}


def _of_receptions(dialogue: Dialogue) -> Iterable[dict[str, Any]]:
    """That who presides is to receive citizens at that time."""
    if dialogue.state not in AHEAD:
        return
    begins, ends = (each.astimezone(VIETNAM) for each in (dialogue.starts_at, dialogue.ends_at))
    leaders = {each.position_id for each in dialogue.presiders}
    on = Wanted(unit_ids={dialogue.unit_id}, first_day=begins.date(), last_day=ends.date())
    for each in receptions_planned(on):
        receives = {one.position_id for one in each.served if one.is_planned}
        starts = each.starts_at
        over = starts.replace(hour=each.to_time.hour, minute=each.to_time.minute)
        is_then = starts < ends and over > begins and each.state is ReceptionState.PLANNED
        if is_then and not leaders.isdisjoint(receives):
            said = translate("Who presides is to receive citizens then", preferred_locale())
            yield {"code": "receives-then", "text": said, "citation": None}
            return
