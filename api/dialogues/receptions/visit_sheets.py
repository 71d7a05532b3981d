"""The register of visits as a workbook, one line for each visit."""

import tempfile
from collections.abc import Iterable
from typing import Final

from openpyxl import Workbook

from api.core.clock import VIETNAM
from api.core.i18n import translate
from api.dialogues.receptions.queries import codes_of
from api.dialogues.receptions.visits import Visit, VisitMatter, VisitOutcome

HEADINGS: Final = (
    "Number in the register",
    "When they came",
    "Who was received",
    "Address",
    "Telephone",
    "How many people",
    "Who speaks for them",
    "Kind of matter",
    "What it was about",
    "Papers handed in",
    "What became of it",
    "Note",
    "Petition made from it",
)

MATTERS: Final = {
    VisitMatter.REFLECTION: "Reflection",
    VisitMatter.PROPOSAL: "Proposal",
    VisitMatter.COMPLAINT: "Complaint",
    VisitMatter.DENUNCIATION: "Denunciation",
    VisitMatter.OTHER: "Something else",
}

OUTCOMES: Final = {
    VisitOutcome.EXPLAINED: "Explained on the spot",
    VisitOutcome.GUIDED: "Guided",
    VisitOutcome.TAKEN_IN: "Petition taken in",
    VisitOutcome.APPOINTMENT: "Asked to come again",
}

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""How a cell begins that a spreadsheet would run."""


def as_workbook(visits: Iterable[Visit], locale: str) -> bytes:
    """One sheet with a heading; nothing in it is a formula."""
    lines = list(visits)
    codes = codes_of({each.petition_id for each in lines if each.petition_id})
    with tempfile.TemporaryFile() as file:
        book = Workbook(write_only=True)
        sheet = book.create_sheet(translate("Register of receptions", locale))
        sheet.append([translate(each, locale) for each in HEADINGS])
        for visit in lines:
            code = codes.get(visit.petition_id) if visit.petition_id else None
            sheet.append([_harmless(each) for each in _cells(visit, code, locale)])
        book.save(file)
        book.close()
        file.seek(0)
        return file.read()


def _cells(visit: Visit, code: str | None, locale: str) -> list[object]:
    outcome = translate(OUTCOMES[visit.outcome], locale) if visit.outcome else ""
    return [
        visit.register,
        f"{visit.came_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}",
        visit.name,
        visit.address,
        visit.phone,
        visit.people,
        "; ".join(visit.representatives),
        translate(MATTERS[visit.matter], locale),
        visit.content,
        visit.papers,
        outcome,
        visit.note,
        code,
    ]


def _harmless(cell: object) -> object:
    """The cell so that no spreadsheet takes it for a formula."""
    if isinstance(cell, str) and cell.lstrip(" ")[:1] in _FORMULA:
        return f"'{cell}"
    return cell
