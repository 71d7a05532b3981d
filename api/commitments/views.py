"""Something promised as its readers are shown it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from api.attachments.queries import of_case
from api.attachments.views import shown_to, view_of
from api.authorities.directory import directory
from api.cases.access import Reader
from api.commitments import queries
from api.commitments.models import Commitment, Report
from api.commitments.queries import Promised
from api.commitments.schemas import IN_LIST
from api.core.http import Page
from api.regulation.queries import obligations_of
from api.regulation.views import all_shown

OUTSIDE = frozenset({Reader.AUTHOR, Reader.MONITOR})
"""Readers who see which unit acted, not which desk."""


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
    }


def whole(commitment: Commitment, reader: Reader, at: datetime, locale: str) -> dict[str, Any]:
    """A promise with all that was reported, in the reader's language."""
    inside, known = reader not in OUTSIDE, directory()
    files = [view_of(each) for each in of_case(commitment.id)]
    due_at = commitment.next_due_at
    return {
        "id": commitment.id,
        "code": commitment.code,
        "origin": queries.code_of(commitment.origin_id),
        "origin_id": commitment.origin_id,
        "unit": known.unit(commitment.unit_id).name,
        "holder": known.position(commitment.holder_id).name,
        "what": commitment.what,
        "due_on": commitment.due_on,
        "state": commitment.state,
        "overdue": due_at is not None and due_at <= at,
        "promised_at": commitment.opened_at,
        "reports": [
            _reported(each, inside=inside)
            | {"files": shown_to(reader, [f for f in files if f.part_id == each.id], locale)}
            for each in commitment.reports
        ],
        "obligations": all_shown(obligations_of(commitment.id), at, locale, inside=inside),
    }


def _reported(report: Report, *, inside: bool) -> dict[str, Any]:
    judged = report.judged_at is not None
    return {
        "text": report.text,
        "done_on": report.done_on,
        "reported_at": report.reported_at,
        "verdict": _judged(report, inside=inside) if judged else None,
    } | _desk(report.reported_by_id, inside=inside)


def _judged(report: Report, *, inside: bool) -> dict[str, Any]:
    return {
        "done": report.is_done,
        "by": report.judged_by,
        "words": report.words,
        "at": report.judged_at,
    } | _desk(report.judged_by_id, inside=inside)


def _desk(position_id: UUID | None, *, inside: bool) -> dict[str, str | None]:
    if position_id is None:
        return {"unit": None, "position": None}
    position = directory().position(position_id)
    unit = directory().unit(position.unit_id)
    return {"unit": unit.name, "position": position.name if inside else None}
