"""Who hears of what, by which way: one table, and the subscriber that follows it."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from api.cases.models import Case
from api.core import jobs
from api.core.database import db
from api.events.models import Event
from notifications.audiences import is_large, some_registered, told_of
from notifications.models import Audience, ChannelName
from notifications.telling import tell

A = Audience
A_BATCH: Final = 200
"""People of a large audience who are told in one transaction."""

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
    "commitment.progressed": {A.AUTHOR: _SEEN},
    "commitment.reported_done": {A.AUTHOR: _SURE, A.INSPECTORS: _INBOX},
    "commitment.confirmed": {A.HOLDER: _INBOX, A.INSPECTORS: _SEEN},
    "commitment.verified": {A.AUTHOR: _SEEN, A.HOLDER: _INBOX},
    "commitment.rejected": {A.AUTHOR: _SEEN, A.HOLDER: _SENT, A.SUPERIOR: _SENT},
    "commitment.failed": {A.AUTHOR: _SURE, A.SUPERIOR: _SENT},
    "commitment.postponement_asked": {A.SUPERIOR: _SENT},
    "commitment.postponed": {A.AUTHOR: _SEEN, A.HOLDER: _INBOX},
    "commitment.postponement_refused": {A.HOLDER: _SENT},
    "obligation.due_soon": {A.HOLDER: _SENT},
    "obligation.overdue": {A.LADDER: _SENT},
    "obligation.moved": {A.AUTHOR: _SEEN, A.HOLDER: _INBOX},
    "dialogue.requested": {A.HOLDER: _INBOX},
    "dialogue.proposed": {A.HOLDER: _SENT, A.FRONT: _INBOX},
    "dialogue.proposal_answered": {A.FRONT: _SENT},
    "dialogue.scheduled": {A.HOLDER: _INBOX},
    "dialogue.announced": {A.PRESIDERS: _INBOX, A.INVITED: _SEEN},
    "dialogue.rescheduled": {A.PRESIDERS: _SENT, A.INVITED: _SENT, A.REGISTERED: _SURE},
    "dialogue.cancelled": {A.PRESIDERS: _SENT, A.INVITED: _SENT, A.REGISTERED: _SURE},
    "dialogue.held": {A.PRESIDERS: _INBOX},
    "dialogue.results_published": {A.REGISTERED: _SENT},
    "registration.promoted": {A.REGISTERED: _SURE},
    "registration.reminded": {A.REGISTERED: _SURE},
    "registration.cancelled": {A.REGISTERED: _SURE},
    "reception.not_held": {A.BOOKED: _SURE, A.RECEIVERS: _INBOX},
    "reception.reminded": {A.BOOKED: _SURE},
    "question.asked": {A.RECEIVERS: _INBOX},
    "question.withheld": {A.AUTHOR: _SENT},
    "question.grouped": {A.AUTHOR: _SEEN},
    "question.assigned": {A.HOLDER: _SENT},
    "question.unassigned": {A.HOLDER: _INBOX},
    "question.prepared": {A.RECEIVERS: _INBOX},
    "question.decided": {A.AUTHOR: _SURE, A.TOGETHER: _SURE, A.HOLDER: _INBOX},
    "question.answered": {A.AUTHOR: _SURE, A.TOGETHER: _SURE},
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
    "No part of the product records these yet.": """
        decision.sent .published
        community_decision.received .recognised .refused
        supervision.scheduled .announced
        report.sent
        briefing.held
        recommendation.sent .answered
    """,
    "Who asked a question hears of its outcome, and of this only when it is not shown.": """
        question.published
    """,
    "Who was told of a wrong outcome is told of the right one, which follows at once.": """
        question.corrected
    """,
    "It waits on the desk of who signs, and is read with the case.": "petition.drafted .noted",
    "It is read beside the dialogue by who prepares it; results are told of once published.": """
        dialogue.opinions_collected .synthesised .agenda_set .concluded
    """,
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

    Nothing is sent here. Planning the same event again adds nothing. Of a large audience the first
    are told here, and the others by jobs that follow one another.
    """
    case = db.session.get(Case, event.case_id) if event.case_id is not None else None
    for audience, channels in HEARS_OF.get(event.name, {}).items():
        if is_large(audience, event):
            tell_some(event, None)
        else:
            tell(event, audience, channels, list(told_of(audience, event, case)))


def tell_some(event: Event, after: UUID | None) -> None:
    """Tell the next of those who registered, after this account; a job goes on from there.

    Told again they are not told twice, and no second chain of jobs begins.
    """
    found = some_registered(event, after, A_BATCH)
    case = db.session.get(Case, event.case_id)
    channels = HEARS_OF[event.name][A.REGISTERED]
    told = [(case, each) for each in found if each != event.actor_id]
    is_new = tell(event, A.REGISTERED, channels, told)
    if len(found) == A_BATCH and is_new:
        jobs.defer("notifications.tell_registered", event_id=event.id, after=found[-1])
