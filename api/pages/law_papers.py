"""What is sent in by the forms of changing the law: scan, workbook and days, read and acted on."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from marshmallow import ValidationError
from werkzeug.datastructures import FileStorage

from api.core.access import Actor
from api.core.errors import Problem
from api.core.i18n import preferred_locale, translate
from api.pages.days import as_iso
from api.pages.forms import GENERAL, Form
from api.pages.law_changes import Change
from api.pages.law_forms import SWAP
from api.regulation import adoption, editing
from api.regulation.adoption import LARGEST_SCAN, Paper
from api.regulation.book import LARGEST
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

Files = Mapping[str, FileStorage]


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
