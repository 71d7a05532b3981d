"""The templates of the pages, read for the guards of what people read."""

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from tests.house.sources import PACKAGES, ROOT

NAMES = {"Đối Thoại", "English", "Tiếng Việt"}
"""What is called the same in every language."""

_MARKS = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SPOKEN = re.compile(r'\b(?:aria-label|title|alt|placeholder|content)="([^"]*)"')
_LETTER = re.compile(r"[^\W\d_]")
_NAMED = re.compile("|".join(NAMES))
_ATTRIBUTE = re.compile(r'[a-z-]+="[a-z]*"')
_TECHNICAL = {"noindex", "width=device-width, initial-scale=1", "light dark"}


def templates() -> list[Path]:
    """Every template of a page."""
    return sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.html"))


def sentences_of(template: Path) -> Iterator[str]:
    """What the template gives to the translator."""
    tree = Environment(autoescape=True).parse(template.read_text(encoding="utf-8"))
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "_":
            given = call.args[0]
            if isinstance(given, nodes.Const):
                yield str(given.value)


def untranslated(template: Path) -> list[str]:
    """Words that stand in the template itself and so are the same in every language."""
    if template.parent.name == "docs_page":
        return []
    text = _MARKS.sub("", template.read_text(encoding="utf-8"))
    spoken = [each for each in _SPOKEN.findall(text) if each not in _TECHNICAL]
    written = [line.strip() for line in _TAG.sub("\n", text).splitlines()]
    found = [_NAMED.sub("", each) for each in (*spoken, *written) if not _ATTRIBUTE.fullmatch(each)]
    return [each for each in found if _LETTER.search(each)]
