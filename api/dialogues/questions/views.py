"""A question as its readers are shown it: everybody, who asks, and the offices at work on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.commitments.queries import Promised, promised_in_each
from api.core import clock
from api.core.access import Actor, Role
from api.core.http import Page
from api.core.i18n import preferred_locale
from api.dialogues.questions import queries
from api.dialogues.questions.models import Question, QuestionState
from api.regulation.models import Obligation
from api.regulation.queries import obligations_of_each
from api.regulation.views import all_shown


def page(found: Sequence[Question], limit: int, actor: Actor | None) -> dict[str, Any]:
    """One page of questions, from up to `limit` + 1 of them."""
    cut = Page.of(found, limit, "ordinal")
    return {"items": listed(cut.items, actor), "next": cut.next}


def whole(question: Question, actor: Actor | None) -> dict[str, Any]:
    """One question with all that a reader may be shown; the schemas choose from it."""
    return listed([question], actor)[0]


def listed(questions: Sequence[Question], actor: Actor | None) -> list[dict[str, Any]]:
    """Each of these so, in as many statements as one takes."""
    ids = [each.id for each in questions]
    own = actor.account_id if actor is not None and actor.is_(Role.RESIDENT) else None
    around = _Around(
        supporters=queries.supporters_of(ids),
        supported=queries.supported_by(own, ids) if own else frozenset(),
        together=queries.how_many_with(ids),
        promised=promised_in_each(ids),
        owed=obligations_of_each(ids),
        at=clock.now(),
    )
    return [_shown(each, around) for each in questions]


@dataclass(frozen=True)
class _Around:
    """What is known of several questions at once."""

    supporters: Mapping[UUID, int]
    supported: frozenset[UUID]
    together: Mapping[UUID, int]
    promised: Mapping[UUID, Sequence[Promised]]
    owed: Mapping[UUID, Sequence[Obligation]]
    at: datetime


def _shown(question: Question, around: _Around) -> dict[str, Any]:
    known, locale = directory(), preferred_locale()
    assigned = question.assigned_unit_id
    return {name: getattr(question, name) for name in _AS_IT_IS} | {
        "dialogue": question.dialogue_id,
        "state": QuestionState(question.state),
        "field": question.subfield or question.field,
        "is_public": question.published_at is not None,
        "waits_for_screening": question.held_at is not None,
        "asked_at": question.opened_at,
        "lead": question.leads_id,
        "together": around.together.get(question.id, 0),
        "supporters": around.supporters.get(question.id, 0),
        "supporting": question.id in around.supported,
        "owed_by": _owing(question.holder_id),
        "commitment": _promise(question, around.promised.get(question.id, ())),
        "answer": _answer(question.answer),
        "obligations": all_shown(around.owed.get(question.id, ()), around.at, locale, inside=False),
        "registration": question.registration_id,
        "turn": question.turn_id,
        "assigned": known.unit(assigned) if assigned else None,
    }


_AS_IT_IS = (
    "id",
    "code",
    "number",
    "asker",
    "village",
    "public_text",
    "is_live",
    "place",
    "minutes",
    "outcome",
    "outcome_at",
    "said",
    "to",
    "due_on",
    "text",
    "withheld_because",
    "prepared",
    "prepared_at",
)


def _owing(position_id: UUID) -> dict[str, str]:
    position = directory().position(position_id)
    return {"position": position.name, "unit": directory().unit(position.unit_id).name}


def _promise(question: Question, promised: Sequence[Promised]) -> Promised | None:
    return next((each for each in promised if each.id == question.commitment_id), None)


def _answer(kept: dict[str, Any] | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    return kept | {
        "signed_on": date.fromisoformat(kept["signed_on"]),
        "signer": directory().position(UUID(kept["position"])).name,
    }
