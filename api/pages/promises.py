"""What an answer promised, on the page of its case: reports that it is done, and a word on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.policy import Act, can
from api.cases.access import roles_on
from api.commitments import actions
from api.commitments.models import STEPS, Commitment, CommitmentState
from api.commitments.schemas import (
    LONGEST_EVIDENCE,
    LONGEST_WORDS,
    EvidenceGiven,
    VerificationGiven,
)
from api.core import clock
from api.core.access import Actor
from api.pages.forms import Field, Form, Option, Typed, Widget
from api.pages.rendering import say


@dataclass(frozen=True)
class Word:
    """One thing somebody may say of a promise; the sentences are those of the catalogue."""

    slug: str
    act: Act
    to: CommitmentState
    is_own: bool
    """Whether it is said by the unit that promised; else by nobody of it."""
    title: str
    button: str
    done: str
    takes: Callable[[UUID, Actor, dict[str, Any]], object]
    asks: Callable[[], Sequence[Field]]

    def form(self, promise: Commitment, typed: Typed | None = None) -> Form:
        """As a page shows it."""
        return Form(
            name=f"{self.slug}-{promise.code}",
            to=f"/can-bo/viec-da-hua/{promise.id}/{self.slug}",
            title=self.title,
            button=self.button,
            fields=self.asks(),
            typed=typed or Typed.of(done_on=clock.today() if self.is_own else None),
        )


def forms_on(promise: Commitment, actor: Actor) -> list[Form]:
    """What this person may say of the promise now; the action itself is the judge."""
    return [word.form(promise) for word in WORDS.values() if _is_offered(word, promise, actor)]


def _is_offered(word: Word, promise: Commitment, actor: Actor) -> bool:
    acting = actor.position_id
    if acting is None or word.to not in STEPS[CommitmentState(promise.state)]:
        return False
    roles = roles_on(replace(actor, position_ids=frozenset({acting})), promise)
    positions = [acting] if word.is_own else actor.position_ids
    is_theirs = any(_is_of(promise, position_id) for position_id in positions)
    return can(roles, word.act) and is_theirs is word.is_own


def _is_of(promise: Commitment, position_id: UUID) -> bool:
    known = directory()
    unit_id = known.position(position_id).unit_id
    own = (promise.unit_id, promise.assigned_unit_id)
    return any(each is not None and unit_id in known.below(each) for each in own)


def _reports(promise_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = EvidenceGiven().load(body)
    return actions.report(promise_id, actor, **given)


def _verifies(promise_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = VerificationGiven().load(body)
    return actions.verify(promise_id, actor, **given)


def _what_was_done() -> Sequence[Field]:
    return (
        Field(
            "text",
            "What was done, and where it can be seen",
            Widget.LINES,
            needed=True,
            longest=LONGEST_EVIDENCE,
        ),
        Field("done_on", "Done on", Widget.DAY, needed=True),
    )


def _whether_it_is() -> Sequence[Field]:
    return (
        Field(
            "verified",
            "Is it done?",
            Widget.ONE,
            needed=True,
            options=(
                Option("true", say("Yes, it is done")),
                Option("false", say("No, something is missing")),
            ),
        ),
        Field(
            "reason",
            "What is still missing",
            Widget.LINES,
            longest=LONGEST_WORDS,
            when="needed when it is not done",
        ),
    )


_REPORT: Final = Word(
    slug="bao-cao",
    act=Act.EVIDENCE,
    to=CommitmentState.REPORTED_DONE,
    is_own=True,
    title="Report that it is done",
    button="Report",
    done="Reported; somebody else says whether it is so.",
    takes=_reports,
    asks=_what_was_done,
)

_VERDICT: Final = Word(
    slug="xac-nhan",
    act=Act.VERIFICATION,
    to=CommitmentState.VERIFIED,
    is_own=False,
    title="Say whether it is done",
    button="Say so",
    done="Said, and on record.",
    takes=_verifies,
    asks=_whether_it_is,
)

WORDS: Final = {each.slug: each for each in (_REPORT, _VERDICT)}
"""What may be said, by its name in addresses."""
