"""The register of denunciation papers at the desk: its forms, which have room for numbers alone."""

from typing import Final
from uuid import UUID, uuid4

from api.core.access import Actor
from api.denunciations import actions
from api.denunciations.models import MEANWHILE, STEPS, Complexity, DenunciationPaper, StepName
from api.denunciations.schemas import PaperToRegister, StepGiven
from api.pages.desk_words import COMPLEXITIES, PAPER_STEPS
from api.pages.forms import Field, Form, Option, Typed, Widget
from api.pages.rendering import say

HERE: Final = "/can-bo/so-to-cao"

_PAPER: Final = (
    Field("register_number", "Number in the register", needed=True, longest=20),
    Field("received_on", "The day on which it was received", Widget.DAY, needed=True),
    Field("id", widget=Widget.CARRIED),
)


def paper_form(typed: Typed | None = None) -> Form:
    """A paper by its number and day."""
    return Form(
        name="vao-so",
        to=HERE,
        title="Enter a paper by its number",
        button="Enter it",
        fields=_PAPER,
        typed=typed or Typed.of(id=uuid4()),
        note="The number and the day, and nothing of the paper: no name, no word.",
    )


def enter(form: Form, paper_id: UUID, actor: Actor) -> object:
    """Put it into the register."""
    given = PaperToRegister().load(form.typed.body(_PAPER[:-1]))
    return actions.register(paper_id, given["register_number"], given["received_on"], actor)


def step_form(paper: DenunciationPaper, typed: Typed | None = None) -> Form | None:
    """What may be done with the paper now; None when it has come to its end."""
    next_ = {each.value for each in STEPS[paper.state]} | MEANWHILE.get(paper.state, frozenset())
    offered = [each for each in StepName if each in next_]
    if not offered:
        return None
    steps = tuple(Option(each, say(PAPER_STEPS[each])) for each in offered)
    asked = [
        Field("step", "What was done", Widget.ONE, needed=True, options=steps),
        Field("on", "On which day", Widget.DAY, needed=True),
    ]
    if StepName.EXTENDED in offered:
        whys = tuple(Option(each, say(COMPLEXITIES[each])) for each in Complexity)
        why = "only when more time is given"
        asked.append(Field("complexity", "Why more time", Widget.ONE, options=whys, when=why))
    return Form(
        name=f"buoc-{paper.id}",
        to=f"{HERE}/{paper.id}",
        title="Enter the next step",
        button="Enter it",
        fields=asked,
        typed=typed or Typed(),
    )


def take(form: Form, paper_id: UUID, actor: Actor) -> object:
    """Put the step on it."""
    return actions.take(paper_id, StepGiven().load(form.typed.body(form.fields)), actor)
