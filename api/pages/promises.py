"""What an answer promised, on the page of its case: reports that it is done, and a word on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from api.attachments.formats import ACCEPTED
from api.authorities.directory import directory
from api.authorities.policy import Act, can
from api.cases.access import roles_on
from api.commitments import actions
from api.commitments.models import STEPS, Commitment, CommitmentState
from api.commitments.schemas import (
    LONGEST_EVIDENCE,
    LONGEST_WORDS,
    ConfirmationGiven,
    EvidenceGiven,
    VerificationGiven,
)
from api.core import clock
from api.core.access import Actor
from api.pages.forms import Field, Form, Option, Typed, Widget
from api.pages.rendering import say
from api.pages.uploads import asking, ids_in


@dataclass(frozen=True)
class Word:
    """One thing somebody may say of a promise; the sentences are those of the catalogue."""

    slug: str
    act: Act
    to: CommitmentState
    fits: Callable[[Commitment, Actor], bool]
    """Whether it is for this person to say."""
    title: str
    button: str
    done: str
    takes: Callable[[UUID, Actor, dict[str, Any]], object]
    asks: Callable[[], Sequence[Field]]
    note: str = ""

    def form(self, promise: Commitment, actor: Actor, typed: Typed | None = None) -> Form:
        """As a page shows it, at the desk or to the sender."""
        desk = "/can-bo" if actor.position_id else ""
        return Form(
            name=f"{self.slug}-{promise.code}",
            to=f"{desk}/viec-da-hua/{promise.id}/{self.slug}",
            title=self.title,
            button=self.button,
            fields=self.asks(),
            typed=typed or Typed.of(done_on=clock.today()),
            note=self.note,
        )


def forms_on(promise: Commitment, actor: Actor) -> list[Form]:
    """What this person may say of the promise now; the action itself is the judge."""
    return [
        word.form(promise, actor) for word in WORDS.values() if _is_offered(word, promise, actor)
    ]


def _is_offered(word: Word, promise: Commitment, actor: Actor) -> bool:
    if word.to not in STEPS[CommitmentState(promise.state)]:
        return False
    held = frozenset({actor.position_id} if actor.position_id else ())
    roles = roles_on(replace(actor, position_ids=held), promise)
    return can(roles, word.act) and word.fits(promise, actor)


def _by_its_unit(promise: Commitment, actor: Actor) -> bool:
    return actor.position_id is not None and _is_of(promise, actor.position_id)


def _by_another(promise: Commitment, actor: Actor) -> bool:
    return not any(_is_of(promise, position_id) for position_id in actor.position_ids)


def _by_its_sender(promise: Commitment, actor: Actor) -> bool:
    """Reception writes it down only for a sender who has no account to say it with."""
    return actor.position_id is None or promise.author_id is None


def _is_of(promise: Commitment, position_id: UUID) -> bool:
    known = directory()
    unit_id = known.position(position_id).unit_id
    own = (promise.unit_id, promise.assigned_unit_id)
    return any(each is not None and unit_id in known.below(each) for each in own)


def _reports(promise_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    shown = ids_in(body, "files")
    given: dict[str, Any] = EvidenceGiven().load(body | ({"attachments": shown} if shown else {}))
    return actions.report(promise_id, actor, **given)


def _confirms(promise_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = ConfirmationGiven().load(body)
    return actions.confirm(promise_id, actor, **given)


def _verifies(promise_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = VerificationGiven().load(body)
    return actions.verify(promise_id, actor, **given)


_PICTURES: Final = Field(
    "files",
    "Evidence: pictures or documents",
    Widget.FILE,
    "The sender and who confirms it see them.",
    accepts=ACCEPTED,
    many=True,
)


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
        *asking(_PICTURES),
    )


def _whether_it_is() -> Sequence[Field]:
    missing = Field(
        "reason",
        "What is still missing",
        Widget.LINES,
        longest=LONGEST_WORDS,
        when="needed when it is not done",
    )
    return (_yes_or_no("verified"), missing)


def _what_the_sender_says() -> Sequence[Field]:
    words = Field("words", "What is still missing", Widget.LINES, longest=LONGEST_WORDS)
    return (_yes_or_no("confirmed"), words)


def _yes_or_no(name: str) -> Field:
    options = (
        Option("true", say("Yes, it is done")),
        Option("false", say("No, something is missing")),
    )
    return Field(name, "Is it done?", Widget.ONE, needed=True, options=options)


_REPORT: Final = Word(
    slug="bao-cao",
    act=Act.EVIDENCE,
    to=CommitmentState.REPORTED_DONE,
    fits=_by_its_unit,
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
    fits=_by_another,
    title="Say whether it is done",
    button="Say so",
    done="Said, and on record.",
    takes=_verifies,
    asks=_whether_it_is,
)

_CONFIRMATION: Final = Word(
    slug="nguoi-gui-xac-nhan",
    act=Act.CONFIRMATION,
    to=CommitmentState.VERIFIED,
    fits=_by_its_sender,
    title="The sender's word: is it done?",
    button="Say so",
    done="Said, and on record.",
    takes=_confirms,
    asks=_what_the_sender_says,
    note="The authority reports that it is done. The sender says first whether it is so.",
)

WORDS: Final = {each.slug: each for each in (_REPORT, _CONFIRMATION, _VERDICT)}
"""What may be said, by its name in addresses."""
