"""The law in force here, and what is owed."""

import logging
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from flask import current_app, has_app_context
from sqlalchemy import ColumnElement, Select, and_, case, or_, select

from api.core.database import db
from api.core.reference import Kept
from api.events.models import Event
from api.regulation.adopted import Adopted, read, together
from api.regulation.hours import OfficeHours
from api.regulation.language import InvalidRegulation, Regulation, written_in
from api.regulation.models import (
    Fulfilment,
    LawDecision,
    LawProposal,
    Obligation,
    ObligationState,
    Standing,
)
from api.regulation.policy import Policy

log = logging.getLogger(__name__)


def regulation() -> Regulation:
    """The law as it is here: the documents we were started with, and what was adopted since."""
    return _whole.of(shipped(), _adopted.get())


def shipped() -> Regulation:
    """The documents this installation was started with, without what was adopted."""
    law: Regulation = current_app.extensions["doithoai.regulation"]
    return law


def hours() -> OfficeHours | None:
    """When offices are open here; None where nobody has said so."""
    found: OfficeHours | None = current_app.extensions["doithoai.hours"]
    return found


class CompetenceTable(Protocol):
    """The competence table in force here, which another room keeps and understands."""

    def text(self) -> str:
        """The whole of it as TOML."""

    def objections(self, text: str) -> Iterable[tuple[str, str, str]]:
        """What keeps this text from being the table: of each mistake row, key and reason."""


def competence_table() -> CompetenceTable:
    """The competence table, as `api.app` hands it in."""
    found: CompetenceTable = current_app.extensions["doithoai.competence"]
    return found


def sources() -> Iterator[Mapping[str, Any]]:
    """The documents as they are written: those we were started with, then those adopted."""
    settings = current_app.extensions["doithoai.settings"]
    for folder in current_app.extensions["doithoai.documents"]:
        for path in written_in(folder, demonstration=settings.demonstration):
            yield tomllib.loads(path.read_text(encoding="utf-8"))
    for document in _adopted_texts():
        yield tomllib.loads(document["text"])


def adopted_competence() -> str | None:
    """The competence table adopted last; None while the one we ship counts, or without a home."""
    return _competence.get() if has_app_context() else None


class _Whole:
    """Both together, made again only when one of them is another."""

    def __init__(self) -> None:
        self._made: tuple[Regulation, tuple[Adopted, ...], Regulation] | None = None

    def of(self, law: Regulation, adopted: tuple[Adopted, ...]) -> Regulation:
        if not adopted:
            return law
        made = self._made
        if made is None or made[0] is not law or made[1] is not adopted:
            made = self._made = (law, adopted, together(law, adopted))
        return made[2]


def _load() -> tuple[Adopted, ...]:
    """Every document that was adopted, in the order of the decisions.

    One that can no longer be read is left out and told of: what it was is still in its proposal.
    """
    found: list[Adopted] = []
    for document in _adopted_texts():
        try:
            found.append(read(document["name"], document["text"]))
        except InvalidRegulation:
            log.exception("an adopted document cannot be read")
    return tuple(found)


def _adopted_texts() -> Iterator[Mapping[str, str]]:
    asked = _decided_for(LawProposal.documents)
    yield from (each for documents in db.session.scalars(asked) for each in documents)


def _load_competence() -> str | None:
    asked = _decided_for(LawProposal.competence).where(LawProposal.competence.is_not(None))
    return next(iter(reversed(db.session.scalars(asked).all())), None)


def _decided_for(what: Any) -> Select[Any]:
    """This of all proposals that were adopted, in the order of the decisions."""
    return (
        select(what)
        .join(LawDecision, LawDecision.proposal_id == LawProposal.id)
        .where(LawDecision.adopted)
        .order_by(LawDecision.decided_at, LawProposal.id)
    )


_adopted, _competence, _whole = Kept(_load), Kept(_load_competence), _Whole()


def policy() -> Policy:
    """How this installation reminds and whom it tells."""
    found: Policy = current_app.extensions["doithoai.policy"]
    return found


