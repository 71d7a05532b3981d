"""Words for a message, put together at the moment it is read or sent, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from api.core.i18n import DEFAULT_LOCALE, LOCALES
from notifications.models import Audience, ChannelName, told_as
from notifications.particulars import for_inbox, for_sms, where_to_read
from notifications.queries import Entry
from notifications.short import fitted

TEMPLATES = Path(__file__).parent / "templates"

SIGN_IN_CODE, ADDRESS_CODE, LETTER = "sign_in_code", "address_code", "letter"
"""Words that tell of no event: two codes, and the frame of every e-mail about one."""

OF_THE_SYSTEM = {
    SIGN_IN_CODE: ChannelName.SMS,
    ADDRESS_CODE: ChannelName.EMAIL,
    LETTER: ChannelName.EMAIL,
}


@dataclass(frozen=True)
class Words:
    """What a message says: the first line of its template, and the rest."""

    title: str
    text: str


def told(entry: Entry, channel: ChannelName, locale: str | None) -> Words:
    """What this message says by this way. Only inbox and e-mail tell more than the step."""
    locale = spoken(locale)
    name = told_as(entry.event, entry.audience)
    if channel is ChannelName.EMAIL:
        return _letter(entry, locale)
    facts = for_inbox(entry, locale) if channel is ChannelName.INBOX else {}
    return _words(_without_gaps(_filled(name, channel, locale, facts)))


def told_by_sms(entry: Entry, locale: str | None) -> str:
    """The SMS that tells of it: one, whatever the bodies are called."""
    locale = spoken(locale)
    template = _template(told_as(entry.event, entry.audience), ChannelName.SMS, locale)
    return fitted(template, for_sms(entry, locale))


def code_sms(digits: str, minutes: int, locale: str | None) -> str:
    """The text of the SMS with a sign-in code."""
    facts = {"digits": digits, "minutes": str(minutes)}
    return _filled(SIGN_IN_CODE, ChannelName.SMS, spoken(locale), facts)


def code_letter(digits: str, minutes: int, locale: str | None) -> Words:
    """The e-mail with the code that confirms its address."""
    facts = {"digits": digits, "minutes": str(minutes)}
    return _words(_filled(ADDRESS_CODE, ChannelName.EMAIL, spoken(locale), facts))


def files_of(event: str, audience: Audience, channel: ChannelName, locale: str) -> Sequence[Path]:
    """Every file of words that telling this audience of this event, by this way, needs."""
    name = told_as(event, audience)
    if channel is not ChannelName.EMAIL:
        return [template_path(name, channel, locale)]
    of_event = [template_path(name, each, locale) for each in (ChannelName.PUSH, ChannelName.INBOX)]
    return [*of_event, template_path(LETTER, channel, locale)]


def template_path(name: str, channel: ChannelName, locale: str) -> Path:
    """Where words are written down."""
    return TEMPLATES / locale / f"{name}.{channel}.txt"


def spoken(locale: str | None) -> str:
    """The language itself, or Vietnamese for one we do not speak."""
    return locale if locale in LOCALES else DEFAULT_LOCALE


def _letter(entry: Entry, locale: str) -> Words:
    """An e-mail: outside what a lock screen shows as well, inside what the inbox says."""
    outside = told(entry, ChannelName.PUSH, locale)
    inside = told(entry, ChannelName.INBOX, locale)
    facts = {"subject": f"{outside.title}: {outside.text}", "title": inside.title}
    where = where_to_read(entry, locale)
    facts |= {"text": f"{inside.text}\n{where}".strip()}
    return _words(_filled(LETTER, ChannelName.EMAIL, locale, facts))


def _words(filled: str) -> Words:
    title, _, text = filled.partition("\n")
    return Words(title, text.strip())


def _without_gaps(filled: str) -> str:
    """Without the spaces and lines that are left where there was nothing to name."""
    lines = (" ".join(line.split()) for line in filled.splitlines())
    return "\n".join(line for line in lines if line)


def _filled(name: str, channel: ChannelName, locale: str, facts: Mapping[str, str]) -> str:
    return _template(name, channel, locale).format_map(facts)


@cache
def _template(name: str, channel: ChannelName, locale: str) -> str:
    return template_path(name, channel, locale).read_text(encoding="utf-8").strip()
