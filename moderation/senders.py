"""What names the sender of a petition in its words: name, address, helper and contact."""

import re
from collections.abc import Sequence

from api.cases.representatives import Representative
from api.petitions.models import Petition
from moderation.masking import plain

LEAST_WORDS = 2
"""A single word, as many names and addresses hold it, is everybody's."""

LEAST_DIGITS = 6
"""Of a telephone number; shorter ones are of offices."""

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = r"(?:(?!\*{3})[\W_])+"
"""What people write between two words; a mask parts them for good."""


def naming_sender(
    petition: Petition, standing_for: Sequence[Representative] = ()
) -> tuple[re.Pattern[str], ...]:
    """What finds this petition's sender, whoever helped and their contact, the longest first.

    Of several people, also who stands for them.
    """
    person, contact = petition.petitioner or {}, petition.contact or {}
    said = [person.get("name"), person.get("address"), petition.helper, contact.get("email")]
    numbers = [contact.get("phone")]
    for each in standing_for:
        said += [each.name, each.address, (each.contact or {}).get("email")]
        numbers.append((each.contact or {}).get("phone"))
    found = [_words(each) for each in said if each] + [_number(each or "") for each in numbers]
    return tuple(map(re.compile, sorted(filter(None, found), key=len, reverse=True)))


def _words(said: str) -> str | None:
    """These words in a row, with whatever capitals and diacritics, and whole words only."""
    words = _WORD.findall("".join(map(plain, said)))
    if len(words) < LEAST_WORDS:
        return None
    return rf"(?<![^\W_])(?P<it>{_BETWEEN.join(map(re.escape, words))})(?![^\W_])"


def _number(phone: str) -> str | None:
    """These digits in a row; one in international form is found as any telephone number is."""
    digits = re.sub(r"[^0-9]", "", "".join(map(plain, phone)))
    if phone.startswith("+") or len(digits) < LEAST_DIGITS:
        return None
    return rf"(?<![0-9])(?P<it>{r'[ .()-]*'.join(digits)})(?![0-9])"
