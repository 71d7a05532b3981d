"""Why a message that waits is not to be sent any more: asked at the moment of sending."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from api.cases.models import Case
from api.core.database import db
from api.dialogues.receptions.bookings import Booking, BookingState
from api.dialogues.registrations import Registration, RegistrationState
from api.petitions.models import Petition
from api.petitions.states import PetitionState
from api.regulation.models import Obligation, ObligationState
from notifications.addresses import reach_of
from notifications.audiences import may_see
from notifications.models import COMING, OF_THEIR_OWN, ChannelName
from notifications.policy import policy
from notifications.queries import Pending

REMINDERS: Final = frozenset({"obligation.due_soon", "obligation.overdue"})
"""What is said only while the duty is still owed."""

OF_A_PLACE: Final = "reception.reminded"
"""What is said only while they mean to come to that day."""

OF_A_SEAT: Final = frozenset({"registration.promoted", "registration.reminded"})
"""What is said only while they have their seat."""

LAST_WORD: Final = "petition.withdrawn"
"""After it nothing more is told of the case."""


def reason_to_withdraw(pending: Pending, case: Case | None, at: datetime) -> str | None:
    """A code that says why nothing is sent; None when it is to be sent."""
    reasons = (code for code, holds in _REASONS.items() if holds(pending, case, at))
    return next(reasons, None)


def _is_stale(pending: Pending, _: Case | None, at: datetime) -> bool:
    return at - pending.event.recorded_at > policy().stale_after


def _is_closed(pending: Pending, _: Case | None, __: datetime) -> bool:
    return pending.account is not None and pending.account.closed_at is not None


def _is_hidden(pending: Pending, case: Case | None, _: datetime) -> bool:
    """Senders are told of their own; officials of what they may see today."""
    message = pending.message
    if message.audience in OF_THEIR_OWN | COMING or message.account_id is None:
        return False
    return not may_see(message.account_id, case)


def _is_gone(pending: Pending, case: Case | None, _: datetime) -> bool:
    withdrawn = isinstance(case, Petition) and case.state == PetitionState.WITHDRAWN
    return withdrawn and pending.event.name != LAST_WORD


def _is_done(pending: Pending, _: Case | None, __: datetime) -> bool:
    named = pending.event.facts.get("obligation")
    if pending.event.name not in REMINDERS or named is None:
        return False
    found = db.session.get(Obligation, UUID(named))
    return found is not None and found.state is not ObligationState.OPEN


def _is_given_up(pending: Pending, _: Case | None, __: datetime) -> bool:
    """Whether they have no seat any more of which they would be told that they have one."""
    named = pending.event.facts.get("registration")
    if pending.event.name not in OF_A_SEAT or named is None:
        return False
    found = db.session.get(Registration, UUID(named))
    return found is None or found.state != RegistrationState.CONFIRMED


def _is_given_back(pending: Pending, _: Case | None, __: datetime) -> bool:
    """Whether they gave the place back of which they would be reminded, or the day was moved."""
    named = pending.event.facts.get("booking")
    if pending.event.name != OF_A_PLACE or named is None:
        return False
    found = db.session.get(Booking, UUID(named))
    day = pending.event.facts.get("reception")
    return found is None or found.state != BookingState.BOOKED or str(found.reception_id) != day


def _is_unwanted(pending: Pending, case: Case | None, _: datetime) -> bool:
    reach, channel = reach_of(pending.message.account_id, case), pending.delivery.channel
    if channel is ChannelName.PUSH:
        return not reach.is_pushed
    return reach.address(channel) is None


_REASONS: Mapping[str, Callable[[Pending, Case | None, datetime], bool]] = {
    "STALE": _is_stale,
    "ACCOUNT_CLOSED": _is_closed,
    "NOT_VISIBLE": _is_hidden,
    "CASE_WITHDRAWN": _is_gone,
    "NOT_OWED": _is_done,
    "NO_SEAT": _is_given_up,
    "NO_PLACE": _is_given_back,
    "SWITCHED_OFF": _is_unwanted,
}
"""News too old, an account closed, a case that its reader may see no more or that was withdrawn, a
duty that is done, a seat given up or a place given back, a way the reader does not want or that
leads nowhere by now."""
