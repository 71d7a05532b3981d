"""Something promised as its readers are shown it, and the ledger of many."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import current_app

from api.attachments.queries import of_case
from api.attachments.views import FileView, shown_to, view_of
from api.authorities.directory import directory
from api.cases.access import OUTSIDE, Reader
from api.commitments import queries
from api.commitments.fates import Fate, fate_of
from api.commitments.ledger import MOVED, Asked, Line, Whose
from api.commitments.models import Commitment, Postponement, Progress, Report, Verifier
from api.commitments.queries import Promised
from api.commitments.schemas import IN_LIST
from api.commitments.sides import asked_first
from api.core.clock import vietnam_date
from api.core.http import Page
from api.regulation.queries import obligations_of
from api.regulation.views import all_shown


def page(rows: Sequence[Promised], limit: int, at: datetime) -> dict[str, Any]:
    """One page of a list, from up to `limit` + 1 promises."""
    cut = Page.of(rows, limit, "ordinal")
    return {"items": IN_LIST.dump_many([in_list(row, at) for row in cut.items]), "next": cut.next}


def in_list(row: Promised, at: datetime) -> dict[str, Any]:
    """A promise in a list, at this moment."""
    known = directory()
    return vars(row) | {
        "origin": row.origin_code,
        "unit": known.unit(row.unit_id).name,
        "holder": known.position(row.holder_id).name,
        "overdue": row.due_at is not None and row.due_at <= at,
        "fate": fate_of(row.state, row.due_on, row.reported_on, vietnam_date(at)),
        "promised_at": row.opened_at,
    }


def whole(commitment: Commitment, reader: Reader, at: datetime, locale: str) -> dict[str, Any]:
    """A promise with all that was told of it, in the reader's language."""
    known, today = directory(), vietnam_date(at)
    shown = _Shown(commitment, reader, locale)
    due_at, asked_for = commitment.next_due_at, commitment.asked_for_id
    return {
        "id": commitment.id,
        "code": commitment.code,
        "origin": queries.code_of(commitment.origin_id),
        "origin_id": commitment.origin_id,
        "source": commitment.source,
        "unit": known.unit(commitment.unit_id).name,
        "holder": known.position(commitment.holder_id).name,
        "asked_for": known.unit(asked_for).name if asked_for else None,
        "what": commitment.what,
        "measure": commitment.measure,
        "due_on": commitment.due_on,
        "moves": commitment.moves,
        "state": commitment.state,
        "fate": fate_of(commitment.state, commitment.due_on, commitment.reported_on, today),
        "overdue": due_at is not None and due_at <= at,
        "ask_first_until": asked_first(commitment, today),
        "promised_at": commitment.opened_at,
        "progress": [shown.told(each) for each in commitment.progress],
        "reports": [shown.reported(each) for each in commitment.reports],
        "postponements": [shown.moved(each) for each in commitment.postponements],
        "failure": shown.failed(),
        "obligations": all_shown(
            obligations_of(commitment.id), at, locale, inside=reader not in OUTSIDE
        ),
    }


def ledger_shown(lines: Sequence[Line], asked: Asked) -> dict[str, Any]:
    """The ledger, with where each line is listed, and all of it together."""
    total: Counter[str] = sum((line.counts for line in lines), Counter())
    return {"items": [_line(line, asked) for line in lines], "total": _numbers(total)}


