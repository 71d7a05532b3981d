"""Proposals of dialogues by id, as lists and as figures, and the petitions they speak of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, update

from api.authorities.views import UnitView
from api.cases.access import concerning
from api.cases.models import Case, CaseType
from api.core.access import Actor
from api.core.clock import midnight
from api.core.database import db
from api.core.errors import Missing
from api.dialogues.proposals.models import DialogueProposal, Evidence, ProposalState
from api.dialogues.sessions import AHEAD, Dialogue
from api.regulation.calendar import ONE_DAY


@dataclass(frozen=True)
class ProposalsWanted:
    """Which proposals are listed; None where it does not matter."""

    area_code: str | None = None
    unit_id: UUID | None = None
    state: ProposalState | None = None
    after: UUID | None = None
    limit: int = 50


def proposal_with(proposal_id: UUID) -> DialogueProposal | None:
    """The proposal with this id."""
    return db.session.get(DialogueProposal, proposal_id)


def proposal_to_change(proposal_id: UUID) -> DialogueProposal:
    """The same, locked until the transaction ends; `Missing` when there is none."""
    found = db.session.get(
        DialogueProposal, proposal_id, with_for_update=True, populate_existing=True
    )
    if found is None:
        raise Missing
    return found


def proposals(wanted: ProposalsWanted) -> Sequence[DialogueProposal]:
    """Up to `limit` + 1 proposals, the newest first."""
    found = _of(select(DialogueProposal), wanted)
    if wanted.state is not None:
        found = found.where(DialogueProposal.state == wanted.state)
    if wanted.after is not None:
        found = found.where(DialogueProposal.ordinal < wanted.after)
    newest = found.order_by(DialogueProposal.ordinal.desc()).limit(wanted.limit + 1)
    return db.session.scalars(newest).all()


def counted(wanted: ProposalsWanted) -> Mapping[ProposalState, int]:
    """How many of these stand where; nought where none does."""
    grouped = _of(select(DialogueProposal.state, func.count()), wanted)
    rows = db.session.execute(grouped.group_by(DialogueProposal.state))
    return dict.fromkeys(ProposalState, 0) | {row[0]: row[1] for row in rows}


def waits(unit_id: UUID, field: str) -> bool:
    """Whether a proposal on this field waits for this unit's answer."""
    return _is_any(
        DialogueProposal.unit_id == unit_id,
        DialogueProposal.field == field,
        DialogueProposal.state == ProposalState.PROPOSED,
    )


def was_proposed(unit_id: UUID, evidence: Evidence) -> bool:
    """Whether the product has proposed it by itself for these days, whatever became of it."""
    return _is_any(
        DialogueProposal.unit_id == unit_id,
        DialogueProposal.field == evidence.field,
        DialogueProposal.first_day == evidence.first_day,
        DialogueProposal.proposed_by_id.is_(None),
    )


def _is_any(*conditions: ColumnElement[bool]) -> bool:
    found = select(DialogueProposal.id).where(*conditions)
    return db.session.scalar(select(found.exists())) is True


def petitions_named(evidence: Evidence, unit: UnitView, actor: Actor) -> Mapping[str, bool]:
    """Which of the codes are of petitions there, on this field and in these days.

    Of each, whether it complains of nobody: what does is not shown to who might be meant.
    """
    of = Case.__table__.c
    rows = db.session.execute(
        select(of.code, of.about_unit_id.is_(None) & of.about_position_id.is_(None)).where(
            Case.type == CaseType.PETITION,
            Case.code.in_(evidence.codes),
            Case.area_code == unit.area_code,
            Case.field == evidence.field,
            Case.opened_at >= midnight(evidence.first_day),
            Case.opened_at < midnight(evidence.last_day + ONE_DAY),
            concerning(actor),
        )
    )
    return {row[0]: row[1] for row in rows}


def lapse_before(moment: datetime) -> Sequence[UUID]:
    """What was proposed before this moment and never answered is from now on seen to be so."""
    lapsed = db.session.scalars(
        update(DialogueProposal)
        .where(
            DialogueProposal.state == ProposalState.PROPOSED,
            DialogueProposal.proposed_at < moment,
        )
        .values(state=ProposalState.LAPSED)
        .returning(DialogueProposal.id)
    )
    return lapsed.all()


def dialogues_ahead(unit_id: UUID, limit: int) -> Sequence[Dialogue]:
    """Dialogues that the unit organises and that are still to come, the next one first."""
    return db.session.scalars(
        select(Dialogue)
        .where(Dialogue.unit_id == unit_id, Dialogue.state.in_(AHEAD))
        .order_by(Dialogue.starts_at)
        .limit(limit)
    ).all()


def codes_of(dialogue_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The codes of these dialogues."""
    if not dialogue_ids:
        return {}
    found = select(Case.id, Case.code).where(Case.id.in_(dialogue_ids))
    return {row[0]: row[1] for row in db.session.execute(found)}


def _of(found: Select, wanted: ProposalsWanted) -> Select:  # type: ignore[type-arg]
    if wanted.area_code is not None:
        found = found.where(DialogueProposal.area_code == wanted.area_code)
    if wanted.unit_id is not None:
        found = found.where(DialogueProposal.unit_id == wanted.unit_id)
    return found
