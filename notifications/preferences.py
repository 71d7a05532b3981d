"""How somebody wants to be told: what they chose, else what the policy says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from api.core.database import db
from notifications.models import Preference
from notifications.policy import policy
from notifications.quiet import Quiet


@dataclass(frozen=True)
class Choice:
    """By which ways besides the inbox, when not, and at which e-mail address."""

    push: bool
    sms: bool
    """Only where push reaches nobody."""
    email: bool
    quiet: Quiet | None
    address: str | None = None
    """The e-mail address that was given."""
    is_confirmed: bool = False

    @property
    def mailbox(self) -> str | None:
        """Where e-mail may go: the address, once it was confirmed and while e-mail is wanted."""
        return self.address if self.email and self.is_confirmed else None


def choice_of(account_id: UUID) -> Choice:
    """What this account chose; the policy's for who never did."""
    return _choice(db.session.get(Preference, account_id))


def choices_of(account_ids: Collection[UUID]) -> Mapping[UUID, Choice]:
    """What each of these accounts chose, asked at once."""
    chosen = select(Preference).where(Preference.account_id.in_(account_ids))
    found = {each.account_id: each for each in db.session.scalars(chosen)}
    return {each: _choice(found.get(each)) for each in account_ids}


def _choice(found: Preference | None) -> Choice:
    if found is None:
        usual = policy()
        return Choice(usual.push, usual.sms, usual.email, usual.quiet)
    return Choice(
        push=found.push,
        sms=found.sms,
        email=found.email,
        quiet=_quiet(found),
        address=found.address,
        is_confirmed=found.confirmed_at is not None,
    )


def _quiet(found: Preference) -> Quiet | None:
    if found.quiet_from is None or found.quiet_to is None:
        return None
    return Quiet(found.quiet_from, found.quiet_to)
