"""Writing down that people are told: as many statements for two hundred of them as for one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert

from api.cases.models import Case
from api.core import clock, jobs
from api.core.database import db
from api.core.ids import new_id
from api.events.models import Event
from notifications.addresses import Reach, reach_of, reaches_of
from notifications.models import Audience, ChannelName, Delivery, Message, told_as

Told = tuple[Case | None, UUID | None]
"""The case they are told of, and their account; None for who left an address with it."""


def tell(
    event: Event, audience: Audience, channels: Sequence[ChannelName], told: Sequence[Told]
) -> bool:
    """They have the message, with a delivery and its job for each way; says whether any is new.

    Who was told of it before, as this audience or another, is not told again.
    """
    if not told:
        return False
    made = _insert(Message, [_message(event, audience, each) for each in told])
    rows: list[dict[str, Any]] = []
    waits: dict[UUID, datetime | None] = {}
    reached = _reached(told)
    for message_id, one in _messages(event, audience, told):
        reach = reached[one]
        waits[message_id] = reach.waits_until(told_as(event.name, audience), clock.now())
        rows += _deliveries(message_id, channels, reach)
    _defer(_insert(Delivery, rows), waits)
    return bool(made)


def _message(event: Event, audience: Audience, one: Told) -> dict[str, Any]:
    case, account_id = one
    return {
        "id": new_id(),
        "event_id": event.id,
        "case_id": case.id if case is not None else None,
        "account_id": account_id,
        "audience": audience,
        "created_at": clock.now(),
    }


def _messages(
    event: Event, audience: Audience, told: Sequence[Told]
) -> Iterator[tuple[UUID, Told]]:
    """The messages by which these are told as this audience; none for who is told as another."""
    of = {(case.id if case is not None else None, each): (case, each) for case, each in told}
    accounts = {account_id for _, account_id in told if account_id is not None}
    found = select(Message.id, Message.case_id, Message.account_id).where(
        Message.event_id == event.id,
        Message.audience == audience,
        or_(Message.account_id.in_(accounts), Message.account_id.is_(None)),
    )
    for message_id, case_id, account_id in db.session.execute(found.order_by(Message.id)):
        if (case_id, account_id) in of:
            yield message_id, of[case_id, account_id]


def _reached(told: Sequence[Told]) -> Mapping[Told, Reach]:
    by_account = reaches_of({each for _, each in told if each is not None})
    return {
        (case, each): by_account[each] if each is not None else reach_of(None, case)
        for case, each in told
    }


def _deliveries(
    message_id: UUID, channels: Sequence[ChannelName], reach: Reach
) -> Iterator[dict[str, Any]]:
    for channel in channels:
        for device_id in reach.targets(channel):
            yield {
                "id": new_id(),
                "message_id": message_id,
                "channel": channel,
                "device_id": device_id,
            }


def _defer(made: Sequence[Any], waits: Mapping[UUID, datetime | None]) -> None:
    """A job for each new delivery: at once, or when the quiet of its reader is over."""
    at_once: defaultdict[datetime | None, list[UUID]] = defaultdict(list)
    for row in made:
        at_once[waits[row.message_id]].append(row.id)
    for at, deliveries in at_once.items():
        jobs.defer_many(
            "notifications.deliver", [{"delivery_id": each} for each in deliveries], at=at
        )


def _insert(table: type[Message] | type[Delivery], rows: Sequence[dict[str, Any]]) -> Sequence[Any]:
    """The rows that are new, in the order in which they were given."""
    if not rows:
        return ()
    statement = insert(table).values(rows).on_conflict_do_nothing()
    made = {row.id: row for row in db.session.execute(statement.returning(*table.__table__.c))}
    return [made[each["id"]] for each in rows if each["id"] in made]
