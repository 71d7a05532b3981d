"""How a petition stands with its duties, in a query: of many at once, or of one beside its row."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Select, SQLColumnExpression, and_, func, select

from api.cases.models import Case
from api.events.models import Event
from api.petitions.models import Petition
from api.regulation.models import Fulfilment, Obligation, ObligationState

Columns = Select[*tuple[Any, ...]]

ANSWERING: Final = "petition.answered"
"""The event that fulfils a duty to answer, whatever the law calls the duty."""


@dataclass(frozen=True)
class Standing:
    """What the figures ask of a petition."""

    is_answered: ColumnElement[bool]
    """Whether an answer was signed."""
    was_late: ColumnElement[bool | None]
    """Whether an answer fulfilled a dated duty too late; null when no such duty had a date."""
    is_overdue: ColumnElement[bool | None]
    """Whether something is owed and too late; null when nothing was ever owed."""
    ended_late: ColumnElement[bool | None]
    """Whether a duty fell away only after it was too late; null when nothing was ever owed."""


def of_many(chosen: Columns, at: datetime) -> tuple[FromClause, Standing]:
    """The columns of `chosen`, which selects petitions, and how each of them stands."""
    statement = (
        _with_duties(chosen.join(Obligation, Obligation.case_id == Case.id, isouter=True))
        .add_columns(Petition.answered_at, *_marks(at))
        .group_by(Case.id, Petition.answered_at)
    )
    each = statement.subquery("each")
    return each, _standing(each.c.answered_at, each)


def of_one(at: datetime) -> tuple[FromClause, Standing]:
    """To be joined to a query of petitions, beside each of its rows."""
    marks = _with_duties(select(*_marks(at)).select_from(Obligation))
    duties = marks.where(Obligation.case_id == Case.id).lateral("duties")
    return duties, _standing(Petition.answered_at, duties)


def _standing(answered_at: SQLColumnExpression[Any], marks: FromClause) -> Standing:
    marked = marks.c
    return Standing(answered_at.is_not(None), marked.was_late, marked.is_overdue, marked.ended_late)


def _marks(at: datetime) -> list[ColumnElement[Any]]:
    fulfilled = (Obligation.state == ObligationState.MET, Event.id.is_not(None))
    late = func.bool_or(Obligation.met_at >= Obligation.due_at).filter(*fulfilled)
    overdue = func.bool_or(and_(Obligation.state == ObligationState.OPEN, Obligation.due_at <= at))
    ended = func.bool_or(Obligation.ended_at >= Obligation.due_at)
    return [late.label("was_late"), overdue.label("is_overdue"), ended.label("ended_late")]


def _with_duties(statement: Columns) -> Columns:
    """Beside each obligation the answer that counted towards it, if one did."""
    return statement.join(Fulfilment, Fulfilment.obligation_id == Obligation.id, isouter=True).join(
        Event, and_(Event.id == Fulfilment.event_id, Event.name == ANSWERING), isouter=True
    )
