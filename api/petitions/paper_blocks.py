"""The parts of official papers: facts, somebody's words, what an answer says in a fixed form."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from api.core.i18n import short_date
from api.petitions.answers import Answer
from api.petitions.paper_words import common
from api.petitions.papers import things_done
from api.printing.sheet import Block

VIETNAMESE: Final = "vi"
"""The language of official papers, whoever prints them."""


def mark_of(answer: Answer) -> str:
    """The beginning of the fingerprint, in groups that people can compare."""
    beginning = answer.fingerprint[:16]
    return " ".join(beginning[at : at + 4] for at in range(0, len(beginning), 4))


def fact(label: str, text: str) -> Block:
    """A fact with its name before it."""
    return Block(text, label=common("labels")[label])


def paragraphs(text: str) -> Iterator[Block]:
    """The words of somebody, a block for each line."""
    for line in text.splitlines():
        if line.strip():
            yield Block(line.strip())


def details(details: Mapping[str, Any], *, is_to_shown: bool = True) -> Iterator[Block]:
    """Ground, words to the sender, and where it goes."""
    if details.get("ground"):
        yield fact("ground", details["ground"])
    yield from paragraphs(details.get("text") or "")
    if details.get("to") and is_to_shown:
        yield fact("to", details["to"])


def handing(
    words: Mapping[str, str], fill: Callable[[str, str], str], details: Mapping[str, Any]
) -> Iterator[Block]:
    """That it is handed to another body, on the paper that goes there."""
    if "handing" in words:
        yield Block(fill(words["handing"], details["to"]))


def structure(answer: Answer) -> Iterator[Block]:
    """What an answer says beside its words: result, what was done and promised, the basis."""
    labels = common("labels")
    yield fact("result", common("results")[answer.result])
    if answer.done:
        yield Block(labels["done"], is_heading=True)
    for each in things_done(answer.done):
        by = f"; {labels['by']}: {each['by']}" if each["by"] else ""
        on = f"; {labels['on']}: {short_date(each['on'], VIETNAMESE)}" if each["on"] else ""
        yield Block(f"- {each['what']}{by}{on}.")
    if answer.commitment and answer.commitment_due_on:
        day = short_date(answer.commitment_due_on, VIETNAMESE)
        yield fact("promise", f"{answer.commitment}, {labels['due_on']} {day}.")
    if answer.legal_basis:
        yield fact("basis", answer.legal_basis)
