"""Something that is done with a question at a desk, and whose desk that is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.models import Title
from api.authorities.policy import Act, can, roles_of
from api.core.access import Actor
from api.core.errors import Problem
from api.dialogues.admission import organises
from api.dialogues.questions import screening
from api.dialogues.questions.errors import (
    DayOfAnswerPassed,
    MayNotSignIt,
    OwedByOthers,
    PreparedAfterwards,
)
from api.dialogues.questions.models import Question, QuestionState
from api.dialogues.sessions import Dialogue, SessionState
from api.pages.forms import Field, Form, Typed, at_fields
from api.pages.planning_forms import AT

Body = dict[str, Any]

PLACES: Final[Mapping[type[Problem], str]] = {
    DayOfAnswerPassed: "due_on",
    PreparedAfterwards: "due_on",
    OwedByOthers: "owner",
    MayNotSignIt: "authority",
}
"""At which question of a form a refusal stands."""


@dataclass(frozen=True)
class Handling:
    """Something that is done with a question at a desk."""

    slug: str
    title: str
    button: str
    done: str
    """All three are sentences of the catalogue."""
    asks: Callable[[Question, Dialogue], Sequence[Field]]
    begins: Callable[[Question], Typed]
    takes: Callable[[UUID, Actor, Body], object]
    fits: Callable[[Question, Dialogue, Actor], bool]
    """Whether it seems possible; the action itself is the judge."""

    def form(self, question: Question, dialogue: Dialogue, typed: Typed | None = None) -> Form:
        """It as a form."""
        return Form(
            name=f"{self.slug}-{question.number}",
            to=f"{AT}/{dialogue.code}/cau-hoi/{question.id}/{self.slug}",
            title=self.title,
            button=self.button,
            fields=self.asks(question, dialogue),
            typed=typed or self.begins(question),
        )

    def act(self, question_id: UUID, actor: Actor, form: Form) -> object:
        """Do it; a refusal stands at its question."""
        with at_fields(PLACES):
            return self.takes(question_id, actor, form.typed.body(form.fields))


def is_ours(question: Question, dialogue: Dialogue, actor: Actor) -> bool:
    """It has no outcome, and the desk organises its dialogue."""
    return question.outcome is None and organises(actor, dialogue)


def leads(question: Question, dialogue: Dialogue, actor: Actor) -> bool:
    """The same, and it is answered for itself or for its group."""
    return question.leads_id is None and is_ours(question, dialogue, actor)


def is_decided_now(question: Question, dialogue: Dialogue, actor: Actor) -> bool:
    """Its outcome may be given now, or another one that was meant."""
    is_settled = question.state == QuestionState.WITHDRAWN or question.commitment_id is not None
    is_now = dialogue.state == SessionState.IN_SESSION and not is_settled
    return is_now and question.leads_id is None and organises(actor, dialogue)


def prepares(question: Question, _: Dialogue, actor: Actor) -> bool:
    """The desk prepares its answer."""
    acting = directory().position(actor.position_id) if actor.position_id else None
    if acting is None or question.outcome is not None:
        return False
    unit = directory().unit(acting.unit_id)
    may = can(roles_of(acting.title, unit.kind), Act.PREPARATION, unit.kind)
    return may and unit.id in (question.assigned_unit_id, question.unit_id)


def screens(question: Question, _: Dialogue, actor: Actor) -> bool:
    """The desk says whether it is shown in public."""
    return question.state != QuestionState.WITHDRAWN and screening.may_screen(question, actor)


def signs(question: Question, _: Dialogue, actor: Actor) -> bool:
    """An answer in writing is owed on it, and signed at this desk."""
    acting = directory().position(actor.position_id) if actor.position_id else None
    owing = directory().position(question.holder_id)
    is_deputy = acting is not None and acting.title is Title.DEPUTY
    is_theirs = acting is not None and (
        acting.id == owing.id or (is_deputy and acting.unit_id == owing.unit_id)
    )
    return question.state == QuestionState.OWED and is_theirs
