"""What a sender may do who does not agree with an answer; read from `data/objecting.toml`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from api.authorities.directory import directory
from api.cases.access import head_above
from api.cases.models import Kind
from api.petitions.models import Petition

_FILE: Final = Path(__file__).parent / "data" / "objecting.toml"


def how_to_object(petition: Petition, locale: str) -> str:
    """The way that is open, in a sentence: to the head above; of a complaint, the law's two."""
    words: str = _table()[_way(petition)][locale]
    return words.format(unit=directory().unit(petition.unit_id).name)


def _way(petition: Petition) -> str:
    if petition.kind is Kind.COMPLAINT:
        return "complaint" if petition.instance == 1 else "complaint_second"
    return "petition" if head_above(petition) else "petition_at_the_top"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
