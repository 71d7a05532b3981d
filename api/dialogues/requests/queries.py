"""Requests for a dialogue by id, for a change, and as a queue and a count."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from api.core.database import db
from api.core.errors import Missing
from api.dialogues.requests.models import DialogueRequest, RequestState
from api.events.models import Event

OVER = (RequestState.WITHDRAWN, RequestState.SERVED)
"""Who asked so may ask again."""

HELD = "dialogue.held"


def request_with(request_id: UUID) -> DialogueRequest | None:
    """The request for a dialogue with this id."""
    return db.session.get(DialogueRequest, request_id)


def request_to_change(request_id: UUID) -> DialogueRequest:
    """The same, locked until the transaction ends; `Missing` when there is none."""
    found = db.session.get(
        DialogueRequest, request_id, with_for_update=True, populate_existing=True
    )
    if found is None:
        raise Missing
    return found


def has_asked(account_id: UUID, unit_id: UUID) -> bool:
    """Whether this person asks this government already."""
    return request_of(account_id, unit_id) is not None


def request_of(account_id: UUID, unit_id: UUID) -> DialogueRequest | None:
    """What this person asks this government for; None when they do not, or no more."""
    found = select(DialogueRequest).where(
        DialogueRequest.account_id == account_id,
        DialogueRequest.unit_id == unit_id,
        DialogueRequest.state.not_in(OVER),
    )
    return db.session.scalar(found)


def requests_to(
    unit_id: UUID, *, state: RequestState, limit: int, after: UUID | None = None
) -> Sequence[DialogueRequest]:
    """Up to `limit` + 1 of the requests in this state, the first one first."""
    found = select(DialogueRequest).where(
        DialogueRequest.unit_id == unit_id, DialogueRequest.state == state
    )
    if after is not None:
        found = found.where(DialogueRequest.ordinal > after)
    return db.session.scalars(found.order_by(DialogueRequest.ordinal).limit(limit + 1)).all()


def to_serve(unit_id: UUID, asked_before: datetime) -> Sequence[DialogueRequest]:
    """Those that count and were made before this moment, held until the transaction ends."""
    return db.session.scalars(
        select(DialogueRequest)
        .where(
            DialogueRequest.unit_id == unit_id,
            DialogueRequest.state == RequestState.COUNTED,
            DialogueRequest.asked_at < asked_before,
        )
        .order_by(DialogueRequest.ordinal)
        .with_for_update()
    ).all()


def requests_counted(unit_id: UUID) -> tuple[int, int]:
    """How many requests to this government count, and how many wait to be looked at."""
    state = DialogueRequest.state
    counts = [
        func.count().filter(state == wanted)
        for wanted in (RequestState.COUNTED, RequestState.WAITING)
    ]
    row = db.session.execute(select(*counts).where(DialogueRequest.unit_id == unit_id)).one()
    return row[0], row[1]


def share_told(event: str, unit_id: UUID) -> int:
    """The share of the voters that was told last, by events of this name; 0 before the first.

    It is less than is reached when voters were counted anew, or for the first time, since; and it
    begins anew once a dialogue was held.
    """
    facts = db.session.scalar(
        select(Event.facts)
        .where(Event.name.in_((event, HELD)), Event.unit_id == unit_id)
        .order_by(Event.id.desc())
        .limit(1)
    )
    share: int | None = facts.get("voters_share") if facts else None
    return share or 0
