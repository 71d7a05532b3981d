"""What is done with files while nobody waits: forgetting those of nothing, asking the scanner."""

import logging
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from api.attachments import actions, queries
from api.attachments.keeping import keeping
from api.attachments.models import Check
from api.attachments.sandbox import TURN
from api.attachments.store import Lying
from api.core import clock
from api.core.jobs import periodic

log = logging.getLogger(__name__)

_AT_A_TIME = 200
_FOLDERS_BACK = 8
"""Days whose folders are looked through for bytes without a row; each is looked at that often."""


@periodic("attachments.reap", cron="23 * * * *")
def reap() -> None:
    """Delete files that belong to nothing after a day, and bytes whose row never came to be."""
    kept = keeping()
    hours = timedelta(hours=kept.limits.number("unattached", "hours"))
    before = clock.now() - hours
    for attachment_id in queries.forgotten(before, _AT_A_TIME):
        actions.forget(attachment_id, before)
    for key in _without_row(before):
        kept.store.delete(key)
        log.warning("bytes without a file were deleted: %s", key)
    for left in _left_in_quarantine(before):
        shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)


@periodic("attachments.scan_held", cron="* * * * *")
def scan_held() -> None:
    """Ask the scanner about what waits for it, until it does not answer."""
    for attachment_id in queries.held(_AT_A_TIME):
        state = actions.scan_again(attachment_id)
        if state is Check.INFECTED:
            log.error("a virus was found in file %s, which was deleted", attachment_id)
        if state is Check.HELD:
            return


def _without_row(before: datetime) -> Iterator[str]:
    """Keys of the last days under which bytes lie that no row knows of."""
    for days in range(1, _FOLDERS_BACK + 1):
        day = (before - timedelta(days=days - 1)).date().isoformat()
        lying = [each for each in keeping().store.lying_under(day) if each.changed_at < before]
        known = queries.known_among([_id(each) for each in lying]) if lying else frozenset()
        yield from (each.key for each in lying if _id(each) not in known)


def _left_in_quarantine(before: datetime) -> list[Path]:
    """What a process that was killed left there, on this machine."""
    return [
        each
        for each in keeping().quarantine.iterdir()
        if not each.name.startswith(TURN) and each.stat().st_mtime < before.timestamp()
    ]


def _id(lying: Lying) -> UUID:
    return UUID(lying.key.split("/")[-2])
