"""What was promised, on its page: what who owes it tells, and what others say to that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from api.authorities.policy import Act, can
from api.cases.access import roles_on
from api.commitments import actions, postponements
from api.commitments.models import OPEN, WAITING, Commitment, CommitmentState, Source
from api.commitments.schemas import (
    ConfirmationGiven,
    EvidenceGiven,
    FailureGiven,
    OtherDayAsked,
    OtherDayDecided,
    ProgressGiven,
    VerificationGiven,
)
from api.commitments.sides import acting, answers_for, asked_first, owes, promised
from api.core import clock
from api.core.access import Actor, Role
from api.pages import promise_forms as asked
from api.pages.forms import Field, Form, Typed
from api.pages.uploads import ids_in


@dataclass(frozen=True)
class Word:
    """One thing somebody may say of a promise; the sentences are those of the catalogue."""

    slug: str
    act: Act
    is_open: Callable[[Commitment], bool]
    """Whether it may be said as the promise stands."""
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
    if not word.is_open(promise):
        return False
    return can(roles_on(acting(actor), promise), word.act) and word.fits(promise, actor)


def _by_its_unit(promise: Commitment, actor: Actor) -> bool:
    return actor.position_id is not None and owes(promise, actor.position_id)


def _by_its_head(promise: Commitment, actor: Actor) -> bool:
    return actor.position_id is not None and answers_for(promise, actor.position_id)


def _by_another(promise: Commitment, actor: Actor) -> bool:
    is_theirs = any(promised(promise, position_id) for position_id in actor.position_ids)
    roles = roles_on(acting(actor), promise)
    is_monitor = not roles & {Role.HEAD, Role.INSPECTOR}
    return not is_theirs and not (is_monitor and promise.source is Source.DIALOGUE)


def _by_the_level_above(promise: Commitment, actor: Actor) -> bool:
    return not any(owes(promise, position_id) for position_id in actor.position_ids)


def _by_its_sender(promise: Commitment, actor: Actor) -> bool:
    """Reception writes it down only for a sender who has no account to say it with."""
    return actor.position_id is None or promise.author_id is None


def _is_open(promise: Commitment) -> bool:
    return promise.state in OPEN


def _waits_for_who_asked(promise: Commitment) -> bool:
    return promise.state == CommitmentState.REPORTED_DONE


def _waits_for_a_verdict(promise: Commitment) -> bool:
    return promise.state in WAITING and asked_first(promise, clock.today()) is None


def _may_move(promise: Commitment) -> bool:
    in_time = promise.due_on >= clock.today()
    return promise.state in OPEN and promise.asked_day is None and in_time


def _waits_for_a_day(promise: Commitment) -> bool:
    return promise.state in OPEN and promise.asked_day is not None


def _goes_on(promise_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = ProgressGiven().load(_with_number(_with_files(body)))
    return actions.go_on(promise_id, actor, **given)


def _asks_for_a_day(promise_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = OtherDayAsked().load(body)
    return postponements.ask(promise_id, actor, **given)


def _decides_on_a_day(promise_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = OtherDayDecided().load(body)
    return postponements.decide(promise_id, actor, **given)


def _fails(promise_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = FailureGiven().load(body)
    return actions.fail(promise_id, actor, **given)


def _reports(promise_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = EvidenceGiven().load(_with_files(body))
    return actions.report(promise_id, actor, **given)


def _confirms(promise_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = ConfirmationGiven().load(body)
    return actions.confirm(promise_id, actor, **given)


def _verifies(promise_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = VerificationGiven().load(body)
    return actions.verify(promise_id, actor, **given)


def _with_files(body: dict[str, Any]) -> dict[str, Any]:
    shown = ids_in(body, "files")
    return body | ({"attachments": shown} if shown else {})


def _with_number(body: dict[str, Any]) -> dict[str, Any]:
    """Digits as the number that they are; anything else is refused as it was typed."""
    typed = body.get("percent", "")
    is_number = isinstance(typed, str) and typed.isascii() and typed.isdigit()
    return body | ({"percent": int(typed)} if is_number else {})


_REPORT: Final = Word(
    slug="bao-cao",
    act=Act.EVIDENCE,
    is_open=_is_open,
    fits=_by_its_unit,
    title="Report that it is done",
    button="Report",
    done="Reported; somebody else says whether it is so.",
    takes=_reports,
    asks=asked.what_was_done,
)

_VERDICT: Final = Word(
    slug="xac-nhan",
    act=Act.VERIFICATION,
    is_open=_waits_for_a_verdict,
    fits=_by_another,
    title="Say whether it is done",
    button="Say so",
    done="Said, and on record.",
    takes=_verifies,
    asks=asked.whether_it_is,
)

_CONFIRMATION: Final = Word(
    slug="nguoi-gui-xac-nhan",
    act=Act.CONFIRMATION,
    is_open=_waits_for_who_asked,
    fits=_by_its_sender,
    title="The sender's word: is it done?",
    button="Say so",
    done="Said, and on record.",
    takes=_confirms,
    asks=asked.what_the_sender_says,
    note="The authority reports that it is done. The sender says first whether it is so.",
)

_PROGRESS: Final = Word(
    slug="tien-do",
    act=Act.PROGRESS,
    is_open=_is_open,
    fits=_by_its_unit,
    title="Tell how far it is",
    button="Tell",
    done="Told; everybody who may see the promise reads it.",
    takes=_goes_on,
    asks=asked.how_far_it_is,
)

_OTHER_DAY: Final = Word(
    slug="xin-lui-ngay",
    act=Act.POSTPONEMENT,
    is_open=_may_move,
    fits=_by_its_head,
    title="Ask for another day",
    button="Ask the level above",
    done="Asked; the promised day holds until the level above decides.",
    takes=_asks_for_a_day,
    asks=asked.which_day,
    note="The level above decides. The promised day stays shown, and it counts as moved.",
)

_DAY_DECIDED: Final = Word(
    slug="quyet-dinh-lui-ngay",
    act=Act.POSTPONEMENT_DECISION,
    is_open=_waits_for_a_day,
    fits=_by_the_level_above,
    title="Decide on another day",
    button="Decide",
    done="Decided; who asked for it and who was promised it are told.",
    takes=_decides_on_a_day,
    asks=asked.whether_it_moves,
)

_FAILURE: Final = Word(
    slug="khong-lam-duoc",
    act=Act.FAILURE,
    is_open=_is_open,
    fits=_by_its_head,
    title="Explain that it cannot be done",
    button="Say so to everybody",
    done="Said; it counts as a promise that was broken.",
    takes=_fails,
    asks=asked.why_it_failed,
    note="This is final: the promise counts as broken, with your explanation beside it.",
)

_IN_ORDER: Final = (
    _DAY_DECIDED,
    _PROGRESS,
    _REPORT,
    _CONFIRMATION,
    _VERDICT,
    _OTHER_DAY,
    _FAILURE,
)

WORDS: Final = {each.slug: each for each in _IN_ORDER}
"""What may be said, by its name in addresses."""
