"""The forms by which the law here is changed: propose, adopt or refuse, move open terms."""

from collections.abc import Callable, Mapping
from typing import Final

from marshmallow import Schema

from api.core.access import Actor
from api.core.http import Text
from api.pages.forms import Field, Form, Typed, Widget
from api.pages.law_changes import Change
from api.regulation.adoption import LARGEST_SCAN, MEDIA_TYPES
from api.regulation.book import LARGEST, XLSX

LARGEST_FORM: Final = LARGEST + LARGEST_SCAN + 100_000
"""Bytes: a workbook, a scan, and what is typed."""

FORM_TYPES: Final = ("multipart/form-data", "application/x-www-form-urlencoded")
"""How browsers send a form, with files or without."""

SWAP: Final = "lich"
WORKBOOK: Final = "so"
ADOPTION: Final = "thong-qua"
REFUSAL: Final = "khong-thong-qua"

_AT: Final = "/can-bo/quy-dinh"

_NUMBER: Final = Field(
    "number",
    "Number and symbol of the paper",
    hint="As it stands at the head of the paper: number, year and symbol.",
    needed=True,
    longest=80,
)
_SIGNED_ON: Final = Field("signed_on", "Day of signature", Widget.DAY, needed=True)
_SCAN: Final = Field(
    "scan",
    "The scan of the signed paper",
    Widget.FILE,
    "A PDF, a PNG or a JPEG. A file has to be chosen anew when the form comes back.",
    when="needed before it is adopted",
    accepts=",".join(MEDIA_TYPES),
)
_SWAPPED: Final = (
    _NUMBER,
    _SIGNED_ON,
    Field(
        "name",
        "What the days are called",
        hint="Everybody reads it beside a term, for example: day off by swap for the New Year.",
        needed=True,
        longest=200,
    ),
    Field("off", "Days off", Widget.LINES, "One a line, for example 16/03/2026.", longest=2000),
    Field(
        "worked",
        "Days worked instead",
        Widget.LINES,
        "One a line, for example 21/03/2026.",
        longest=2000,
    ),
    _SCAN,
)
_IN_A_BOOK: Final = (
    _NUMBER,
    _SIGNED_ON,
    Field(
        "workbook",
        "The workbook you have changed",
        Widget.FILE,
        "The .xlsx that you took out here. Rows that you left as they are change nothing.",
        needed=True,
        accepts=f".xlsx,{XLSX}",
    ),
    _SCAN,
)


def swap_form(typed: Typed | None = None) -> Form:
    """Days off, and days worked in their place."""
    return Form(
        name=SWAP,
        to=f"{_AT}/{SWAP}",
        title="Propose days off and days worked instead",
        button="Propose",
        fields=_SWAPPED,
        typed=typed or Typed(),
        note="Nothing is in force by this: a second person has to adopt it.",
    )


def workbook_form(typed: Typed | None = None) -> Form:
    """Everything else: terms, rules, the competence table, days of every kind."""
    return Form(
        name=WORKBOOK,
        to=f"{_AT}/{WORKBOOK}",
        title="Propose what is otherwise in the workbook",
        button="Propose",
        fields=_IN_A_BOOK,
        typed=typed or Typed(),
        note="One mistake, and nothing of it is kept: you are told every row to mend.",
    )


FORMS: Final[Mapping[str, Callable[[Typed | None], Form]]] = {
    SWAP: swap_form,
    WORKBOOK: workbook_form,
}
"""How something is proposed, by the name in addresses."""


def adoption_form(change: Change, typed: Typed | None = None) -> Form:
    """Adopt it; with the scan, when none was sent along."""
    proposal = change.found.proposal
    return Form(
        name=ADOPTION,
        to=f"{_AT}/{proposal.id}/{ADOPTION}",
        title="Adopt it",
        button="Adopt",
        fields=(_SCAN,) if proposal.scan_hash is None else (),
        typed=typed or Typed(),
        note="It counts from its first day on. Open terms stay as they are until somebody decides.",
    )


def refusal_form(change: Change, actor: Actor, typed: Typed | None = None) -> Form:
    """Say that it is not adopted; who proposed it takes it back so."""
    proposal = change.found.proposal
    is_own = proposal.proposed_by_id == actor.account_id
    return Form(
        name=REFUSAL,
        to=f"{_AT}/{proposal.id}/{REFUSAL}",
        title="Take it back" if is_own else "Do not adopt it",
        button="Take it back" if is_own else "Do not adopt it",
        fields=(Field("reason", "The reason", Widget.LINES, needed=True, longest=1000),),
        typed=typed or Typed(),
        note="It stays on record with the reason.",
    )


def moving_form(change: Change, typed: Typed | None = None) -> Form:
    """Let open terms follow; by a numbered decision when rules move them."""
    proposal = change.found.proposal
    number = Field(
        "document",
        "Number of the decision that moves them",
        hint="A new wording moves open terms only by a decision that says so.",
        needed=True,
        longest=80,
    )
    return Form(
        name="han-doi",
        to=f"{_AT}/{proposal.id}/han-doi",
        title="Move the open terms",
        button="Move them now",
        fields=(number,) if change.rule_ids() else (),
        typed=typed or Typed(),
        note="Each is recorded with its old and new day, and whoever it concerns is told.",
    )


def usual_decision(change: Change) -> Typed:
    """The paper that was adopted may say itself that open terms follow."""
    return Typed.of(document=change.found.proposal.number)


def decision_in(form: Form) -> str | None:
    """The number of the decision; None where none is asked for."""
    if not form.fields:
        return None
    number: str = _DecisionGiven().load(form.typed.body(form.fields))["document"]
    return number


class _DecisionGiven(Schema):
    document = Text(80, required=True)