def to_remind(at: datetime, limit: int) -> Sequence[Obligation]:
    """Up to so many open duties somebody is to be told of by now, locked; others may have some."""
    return db.session.scalars(
        select(Obligation)
        .where(Obligation.state == ObligationState.OPEN, Obligation.next_reminder_at <= at)
        .order_by(Obligation.next_reminder_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def open_obligations(case_id: UUID) -> Sequence[Obligation]:
    """What is still owed on the case."""
    return db.session.scalars(
        select(Obligation).where(
            Obligation.case_id == case_id, Obligation.state == ObligationState.OPEN
        )
    ).all()


def obligations_of(case_id: UUID) -> Sequence[Obligation]:
    """All that was or is owed on the case, in the order it began."""
    return db.session.scalars(
        select(Obligation).where(Obligation.case_id == case_id).order_by(Obligation.id)
    ).all()


def obligations_of_each(case_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Obligation]]:
    """The same for each of these cases."""
    found: defaultdict[UUID, list[Obligation]] = defaultdict(list)
    asked = select(Obligation).where(Obligation.case_id.in_(case_ids)).order_by(Obligation.id)
    for each in db.session.scalars(asked):
        if each.case_id is not None:
            found[each.case_id].append(each)
    return found


def counted(obligation: Obligation) -> Iterable[str | None]:
    """What has been done towards the obligation so far."""
    return db.session.scalars(
        select(Fulfilment.distinct_value).where(Fulfilment.obligation_id == obligation.id)
    )


@dataclass(frozen=True)
class Counted:
    """Something that was done towards an obligation: what, when, and when it was written down."""

    thing: str | None
    at: datetime
    recorded_at: datetime


def counted_towards(obligation_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Counted]]:
    """What has been done towards each of them so far, in the order in which it happened."""
    found: defaultdict[UUID, list[Counted]] = defaultdict(list)
    rows = db.session.execute(
        select(Fulfilment.obligation_id, Fulfilment.distinct_value, Event.at, Event.recorded_at)
        .join(Event, Event.id == Fulfilment.event_id)
        .where(Fulfilment.obligation_id.in_(obligation_ids))
        .order_by(Event.at, Event.id)
    )
    for obligation_id, thing, at, recorded_at in rows:
        found[obligation_id].append(Counted(thing, at, recorded_at))
    return found


def rules_owed_beside_cases(unit_id: UUID | None) -> set[str]:
    """The rules by which this unit owes something now that is no case's."""
    found = select(Obligation.rule_id).where(
        Obligation.unit_id == unit_id,
        Obligation.case_id.is_(None),
        Obligation.period.is_(None),
        Obligation.state == ObligationState.OPEN,
    )
    return set(db.session.scalars(found))


def owed_beside_cases(
    at: datetime, position_ids: Collection[UUID], rule_ids: Collection[str]
) -> Sequence[Obligation]:
    """What these positions still owe that is no case's; locked.

    Of a duty that comes back, in the periods that this moment lies in.
    """
    return db.session.scalars(
        select(Obligation)
        .where(
            Obligation.case_id.is_(None),
            Obligation.state == ObligationState.OPEN,
            Obligation.position_id.in_(position_ids),
            Obligation.rule_id.in_(rule_ids),
            Obligation.started_at <= at,
            or_(
                Obligation.period.is_(None),
                Obligation.due_at.is_(None),
                Obligation.due_at > at,
            ),
        )
        .order_by(Obligation.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def standing(at: datetime) -> ColumnElement[str]:
    """How an obligation stands at this moment, as a query asks it: `Obligation.standing`."""
    o = Obligation
    is_paused = o.pauses.contains([{"until": None}])
    return case(
        (and_(o.met_at.is_not(None), o.due_at <= o.met_at), Standing.LATE.value),
        (o.met_at.is_not(None), Standing.MET.value),
        (and_(o.ended_at.is_not(None), o.due_at <= o.ended_at), Standing.LATE.value),
        (o.ended_at.is_not(None), Standing.ENDED.value),
        (and_(o.due_at.is_(None), is_paused), Standing.SUSPENDED.value),
        (o.due_at <= at, Standing.OVERDUE.value),
        else_=Standing.OPEN.value,
    )
