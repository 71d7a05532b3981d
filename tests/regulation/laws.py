"""Rules made up for a test, as a document writes them."""

from collections.abc import Callable

from api.regulation.language import Regulation

LAW = """
[document]
id = "thu"
title = "Văn bản thử"
basis = "law"
from = 2026-01-01
{rules}
"""

RULE = """
[[rule]]
id = "thu.{id}"
article = "Điều 1"
confidence = "text"
source = "thử"
opens = "petition.received"
owed_by = "{owed_by}"
term = "{term}"
met_by = {met_by}
{more}
"""


def rule(more: str = "", **given: str) -> str:
    usual = {
        "id": "one",
        "owed_by": "holder",
        "term": "10wd",
        "met_by": '{ event = ["petition.answered"] }',
    }
    return RULE.format(more=more, **(usual | given))


Use = Callable[..., Regulation]
"""Puts rules in the place of the shipped documents."""
