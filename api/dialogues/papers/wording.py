"""The words that are printed on the papers of every dialogue: `data/papers.toml`."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

_FILE: Final = Path(__file__).parents[1] / "data" / "papers.toml"


class PaperName(StrEnum):
    """A paper of a dialogue, by its name in addresses."""

    MINUTES = "minutes"
    CONCLUSION = "conclusion"


class PaperFormat(StrEnum):
    """How a paper is given out: to be read and printed, or to be edited."""

    PDF = "pdf"
    DOCX = "docx"


def words(part: str) -> Mapping[str, Any]:
    """What stands on one paper, or one list: common, headings, labels, words, outcomes."""
    found: Mapping[str, Any] = _table()[part]
    return found


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
