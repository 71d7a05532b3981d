"""What was done or will be, as officials type it: a line each, its parts after semicolons.

One field takes as many things as there are and needs no script.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from api.pages.days import as_iso

_BETWEEN: Final = ";"


def as_lines(done: Iterable[Mapping[str, Any]]) -> str:
    """As they are shown again: `Nạo vét cống; Công ty Thoát nước; 27/02/2026`."""
    return "\n".join(_line(each) for each in done)


def read_lines(text: str) -> list[dict[str, str]]:
    """As the API takes them: the first part is what, a day is the day, anything else is by whom."""
    return [_read(line) for line in text.splitlines() if line.strip(" \t;")]


def _line(each: Mapping[str, Any]) -> str:
    on = each["on"] and f"{date.fromisoformat(each['on']):%d/%m/%Y}"
    # What came by the API may hold anything: a line or a semicolon more would be read as a part.
    parts = (
        " ".join((part or "").replace(_BETWEEN, ",").split()) for part in (each["what"], each["by"])
    )
    return f"{_BETWEEN} ".join(filter(None, (*parts, on)))


def _read(line: str) -> dict[str, str]:
    what, *rest = (part.strip() for part in line.strip(" \t;").split(_BETWEEN))
    days = [part for part in rest if _is_day(part)]
    others = [part for part in rest if part and not _is_day(part)]
    found = {"what": what}
    if others:
        found["by"] = ", ".join(others)
    if days:
        found["on"] = as_iso(days[-1])
    return found


def _is_day(part: str) -> bool:
    try:
        date.fromisoformat(as_iso(part))
    except ValueError:
        return False
    return True
