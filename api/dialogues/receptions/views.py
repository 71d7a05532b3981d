"""A reception day with everything its readers may be shown; the schemas choose from it."""

from typing import Any

from api.authorities.directory import directory
from api.dialogues.receptions.models import Reception, Served


def shown(reception: Reception) -> dict[str, Any]:
    """The reception day, its unit and positions by name."""
    known = directory()
    recorded_as = reception.recorded_as_id
    return {
        **{name: getattr(reception, name) for name in _AS_IT_IS},
        "from_time": f"{reception.from_time:%H:%M}",
        "to_time": f"{reception.to_time:%H:%M}",
        "unit": known.unit(reception.unit_id),
        "positions": sorted(map(_receiving, reception.served), key=lambda each: each["code"]),
        "notice": _notice(reception),
        "moved_from": _moved_from(reception),
        "instead_of": reception.instead_of_id,
        "recorded_by": known.position(recorded_as).name if recorded_as else None,
    }


_AS_IT_IS = (
    "id",
    "on",
    "place",
    "occasion",
    "form",
    "state",
    "visitors",
    "held_at",
    "reason",
    "planned_at",
    "recorded_at",
)


def _receiving(served: Served) -> dict[str, Any]:
    known = directory()
    position = known.position(served.position_id)
    return {
        "code": position.code,
        "name": position.name,
        "unit": known.unit(position.unit_id).name,
        "planned": served.is_planned,
        "received": served.person is not None,
        "person": served.person,
    }


def _moved_from(reception: Reception) -> dict[str, Any] | None:
    if reception.moved_from is None:
        return None
    return {"on": reception.moved_from, "because": reception.moved_because}


def _notice(reception: Reception) -> dict[str, Any] | None:
    if reception.notice is None:
        return None
    return {"text": reception.notice, "published_on": reception.notice_on}
