"""Files that come with a form of a page: each taken in for itself, and carried by its id then.

What was taken in stays, whatever is wrong with the rest of the form: nobody sends a picture twice.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any, Final

from werkzeug.datastructures import FileStorage, MultiDict

from api.attachments import actions
from api.attachments.actions import Kept, Said
from api.attachments.keeping import keeping
from api.attachments.quarantine import received
from api.attachments.routes import SENDING
from api.core.access import Actor
from api.core.database import let_go, unit_of_work
from api.core.errors import Forbidden, Invalid, Problem
from api.pages.forms import Field, Form, Typed, Widget
from api.pages.rendering import say

FORM_TYPES: Final = ("multipart/form-data", "application/x-www-form-urlencoded")
"""How browsers send a form, with files or without."""

LARGEST_FORM: Final = 64 * 1024 * 1024
"""Bytes of a whole form; how large one file may be says each installation."""

_KEPT = "_kept"


@dataclass(frozen=True)
class Brought:
    """What came with a form: files that were taken in, and what is wrong with the others."""

    taken: Sequence[Kept] = ()
    wrong: Sequence[str] = ()
    """Sentences in the reader's language, each with the name of its file."""

    @property
    def ids(self) -> list[str]:
        """Of the files that were taken in."""
        return [str(each.attachment_id) for each in self.taken]

    @property
    def place(self) -> tuple[float, float] | None:
        """Where the first picture that says so was taken."""
        return next((each.place for each in self.taken if each.place), None)


@dataclass(frozen=True)
class Basket:
    """Everything that came with one form, by the name of its field."""

    brought: dict[str, Brought] = field(default_factory=dict)

    def into(self, form: Form) -> Form:
        """The form with the files at their fields; refused when one of them was."""
        values, errors = dict(form.typed.values), {}
        for each in form.fields:
            found = self.brought.get(each.name, Brought())
            if each.widget is Widget.FILE and found.ids:
                name = f"{each.name}{_KEPT}"
                values[name] = (",".join([*_split(form.typed.get(name)), *found.ids]),)
            if each.widget is Widget.FILE and found.wrong:
                errors[each.name] = " ".join(found.wrong)
        status = Invalid.status if errors else form.status
        return replace(form, typed=Typed(values), errors=errors, status=status)


def bring_in(files: MultiDict[str, FileStorage], actor: Actor) -> Basket:
    """Take in all that came with a form, before anything else of it is looked at.

    Each file is a transaction of its own, as when it is sent alone.
    """
    chosen = {name: [each for each in files.getlist(name) if each.filename] for name in files}
    if any(chosen.values()) and not actor.is_(*SENDING):
        raise Forbidden
    return Basket({name: _taken_in(sent, actor) for name, sent in chosen.items() if sent})


def asking(of: Field) -> tuple[Field, Field]:
    """A question for files, and what carries those that were taken in already."""
    return of, Field(f"{of.name}{_KEPT}", widget=Widget.CARRIED)


def ids_in(body: dict[str, Any], name: str) -> list[str]:
    """The ids of the files at this question, taken out of what was typed."""
    return _split(body.pop(f"{name}{_KEPT}", ""))


def kept_as(name: str, ids: Sequence[object]) -> dict[str, str]:
    """Files that stand there already, as the form carries them."""
    return {f"{name}{_KEPT}": ",".join(map(str, ids))}


def _split(text: str) -> list[str]:
    return [each for each in text.split(",") if each]


@dataclass(frozen=True)
class _Result:
    kept: Kept | None = None
    wrong: str = ""


def _taken_in(sent: Sequence[FileStorage], actor: Actor) -> Brought:
    most = keeping().limits.number("together", "files")
    results = [_one(each, actor) for each in sent[:most]]
    left = [say("These are too many files; please leave some of them out")] if sent[most:] else []
    return Brought(
        [each.kept for each in results if each.kept],
        [each.wrong for each in results if each.wrong] + left,
    )


def _one(sent: FileStorage, actor: Actor) -> _Result:
    kept, name = keeping(), sent.filename or ""
    let_go()
    try:
        actions.may_send(actor)
        with (
            closing(sent.stream),
            received(kept.quarantine, sent.stream, kept.limits.largest) as incoming,
            unit_of_work(),
        ):
            return _Result(actions.keep(incoming, Said(name, sent.mimetype), actor))
    except Problem as refused:
        return _Result(wrong=f"{name}: {say(refused.title)}.")
