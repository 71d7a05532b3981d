"""In which form citizens are received, and since when it is lawful: `data/forms.toml`."""

import tomllib
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "forms.toml"


class ReceptionForm(StrEnum):
    """How people and head meet."""

    IN_PERSON = "in_person"
    ONLINE = "online"


def lawful_since(form: ReceptionForm) -> date | None:
    """The first day on which receiving in this form is lawful; None for always."""
    since: date | None = _table().get(form, {}).get("from")
    return since


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
