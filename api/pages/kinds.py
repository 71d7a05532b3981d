"""The kinds of matter as somebody is asked to choose one, with an example each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from api.core.i18n import preferred_locale, translate
from api.pages.words import kind_word

_FILE = Path(__file__).parent / "data" / "kinds.toml"


@dataclass(frozen=True)
class KindOffered:
    """One kind: its code, and its name in addresses."""

    code: str
    slug: str
    examples: Mapping[str, str]
    needs_sender: bool = False
    """Whether the law wants name and address of who sends it."""
    redirect: bool = False
    """Whether it is never handed in here, so that nothing of it is even asked for."""

    @property
    def name(self) -> str:
        """In the reader's language."""
        return translate(kind_word(self.code), preferred_locale())

    @property
    def example(self) -> str:
        """In the reader's language."""
        return self.examples[preferred_locale()]


@cache
def kinds() -> Mapping[str, KindOffered]:
    """Every kind by its name in addresses, in the order they are offered."""
    listed = tomllib.loads(_FILE.read_text(encoding="utf-8"))["kind"]
    return {each["slug"]: _kind(each) for each in listed}


def _kind(entry: Mapping[str, Any]) -> KindOffered:
    return KindOffered(
        code=entry["code"],
        slug=entry["slug"],
        examples=entry["example"],
        needs_sender=entry.get("needs_sender", False),
        redirect=entry.get("redirect", False),
    )
