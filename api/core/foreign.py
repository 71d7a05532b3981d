"""Sentences of libraries with values put into them, found again so that they can be translated."""

import re

from api.core.i18n import translate

_PATTERNS = {
    re.compile(r"Must be one of: (?P<choices>.*)\."): "Must be one of: %(choices)s.",
    re.compile(
        r"Length must be between (?P<low>\d+) and (?P<high>\d+)\."
    ): "Must have %(low)s to %(high)s characters.",
    re.compile(
        r"Must be greater than or equal to (?P<low>\S+) and less than or equal to (?P<high>\S+)\."
    ): "Must be from %(low)s to %(high)s.",
    re.compile(r"Longer than maximum length (?P<high>\d+)\."): "Must not be longer than %(high)s.",
    re.compile(r"Shorter than minimum length (?P<low>\d+)\."): "Must not be shorter than %(low)s.",
    re.compile(r"Not a valid aware datetime\."): "Must be a moment with its offset, ISO 8601.",
    re.compile(r"Not a valid datetime\."): "Must be a moment with its offset, ISO 8601.",
    re.compile(r"Not a valid URL\."): "Must be an address that begins with http:// or https://.",
    re.compile(r"Not a valid time\."): "Must be an hour of the day, like 21:00.",
}

SENTENCES = frozenset(_PATTERNS.values())
"""Our wording of them, for the catalogues."""


def translate_any(message: str, locale: str) -> str:
    """Our own sentence, or a library's, in the reader's language; what is neither, as it is."""
    for pattern, ours in _PATTERNS.items():
        if found := pattern.fullmatch(message):
            return translate(ours, locale, **found.groupdict())
    return translate(message, locale)
