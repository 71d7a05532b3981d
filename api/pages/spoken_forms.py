"""What was asked at the microphone, as the desk writes it down: each matter of a turn by itself."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID, uuid4

from api.authorities.fields import fields as known_fields
from api.core.access import Actor
from api.core.i18n import preferred_locale
from api.dialogues.live import queries
from api.dialogues.live.models import Turn, TurnState
from api.dialogues.questions import actions
from api.dialogues.questions.models import Question
from api.dialogues.questions.schemas import LONGEST_QUESTION, QuestionAsked
from api.dialogues.sessions import AHEAD, Dialogue, SessionState
from api.pages import live
from api.pages.attending_forms import ID
from api.pages.forms import Field, Form, Option, Typed, Widget
from api.pages.rendering import say

WRITING: Final = "cau-hoi"
"""The last part of the address it is sent to."""

MOST_TURNS: Final = 20
"""So many turns that are over are offered, the newest first."""


def takes(dialogue: Dialogue) -> bool:
    """Whether anybody is asking now."""
    return dialogue.state == SessionState.IN_SESSION


def is_taken(dialogue: Dialogue) -> bool:
    """Whether a desk writes down what people tell it, before the dialogue or at it."""
    return dialogue.state in AHEAD or takes(dialogue)


def writing_form(dialogue: Dialogue, typed: Typed | None = None) -> Form:
    """One matter, of the turn that goes on or of an earlier one; or of nobody's turn."""
    nothing = Option("", "–")
    named = [Option(each.code, each.name(preferred_locale())) for each in known_fields().values()]
    turns = _turns(dialogue)
    return Form(
        name=WRITING,
        to=f"{live.at(dialogue)}/{WRITING}",
        title="Write down what was asked",
        button="Write it down",
        fields=(
            Field(
                "text",
                "The question",
                Widget.LINES,
                "One matter in one question; another matter of the same turn is another question.",
                needed=True,
                longest=LONGEST_QUESTION,
            ),
            Field(
                "turn",
                "In whose turn",
                Widget.LIST,
                options=[*(Option(str(each.id), _who(each)) for each in turns), nothing],
            ),
            Field(
                "asker",
                "Who asks",
                hint="Only where it is not who spoke. It stands beside the question in public.",
                longest=120,
            ),
            Field("field", "What is it about", Widget.LIST, options=[nothing, *named]),
            ID,
        ),
        typed=typed or Typed.of(id=uuid4(), turn=turns[0].id if turns else None),
    )


def write_down(dialogue: Dialogue, form: Form, actor: Actor) -> Question:
    """Keep it as their question: who spoke is told of its outcome."""
    given = QuestionAsked().load(form.typed.body([each for each in form.fields if each is not ID]))
    turn = queries.turn_with(given.turn) if given.turn else None
    if turn is not None and given.asker is None:
        given = replace(
            given, asker=turn.name, registration=turn.registration_id, village=turn.village
        )
    return actions.ask(dialogue.id, UUID(form.typed.get("id")), given, actor)[0]


def _turns(dialogue: Dialogue) -> Sequence[Turn]:
    """Who speaks now, then those who have spoken."""
    now, over = queries.speaking_at(dialogue.id), queries.spoken_at(dialogue.id, MOST_TURNS)
    spoken = [each for each in over if each.state is TurnState.DONE]
    return [now, *spoken] if now else spoken


def _who(turn: Turn) -> str:
    return turn.name or say("Number %(number)s", number=turn.number)
