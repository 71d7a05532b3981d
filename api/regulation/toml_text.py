"""Tables written as TOML text, of which reading makes the same tables again."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def document_text(head: Mapping[str, Any], rules: Sequence[Mapping[str, Any]]) -> str:
    """A document file: its head, then each of its rules."""
    parts = [f"[document]\n{_lines(head)}", *(f"[[rule]]\n{_lines(rule)}" for rule in rules)]
    return "\n".join(parts)


def competence_text(settings: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> str:
    """A competence table: what holds for all of it, then its rows."""
    return "\n".join([_lines(settings), *(f"[[row]]\n{_lines(row)}" for row in rows)])


def inline(value: object) -> str:
    """One value on one line. Raises TypeError for what a document file does not have."""
    if isinstance(value, list):
        return f"[{', '.join(inline(each) for each in value)}]"
    if isinstance(value, dict):
        pairs = (f"{_key(key)} = {inline(each)}" for key, each in value.items())
        return f"{{ {', '.join(pairs)} }}" if value else "{}"
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return _quoted(value)
    raise TypeError(f"{value!r} has no place in a document file")


def _lines(table: Mapping[str, Any]) -> str:
    return "".join(f"{_key(key)} = {inline(value)}\n" for key, value in table.items())


def _quoted(text: str) -> str:
    # JSON escapes all that TOML wants escaped, but for the sign that deletes.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _quoted(key)
