"""Who may have a file: whoever may read the case it belongs to, and may read that much of it."""

from dataclasses import replace
from typing import Protocol
from uuid import UUID

from api.attachments import queries
from api.attachments.errors import FoundInfected, StillChecked
from api.attachments.models import Attachment, Check, FilePublicity, Part
from api.authorities.policy import Act, can
from api.cases.access import Reader, moderates, reader_of, roles_on
from api.cases.models import Case, CaseType
from api.core.access import Actor
from api.core.database import db
from api.core.errors import Forbidden, Missing

INSIDE = frozenset({Reader.RECEIVER, Reader.HANDLER, Reader.RECEIVING_HANDLER, Reader.HEAD})
"""Readers of the office, who have all files of a case."""

PICTURES_ALONE = frozenset({Reader.MONITOR, Reader.INSPECTOR, Reader.PUBLIC})
"""Readers who have the pictures that everybody may see, and no other file."""


_VERIFYING = frozenset({Reader.MONITOR, Reader.INSPECTOR})

_PROVING = frozenset({Part.REPORT, Part.RESULT})
"""Parts that show whether something was really done."""


class Readable(Protocol):
    """What decides who has a file, however it was read."""

    @property
    def part(self) -> Part | None:
        """What it is to its case."""

    @property
    def is_internal(self) -> bool:
        """Whether it is for the office alone."""

    @property
    def publicity(self) -> FilePublicity:
        """Whether it should be shown to everybody."""

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it where its case is public."""


def reads(reader: Reader, file: Readable) -> bool:
    """Whether such a reader of a case has this file of it.

    Monitors and inspectors say whether what was promised is done, and whether everybody was told of
    results, and so see what is to prove it; what concludes a dialogue is for everybody. A
    moderator has the pictures that should be shown, and nothing else: it may say who sent it.
    """
    if file.part is Part.CONCLUSION:
        return True
    if reader in _VERIFYING and file.part in _PROVING:
        return True
    if reader in PICTURES_ALONE:
        return file.is_public
    if reader is Reader.MODERATOR:
        return file.publicity is not FilePublicity.PRIVATE
    return reader in INSIDE or not file.is_internal


def readable(attachment_id: UUID, actor: Actor | None) -> tuple[Attachment, Reader | None]:
    """The file, and how its reader reads the case; `Missing` for who may not have it.

    What belongs to nothing yet is for who sent it alone.
    """
    found = queries.attachment_with(attachment_id)
    if found is None:
        raise Missing
    case = db.session.get(Case, found.case_id) if found.case_id else None
    if case is None:
        if actor is None or found.uploaded_by_id != actor.account_id:
            raise Missing
        return found, None
    reader = _reader(found, case, actor)
    if not reads(reader, found):
        raise Missing
    return found, reader


def _reader(found: Attachment, case: Case, actor: Actor | None) -> Reader:
    """How the person reads the case; a moderator also what should be shown of a public one."""
    is_asked = found.publicity is not FilePublicity.PRIVATE and case.published_at is not None
    if is_asked and actor is not None and moderates(actor, case):
        return Reader.MODERATOR
    if case.type is CaseType.DIALOGUE and not roles_on(actor, case):
        return Reader.PUBLIC  # everybody may read a dialogue
    return reader_of(actor, case)


def must_be_given(attachment: Attachment, reader: Reader | None) -> None:
    """Refuses the bytes of what a virus was found in, and of what was not looked at yet.

    The office may open what still waits, at its own risk; nobody else.
    """
    if attachment.state is Check.INFECTED:
        raise FoundInfected(name=attachment.name)
    if attachment.state is Check.HELD and reader not in INSIDE:
        raise StillChecked(name=attachment.name)


def to_describe(attachment_id: UUID, actor: Actor) -> Attachment:
    """The file, locked, for who may word its caption and say whether it should be public.

    Of an answer that was signed nothing is changed any more.
    """
    found, reader = readable(attachment_id, actor)
    is_senders = found.attached_by_id is None and found.uploaded_by_id == actor.account_id
    by_office = reader in INSIDE and found.attached_by_id is not None and _may(actor, found)
    is_final = found.part is Part.SIGNED or (found.part is Part.EVIDENCE and not found.is_internal)
    if is_final or not (is_senders or by_office):
        raise Forbidden
    return _held(found)


def to_decide_on(attachment_id: UUID, actor: Actor) -> Attachment:
    """The file, locked, for a moderator who says whether everybody may see it."""
    found, _ = readable(attachment_id, actor)
    case = db.session.get(Case, found.case_id) if found.case_id else None
    if case is None or not moderates(actor, case):
        raise Forbidden
    return _held(found)


def _held(found: Attachment) -> Attachment:
    """The same, as it is now, and held until the transaction ends."""
    held = queries.attachment_to_change(found.id)
    if held is None:
        raise Missing
    return held


def _may(actor: Actor, attachment: Attachment) -> bool:
    case = db.session.get_one(Case, attachment.case_id)
    acting = replace(
        actor, position_ids=frozenset({actor.position_id} if actor.position_id else ())
    )
    return can(roles_on(acting, case), Act.ATTACHMENT)
