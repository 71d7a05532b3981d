"""Who may register for a dialogue, and for which seats."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from api.accounts.phones import mobile
from api.accounts.queries import account_with, resident
from api.authorities.directory import directory
from api.authorities.queries import neighbourhood_codes
from api.core import clock
from api.core.access import Actor
from api.dialogues import registration_queries as queries
from api.dialogues.errors import NotTheOrganiser
from api.dialogues.registration_errors import (
    ForTheDesk,
    InvitationUsedUp,
    NameNeeded,
    NobodyRegisters,
    NoSuchVillage,
    NotForThisGroup,
    NotForThisVillage,
    NotTheDay,
    RegistrationClosed,
    UnknownInvitation,
)
from api.dialogues.registrations import Guest, Invitation, Seating
from api.dialogues.scheduling import must_organise
from api.dialogues.seats import FREE, INVITED, of_village
from api.dialogues.sessions import AHEAD, Dialogue, SessionState, Stage


class Person(NamedTuple):
    """Who comes, as far as an account or a number tells."""

    account_id: UUID | None
    phone: str | None


def organises(actor: Actor, dialogue: Dialogue) -> bool:
    """Whether they may keep the list of this dialogue."""
    if actor.position_id is None:
        return False
    try:
        must_organise(actor, directory().unit(dialogue.unit_id))
    except NotTheOrganiser:
        return False
    return True


def person_of(guest: Guest, actor: Actor, *, by_desk: bool) -> Person:
    """Who comes, as far as an account or a number tells."""
    if by_desk:
        if guest.name is None:
            raise NameNeeded
        phone = mobile(guest.phone) if guest.phone else None
        known = resident(phone) if phone else None
        return Person(known.id if known and known.closed_at is None else None, phone)
    if actor.position_id is not None:
        raise NotTheOrganiser
    if guest.phone or guest.is_delegate or guest.is_walk_in:
        raise ForTheDesk
    return Person(actor.account_id, account_with(actor.account_id).phone)


def must_be_near(dialogue: Dialogue, guest: Guest) -> None:
    """Refuses who lives elsewhere than where the dialogue is for."""
    if dialogue.villages and guest.village not in dialogue.villages:
        raise NotForThisVillage(villages=dialogue.villages)
    known = [guest.village] if guest.village else []
    if not neighbourhood_codes(dialogue.unit_area_code, known) >= set(known):
        raise NoSuchVillage(village=guest.village)


def must_be_open(dialogue: Dialogue, now: datetime, *, by_desk: bool) -> None:
    """Refuses a moment outside the hours of registration; a desk writes down until the end."""
    if dialogue.capacity is None or dialogue.registration_to is None:
        raise NobodyRegisters(code=dialogue.code)
    is_ahead = dialogue.state in AHEAD or dialogue.state == SessionState.IN_SESSION
    if not (is_ahead if by_desk else dialogue.stage(now) is Stage.REGISTRATION):
        opens = dialogue.registration_from
        raise RegistrationClosed(
            state=dialogue.stage(now),
            **{"from": opens.isoformat() if opens else None},
            to=dialogue.registration_to.isoformat(),
        )


def must_be_meant(seating: Seating, guest: Guest) -> None:
    """Refuses who belongs to none of the groups for which the dialogue is."""
    if seating.groups and guest.group not in seating.groups:
        raise NotForThisGroup(groups=seating.groups)


def invitation_for(dialogue: Dialogue, guest: Guest) -> Invitation | None:
    """The invitation they show; refuses one that is not known, or was used up."""
    if guest.invitation is None:
        return None
    found = queries.invitation_with(dialogue.id, guest.invitation.strip().upper())
    if found is None:
        raise UnknownInvitation
    if found.used >= found.uses:
        raise InvitationUsedUp(uses=found.uses)
    return found


def home_of(guest: Guest, invitation: Invitation | None) -> str:
    """The sort of seats that are kept for them."""
    if invitation is not None:
        return of_village(invitation.village) if invitation.village else INVITED
    return of_village(guest.village) if guest.is_delegate and guest.village else FREE


def must_be_the_day(dialogue: Dialogue, now: datetime) -> None:
    """Refuses to let people in on another day, or once it is over."""
    is_on = dialogue.state in AHEAD or dialogue.state == SessionState.IN_SESSION
    if not is_on or clock.vietnam_date(now) != clock.vietnam_date(dialogue.starts_at):
        raise NotTheDay(starts_at=dialogue.starts_at.isoformat(), state=dialogue.state)