class _Shown:
    """What stands in a promise, as this reader is shown it."""

    def __init__(self, commitment: Commitment, reader: Reader, locale: str) -> None:
        self._of, self._reader, self._locale = commitment, reader, locale
        self._inside = reader not in OUTSIDE
        self._files = [view_of(each) for each in of_case(commitment.id)]
        mask = current_app.extensions["doithoai.moderation"].mask
        self._said: Callable[[str], str] = mask if reader is Reader.PUBLIC else str

    def told(self, progress: Progress) -> dict[str, Any]:
        """How far it is."""
        return {
            "text": self._said(progress.text),
            "percent": progress.percent,
            "at": progress.at,
            "files": self._shown(progress.id),
        } | self._desk(progress.by_id)

    def reported(self, report: Report) -> dict[str, Any]:
        """That it is done, and what others said to that."""
        return {
            "text": self._said(report.text),
            "done_on": report.done_on,
            "reported_at": report.reported_at,
            "confirmation": self._confirmed(report) if report.confirmed_at else None,
            "verdict": self._judged(report) if report.judged_at else None,
            "files": self._shown(report.id),
        } | self._desk(report.reported_by_id)

    def moved(self, asked: Postponement) -> dict[str, Any]:
        """Another day that was asked for."""
        return {
            "former_due_on": asked.former_due_on,
            "due_on": asked.due_on,
            "reason": self._said(asked.reason),
            "asked_at": asked.asked_at,
            "approved": asked.is_approved,
            "decided_by": self._desk(asked.decided_by_id)["unit"],
            "decided_at": asked.decided_at,
            "words": self._said(asked.words) if asked.words else None,
        } | self._desk(asked.asked_by_id)

    def failed(self) -> dict[str, Any] | None:
        """Why it cannot be done."""
        reason = self._of.failed_because
        if reason is None:
            return None
        told = {"reason": self._said(reason), "at": self._of.closed_at}
        return told | self._desk(self._of.failed_by_id)

    def _confirmed(self, report: Report) -> dict[str, Any]:
        words = self._of_the_asker(report.confirmation)
        return {"words": words, "at": report.confirmed_at} | self._desk(report.confirmed_by_id)

    def _judged(self, report: Report) -> dict[str, Any]:
        by_asker = report.judged_by is Verifier.AUTHOR
        words = self._of_the_asker(report.words) if by_asker else report.words
        return {
            "done": report.is_done,
            "by": report.judged_by,
            "words": words if by_asker or words is None else self._said(words),
            "at": report.judged_at,
        } | self._desk(report.judged_by_id)

    def _of_the_asker(self, words: str | None) -> str | None:
        """Nobody reads them in public: they were not looked at for that."""
        return None if self._reader is Reader.PUBLIC else words

    def _shown(self, part_id: UUID) -> list[dict[str, Any]]:
        files: list[FileView] = [each for each in self._files if each.part_id == part_id]
        return shown_to(self._reader, files, self._locale, self._said)

    def _desk(self, position_id: UUID | None) -> dict[str, str | None]:
        if position_id is None:
            return {"unit": None, "position": None}
        position = directory().position(position_id)
        unit = directory().unit(position.unit_id)
        return {"unit": unit.name, "position": position.name if self._inside else None}


def _line(line: Line, asked: Asked) -> dict[str, Any]:
    unit = directory().unit(line.whose.unit_id)
    return _numbers(line.counts) | {
        "unit": unit.name,
        "unit_code": unit.code,
        "area": unit.area_code,
        "leader": _leader(line.whose),
        "asked": (listed_by := listed(line.whose, asked)),
        "listed": f"/api/v1/commitments?{urlencode({'public': 'true'} | listed_by)}",
    }


def listed(whose: Whose, asked: Asked) -> dict[str, str]:
    """What one asks of the list to have exactly what this line counts."""
    first = whose.first_day if whose.position_id else asked.first_day
    last = whose.last_day if whose.position_id else asked.last_day
    found = {"unit": directory().unit(whose.unit_id).code}
    if whose.position_id is not None:
        found["leader"] = directory().position(whose.position_id).code
    days = {"from": first, "to": last}
    return found | {name: day.isoformat() for name, day in days.items() if day is not None}


def _leader(whose: Whose) -> dict[str, Any] | None:
    if whose.position_id is None:
        return None
    position = directory().position(whose.position_id)
    person = whose.appointment.person if whose.appointment else None
    return {"code": position.code, "position": position.name, "person": person}


def _numbers(counts: Mapping[str, int]) -> dict[str, int]:
    numbers = {str(each): counts.get(each, 0) for each in Fate}
    return {"made": sum(numbers.values()), MOVED: counts.get(MOVED, 0)} | numbers
