"""An e-mail file at the counter: what it says stands in the form, for the clerk to look over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from werkzeug.datastructures import FileStorage

from api.core.clock import vietnam_date
from api.core.errors import Invalid
from api.core.i18n import preferred_locale
from api.pages.desks import Desk
from api.pages.forms import Field, Form, Typed, Widget
from api.pages.paper import usual
from api.petitions.eml import LARGEST
from api.petitions.eml_form import filled

FORM_TYPES: Final = ("multipart/form-data",)
LARGEST_FORM: Final = LARGEST + 100_000

_FILE: Final = Field(
    "file",
    "The e-mail as a file (.eml)",
    Widget.FILE,
    "Save the letter in your e-mail program and choose it here. Nothing is entered by it.",
    needed=True,
    accepts=".eml,message/rfc822",
)


@dataclass(frozen=True)
class LetterRead:
    """What stands in the form now, and what the clerk is to look at."""

    typed: Typed
    hints: Sequence[str]
    entered_as: str | None
    """The code under which the same letter was entered before."""


def letter_form() -> Form:
    """The one question: which file."""
    return Form(
        name="thu",
        to="/can-bo/nhap-don/thu",
        title="Fill the form from an e-mail",
        button="Read it into the form",
        fields=(_FILE,),
    )


def read_letter(desk: Desk, file: FileStorage | None) -> LetterRead:
    """The form as the letter fills it; refuses what is none, and what is not handed in here."""
    content = file.read() if file is not None else b""
    if not content:
        raise Invalid(errors={"file": ["Choose the file"]})
    found = filled(content, preferred_locale())
    return LetterRead(_typed(desk, found["form"]), found["hints"], found["entered_as"])


def _typed(desk: Desk, form: Mapping[str, Any]) -> Typed:
    title, text = form["title"], form["text"]
    sent_at = form["received_at"]
    said = {
        "id": str(uuid4()),
        "channel": form["channel"],
        "text": f"{title}\n\n{text}" if title else text,
        "name": (form["petitioner"] or {}).get("name", ""),
        "email": (form["contact"] or {}).get("email", ""),
        "system": form["source"]["system"],
        "ref": form["source"]["ref"],
    }
    if sent_at is not None:
        said["received_on"] = f"{vietnam_date(sent_at):%d/%m/%Y}"
    values = {name: (value,) for name, value in said.items() if value}
    return Typed({**usual(desk).values, **values})
