"""Changing the law here: one person proposes, a second one adopts, with the signed paper."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import select

from api.authorities.policy import Act
from api.core import clock
from api.core.access import Actor
from api.core.database import db, lock
from api.core.ids import new_id
from api.core.reference import forget_stamp
from api.regulation import queries
from api.regulation.adopted import Adopted, objections, read
from api.regulation.calendar import Day, DayStatus
from api.regulation.calendar_file import COLUMNS, day_of
from api.regulation.calendar_table import keep
from api.regulation.complaints import refused
from api.regulation.deciders import deciding_on, must_be_able, must_be_another, must_decide_on
from api.regulation.errors import (
    DecidedAlready,
    NoSuchProposal,
    NoSuchScan,
    NotAScan,
    NothingChanges,
    PartyAndState,
    ScanMissing,
    ScanTooLarge,
)
from api.regulation.language import InvalidRegulation, InvalidRule
from api.regulation.models import LawDecision, LawProposal, Scan
from api.regulation.rules import Basis

LARGEST_SCAN: Final = 10_000_000
"""Bytes."""

_BEGINS: Final = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
MEDIA_TYPES: Final = tuple(_BEGINS.values())
"""What a scan may be."""

_LAW: Final = UUID("6c617700-0000-4000-8000-000000000000")
"""Held by who adopts: of two papers about one rule the second must see the first."""

_STATES: Final = {
    "proposed": LawDecision.proposal_id.is_(None),
    "adopted": LawDecision.adopted.is_(True),
    "refused": LawDecision.adopted.is_(False),
}


@dataclass(frozen=True)
class Paper:
    """A signed paper and what it changes: documents by the name of their file, and days."""

    number: str
    signed_on: date
    documents: Mapping[str, str]
    days: Sequence[Day] = ()
    scan_hash: str | None = None
    competence: str | None = None
    """The competence table as its file has it, when that changes."""


@dataclass(frozen=True)
class Decided:
    """A proposal, and what became of it so far."""

    proposal: LawProposal
    decision: LawDecision | None

    @property
    def id(self) -> UUID:
        """The id of the proposal."""
        return self.proposal.id

    @property
    def state(self) -> str:
        """`proposed`, `adopted` or `refused`."""
        if self.decision is None:
            return "proposed"
        return "adopted" if self.decision.adopted else "refused"


def keep_scan(content: bytes, actor: Actor) -> Scan:
    """Keep a scan under the hash of its bytes; the same bytes again are the same scan."""
    must_be_able(actor, Act.LAW_PROPOSAL)
    if len(content) > LARGEST_SCAN:
        raise ScanTooLarge(largest=LARGEST_SCAN)
    media_type = next((kind for begin, kind in _BEGINS.items() if content.startswith(begin)), None)
    if media_type is None:
        raise NotAScan
    digest = sha256(content).hexdigest()
    lock(UUID(digest[:32]))
    found = db.session.get(Scan, digest)
    if found is None:
        found = Scan(
            hash=digest,
            media_type=media_type,
            content=content,
            size=len(content),
            kept_by_id=actor.account_id,
            kept_at=clock.now(),
        )
        db.session.add(found)
        db.session.flush()
    return found


def propose(paper: Paper, actor: Actor) -> LawProposal:
    """Propose it whole; a mistake anywhere refuses all of it. Nothing is in force by this."""
    must_be_able(actor, Act.LAW_PROPOSAL)
    must_be_adoptable(paper)
    proposal = LawProposal(
        id=new_id(),
        number=paper.number,
        signed_on=paper.signed_on,
        documents=[{"name": name, "text": text} for name, text in paper.documents.items()],
        days=[_written(day) for day in paper.days],
        competence=paper.competence,
        scan_hash=_known(paper.scan_hash),
        proposed_by_id=actor.account_id,
        proposed_as_id=actor.position_id,
        proposed_at=clock.now(),
    )
    db.session.add(proposal)
    db.session.flush()
    return proposal


def must_be_adoptable(paper: Paper) -> None:
    """Refuses what cannot be adopted as it is, with everything that is wrong."""
    documents = _documents(paper.documents)
    if not documents and not paper.days and paper.competence is None:
        raise NothingChanges
    wrong = [*objections(queries.regulation(), documents), *_undecided(paper.days)]
    wrong += _misread(paper.competence)
    if wrong:
        raise refused(wrong)
    bases = _bases(documents, is_more=bool(paper.days or paper.competence))
    if len(deciding_on(bases)) > 1:
        raise PartyAndState


def adopt(proposal_id: UUID, actor: Actor, scan_hash: str | None = None) -> LawDecision:
    """Adopt what somebody else proposed: it is the law here from now on, by its dates.

    No term that is open moves by this: see `api.regulation.replay`.
    """
    must_be_able(actor, Act.LAW_ADOPTION)
    proposal = _undecided_proposal(proposal_id)
    _must_decide(actor, proposal)
    must_be_another(actor, proposal.proposed_by_id)
    scan = _known(scan_hash) or proposal.scan_hash
    if scan is None:
        raise ScanMissing
    lock(_LAW)
    forget_stamp()
    wrong = [*objections(queries.regulation(), _documents_of(proposal))]
    wrong += _misread(proposal.competence)
    if wrong:
        raise refused(wrong)
    decision = _decided(proposal, actor, scan_hash=scan)
    keep(day_of(each) for each in proposal.days)
    return decision


def refuse(proposal_id: UUID, actor: Actor, reason: str) -> LawDecision:
    """Say that it is not adopted, and why; who proposed it may take it back in the same way."""
    must_be_able(actor, Act.LAW_PROPOSAL)
    proposal = _undecided_proposal(proposal_id)
    if proposal.proposed_by_id != actor.account_id:
        _must_decide(actor, proposal)
    return _decided(proposal, actor, reason=reason)


def proposals(limit: int, after: UUID | None = None, state: str | None = None) -> list[Decided]:
    """Up to `limit` + 1 proposals with their decisions, newest first; all, or of one state."""
    asked = select(LawProposal, LawDecision).outerjoin(
        LawDecision, LawDecision.proposal_id == LawProposal.id
    )
    if after is not None:
        asked = asked.where(LawProposal.id < after)
    if state is not None:
        asked = asked.where(_STATES[state])
    found = db.session.execute(asked.order_by(LawProposal.id.desc()).limit(limit + 1))
    return [Decided(proposal, decision) for proposal, decision in found]


def proposal_with(proposal_id: UUID) -> Decided:
    """The proposal, and what was decided on it."""
    proposal = db.session.get(LawProposal, proposal_id)
    if proposal is None:
        raise NoSuchProposal
    return Decided(proposal, db.session.get(LawDecision, proposal_id))


def _undecided_proposal(proposal_id: UUID) -> LawProposal:
    lock(proposal_id)
    found = proposal_with(proposal_id)
    if found.decision is not None:
        raise DecidedAlready(decided_at=found.decision.decided_at, adopted=found.decision.adopted)
    return found.proposal


def _decided(
    proposal: LawProposal, actor: Actor, *, reason: str | None = None, scan_hash: str | None = None
) -> LawDecision:
    decision = LawDecision(
        proposal_id=proposal.id,
        adopted=reason is None,
        reason=reason,
        scan_hash=scan_hash,
        decided_by_id=actor.account_id,
        decided_as_id=actor.position_id,
        decided_at=clock.now(),
    )
    db.session.add(decision)
    db.session.flush()
    forget_stamp()
    return decision


def _documents(texts: Mapping[str, str]) -> list[Adopted]:
    found: list[Adopted] = []
    wrong: list[InvalidRule] = []
    for name, text in texts.items():
        try:
            found.append(read(name, text))
        except InvalidRegulation as bad:
            wrong += bad.problems
    if wrong:
        raise refused(wrong)
    return found


def _bases(documents: Sequence[Adopted], *, is_more: bool) -> set[Basis]:
    """On whose word these stand; days and the competence table stand on the law."""
    found = {each.document.basis for each in documents}
    return found | ({Basis.LAW} if is_more else set())


def _documents_of(proposal: LawProposal) -> list[Adopted]:
    return _documents({each["name"]: each["text"] for each in proposal.documents})


def _must_decide(actor: Actor, proposal: LawProposal) -> None:
    is_more = bool(proposal.days or proposal.competence)
    must_decide_on(actor, _bases(_documents_of(proposal), is_more=is_more))


def _misread(competence: str | None) -> list[InvalidRule]:
    if competence is None:
        return []
    found = queries.competence_table().objections(competence)
    return [InvalidRule("", row, key, why) for row, key, why in found]


def _undecided(days: Sequence[Day]) -> list[InvalidRule]:
    return [
        InvalidRule("", day.on.isoformat(), "status", "only a day that is decided is adopted")
        for day in days
        if day.status is not DayStatus.APPROVED
    ]


def _written(day: Day) -> dict[str, str]:
    values = asdict(day)
    return {name: str(values["on" if name == "date" else name]) for name in COLUMNS}


def _known(scan_hash: str | None) -> str | None:
    if scan_hash is not None and db.session.get(Scan, scan_hash) is None:
        raise NoSuchScan(scan=scan_hash)
    return scan_hash
