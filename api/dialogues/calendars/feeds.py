"""A calendar as programs subscribe to it (iCalendar, RFC 5545): what is the same is written so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from api.core.clock import VIETNAM
from api.core.links import linked_here
from api.core.xml import holdable
from api.dialogues.calendars.entries import Entry, EntryKind
from api.dialogues.calendars.views import titled
from api.regulation.calendar import ONE_DAY

CONTENT_TYPE: Final = "text/calendar; charset=utf-8"

_PRODUCT: Final = "-//Doi Thoai//Doi Thoai//VI"
_SINCE: Final = datetime(1975, 6, 13)  # noqa: DTZ001 -- iCalendar writes it without a zone
"""Since when the clocks of Viet Nam are where they are."""

_EVERY: Final = "PT1H"
"""How often programs may ask anew."""


@dataclass(frozen=True)
class Feed:
    """What a calendar is called, and in which language it speaks."""

    name: str
    locale: str


def written(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """The calendar. Ids are the same for ever; `SEQUENCE` rises when something is moved."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", holdable(feed.name))
    calendar.add("x-wr-timezone", VIETNAM.key)
    calendar.add("x-published-ttl", _EVERY)
    calendar.add_component(_zone())
    for entry in entries:
        calendar.add_component(_event(entry, feed.locale))
    return bytes(calendar.to_ical())


def _event(entry: Entry, locale: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.kind}-{entry.id}@doithoai")
    event.add("dtstamp", entry.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_called_off else "CONFIRMED")
    event.add("summary", holdable(titled(entry, locale)))
    if entry.starts_at is None or entry.ends_at is None:
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + ONE_DAY)
        # What is owed by the end of a day does not make anybody busy on it.
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", entry.starts_at.astimezone(VIETNAM))
        event.add("dtend", entry.ends_at.astimezone(VIETNAM))
    if entry.place:
        event.add("location", holdable(entry.place))
    event.add("description", holdable(entry.unit))
    event.add("url", linked_here(path_of(entry)))
    return event


def path_of(entry: Entry) -> str:
    """Where it is read on our pages."""
    if entry.kind is EntryKind.DIALOGUE:
        return f"/doi-thoai/phien/{entry.code}"
    if entry.kind is EntryKind.RECEPTION:
        return f"/tiep-dan/{entry.id}"
    return "/can-bo/lich"


def _zone() -> Timezone:
    """Seven hours ahead all the year: written out for programs that do not know it by its name."""
    zone = Timezone()
    zone.add("tzid", VIETNAM.key)
    standard = TimezoneStandard()
    standard.add("dtstart", _SINCE)
    standard.add("tzname", "+07")
    offset = VIETNAM.utcoffset(_SINCE)
    standard.add("tzoffsetfrom", offset)
    standard.add("tzoffsetto", offset)
    zone.add_component(standard)
    return zone
