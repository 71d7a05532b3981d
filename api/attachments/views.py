"""A file as a reader is shown it: all of it to the office, a picture and its words to everybody."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from api.attachments import queries
from api.attachments.formats import FileKind
from api.attachments.models import RENDITIONS, Attachment, Check, FilePublicity, Part
from api.attachments.sight import INSIDE, PICTURES_ALONE, reads
from api.authorities.directory import directory
from api.cases.access import Reader
from api.core.access import Actor
from api.core.http import Page, cursor
from api.core.i18n import translate

_WARNINGS = {
    Check.HELD: "Not yet checked for viruses",
    Check.INFECTED: "A virus was found; the file was deleted",
}

SENTENCES = tuple(_WARNINGS.values())


@dataclass(frozen=True)
class FileView:
    """What is known of a file, however it was read."""

    id: UUID
    kind: FileKind
    media_type: str
    name: str
    size: int
    sha256: str
    width: int | None
    height: int | None
    state: Check
    part: Part | None
    part_id: UUID | None
    caption: str | None
    is_internal: bool
    publicity: FilePublicity
    attached_at: datetime | None
    attached_by_id: UUID | None
    sizes: tuple[str, ...]

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it where its case is public."""
        is_fit = self.state in {Check.CLEAN, Check.UNCHECKED} and not self.is_internal
        return is_fit and self.publicity is FilePublicity.CLEARED

    @property
    def is_picture(self) -> bool:
        """Whether it can be looked at in a page."""
        return self.kind is FileKind.PICTURE


def view_of(attachment: Attachment) -> FileView:
    """Of a row that is at hand."""
    names = FileView.__dataclass_fields__.keys() - {"sizes"}
    given = {name: getattr(attachment, name) for name in names}
    return FileView(**given, sizes=tuple(attachment.renditions))


def views_in(rows: str) -> list[FileView]:
    """Of rows that came folded into one column."""
    return [_from_json(row) for row in json.loads(rows)]


def shown_to(
    reader: Reader | None,
    files: Iterable[FileView],
    locale: str,
    mask: Callable[[str], str] = str,
) -> list[dict[str, Any]]:
    """Those that this reader has, as they are shown them; no reader is who has just sent one."""
    return [
        _shown(each, reader, locale, mask)
        for each in files
        if reader is None or reads(reader, each)
    ]


def waiting(actor: Actor, after: UUID | None, limit: int, locale: str) -> Page[dict[str, Any]]:
    """A page of the pictures that should be public and wait for this moderator, oldest first."""
    found = queries.wanted_in_public(actor, after, limit)
    items = [
        shown_to(Reader.MODERATOR, [view_of(file)], locale)[0]
        | {"case_id": file.case_id, "code": code}
        for file, code in found[:limit]
    ]
    is_cut = len(found) > limit
    return Page(items, cursor(found[limit - 1][0].ordinal) if is_cut else None)


def _shown(
    file: FileView, reader: Reader | None, locale: str, mask: Callable[[str], str]
) -> dict[str, Any]:
    in_public = reader in PICTURES_ALONE
    inside = reader in INSIDE
    position = directory().position(file.attached_by_id) if file.attached_by_id else None
    unit = directory().unit(position.unit_id) if position else None
    caption = mask(file.caption) if file.caption and in_public else file.caption
    warning = _WARNINGS.get(file.state)
    return {
        "id": file.id,
        "kind": file.kind,
        "media_type": file.media_type,
        # The name of a file may be that of a person.
        "name": None if in_public and file.part is not Part.REPORT else file.name,
        "size": file.size,
        "sha256": file.sha256,
        "width": file.width,
        "height": file.height,
        "renditions": [name for name in RENDITIONS if name in file.sizes],
        "caption": caption,
        "part": file.part,
        "unit": unit.name if unit else None,
        "position": position.name if position and inside else None,
        "is_internal": file.is_internal,
        "is_public": file.is_public,
        "publicity": file.publicity,
        "state": file.state,
        "warning": translate(warning, locale) if warning else None,
        "attached_at": file.attached_at,
    }


def _from_json(row: Mapping[str, Any]) -> FileView:
    """PostgreSQL writes a row as words and numbers; here they are what they were."""
    at, part = row["attached_at"], row["part"]
    given: dict[str, Any] = {name: row[name] for name in _AS_THEY_ARE}
    given |= {name: row[name] and UUID(row[name]) for name in ("id", "part_id", "attached_by_id")}
    return FileView(
        **given,
        kind=FileKind(row["kind"]),
        state=Check(row["state"]),
        part=Part(part) if part else None,
        publicity=FilePublicity(row["publicity"]),
        attached_at=datetime.fromisoformat(at) if at else None,
        sizes=tuple(row["renditions"]),
    )


_AS_THEY_ARE = (
    "media_type",
    "name",
    "size",
    "sha256",
    "width",
    "height",
    "caption",
    "is_internal",
)
