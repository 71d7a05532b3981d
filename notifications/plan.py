"""Who hears of what, by which way: one table, and the subscriber that follows it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from api.cases.models import Case
from api.core import clock, jobs
from api.core.database import db
from api.events.models import Event
from notifications.addresses import reach_of
from notifications.audiences import told_of
from notifications.models import Audience, ChannelName, Delivery, Message, told_as

A = Audience
_INBOX: Final = (ChannelName.INBOX,)
_SEEN: Final = (ChannelName.INBOX, ChannelName.PUSH)
_SENT: Final = (ChannelName.INBOX, ChannelName.PUSH, ChannelName.EMAIL)
_SURE: Final = (ChannelName.INBOX, ChannelName.PUSH, ChannelName.SMS, ChannelName.EMAIL)
"""Also to who has no account: an SMS, or an e-mail, to what was left for news."""

HEARS_OF: Mapping[str, Mapping[Audience, tuple[ChannelName, ...]]] = {
    "petition.received": {A.AUTHOR: _SURE, A.RECEIVERS: _SEEN, A.HOLDER: _INBOX},
    "petition.information_requested": {A.AUTHOR: _SURE},
    "petition.supplemented": {A.PREPARER: _SEEN, A.RECEIVERS: _INBOX},
    "petition.files_added": {A.AUTHOR: _SEEN, A.PREPARER: _INBOX, A.RECEIVERS: _INBOX},
    "petition.proposed": {A.HOLDER: _SEEN},
    "petition.accepted": {A.AUTHOR: _SURE, A.MERGED: _SURE, A.FOLLOWERS: _SEEN},
    "petition.declined": {A.AUTHOR: _SURE, A.MERGED: _SURE, A.FOLLOWERS: _SEEN},
    "petition.guided": {A.AUTHOR: _SURE, A.MERGED: _SURE},
    "petition.transferred": {A.AUTHOR: _SURE, A.MERGED: _SURE, A.FOLLOWERS: _SEEN},
    "petition.filed": {A.AUTHOR: _SURE, A.MERGED: _SURE},
    "petition.returned": {A.AUTHOR: _SURE, A.MERGED: _SURE, A.HOLDER: _SENT, A.RECEIVERS: _SEEN},
    "petition.assigned": {A.PREPARER: _SENT},
    "petition.classified": {A.AUTHOR: _SURE},
    "petition.suspended": {A.AUTHOR: _SURE},
    "petition.resumed": {A.AUTHOR: _SURE},
    "petition.extended": {A.AUTHOR: _SURE},
    "petition.directed": {A.HOLDER: _SENT, A.PREPARER: _INBOX},
    "petition.urged": {A.HOLDER: _SENT, A.PREPARER: _INBOX},
    "petition.answered": {A.AUTHOR: _SURE, A.MERGED: _SURE, A.FOLLOWERS: _SEEN},
    "petition.contested": {A.HOLDER: _SEEN, A.SUPERIOR: _SENT},
    "petition.contest_decided": {A.AUTHOR: _SURE, A.HOLDER: _SEEN},
    "petition.part_asked": {A.HOLDER: _SENT},
    "petition.part_contributed": {A.PREPARER: _SEEN, A.HOLDER: _INBOX},
    "petition.part_declined": {A.PREPARER: _SEEN, A.HOLDER: _INBOX},
    "petition.rated": {A.HOLDER: _INBOX},
    "petition.reopened": {A.AUTHOR: _SURE, A.HOLDER: _SEEN},
    "petition.published": {A.AUTHOR: _SENT},
    "petition.withheld": {A.AUTHOR: _SENT},
    "petition.withdrawn": {A.AUTHOR: _SURE, A.HOLDER: _INBOX, A.PREPARER: _INBOX},
    "petition.withdrawn_in_part": {A.AUTHOR: _SURE, A.HOLDER: _INBOX, A.PREPARER: _INBOX},
    "petition.withdrawal_lodged": {A.AUTHOR: _SURE, A.HOLDER: _SEEN, A.PREPARER: _INBOX},
    "petition.terminated": {A.AUTHOR: _SURE, A.MERGED: _SURE},
    "petition.merged": {A.AUTHOR: _SURE},
    "petition.separated": {A.AUTHOR: _SURE, A.HOLDER: _SEEN},
    "petition.split": {A.AUTHOR: _SURE},
    "petition.represented": {A.AUTHOR: _SENT},
    "petition.closed": {A.AUTHOR: _SURE, A.FOLLOWERS: _SEEN},
    "complaint.lodged": {A.AUTHOR: _SURE, A.HOLDER: _SEEN},
    "screening.held": {A.AUTHOR: _SENT},
    "commitment.made": {A.AUTHOR: _INBOX, A.HOLDER: _INBOX},
    "commitment.reported_done": {A.AUTHOR: _SURE},
    "commitment.verified": {A.AUTHOR: _SEEN, A.HOLDER: _INBOX},
    "commitment.rejected": {A.AUTHOR: _SEEN, A.HOLDER: _SENT},
    "obligation.due_soon": {A.HOLDER: _SENT},
    "obligation.overdue": {A.LADDER: _SENT},
    "obligation.moved": {A.AUTHOR: _SEEN, A.HOLDER: _INBOX},
    "dialogue.requested": {A.HOLDER: _INBOX},
    "dialogue.rescheduled": {A.REGISTERED: _SURE},
    "dialogue.cancelled": {A.REGISTERED: _SURE},
    "registration.promoted": {A.REGISTERED: _SURE},
    "registration.reminded": {A.REGISTERED: _SURE},
    "registration.cancelled": {A.REGISTERED: _SURE},
    "reception.not_held": {A.BOOKED: _SURE, A.RECEIVERS: _INBOX},
    "reception.reminded": {A.BOOKED: _SURE},
}
"""Somebody who is in two audiences of an event is told once, as the first of them."""

_NOT_TOLD: Final = {
    "The event that opens, meets or ends a duty tells of it.": "obligation.opened .met .ended",
    "A paper's number alone is kept, for one desk, which enters it itself.": """
        denunciation.received .declined .transferred .accepted .notified .extended .concluded
        denunciation.conclusion_sent .conclusion_published .overdue .report_demanded .reported
    """,
    "Who was received is in the register of the place.": "reception.held",
    "Who registers reads in the answer whether there is a seat, and has the ticket.": """
        registration.confirmed .queued .attended
    """,
    "How many seats there are stands beside the announcement; who moves up is told so.": """
        dialogue.reseated
    """,
    "How many have the same matter is read as a number, and told to nobody each time.": """
        petition.supported
    """,
    "Nobody can do this yet, so nobody waits to hear of it.": """
        decision.sent .published
        community_decision.received .recognised .refused
        supervision.scheduled .announced
        report.sent
        briefing.held
        dialogue.scheduled .announced .held .results_published
        question.asked .answered
        recommendation.sent .answered
    """,
    "It waits on the desk of who signs, and is read with the case.": "petition.drafted .noted",
    "What was decided is told as being public, or not being it.": "screening.decided",
    "An appeal waits in the queue of the desk that decides.": "screening.appealed",
}


def _names(words: str) -> list[str]:
    """`noun.one .two` as `noun.one`, `noun.two`."""
    found: list[str] = []
    for word in words.split():
        noun = found[-1].partition(".")[0] if word.startswith(".") else ""
        found.append(noun + word)
    return found


SILENT: Final = frozenset(name for words in _NOT_TOLD.values() for name in _names(words))
"""Events nobody is told of; a new name must be put here, with its reason, or into the table."""


def plan(event: Event) -> None:
    """Write down who is to be told of the event, with a job for each delivery.

    Nothing is sent here. Planning the same event again adds nothing.
    """
    case = db.session.get(Case, event.case_id) if event.case_id is not None else None
    for audience, channels in HEARS_OF.get(event.name, {}).items():
        for own, account_id in told_of(audience, event, case):
            message_id = _message(event, audience, account_id, own.id if own else None)
            if message_id is None:
                continue
            reach = reach_of(account_id, own)
            at = reach.waits_until(told_as(event.name, audience), clock.now())
            for channel in channels:
                _deliver(message_id, channel, reach.targets(channel), at)


def _message(
    event: Event, audience: Audience, account_id: UUID | None, case_id: UUID | None
) -> UUID | None:
    """The message that tells them so; None when they are told as another audience."""
    _insert(
        Message,
        event_id=event.id,
        case_id=case_id,
        account_id=account_id,
        audience=audience,
        created_at=clock.now(),
    )
    return db.session.scalar(
        select(Message.id).where(
            Message.event_id == event.id,
            Message.account_id.is_not_distinct_from(account_id),
            Message.case_id.is_not_distinct_from(case_id),
            Message.audience == audience,
        )
    )


def _deliver(
    message_id: UUID,
    channel: ChannelName,
    device_ids: Sequence[UUID | None],
    at: datetime | None,
) -> None:
    for device_id in device_ids:
        made = _insert(Delivery, message_id=message_id, channel=channel, device_id=device_id)
        if made is not None:
            jobs.defer("notifications.deliver", at=at, delivery_id=made)


def _insert(table: type[Message] | type[Delivery], **values: Any) -> UUID | None:
    """The id of the new row; None when it was there already."""
    statement = insert(table).values(values).on_conflict_do_nothing().returning(table.id)
    return db.session.execute(statement).scalar_one_or_none()
