"""Where somebody is reached: looked up when a message is planned and again when it is sent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from api.accounts.errors import NotAMobileNumber
from api.accounts.models import Account
from api.accounts.phones import mobile
from api.accounts.queries import account_with, phones_of, resident
from api.cases.models import Case
from api.commitments.models import Commitment
from api.core.database import db
from api.petitions.models import Petition
from notifications import queries
from notifications.models import ChannelName
from notifications.policy import policy
from notifications.preferences import choice_of, choices_of
from notifications.quiet import Quiet


@dataclass(frozen=True)
class Reach:
    """By which ways somebody wants to be told and can be, and when not."""

    phone: str | None = None
    """A mobile number, E.164."""
    email: str | None = None
    is_pushed: bool = False
    """Whether they want push messages, on whatever device."""
    devices: Sequence[UUID] = ()
    quiet: Quiet | None = field(default_factory=lambda: policy().quiet)

    def targets(self, channel: ChannelName) -> Sequence[UUID | None]:
        """On which devices, or (None) at which one other address, they are told by this way.

        An SMS goes only where push reaches nobody; the inbox needs no target.
        """
        if channel is ChannelName.PUSH:
            return self.devices
        if channel is ChannelName.SMS and self.devices:
            return ()
        return (None,) if self.address(channel) else ()

    def address(self, channel: ChannelName) -> str | None:
        """The number for an SMS, the address for a letter."""
        return {ChannelName.SMS: self.phone, ChannelName.EMAIL: self.email}.get(channel)

    def waits_until(self, told: str, moment: datetime) -> datetime | None:
        """When the quiet is over in which `event.audience` would be told; None for at once."""
        if self.quiet is None or told in policy().at_once:
            return None
        return self.quiet.over_at(moment)


NOWHERE = Reach()


def reach_of(account_id: UUID | None, case: Case | None) -> Reach:
    """Where this account is reached; without one, the sender at what they left for news."""
    if account_id is None:
        return left_on(case) if case is not None else NOWHERE
    return reaches_of([account_id])[account_id]


def reaches_of(account_ids: Collection[UUID]) -> Mapping[UUID, Reach]:
    """Where each of these accounts is reached, asked at once for all of them."""
    phones = phones_of(account_ids)
    choices, devices = choices_of(account_ids), queries.living_devices(account_ids)
    return {
        each: Reach(
            phone=phones[each] if choice.sms else None,
            email=choice.mailbox,
            is_pushed=choice.push,
            devices=devices.get(each, ()) if choice.push else (),
            quiet=choice.quiet,
        )
        for each, choice in choices.items()
    }


def account_behind(case: Case) -> Account | None:
    """The account that stands for the sender: their own, else the one with the number they left.

    None also when it was closed: a closed account is told nothing.
    """
    if case.author_id is not None:
        account: Account | None = account_with(case.author_id)
    else:
        account = resident(_contact(case).get("phone", ""))
    return account if account is not None and account.closed_at is None else None


def left_on(case: Case) -> Reach:
    """What the sender left for news and is not reached through an account anyway."""
    account, contact = account_behind(case), _contact(case)
    if account is None and case.author_id is not None:
        return NOWHERE
    known = {account.phone, choice_of(account.id).mailbox} if account is not None else set()
    phone, email = _mobile(contact.get("phone")), contact.get("email")
    return Reach(None if phone in known else phone, None if email in known else email)


def _contact(case: Case) -> dict[str, str]:
    """What was left for news with the petition, also of what its answer promised."""
    petition = db.session.get(Petition, case.origin_id) if isinstance(case, Commitment) else case
    return (petition.contact or {}) if isinstance(petition, Petition) else {}


def _mobile(phone: str | None) -> str | None:
    """The number, when an SMS can reach it; a landline is left to people."""
    try:
        return mobile(phone) if phone else None
    except NotAMobileNumber:
        return None
