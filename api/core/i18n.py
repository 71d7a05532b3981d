"""Languages: catalogues read by Babel, dates and numbers as the reader writes them."""

from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date as babel_date
from babel.messages.pofile import read_po
from flask import has_request_context, request

DEFAULT_LOCALE = "vi"
LOCALES = ("vi", "en")

CHOICE = "language"
"""The cookie that keeps the language somebody chose on a page."""

_CATALOGUES = Path(__file__).parent / "locales"


@cache
def _catalogue(locale: str) -> dict[str, str]:
    path = _CATALOGUES / locale / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = read_po(file, locale=locale)
    return {str(m.id): str(m.string) for m in messages if m.id and m.string}


def translate(message: str, locale: str, **values: object) -> str:
    """The English sentence in the reader's language, with its `%(name)s` places filled."""
    text = _catalogue(locale).get(message, message)
    return text % values if values else text


@lru_cache(maxsize=4096)
def format_date(day: date, locale: str) -> str:
    """`Thứ Hai, 16/03/2026` or `Monday, 16 March 2026`."""
    pattern = "EEEE, dd/MM/yyyy" if locale == "vi" else "EEEE, d MMMM yyyy"
    return babel_date(day, pattern, locale=Locale.parse(locale))


@lru_cache(maxsize=4096)
def short_date(day: date, locale: str) -> str:
    """`16/03/2026` or `16 March 2026`."""
    pattern = "dd/MM/yyyy" if locale == "vi" else "d MMMM yyyy"
    return babel_date(day, pattern, locale=Locale.parse(locale))


def preferred_locale() -> str:
    """The language chosen on a page, else that which the request asks for, else Vietnamese."""
    if not has_request_context():
        return DEFAULT_LOCALE
    chosen = request.cookies.get(CHOICE)
    if chosen in LOCALES:
        return chosen
    return request.accept_languages.best_match(LOCALES, DEFAULT_LOCALE) or DEFAULT_LOCALE
