"""The proposal of a dialogue with everything its readers are shown; the schemas choose from it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.fields import fields
from api.authorities.models import UnitKind
from api.core import clock
from api.dialogues.proposals.models import DialogueProposal
from api.dialogues.proposals.queries import codes_of
from api.dialogues.session_plans import SessionKind


def shown(found: DialogueProposal) -> dict[str, Any]:
    """One of them."""
    return shown_all([found])[0]


def shown_all(found: Sequence[DialogueProposal]) -> list[dict[str, Any]]:
    """These, with codes of the dialogues that came of them."""
    codes = codes_of({each.dialogue_id for each in found if each.dialogue_id is not None})
    return [_shown(each, codes) for each in found]


def _shown(found: DialogueProposal, codes: Mapping[UUID, str]) -> dict[str, Any]:
    known = directory()
    return {
        **{name: getattr(found, name) for name in _AS_IT_IS},
        "period": {"from": found.first_day, "to": found.last_day},
        "unit": known.unit(found.unit_id),
        "proposed_by": _named(found.proposed_as_id),
        "answered_by": _named(found.answered_by_id),
        "dialogue": None
        if found.dialogue_id is None
        else {"id": found.dialogue_id, "code": codes[found.dialogue_id]},
        "plan": _plan(found),
    }


_AS_IT_IS = (
    "id",
    "topic",
    "field",
    "petitions",
    "people",
    "codes",
    "state",
    "proposed_at",
    "answered_at",
    "reason",
)


def _named(position_id: UUID | None) -> str | None:
    return directory().position(position_id).name if position_id is not None else None


def _plan(found: DialogueProposal) -> dict[str, Any]:
    """What the plan of such a dialogue begins with: the head adds the day and the place."""
    known = directory()
    unit, head = known.unit(found.unit_id), known.head_of(found.unit_id)
    front = known.body(unit.area_code, UnitKind.FRONT, clock.today())
    return {
        "unit": unit.code,
        "topic": found.topic,
        "kind": SessionKind.THEMATIC,
        "fields": [found.field] if found.field in fields() else [],
        "chairs": [head.code] if head is not None else [],
        "co_organisers": [front.code] if front is not None else [],
    }
