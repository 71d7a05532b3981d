"""A small document of law for tests: one rule, of which any key can be changed."""

from pathlib import Path

from api.regulation.language import Regulation, load
from api.regulation.rules import Rule

DOCUMENT = """
[document]
id = "d"
title = "Luật mẫu"
basis = "law"
from = 2020-01-01
"""

RULE = {
    "id": '"d.answer"',
    "article": '"Điều 1"',
    "confidence": '"text"',
    "source": '"toàn văn"',
    "opens": '"petition.received"',
    "term": '"10wd"',
    "owed_by": '"holder"',
    "met_by": '{ event = ["petition.answered"] }',
}

RECURRING = {
    "opens": None,
    "term": None,
    "owed_by": None,
    "every": '"month"',
    "for_each": '{ position = "government_chair", level = "commune" }',
    "met_by": '{ event = ["reception.held"], distinct = "day", count = 2 }',
}


def written(**keys: str | None) -> str:
    """One rule as it stands in a file; a key of None is left out."""
    lines = [f"{key} = {value}" for key, value in (RULE | keys).items() if value is not None]
    return "\n".join(["", "[[rule]]", *lines, ""])


def regulation(folder: Path, *rules: str, document: str = DOCUMENT) -> Regulation:
    (folder / "d.toml").write_text(document + "".join(rules), encoding="utf-8")
    return load(folder)


def rule(folder: Path, **keys: str | None) -> Rule:
    (found,) = regulation(folder, written(**keys)).rules
    return found
