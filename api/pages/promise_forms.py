"""What the forms on a promise ask for."""

from collections.abc import Sequence
from typing import Final

from api.attachments.formats import ACCEPTED
from api.commitments.schemas import LONGEST_EVIDENCE, LONGEST_WORDS
from api.pages.forms import Field, Option, Widget
from api.pages.rendering import say
from api.pages.uploads import asking

_PICTURES: Final = Field(
    "files",
    "Evidence: pictures or documents",
    Widget.FILE,
    "The sender and who confirms it see them.",
    accepts=ACCEPTED,
    many=True,
)


def what_was_done() -> Sequence[Field]:
    """What was done, and when."""
    return (
        Field(
            "text",
            "What was done, and where it can be seen",
            Widget.LINES,
            needed=True,
            longest=LONGEST_EVIDENCE,
        ),
        Field("done_on", "Done on", Widget.DAY, needed=True),
        *asking(_PICTURES),
    )


def how_far_it_is() -> Sequence[Field]:
    """How far it is, and what shows it."""
    return (
        Field("text", "How far it is", Widget.LINES, needed=True, longest=LONGEST_EVIDENCE),
        Field("percent", "Done, in per cent", Widget.NUMBER, longest=3),
        *asking(_PICTURES),
    )


def which_day() -> Sequence[Field]:
    """Until when, and why."""
    return (
        Field("due_on", "The new last day", Widget.DAY, needed=True),
        Field("reason", "Why it takes longer", Widget.LINES, needed=True, longest=LONGEST_WORDS),
    )


def whether_it_moves() -> Sequence[Field]:
    """Whether it may take longer."""
    options = (
        Option("true", say("Yes, the new day holds")),
        Option("false", say("No, the promised day stays")),
    )
    return (
        Field("approve", "Is another day allowed?", Widget.ONE, needed=True, options=options),
        Field(
            "reason",
            "Why, in words that everybody reads",
            Widget.LINES,
            longest=LONGEST_WORDS,
            when="needed when it is refused",
        ),
    )


def why_it_failed() -> Sequence[Field]:
    """Why it cannot be done."""
    return (
        Field(
            "reason",
            "Why it cannot be done",
            Widget.LINES,
            "Everybody reads this explanation.",
            needed=True,
            longest=LONGEST_WORDS,
        ),
    )


def whether_it_is() -> Sequence[Field]:
    """Whether it is done, or what is missing."""
    missing = Field(
        "reason",
        "What is still missing",
        Widget.LINES,
        longest=LONGEST_WORDS,
        when="needed when it is not done",
    )
    return (_yes_or_no("verified"), missing)


def what_the_sender_says() -> Sequence[Field]:
    """The same, of who was promised it."""
    words = Field("words", "What is still missing", Widget.LINES, longest=LONGEST_WORDS)
    return (_yes_or_no("confirmed"), words)


def _yes_or_no(name: str) -> Field:
    options = (
        Option("true", say("Yes, it is done")),
        Option("false", say("No, something is missing")),
    )
    return Field(name, "Is it done?", Widget.ONE, needed=True, options=options)
