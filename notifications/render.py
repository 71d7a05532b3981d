"""Words for a message, put together at the moment it is read or sent, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from api.authorities.directory import directory
from api.core import clock
from api.core.i18n import DEFAULT_LOCALE, LOCALES, short_date, translate
from api.regulation.models import Obligation
from api.regulation.views import shown
from notifications.models import ChannelName
from notifications.queries import Entry

TEMPLATES = Path(__file__).parent / "templates"

SIGN_IN_CODE = "sign_in_code"


@dataclass(frozen=True)
class Words:
    """What a message says: the first line of its template, and the rest."""

    title: str
    text: str


def told(entry: Entry, channel: ChannelName, locale: str | None) -> Words:
    """What this message says by this way. Only the inbox tells more than the code and the step."""
    locale = locale if locale in LOCALES else DEFAULT_LOCALE
    facts = {"code": entry.code}
    if channel is ChannelName.INBOX:
        facts |= _details(entry, locale)
    title, _, text = _filled(entry.template, channel, locale, facts).partition("\n")
    return Words(title, text.strip())


def code_sms(digits: str, minutes: int, locale: str | None) -> str:
    """The text of the SMS with a sign-in code."""
    locale = locale if locale in LOCALES else DEFAULT_LOCALE
    facts = {"digits": digits, "minutes": str(minutes)}
    return _filled(SIGN_IN_CODE, ChannelName.SMS, locale, facts)


def template_path(template: str, channel: ChannelName, locale: str) -> Path:
    """Where the words of a message are written down."""
    return TEMPLATES / locale / f"{template}.{channel}.txt"


@cache
def _template(template: str, channel: ChannelName, locale: str) -> str:
    return template_path(template, channel, locale).read_text(encoding="utf-8").strip()


def _filled(template: str, channel: ChannelName, locale: str, facts: Mapping[str, str]) -> str:
    return _template(template, channel, locale).format_map(facts)


def _details(entry: Entry, locale: str) -> dict[str, str]:
    known = directory()
    position = known.position(entry.position_id).name if entry.position_id else ""
    owed = "\n".join(_owed(obligation, locale) for obligation in entry.opened)
    return {"unit": known.unit(entry.unit_id).name, "position": position, "owed": owed}


def _owed(obligation: Obligation, locale: str) -> str:
    """Who does what, and until when."""
    seen = shown(obligation, clock.now(), locale, inside=False)
    day = short_date(seen["last_day"], locale)
    if obligation.provisional:
        day = f"{day} ({translate('expected', locale)})"
    return translate(
        "%(duty)s: %(position)s, by the end of %(day)s.",
        locale,
        duty=seen["title"],
        position=seen["owed_by"]["position"],
        day=day,
    )
