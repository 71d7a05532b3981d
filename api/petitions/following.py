"""Following a case by the code or the number that was given for it; nobody need sign in."""

import re
from datetime import timedelta

from api.core.errors import Missing
from api.core.ids import RECEIPT_DIGITS, is_code
from api.core.limits import Limit
from api.petitions import queries
from api.petitions.errors import TooManyLookUps
from api.petitions.models import Petition

_BETWEEN = re.compile(r"[\s.,\-–—]")
"""What people put between the digits that they were told in threes."""

LOOK_UPS = Limit("look-ups", 60, timedelta(minutes=15))
"""Receipt numbers are short enough to be guessed: so many tries from one address."""


def followed(written: str, caller: str) -> Petition:
    """The petition with this public code or receipt number, however it was written down.

    Raises `Missing` when there is none, and `TooManyLookUps` for who tries receipt numbers.
    """
    number = _BETWEEN.sub("", written.upper())
    is_receipt = number.isascii() and number.isdigit() and len(number) == RECEIPT_DIGITS
    if is_receipt and not LOOK_UPS.hit(caller):
        raise TooManyLookUps
    found = queries.by_number(number) if is_receipt or is_code(number) else None
    if found is None:
        raise Missing
    return found
