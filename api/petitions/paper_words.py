"""Which official papers there are, and the words that stand on them: `data/papers.toml`."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

_FILE: Final = Path(__file__).parent / "data" / "papers.toml"


class PaperName(StrEnum):
    """An official paper, by its name in addresses, in the order in which a case needs them."""

    RECEIPT = "receipt"
    PROPOSAL = "proposal"
    ACCEPTANCE = "acceptance"
    DECLINING = "declining"
    GUIDANCE = "guidance"
    TRANSFER = "transfer"
    ANSWER = "answer"


class PaperFormat(StrEnum):
    """How a paper is given out: to be read and printed, or to be edited."""

    PDF = "pdf"
    DOCX = "docx"


def words_of(name: PaperName) -> Mapping[str, str]:
    """What stands on this paper."""
    found: Mapping[str, str] = _table()["paper"][name]
    return found


def common(part: str = "common") -> Mapping[str, Any]:
    """What stands on several papers; or the words of one list: results, outcomes, labels."""
    found: Mapping[str, Any] = _table()[part]
    return found


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
