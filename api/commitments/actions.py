"""What people do with what was promised: promise it, tell how it goes, confirm it, verify it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from api.attachments.attaching import attach
from api.attachments.models import Belonging, Part
from api.authorities.directory import directory
from api.authorities.policy import Act
from api.authorities.views import PositionView
from api.cases.access import roles_on
from api.cases.models import Case, CaseType, Channel
from api.cases.representatives import Representative
from api.commitments.errors import (
    AskFirst,
    ConfirmedAlready,
    DoneOutsideTime,
    OwnerElsewhere,
    OwnPromise,
    PromisedAtDialogue,
    PromisedInPast,
    SaidByThemselves,
    WhatIsMissing,
)
from api.commitments.models import (
    Commitment,
    CommitmentState,
    Progress,
    Report,
    Source,
    Verdict,
    Verifier,
)
from api.commitments.sides import (
    acting,
    asked_first,
    level_above,
    may_owe,
    promised,
    to_carry_out,
    to_change,
)
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db
from api.core.ids import new_code, new_id, new_receipt_number
from api.events.actions import record

AT_DIALOGUES = frozenset({CaseType.DIALOGUE, CaseType.QUESTION})
"""Sorts of cases about which something is promised before people."""


def make(  # noqa: PLR0913 -- what is promised, by when, by whom: each is named
    origin: Case,
    what: str,
    due_on: date,
    *,
    at: datetime,
    actor: Actor,
    measure: str | None = None,
    owner: PositionView | None = None,
) -> Commitment:
    """Somebody promised this: in an answer, or at a dialogue before everybody.

    In an answer whoever answers owes it, and who sees the one sees the other. At a dialogue the
    `owner` does, else who presided; `measure` says how one sees that it is done, and everybody
    reads it. Raises `PromisedInPast`, and `OwnerElsewhere` for one who is not of this place.
    """
    if due_on < clock.vietnam_date(at):
        raise PromisedInPast(errors={"due_on": [due_on.isoformat()]})
    copied = {name: getattr(origin, name) for name in _COPIED}
    source = Source.DIALOGUE if origin.type in AT_DIALOGUES else Source.ANSWER
    if source is Source.DIALOGUE:
        copied |= _before_people(origin, at)
    if owner is not None or source is Source.DIALOGUE:
        copied |= _owed_by(owner or directory().position(origin.holder_id), origin)
    commitment = Commitment(
        id=new_id(),
        code=new_code(),
        receipt_number=new_receipt_number(),
        origin_id=origin.id,
        source=source,
        what=what,
        measure=measure,
        due_on=due_on,
        state=CommitmentState.GIVEN,
        opened_at=at,
        reports=[],
        progress=[],
        postponements=[],
        **copied,
    )
    db.session.add(commitment)
    record(
        "commitment.made",
        commitment,
        at=at,
        actor=actor,
        due_on=due_on.isoformat(),
        source=source.value,
    )
    return commitment


def also_asked(
    commitment: Commitment, people: Iterable[tuple[UUID | None, str | None]], at: datetime
) -> None:
    """Accounts, and how they want to be called, of others who asked the same: it is theirs too.

    They are told of every step, and any of them may say whether it is done.
    """
    accounts = {account_id: name for account_id, name in people if account_id is not None}
    if commitment.author_id is not None:
        accounts.pop(commitment.author_id, None)
    db.session.add_all(
        Representative(
            id=new_id(),
            case_id=commitment.id,
            account_id=account_id,
            name=name or "",
            is_main=False,
            since=at,
        )
        for account_id, name in accounts.items()
    )


def go_on(
    commitment_id: UUID,
    actor: Actor,
    text: str,
    percent: int | None = None,
    attachments: Sequence[UUID] = (),
) -> Commitment:
    """The unit that owes it tells how far it is; everybody who may see the promise reads so."""
    commitment, position_id = to_carry_out(commitment_id, actor, Act.PROGRESS)
    now = clock.now()
    told = Progress(id=new_id(), text=text, percent=percent, at=now, by_id=position_id)
    commitment.go_on(told)
    attach(attachments, Belonging(commitment.id, Part.REPORT, told.id), actor, now)
    record("commitment.progressed", commitment, at=now, actor=actor, percent=percent)
    return commitment


def report(
    commitment_id: UUID,
    actor: Actor,
    text: str,
    done_on: date,
    attachments: Sequence[UUID] = (),
) -> Commitment:
    """The unit that promised it says that it is done, and shows what was done."""
    commitment, position_id = to_carry_out(commitment_id, actor, Act.EVIDENCE)
    now = clock.now()
    if not clock.vietnam_date(commitment.opened_at) <= done_on <= clock.vietnam_date(now):
        raise DoneOutsideTime(done_on=done_on.isoformat())
    made = Report(
        id=new_id(), text=text, done_on=done_on, reported_at=now, reported_by_id=position_id
    )
    commitment.report_done(made)
    attach(attachments, Belonging(commitment.id, Part.REPORT, made.id), actor, now)
    record("commitment.reported_done", commitment, at=now, actor=actor, done_on=done_on.isoformat())
    return commitment


def fail(commitment_id: UUID, actor: Actor, reason: str) -> Commitment:
    """The head of who owes it says that it cannot be done: broken, with an explanation."""
    commitment, position_id = to_carry_out(commitment_id, actor, Act.FAILURE)
    now = clock.now()
    commitment.fail(reason, position_id, now)
    record("commitment.failed", commitment, at=now, actor=actor, to=_told_above(commitment))
    return commitment


def confirm(commitment_id: UUID, actor: Actor, *, confirmed: bool, words: str | None) -> Commitment:
    """Who was promised it says whether it is done; what was promised in an answer then is.

    For one without an account a receiving officer of the place writes it down, in whose position it
    then stands. What was promised at a dialogue is looked at from outside after that.
    """
    commitment = to_change(commitment_id, actor, Act.CONFIRMATION)
    if actor.position_id is not None and commitment.author_id is not None:
        raise SaidByThemselves(code=commitment.code)
    verdict = Verdict(Verifier.AUTHOR, actor.position_id, confirmed, words, clock.now())
    if commitment.source is Source.ANSWER:
        return _judged(commitment, actor, verdict)
    if not confirmed and words is None:
        raise WhatIsMissing(errors={"words": ["Say what is still missing"]})
    if not confirmed:
        return _judged(commitment, actor, verdict)
    if commitment.state == CommitmentState.CONFIRMED:
        raise ConfirmedAlready(code=commitment.code)
    commitment.confirm(verdict)
    record("commitment.confirmed", commitment, at=verdict.at, actor=actor, by=verdict.verifier)
    return commitment


def verify(commitment_id: UUID, actor: Actor, *, verified: bool, reason: str | None) -> Commitment:
    """Somebody from outside says whether it is done; nobody does of their own.

    Their own is what any unit promised in which they hold a position. Of an answer a head above or
    a monitor of the Front says so; of a dialogue, after who asked, the people's inspection board or
    a head above.
    """
    commitment = to_change(commitment_id, actor, Act.VERIFICATION)
    if any(promised(commitment, held) for held in actor.position_ids):
        raise OwnPromise(code=commitment.code)
    verifier, now = _verifier(commitment, actor), clock.now()
    if (until := asked_first(commitment, clock.vietnam_date(now))) is not None:
        raise AskFirst(code=commitment.code, until=until.isoformat())
    verdict = Verdict(verifier, actor.position_id, verified, reason, now)
    return _judged(commitment, actor, verdict)


_COPIED = (
    "province_code",
    "channel",
    "kind",
    "addressee",
    "field",
    "subfield",
    "area_code",
    "unit_id",
    "unit_area_code",
    "holder_id",
    "holder_reason",
    "assigned_unit_id",
    "assigned_id",
    "about_unit_id",
    "about_position_id",
    "visibility",
    "author_id",
)
"""What a promise has from the case in whose answer it was given."""

PROMISED = "promised"
"""Why somebody answers for what was promised at a dialogue: it was laid on them there."""


def _before_people(origin: Case, at: datetime) -> dict[str, Any]:
    """It was said in public, by an authority; nobody sent it. Of what accuses somebody, not so."""
    is_about = origin.about_unit_id is not None or origin.about_position_id is not None
    return {
        "kind": None,
        "channel": Channel.DIALOGUE,
        "area_code": origin.area_code or origin.unit_area_code,
        "published_at": None if is_about else at,
    }


def _owed_by(owner: PositionView, origin: Case) -> dict[str, Any]:
    if not may_owe(owner, origin):
        raise OwnerElsewhere(errors={"owner": [owner.code]})
    return {
        "unit_id": owner.unit_id,
        "unit_area_code": directory().unit(owner.unit_id).area_code,
        "holder_id": owner.id,
        "holder_reason": PROMISED,
        "assigned_unit_id": None,
        "assigned_id": None,
        "asked_for_id": origin.unit_id if owner.unit_id != origin.unit_id else None,
    }


def _verifier(commitment: Commitment, actor: Actor) -> Verifier:
    roles = roles_on(acting(actor), commitment)
    if commitment.source is Source.ANSWER:
        return Verifier.MONITOR if Role.MONITOR in roles else Verifier.SUPERIOR
    if Role.INSPECTOR in roles:
        return Verifier.INSPECTOR
    if Role.HEAD not in roles:
        raise PromisedAtDialogue(code=commitment.code)
    return Verifier.SUPERIOR


def _judged(commitment: Commitment, actor: Actor, verdict: Verdict) -> Commitment:
    judged = commitment.judge(verdict)
    if verdict.is_done:
        # The promise was kept on the day of the report: who verifies late makes nobody late.
        at = judged.reported_at
        record("commitment.verified", commitment, at=at, actor=actor, by=verdict.verifier)
    else:
        above = _told_above(commitment)
        record(
            "commitment.rejected",
            commitment,
            at=verdict.at,
            actor=actor,
            by=verdict.verifier,
            to=above,
        )
    return commitment


def _told_above(commitment: Commitment) -> str | None:
    above = level_above(commitment)
    return str(above.id) if above is not None else None
