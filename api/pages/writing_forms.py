"""A desk writes down what somebody asks: who has the microphone now, or who told them before."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from api.authorities.fields import fields as known_fields
from api.core.access import Actor
from api.core.i18n import preferred_locale
from api.dialogues.live.models import Turn
from api.dialogues.live.queries import speaking_at, spoken_at
from api.dialogues.questions import actions
from api.dialogues.questions.models import Question
from api.dialogues.questions.schemas import LONGEST_QUESTION, QuestionAsked
from api.dialogues.registration_errors import NoSuchVillage
from api.dialogues.sessions import Dialogue, SessionState
from api.pages.attending_forms import ID
from api.pages.dialogue_queries import villages_of
from api.pages.forms import Field, Form, Option, Typed, Widget, at_fields
from api.pages.rendering import say

WRITING: Final = "ghi-cau-hoi"

_SPOKE: Final = 10
"""How many of those who spoke last may be chosen."""


def writing_form(dialogue: Dialogue, typed: Typed | None = None) -> Form:
    """One matter of one speaker; who raises several has several written down."""
    speaking, turns = speaking_at(dialogue.id), _turns(dialogue)
    villages = [Option(each.code, each.name) for each in villages_of(dialogue.unit_area_code)]
    named = [Option(each.code, each.name(preferred_locale())) for each in known_fields().values()]
    none = Option("", "–")
    of_turn = Field("turn", "Whose turn to speak", Widget.LIST, options=[none, *turns])
    village = Field(
        "village", "Village or residential group", Widget.LIST, options=[none, *villages]
    )
    return Form(
        name=WRITING,
        to=f"/can-bo/doi-thoai/{dialogue.code}/cau-hoi",
        title="Write down a question",
        button="Write it down",
        fields=(
            Field("text", "The question", Widget.LINES, needed=True, longest=LONGEST_QUESTION),
            *((of_turn,) if turns else ()),
            Field(
                "asker",
                "Name of who asks",
                hint="It stands beside the question in public; left empty, that of the speaker.",
                longest=120,
            ),
            Field("field", "What is it about", Widget.LIST, options=[none, *named]),
            *((village,) if villages else ()),
            ID,
        ),
        typed=typed or Typed.of(id=uuid4(), turn=speaking.id if speaking else ""),
        note="One matter in one question: who raises several has several written down.",
    )


def write_down(dialogue: Dialogue, form: Form, actor: Actor) -> Question:
    """Write it down, by the name of the speaker when no other one is given."""
    body: dict[str, Any] = form.typed.body([each for each in form.fields if each is not ID])
    by_id = {str(each.id): each for each in _all_turns(dialogue)}
    turn = by_id.get(str(body.get("turn", "")))
    if turn is not None:
        body = {"asker": turn.name, "village": turn.village} | body
        body |= {"registration": str(turn.registration_id)} if turn.registration_id else {}
    given = QuestionAsked().load({name: value for name, value in body.items() if value})
    with at_fields({NoSuchVillage: "village"}):
        return actions.ask(dialogue.id, UUID(form.typed.get("id")), given, actor)[0]


def is_taken(dialogue: Dialogue) -> bool:
    """Whether a desk may still write something down."""
    before = (SessionState.PLANNED, SessionState.ANNOUNCED)
    return dialogue.state in (*before, SessionState.IN_SESSION)


def _turns(dialogue: Dialogue) -> Sequence[Option]:
    return [
        Option(str(each.id), each.name or say("Number %(number)s", number=each.number))
        for each in _all_turns(dialogue)
    ]


def _all_turns(dialogue: Dialogue) -> Sequence[Turn]:
    """Who speaks now, then who spoke last."""
    speaking = speaking_at(dialogue.id)
    return [*([speaking] if speaking else []), *spoken_at(dialogue.id, _SPOKE)]
