"""Taking a file in, asking again whether it is clean, and deleting what belongs to nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from api.attachments import queries
from api.attachments.checks import looked_at, plain_name
from api.attachments.errors import FileIdTaken, Infected, TooManyFilesToday
from api.attachments.formats import FileKind
from api.attachments.headers import JPEG, headers_of
from api.attachments.keeping import Keeping, keeping
from api.attachments.models import ORIGINAL, Attachment, Check
from api.attachments.quarantine import Incoming, workplace
from api.attachments.sandbox import Rendition, develop
from api.attachments.scanner import Verdict
from api.attachments.sight import to_decide_on, to_describe
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db, lock
from api.core.errors import Forbidden, Missing
from api.core.ids import new_id
from api.core.limits import Limit

_A_DAY = timedelta(days=1)

_AFTER = {
    Verdict.CLEAN: Check.CLEAN,
    Verdict.UNKNOWN: Check.HELD,
    Verdict.INFECTED: Check.INFECTED,
}


@dataclass(frozen=True)
class Said:
    """What the sender says of a file."""

    name: str
    media_type: str = ""
    id: UUID | None = None


@dataclass(frozen=True)
class Kept:
    """A file that was taken in."""

    attachment: Attachment
    attachment_id: UUID
    """Known also when the transaction that wrote it is over."""
    place: tuple[float, float] | None
    """Where a picture says it was taken: offered once, and kept nowhere."""
    is_new: bool


def may_send(actor: Actor) -> None:
    """Refuses before anything is read: when there is no room, or somebody tries too often."""
    kept = keeping()
    kept.must_have_room()
    tries = Limit("uploads", kept.limits.number("day", "tries"), _A_DAY)
    if actor.is_(Role.RESIDENT) and not tries.hit(str(actor.account_id)):
        raise TooManyFilesToday


def keep(incoming: Incoming, said: Said, actor: Actor) -> Kept:
    """Look at a file, and keep it; the same file with the same id is the same file.

    Everything that takes time comes before the transaction: nothing of it is written until then.
    """
    kept = keeping()
    name = plain_name(said.name, kept.limits)
    found = looked_at(incoming, name, said.media_type, kept.limits)
    with workplace(kept.quarantine) as folder:
        if found.kind is FileKind.PICTURE:
            made = develop(incoming.path, folder, kept.limits, kept.quarantine)
            renditions, place = dict(made.renditions), made.place
        else:
            renditions, place = {ORIGINAL: _as_it_is(incoming)}, None
        state = _scanned(incoming.path, kept)
        attachment = Attachment(
            id=said.id or new_id(),
            kind=found.kind,
            media_type=found.media_type,
            name=name,
            size=incoming.size,
            sha256=incoming.sha256,
            width=next(iter(renditions.values())).width or None,
            height=next(iter(renditions.values())).height or None,
            state=state,
            uploaded_by_id=actor.account_id,
            uploaded_at=clock.now(),
        )
        return _written(attachment, renditions, place, actor)


def forget(attachment_id: UUID, before: datetime) -> bool:
    """Delete a file that belongs to nothing and came before this moment; says whether it did.

    Bytes first and then the row: what breaks off in the middle is done again the next time.
    """
    lock(attachment_id)
    found = queries.attachment_to_change(attachment_id)
    if found is None or found.case_id is not None or found.uploaded_at >= before:
        return False
    _delete_bytes(found)
    db.session.delete(found)
    db.session.flush()
    return True


def take_back(attachment_id: UUID, actor: Actor) -> None:
    """Delete what one has sent, while it belongs to nothing; `Missing` when there is none."""
    found = queries.attachment_with(attachment_id)
    if found is None or found.case_id is not None or found.uploaded_by_id != actor.account_id:
        raise Missing
    forget(attachment_id, before=clock.now() + _A_DAY)


def describe(attachment_id: UUID, actor: Actor, given: Mapping[str, Any]) -> Attachment:
    """Who sent it words its caption, and says whether everybody should see it."""
    found = to_describe(attachment_id, actor)
    if "caption" in given:
        found.word(given["caption"])
    if "is_public" in given:
        found.want_public(given["is_public"])
    return found


def decide_on(attachment_id: UUID, actor: Actor, given: Mapping[str, Any]) -> Attachment:
    """A moderator says whether everybody may see it; the words with it are the sender's."""
    found = to_decide_on(attachment_id, actor)
    if "caption" in given:
        raise Forbidden
    if "is_public" in given:
        found.clear(given["is_public"])
    return found


def scan_again(attachment_id: UUID) -> Check | None:
    """Ask the scanner about a file that waits for it; what it says, or None for no such file."""
    found, kept = queries.attachment_to_change(attachment_id), keeping()
    if found is None or found.state is not Check.HELD:
        return None
    if kept.scanner is None:
        found.state = Check.UNCHECKED
        return found.state
    pieces = kept.store.pieces(found.renditions[found.main]["key"])
    found.state = _AFTER[kept.scanner.look(pieces)]
    if found.state is Check.INFECTED:
        _delete_bytes(found)
        found.renditions = {}
    return found.state


def _scanned(path: Path, kept: Keeping) -> Check:
    if kept.scanner is None:
        return Check.UNCHECKED
    with path.open("rb") as file:
        verdict = kept.scanner.look(iter(lambda: file.read(1 << 18), b""))
    if verdict is Verdict.INFECTED:
        raise Infected
    return _AFTER[verdict]


def _as_it_is(incoming: Incoming) -> Rendition:
    return Rendition(incoming.path, 0, 0, incoming.size, incoming.sha256)


def _written(
    attachment: Attachment,
    renditions: dict[str, Rendition],
    place: tuple[float, float] | None,
    actor: Actor,
) -> Kept:
    """The bytes, safe on the disk, and then the row; or the row there was."""
    lock(attachment.id)
    earlier = queries.attachment_with(attachment.id)
    if earlier is not None:
        if (earlier.sha256, earlier.uploaded_by_id) != (attachment.sha256, actor.account_id):
            raise FileIdTaken
        return Kept(earlier, earlier.id, place, is_new=False)
    _must_be_in_quota(attachment, actor)
    kept, day = keeping(), attachment.uploaded_at.date().isoformat()
    attachment.renditions = {}
    for name, each in renditions.items():
        key = f"{day}/{attachment.id}/{each.sha256}"
        media_type = attachment.media_type if name == ORIGINAL else JPEG
        kept.store.put(key, each.path, headers_of(attachment, media_type))
        sizes = {"width": each.width, "height": each.height} if each.width else {}
        attachment.renditions[name] = {"key": key, "size": each.size} | sizes
    db.session.add(attachment)
    db.session.flush()
    return Kept(attachment, attachment.id, place, is_new=True)


def _must_be_in_quota(attachment: Attachment, actor: Actor) -> None:
    """So many files and bytes a day of one resident; exact also when they come side by side."""
    if not actor.is_(Role.RESIDENT):
        return
    lock(actor.account_id)
    limits = keeping().limits
    sent = queries.sent_since(actor.account_id, attachment.uploaded_at - _A_DAY)
    too_many = sent.files >= limits.number("day", "files")
    if too_many or sent.bytes + attachment.size > limits.number("day", "bytes"):
        raise TooManyFilesToday


def _delete_bytes(attachment: Attachment) -> None:
    for each in attachment.renditions.values():
        keeping().store.delete(each["key"])
