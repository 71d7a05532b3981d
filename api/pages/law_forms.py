"""The forms by which the law here is changed: propose, adopt or refuse, move open terms."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

from marshmallow import Schema, ValidationError
from werkzeug.datastructures import FileStorage

from api.core.access import Actor
from api.core.errors import Problem
from api.core.http import Text
from api.core.i18n import preferred_locale, translate
from api.pages.days import as_iso
from api.pages.forms import GENERAL, Field, Form, Typed, Widget
from api.pages.law_changes import Change
from api.regulation import adoption, editing
from api.regulation.adoption import LARGEST_SCAN, MEDIA_TYPES, Paper
from api.regulation.book import LARGEST, XLSX
from api.regulation.calendar import DayKind
from api.regulation.change_schemas import LawProposalGiven, LawRefusalGiven, PaperQuery
from api.regulation.complaints import refused, told
from api.regulation.errors import (
    NoSuchScan,
    NotAdoptable,
    NotAScan,
    NothingChanges,
    PartyAndState,
    ScanMissing,
    ScanTooLarge,
)
from api.regulation.language import InvalidRegulation
from api.regulation.models import LawProposal

LARGEST_FORM: Final = LARGEST + LARGEST_SCAN + 100_000
"""Bytes: a workbook, a scan, and what is typed."""

FORM_TYPES: Final = ("multipart/form-data", "application/x-www-form-urlencoded")
"""How browsers send a form, with files or without."""

Files = Mapping[str, FileStorage]

SWAP: Final = "lich"
WORKBOOK: Final = "so"
ADOPTION: Final = "thong-qua"
REFUSAL: Final = "khong-thong-qua"

_AT: Final = "/can-bo/quy-dinh"

_NUMBER: Final = Field(
    "number",
    "Number and symbol of the paper",
    hint="As it stands there, for example 01/2027/QĐ-UBND.",
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


def propose(form: Form, files: Files, actor: Actor, mistakes: list[str]) -> LawProposal:
    """Propose what is in the form; every mistake of a workbook is noted in words."""
    body, scan = form.typed.body(form.fields), _kept_scan(files, actor)
    if form.name == SWAP:
        with _at("off", NothingChanges):
            return adoption.propose(_swap(body, scan), actor)
    loaded: dict[str, Any] = PaperQuery().load(body)
    with _at("workbook", NothingChanges, PartyAndState), _noting(mistakes, "workbook"):
        return adoption.propose(_workbook(loaded, files, scan), actor)


def adopt(change: Change, files: Files, actor: Actor, mistakes: list[str]) -> None:
    """Adopt it, with the scan that was chosen."""
    scan = _kept_scan(files, actor)
    field = "scan" if change.found.proposal.scan_hash is None else GENERAL
    with _at(field, ScanMissing, NoSuchScan), _noting(mistakes, GENERAL):
        adoption.adopt(change.found.id, actor, scan)


def refuse(change: Change, actor: Actor, body: dict[str, Any]) -> None:
    """Say why not."""
    adoption.refuse(change.found.id, actor, LawRefusalGiven().load(body)["reason"])


@contextmanager
def _at(field: str, *kinds: type[Problem]) -> Iterator[None]:
    """A refusal of one of these kinds stands at this field."""
    try:
        yield
    except kinds as said:
        raise ValidationError({field: [translate(said.title, preferred_locale())]}) from None


@contextmanager
def _noting(mistakes: list[str], field: str) -> Iterator[None]:
    """Every mistake in words, and at the field that there are some."""
    try:
        yield
    except NotAdoptable as said:
        locale = preferred_locale()
        mistakes += [told(each, locale) for each in said.problems]
        raise ValidationError({field: [translate(said.title, locale)]}) from None


def _kept_scan(files: Files, actor: Actor) -> str | None:
    content = _content(files, "scan", LARGEST_SCAN)
    if not content:
        return None
    with _at("scan", NotAScan, ScanTooLarge):
        return adoption.keep_scan(content, actor).hash


def _content(files: Files, name: str, largest: int) -> bytes:
    """The file under this name, or so much of it that it is seen to be too large."""
    chosen = files.get(name)
    return chosen.stream.read(largest + 1) if chosen is not None and chosen.filename else b""


def _workbook(given: dict[str, Any], files: Files, scan: str | None) -> Paper:
    content = _content(files, "workbook", LARGEST)
    if not content:
        raise ValidationError({"workbook": ["Please choose the workbook"]})
    if len(content) > LARGEST:
        raise ValidationError({"workbook": ["This workbook is too large: take out empty rows"]})
    try:
        found = editing.changes(files["workbook"].filename or "", content)
    except InvalidRegulation as bad:
        raise refused(bad.problems) from None
    return Paper(
        number=given["number"],
        signed_on=given["signed_on"],
        documents=found.documents,
        days=found.days,
        competence=found.competence,
        scan_hash=scan,
    )


def _swap(body: dict[str, Any], scan: str | None) -> Paper:
    name, number = body.pop("name", ""), body.get("number", "")
    kinds = {"off": DayKind.SWAP_OFF, "worked": DayKind.MAKEUP_WORK}
    days = [
        {"on": day, "kind": str(kind), "name": name, "source": number or name}
        for field, kind in kinds.items()
        for day in _days_in(field, body.pop(field, ""))
    ]
    if not days:
        raise ValidationError({"off": ["Please write at least one day"]})
    paper: Paper = LawProposalGiven().load(body | {"days": days} | ({"scan": scan} if scan else {}))
    return paper


def _days_in(field: str, text: str) -> Iterator[str]:
    """Each line as a day."""
    for line in filter(None, map(str.strip, text.splitlines())):
        day = as_iso(line)
        try:
            yield date.fromisoformat(day).isoformat()
        except ValueError:
            raise ValidationError({field: ["Please write a day like 16/03/2026"]}) from None
