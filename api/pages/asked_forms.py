"""What residents do with questions to a dialogue: ask, want the same, and take one back."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from api.authorities.fields import fields as known_fields
from api.core.access import Actor
from api.core.i18n import preferred_locale
from api.dialogues.questions import actions
from api.dialogues.questions.models import Question
from api.dialogues.questions.schemas import LONGEST_QUESTION, QuestionAsked
from api.dialogues.registration_errors import NoSuchVillage
from api.dialogues.sessions import Dialogue
from api.pages.attending_forms import AT, ID
from api.pages.dialogue_queries import villages_of
from api.pages.forms import Field, Form, Option, Typed, Widget, at_fields
from api.pages.rendering import say

ONE: Final = "/doi-thoai/cau-hoi"


def asking_form(dialogue: Dialogue, typed: Typed | None = None) -> Form:
    """Somebody asks."""
    named = [Option(each.code, each.name(preferred_locale())) for each in known_fields().values()]
    villages = [Option(each.code, each.name) for each in villages_of(dialogue.unit_area_code)]
    nothing = Option("", say("I do not say"))
    village = Field(
        "village",
        "Your village or residential group",
        Widget.LIST,
        options=[nothing, *villages],
    )
    return Form(
        name="cau-hoi",
        to=f"{AT}/{dialogue.code}/hoi",
        title="Ask a question",
        button="Send the question",
        fields=(
            Field(
                "text",
                "Your question",
                Widget.LINES,
                "One matter in one question. Write no names or numbers of others.",
                needed=True,
                longest=LONGEST_QUESTION,
            ),
            Field(
                "asker",
                "What you want to be called",
                hint="It stands beside the question in public. Leave it empty for no name.",
                longest=120,
            ),
            Field("field", "What is it about", Widget.LIST, options=[nothing, *named]),
            *((village,) if villages else ()),
            ID,
        ),
        typed=typed or Typed.of(id=uuid4()),
        note="Each question gets exactly one outcome, and you are told of it.",
    )


def ask(dialogue: Dialogue, form: Form, actor: Actor) -> Question:
    """Ask."""
    body: dict[str, Any] = form.typed.body([each for each in form.fields if each is not ID])
    given = QuestionAsked().load(body)
    with at_fields({NoSuchVillage: "village"}):
        return actions.ask(dialogue.id, UUID(form.typed.get("id")), given, actor)[0]


def press_form(question_id: UUID, slug: str) -> Form:
    """One button beside a question."""
    title = _TITLES[slug]
    return Form(name=slug, to=f"{ONE}/{question_id}/{slug}", title=title, button=title, fields=())


PRESSES: Final[Mapping[str, Callable[[UUID, Actor], Question]]] = {
    "cung-hoi": actions.support,
    "thoi-cung-hoi": actions.support_no_more,
    "rut": actions.withdraw,
}
"""What a resident may do with a question, by its name in addresses."""

_TITLES: Final[Mapping[str, str]] = {
    "cung-hoi": "I ask the same",
    "thoi-cung-hoi": "I do not ask this any more",
    "rut": "Take the question back",
}
