"""Public cases and their answers for readers of feeds: Atom and JSON Feed, of the same entries."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, UUID, uuid5

from flask import current_app
from sqlalchemy import ColumnElement, Select, func, or_, select

from api.authorities.directory import directory
from api.authorities.fields import fields
from api.authorities.views import AreaView
from api.cases.access import sight
from api.cases.labels import KINDS
from api.cases.models import Case, CaseType, Kind
from api.core import clock
from api.core.clock import VIETNAM, vietnam_date
from api.core.database import db
from api.core.i18n import short_date, translate
from api.core.xml import add, holdable, root_of, written
from api.pages.words import field_word
from api.petitions.answers import Answer
from api.petitions.public_text import PublicText
from api.petitions.publicity import Moderation

MOST = 50
"""Entries of a feed."""

LONGEST_TITLE = 80
"""Letters of a title that is made of the first words."""

ATOM_LANGUAGE = "http://www.w3.org/2005/Atom"
ATOM, JSON_FEED = "atom", "json"
TYPES = {ATOM: "application/atom+xml; charset=utf-8", JSON_FEED: "application/feed+json"}

_IDS = uuid5(NAMESPACE_URL, "urn:doithoai:feed")
"""Ids of feeds are made from this, the field and the place: never change it."""


@dataclass(frozen=True)
class Feed:
    """Which public cases somebody wants to hear of, and where they are read."""

    host: str
    """As the reader's program has reached us, with a slash at its end."""
    locale: str
    field: str | None = None
    area: AreaView | None = None

    @property
    def id(self) -> str:
        """The same for the same choice, for ever."""
        area = self.area.code if self.area else ""
        return uuid5(_IDS, f"{self.field or ''}\n{area}").urn

    @property
    def title(self) -> str:
        """What it is called in the reader's language."""
        parts = [translate("Public cases", self.locale)]
        parts += [fields()[self.field].name(self.locale)] if self.field else []
        return ", ".join([*parts, *([self.area.name] if self.area else [])])

    @property
    def choice(self) -> str:
        """The end of its address."""
        chosen = {"linh-vuc": self.field, "xa": self.area.code if self.area else None}
        asked = urlencode({name: code for name, code in chosen.items() if code})
        return f"?{asked}" if asked else ""


@dataclass(frozen=True)
class Entry:
    """A public case, with its answer once there is one."""

    id: UUID
    code: str
    kind: Kind
    field: str | None
    area_code: str | None
    unit_id: UUID
    published_at: datetime
    updated_at: datetime
    title: str | None
    text: str
    answer: str | None = None
    answered_on: date | None = None

    @property
    def called(self) -> str:
        """Its title, or its first words."""
        words = " ".join(holdable(self.title or self.text).split())
        return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1]}…"


def written_as(form: str, feed: Feed) -> bytes:
    """The feed as of now: what is hidden by now is in it no more."""
    entries = _entries(feed)
    return _atom(feed, entries) if form == ATOM else _json(feed, entries)


def _atom(feed: Feed, entries: Sequence[Entry]) -> bytes:
    root = root_of("feed", xmlns=ATOM_LANGUAGE, **{"xml:lang": feed.locale})
    add(root, "id", feed.id)
    add(root, "title", feed.title)
    add(root, "updated", _moment(_updated(entries)))
    add(root, "link", rel="self", type="application/atom+xml", href=_address(feed, ATOM))
    add(root, "link", rel="alternate", type="text/html", href=_page(feed))
    add(add(root, "author"), "name", "Đối Thoại")
    for entry in entries:
        row = add(root, "entry")
        add(row, "id", entry.id.urn)
        add(row, "title", entry.called)
        add(row, "updated", _moment(entry.updated_at))
        add(row, "published", _moment(entry.published_at))
        add(row, "link", rel="alternate", type="text/html", href=_case(feed, entry))
        for term, label in _tags(entry, feed.locale).items():
            add(row, "category", term=term, label=label)
        add(row, "content", _content(entry, feed.locale), type="text")
    return written(root)


