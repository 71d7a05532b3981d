"""Where the official papers of a case are downloaded."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.core.i18n import preferred_locale
from api.petitions.paper_words import PaperFormat, words_of
from api.petitions.printed import Printed


@dataclass(frozen=True)
class PaperLink:
    """A paper that there is now, in each format."""

    title: str
    is_draft: bool
    addresses: Sequence[tuple[str, str]]
    """What the format is called, and where the paper is in it."""


def links_to(printed: Printed) -> list[PaperLink]:
    """All that this reader may have, in the order in which a case needs them."""
    at = f"/api/v1/petitions/{printed.petition.id}/papers"
    return [
        PaperLink(
            title=words_of(name)[preferred_locale()],
            is_draft=printed.is_draft(name),
            addresses=[(each.upper(), f"{at}/{name}.{each}") for each in PaperFormat],
        )
        for name in printed.names
    ]
