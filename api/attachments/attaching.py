"""Making files part of a case, of an answer, of a report."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from api.attachments import queries
from api.attachments.errors import (
    CaseIsFull,
    FilesNotThere,
    FoundInfected,
    TooManyFiles,
    TooMuchInFiles,
)
from api.attachments.keeping import keeping
from api.attachments.models import Attachment, Belonging, Check
from api.core.access import Actor
from api.core.ids import new_id


def attach(ids: Sequence[UUID], to: Belonging, actor: Actor, at: datetime) -> list[Attachment]:
    """Make files that the person has sent part of a case, in this order.

    What is part of it already stays so. Raises `FilesNotThere` with the ids that are not there.
    """
    found = queries.held_for_change(ids) if ids else {}
    wrong = [each for each in ids if not _may_take(found.get(each), to, actor)]
    if wrong:
        raise FilesNotThere(errors={"attachments": [str(each) for each in wrong]})
    chosen = [found[each] for each in dict.fromkeys(ids)]
    _must_be_few(chosen)
    for each in chosen:
        if each.state is Check.INFECTED:
            raise FoundInfected(name=each.name)
        if each.case_id is None:
            each.ordinal = new_id()
            each.belong(to, at, actor.position_id)
    return chosen


def replace(ids: Sequence[UUID], to: Belonging, actor: Actor, at: datetime) -> list[Attachment]:
    """These are the files of this answer from now on; others it had belong to nothing again."""
    for each in queries.of_part(to.case_id, to.part_id):
        if each.id not in ids and each.part is to.part:
            each.case_id = each.part = each.part_id = each.attached_at = None
            each.attached_by_id, each.is_internal = None, False
    return attach(ids, to, actor, at)


def must_have_place_for(case_id: UUID, more: int) -> None:
    """Refuses files above what a case may have over all its life."""
    most = keeping().limits.number("case", "files")
    if queries.how_many(case_id) + more > most:
        raise CaseIsFull(most=most)


def _may_take(found: Attachment | None, to: Belonging, actor: Actor) -> bool:
    """Whether it is theirs and of nothing yet, or of this already."""
    if found is None or found.uploaded_by_id != actor.account_id:
        return False
    belongs = (found.case_id, found.part, found.part_id)
    return found.case_id is None or belongs == (to.case_id, to.part, to.part_id)


def _must_be_few(chosen: Sequence[Attachment]) -> None:
    limits = keeping().limits
    most, largest = limits.number("together", "files"), limits.number("together", "bytes")
    if len(chosen) > most:
        raise TooManyFiles(most=most)
    if sum(each.size for each in chosen) > largest:
        raise TooMuchInFiles(largest=largest)
