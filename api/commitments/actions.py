"""What people do with what was promised: promise it, report it done, confirm it, verify it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from api.attachments.attaching import attach
from api.attachments.models import Belonging, Part
from api.authorities.directory import directory
from api.authorities.policy import Act, can
from api.cases.access import roles_on
from api.cases.models import Case
from api.commitments import queries
from api.commitments.errors import DoneOutsideTime, NotTheirPromise, OwnPromise, SaidByThemselves
from api.commitments.models import Commitment, CommitmentState, Report, Verdict, Verifier
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db
from api.core.errors import Forbidden, Missing
from api.core.ids import new_code, new_id, new_receipt_number
from api.events.actions import record


def make(origin: Case, what: str, due_on: date, *, at: datetime, actor: Actor) -> Commitment:
    """An answer promised this: whoever answers owes it, and who sees the one sees the other."""
    commitment = Commitment(
        id=new_id(),
        code=new_code(),
        receipt_number=new_receipt_number(),
        origin_id=origin.id,
        what=what,
        due_on=due_on,
        state=CommitmentState.GIVEN,
        opened_at=at,
        **{name: getattr(origin, name) for name in _COPIED},
    )
    db.session.add(commitment)
    record("commitment.made", commitment, at=at, actor=actor, due_on=due_on.isoformat())
    return commitment


def report(
    commitment_id: UUID,
    actor: Actor,
    text: str,
    done_on: date,
    attachments: Sequence[UUID] = (),
) -> Commitment:
    """The unit that promised it says that it is done, and shows what was done."""
    commitment = _to_change(commitment_id, actor, Act.EVIDENCE)
    if actor.position_id is None or not _is_own(commitment, actor.position_id):
        raise NotTheirPromise(code=commitment.code)
    now = clock.now()
    if not clock.vietnam_date(commitment.opened_at) <= done_on <= clock.vietnam_date(now):
        raise DoneOutsideTime(done_on=done_on.isoformat())
    commitment.report_done()
    made = Report(
        id=new_id(), text=text, done_on=done_on, reported_at=now, reported_by_id=actor.position_id
    )
    commitment.reports.append(made)
    attach(attachments, Belonging(commitment.id, Part.REPORT, made.id), actor, now)
    record("commitment.reported_done", commitment, at=now, actor=actor, done_on=done_on.isoformat())
    return commitment


def confirm(commitment_id: UUID, actor: Actor, *, confirmed: bool, words: str | None) -> Commitment:
    """The sender says whether what they were promised is done.

    For a sender without an account a receiving officer of the place writes it down, in whose
    position it then stands.
    """
    commitment = _to_change(commitment_id, actor, Act.CONFIRMATION)
    if actor.position_id is not None and commitment.author_id is not None:
        raise SaidByThemselves(code=commitment.code)
    verdict = Verdict(Verifier.AUTHOR, actor.position_id, confirmed, words, clock.now())
    return _judged(commitment, actor, verdict)


def verify(commitment_id: UUID, actor: Actor, *, verified: bool, reason: str | None) -> Commitment:
    """A head above, or a monitor of the Front, says whether it is done; nobody does of their own.

    Their own is what any unit promised in which they hold a position.
    """
    commitment = _to_change(commitment_id, actor, Act.VERIFICATION)
    if any(_is_own(commitment, held) for held in actor.position_ids):
        raise OwnPromise(code=commitment.code)
    is_monitor = Role.MONITOR in roles_on(_acting(actor), commitment)
    verifier = Verifier.MONITOR if is_monitor else Verifier.SUPERIOR
    verdict = Verdict(verifier, actor.position_id, verified, reason, clock.now())
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


def _judged(commitment: Commitment, actor: Actor, verdict: Verdict) -> Commitment:
    judged = commitment.judge(verdict)
    if verdict.is_done:
        # The promise was kept on the day of the report: who verifies late makes nobody late.
        at = judged.reported_at
        record("commitment.verified", commitment, at=at, actor=actor, by=verdict.verifier)
    else:
        record("commitment.rejected", commitment, at=verdict.at, actor=actor, by=verdict.verifier)
    return commitment


def _to_change(commitment_id: UUID, actor: Actor, act: Act) -> Commitment:
    """The commitment, locked; nothing for who may not see it, a refusal for who may not do this."""
    commitment = queries.commitment_to_change(commitment_id)
    if not roles_on(actor, commitment):
        raise Missing
    if not can(roles_on(_acting(actor), commitment), act):
        raise Forbidden
    return commitment


def _acting(actor: Actor) -> Actor:
    """With the rights of the one position acted in."""
    held = frozenset({actor.position_id} if actor.position_id else ())
    return replace(actor, position_ids=held)


def _is_own(commitment: Commitment, position_id: UUID) -> bool:
    """Whether the position belongs to the unit that promised or that prepares, or below them."""
    known = directory()
    unit_id = known.position(position_id).unit_id
    own = (commitment.unit_id, commitment.assigned_unit_id)
    return any(each is not None and unit_id in known.below(each) for each in own)
