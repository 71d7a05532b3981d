"""What the application hands to this room: where files lie, how many are taken, who looks at them.

Folders are made when the first file comes: an application that only describes itself needs none.
"""

import hashlib
import hmac
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flask import current_app

from api.attachments import limits as numbers
from api.attachments.errors import NoRoomForFiles
from api.attachments.limits import Limits
from api.attachments.scanner import Scanner, scanner_at
from api.attachments.store import Store, in_bucket, in_folder
from api.settings import Settings

_PURPOSE = b"addresses of attachments"


@dataclass(frozen=True)
class Keeping:
    """How files are kept here."""

    folder: Path
    """Holds the store, unless that is a bucket, and the quarantine."""
    limits: Limits
    scanner: Scanner | None
    key: bytes
    """Signs addresses of files, and nothing else."""
    bucket: Store | None = None

    @cached_property
    def store(self) -> Store:
        """Where the bytes of files lie."""
        return self.bucket or in_folder(self.folder / "kept")

    @cached_property
    def quarantine(self) -> Path:
        """Where files lie while they come in and are looked at."""
        made = self.folder / "quarantine"
        made.mkdir(parents=True, exist_ok=True, mode=0o700)
        return made

    def must_have_room(self) -> None:
        """Refuses while the disk is nearly full: what is left is for what must not be lost."""
        disk = shutil.disk_usage(self.quarantine)
        needed = max(
            self.limits.number("disk", "free_bytes"), int(disk.total * self.limits.free_share)
        )
        if disk.free < needed:
            raise NoRoomForFiles


def keeping_of(settings: Settings) -> Keeping:
    """How this installation keeps files; `BadSetting` when it cannot."""
    found = numbers.load(settings.home / numbers.FILE)
    bucket = None
    if settings.files_url:
        bucket = in_bucket(settings.files_url, settings.files_access_key, settings.files_secret_key)
    return Keeping(
        folder=settings.home / "attachments",
        limits=found,
        scanner=scanner_at(settings.clamd, found.number("scan", "seconds")),
        key=hmac.digest(settings.secret_key.encode(), _PURPOSE, hashlib.sha256),
        bucket=bucket,
    )


def keeping() -> Keeping:
    """How the application that runs keeps files."""
    handed_in: Keeping = current_app.extensions["doithoai.attachments"]
    return handed_in
