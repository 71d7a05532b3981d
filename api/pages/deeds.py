"""Something that is done with a dialogue, as a form whose refusals stand at their questions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from marshmallow import ValidationError

from api.core.access import Actor
from api.core.errors import Problem
from api.dialogues.errors import (
    LeaderTaken,
    NotAnnounceable,
    NotYetPublished,
    PublishedThere,
    PublishedTooEarly,
    RoomTaken,
    StartsInPast,
)
from api.dialogues.sessions import Dialogue
from api.pages.forms import Field, Form, Typed, at_fields
from api.pages.moments import at_questions
from api.pages.planning_forms import AT

Body = dict[str, Any]

PLACES: Final[Mapping[type[Problem], str]] = {
    LeaderTaken: "on",
    RoomTaken: "place",
    StartsInPast: "on",
    NotAnnounceable: "how_to_take_part",
    NotYetPublished: "on",
    PublishedThere: "channel",
    PublishedTooEarly: "on",
}
"""At which question a refusal stands."""


@dataclass(frozen=True)
class Deed:
    """Something the organiser does with a dialogue."""

    slug: str
    """Its name in addresses."""
    title: str
    button: str
    done: str
    """All three are sentences of the catalogue, and so is the note."""
    note: str
    asks: Callable[[Dialogue], Sequence[Field]]
    begins: Callable[[Dialogue], Typed]
    takes: Callable[[UUID, Actor, Body], object]

    def form(self, dialogue: Dialogue, typed: Typed | None = None) -> Form:
        """It as a form."""
        return Form(
            name=self.slug,
            to=f"{AT}/{dialogue.code}/{self.slug}",
            title=self.title,
            button=self.button,
            fields=self.asks(dialogue),
            typed=typed or self.begins(dialogue),
            note=self.note,
        )

    def act(self, dialogue_id: UUID, actor: Actor, form: Form) -> object:
        """Do it; a refusal stands at its question."""
        with at_fields(PLACES):
            try:
                return self.takes(dialogue_id, actor, form.typed.body(form.fields))
            except ValidationError as wrong:
                raise ValidationError(at_questions(wrong.messages_dict)) from None