def _json(feed: Feed, entries: Sequence[Entry]) -> bytes:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": _page(feed),
        "feed_url": _address(feed, JSON_FEED),
        "language": feed.locale,
        "items": [
            {
                "id": entry.id.urn,
                "url": _case(feed, entry),
                "title": entry.called,
                "content_text": holdable(_content(entry, feed.locale)),
                "date_published": _moment(entry.published_at),
                "date_modified": _moment(entry.updated_at),
                "tags": [*_tags(entry, feed.locale).values()],
            }
            for entry in entries
        ],
    }
    return json.dumps(document, ensure_ascii=False).encode()


def _entries(feed: Feed) -> Sequence[Entry]:
    """What was shown last, as a whole or by its answer, the newest first."""
    updated_at = func.greatest(Case.published_at, Case.answered_at)
    rows = db.session.execute(
        select(
            Case.id,
            Case.code,
            Case.kind,
            Case.field,
            Case.area_code,
            Case.unit_id,
            Case.published_at,
            updated_at.label("updated_at"),
            PublicText.title,
            PublicText.text,
        )
        .join(PublicText, PublicText.petition_id == Case.id)
        .where(Case.id.in_(_last(feed, Case.published_at).union(_last(feed, Case.answered_at))))
        .order_by(updated_at.desc(), Case.ordinal.desc())
        .limit(MOST)
    )
    found = [row._asdict() for row in rows]
    answers = _answers([row["id"] for row in found])
    return [Entry(**row, **answers.get(row["id"], {})) for row in found]


def _last(feed: Feed, column: Any) -> Select[UUID]:
    """The last ones by this moment; each of the two has an index, the later of both has none."""
    conditions: list[ColumnElement[bool]] = [sight(None).clause(), column.is_not(None)]
    if feed.field:
        conditions.append(or_(Case.field == feed.field, Case.subfield == feed.field))
    if feed.area:
        conditions.append(Case.area_code == feed.area.code)
    chosen = select(Case.id).where(Case.type == CaseType.PETITION, *conditions)
    last = chosen.order_by(column.desc()).limit(MOST).subquery()
    return select(last.c.id)


def _answers(ids: Sequence[UUID]) -> Mapping[UUID, Mapping[str, Any]]:
    """By case, the answer that holds, without personal data."""
    moderation: Moderation = current_app.extensions["doithoai.moderation"]
    rows = db.session.execute(
        select(Answer.petition_id, Answer.text, Answer.signed_at)
        .where(Answer.petition_id.in_(ids), Answer.signed_at.is_not(None))
        .order_by(Answer.ordinal)
    )
    return {
        petition_id: {"answer": moderation.mask(text), "answered_on": vietnam_date(signed_at)}
        for petition_id, text, signed_at in rows
        if signed_at is not None
    }


def _content(entry: Entry, locale: str) -> str:
    """The words as everybody reads them, and the answer under them."""
    if entry.answer is None or entry.answered_on is None:
        return entry.text
    said = {
        "unit": directory().unit(entry.unit_id).name,
        "day": short_date(entry.answered_on, locale),
    }
    heading = translate("Answered by %(unit)s on %(day)s:", locale, **said)
    return f"{entry.text}\n\n{heading}\n{entry.answer}"


def _tags(entry: Entry, locale: str) -> Mapping[str, str]:
    area = directory().area(entry.area_code) if entry.area_code else None
    tags = {entry.kind.value: translate(KINDS[entry.kind], locale)}
    tags |= {entry.field: field_word(entry.field)} if entry.field else {}
    return tags | ({area.code: area.name} if area else {})


def _updated(entries: Sequence[Entry]) -> datetime:
    """Of an empty feed the day's beginning: a moment there must be."""
    return entries[0].updated_at if entries else clock.midnight(clock.today())


def _address(feed: Feed, form: str) -> str:
    return f"{feed.host}phan-anh.{form}{feed.choice}"


def _page(feed: Feed) -> str:
    return f"{feed.host}cong-khai{feed.choice}"


def _case(feed: Feed, entry: Entry) -> str:
    return f"{feed.host}cong-khai/{entry.code}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).isoformat(timespec="seconds")
