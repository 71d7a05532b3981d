"""What the room above hands in, so that a desk decides what is shown in public (xét công khai)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

from flask import current_app

from api.core.access import Actor
from api.core.i18n import preferred_locale
from api.pages.forms import Field, Form, Option, Typed, Widget
from api.pages.rendering import say


class Look(Protocol):
    """One look that waits for a decision; nothing in it says who sent the words."""

    @property
    def id(self) -> UUID:
        """Of the look."""

    @property
    def petition_id(self) -> UUID:
        """Of what was looked at."""

    @property
    def masked_title(self) -> str | None:
        """The title as everybody would read it."""

    @property
    def masked_text(self) -> str:
        """The words as everybody would read them."""

    @property
    def decide_by(self) -> datetime | None:
        """The first moment that is too late."""


class Waiting(Protocol):
    """One page of the queue."""

    @property
    def items(self) -> Sequence[Look]:
        """The oldest first."""

    @property
    def next(self) -> str | None:
        """Where the next page begins."""


@dataclass(frozen=True)
class Looks:
    """What moderation can do for a page."""

    waiting: Callable[[Actor, UUID | None, int, str], Waiting]
    """A page of the queue: after which look, how many, in which language."""
    one: Callable[[UUID, Actor, str], Look]
    how_many: Callable[[Actor], tuple[int, int]]
    """How many wait for this person, and how many of them for too long."""
    reasons: Callable[[str], Sequence[tuple[str, str]]]
    """Why something may be kept out of public: code and words, in this language."""
    decide: Callable[[UUID, Actor, dict[str, Any]], object]
    appeal: Callable[[UUID, Actor, dict[str, Any]], object]
    conceal: Callable[[UUID, Actor], object]


def looks() -> Looks:
    """What `api.app` handed in of moderation."""
    handed_in: Looks = current_app.extensions["doithoai.looks"]
    return handed_in


def form_to_decide(look: Look, typed: Typed | None = None) -> Form:
    """The decision on one look; the words are there to be masked further."""
    return Form(
        name="quyet-dinh",
        to=f"/can-bo/xet-cong-khai/{look.id}",
        title="Decide whether it is shown in public",
        button="Decide",
        fields=_questions(look),
        typed=typed or Typed.of(masked_title=look.masked_title, masked_text=look.masked_text),
        note="It is received, answered and timed all the same. The sender is told and may object.",
    )


def decide(look: Look, actor: Actor, form: Form) -> object:
    """Read the decision as the API does; words that were left as they are say nothing."""
    body = form.typed.body(form.fields)
    for name, shown in _shown(look).items():
        if _lines(str(body.get(name, ""))) == _lines(shown):
            body.pop(name, None)
    return looks().decide(look.id, actor, body)


def _questions(look: Look) -> Sequence[Field]:
    reasons = tuple(Option(code, words) for code, words in looks().reasons(preferred_locale()))
    title = Field(
        "masked_title",
        "The title as everybody reads it",
        hint="Put *** over what nobody should read; change nothing else.",
    )
    return (
        Field(
            "publish",
            "Your decision",
            Widget.ONE,
            needed=True,
            options=(
                Option("true", say("Show it in public")),
                Option("false", say("Do not show it in public")),
            ),
        ),
        Field(
            "reasons",
            "The reason, told to the sender",
            Widget.SOME,
            options=reasons,
            when="needed when it is not shown",
        ),
        *((title,) if look.masked_title else ()),
        Field(
            "masked_text",
            "The words as everybody reads them",
            Widget.LINES,
            hint="Put *** over what nobody should read; change nothing else.",
            longest=20_000,
        ),
    )


def _shown(look: Look) -> Mapping[str, str]:
    return {"masked_title": look.masked_title or "", "masked_text": look.masked_text}


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


CONCEALING: Final = "khong-cong-khai"
APPEALING: Final = "xet-lai"


def publicity_forms(petition_id: UUID, publicity: Mapping[str, Any]) -> list[Form]:
    """What the author may say about the publicity of their own petition now."""
    found = [_concealing(petition_id)] if publicity["state"] != "private" else []
    return [_appealing(petition_id), *found] if publicity["appeal_until"] else found


def publicity_form(slug: str, petition_id: UUID, typed: Typed) -> Form | None:
    """The same form as it was sent; None when there is none of this name."""
    made = {CONCEALING: _concealing, APPEALING: _appealing}.get(slug)
    return made(petition_id, typed) if made else None


def _concealing(petition_id: UUID, typed: Typed | None = None) -> Form:
    return Form(
        name=CONCEALING,
        to=f"/vu-viec/{petition_id}/{CONCEALING}",
        title="It should not be public any more",
        button="Do not show it",
        fields=(),
        typed=typed or Typed(),
        note="It is answered all the same. This cannot be undone.",
    )


def _appealing(petition_id: UUID, typed: Typed | None = None) -> Form:
    words = Field("words", "Why should it be public?", Widget.LINES, needed=True, longest=2000)
    return Form(
        name=APPEALING,
        to=f"/vu-viec/{petition_id}/{APPEALING}",
        title="Ask that somebody else decide whether it is public",
        button="Ask for it",
        fields=(words,),
        typed=typed or Typed(),
    )


SAID: Final[Mapping[str, str]] = {
    CONCEALING: "It is not public any more.",
    APPEALING: "Asked for: somebody else decides.",
}
"""What is said once it is done, before translation."""
