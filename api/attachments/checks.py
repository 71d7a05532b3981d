"""What is asked of a file before it is kept: its name, its type, its size, and what hides in it."""

import unicodedata

from api.attachments.errors import BadName, FileTooLarge
from api.attachments.formats import (
    FORMATS,
    HEAD,
    PACKAGE,
    Format,
    must_be_one_thing,
    must_match,
    told_by,
)
from api.attachments.limits import Limits
from api.attachments.packages import must_be_plain_pdf, package_in
from api.attachments.quarantine import Incoming

NAMELESS = "tệp"
"""The name of a file that came without one."""

_HIDDEN = {"Cc", "Cs", "Zl", "Zp"}
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of writing, and so make one ending of a name look like another."""


def looked_at(incoming: Incoming, name: str, declared: str, limits: Limits) -> Format:
    """Which format it is, when it is one that is taken, and nothing is hidden in it."""
    code = told_by(incoming.head(HEAD))
    if code == PACKAGE:
        code = package_in(incoming.path, limits)
    found = FORMATS[code]
    largest = limits.number("largest", found.kind)
    if incoming.size > largest:
        raise FileTooLarge(largest=largest)
    must_match(found, name, declared)
    must_be_one_thing(incoming.path, found)
    if code == "pdf":
        must_be_plain_pdf(incoming.path)
    return found


def plain_name(given: str, limits: Limits) -> str:
    """The name as it is shown and given back: NFC, without folders or signs nobody sees."""
    name = unicodedata.normalize("NFC", given).strip()
    has_folder = "/" in name or "\\" in name or name in {".", ".."}
    hides = any(unicodedata.category(sign) in _HIDDEN or sign in _TURNING for sign in name)
    if has_folder or hides or len(name) > limits.number("words", "name"):
        raise BadName
    return name or NAMELESS
