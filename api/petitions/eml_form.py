"""The form that an e-mail file fills, for a clerk to look over; nothing is entered by it."""

from typing import Any

from api.cases.models import Channel
from api.core.i18n import translate
from api.petitions.accusing import calls_itself, mentions
from api.petitions.eml import Letter, letter_in
from api.petitions.queries import entered_from
from api.petitions.redirection import refuse_what_is_not_handed_in_here, ways_of
from api.petitions.schemas import LONGEST_TEXT, LONGEST_TITLE

SYSTEM = "email"
"""What a letter's Message-ID is a number of."""

CUT = "The letter is longer than what is taken; its end was left out"
FILES = "Files came with it, which are not taken over: %(names)s"
SENTENCES = (CUT, FILES)

_LONGEST_NAME = 120


def filled(content: bytes, locale: str) -> dict[str, Any]:
    """The form, what came with the letter, and what to look at again.

    Refuses a letter that calls itself a denunciation or a crime report, with the lawful way.
    """
    letter = letter_in(content)
    refuse_what_is_not_handed_in_here(calls_itself(letter.subject, letter.text))
    earlier = entered_from(SYSTEM, letter.ref)
    return {
        "form": {
            "channel": Channel.EMAIL.value,
            "title": letter.subject[:LONGEST_TITLE] if letter.subject else None,
            "text": letter.text[:LONGEST_TEXT],
            "petitioner": {"name": letter.name[:_LONGEST_NAME]} if letter.name else None,
            "contact": {"email": letter.address} if letter.address else None,
            "source": {"system": SYSTEM, "ref": letter.ref},
            "received_at": letter.sent_at,
        },
        "files": [vars(each) for each in letter.files],
        "hints": _hints(letter, locale),
        "entered_as": earlier.code if earlier else None,
    }


def _hints(letter: Letter, locale: str) -> list[str]:
    hints = [translate(CUT, locale)] if len(letter.text) > LONGEST_TEXT else []
    if letter.files:
        names = ", ".join(each.name for each in letter.files)
        hints.append(translate(FILES, locale, names=names))
    kind = mentions(letter.subject, letter.text)
    return [*hints, *(ways_of(kind, locale) if kind else ())]
