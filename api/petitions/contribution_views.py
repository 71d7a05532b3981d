"""The parts of other units as they are shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from api.authorities.directory import directory
from api.petitions.contributions import Contribution


def shown(parts_: Sequence[Contribution], at: datetime) -> list[dict[str, Any]]:
    """Each part with its unit, and who asked and replied, by name."""
    known = directory()
    return [
        {
            "number": each.ordinal,
            "unit": known.unit(each.unit_id).name,
            "unit_code": known.unit(each.unit_id).code,
            "what": each.what,
            "due_on": each.due_on,
            "state": each.state,
            "late": each.is_late(at),
            "asked_at": each.asked_at,
            "asked_by": known.position(each.asked_by_id).name if each.asked_by_id else None,
            "replied_at": each.replied_at,
            "replied_by": known.position(each.replied_by_id).name if each.replied_by_id else None,
            "text": each.text,
            "reason": each.reason,
        }
        for each in parts_
    ]
