"""Who asks: the session, the account, and the positions it holds today."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from api.accounts import actions as accounts
from api.accounts.models import AccountKind
from api.accounts.officials import UnknownLogin
from api.accounts.queries import Seated, account_with, official, seated
from api.authorities.directory import Directory, directory
from api.authorities.errors import NotHeld
from api.authorities.models import HEADS
from api.authorities.policy import roles_of
from api.authorities.views import PositionView
from api.core import clock
from api.core.access import Actor, Role


def who(token: str) -> Actor | None:
    """Who a session token belongs to, with the roles of today; None when it is not alive."""
    session = seated(token, clock.now())
    if session is None:
        return None
    accounts.saw(session)
    if session.kind is AccountKind.RESIDENT:
        return _simply(session, Role.RESIDENT)
    if session.kind is AccountKind.ADMINISTRATOR:
        return _simply(session, Role.ADMINISTRATOR)
    return _official(session, directory())


def on_behalf_of(name: str) -> Actor:
    """The official who signs in with this login, or else holds the position with this code.

    For commands: there is no session, so its id is nil, and a position named is the one acted in.
    Raises `UnknownLogin` when nobody who can sign in is meant.
    """
    known = directory()
    account = official(name)
    position = known.position_by_code(name) if account is None else None
    holder = known.holder_on(position.id, clock.today()) if position else None
    if account is None and holder is not None and holder.account_id is not None:
        account = account_with(holder.account_id)
    if account is None or account.kind is not AccountKind.OFFICIAL or account.closed_at is not None:
        raise UnknownLogin(login=name)
    seat = position.id if position else None
    nowhere = UUID(int=0)
    return _official(
        Seated(nowhere, account.id, account.kind, account.locale, seat, clock.now(), 0), known
    )


def me(actor: Actor) -> dict[str, Any]:
    """Who is signed in, the positions they hold today, and the one they act in."""
    known = directory()
    held = [known.position(position_id) for position_id in actor.position_ids]
    acting_as = known.position(actor.position_id) if actor.position_id else None
    return {
        "account": account_with(actor.account_id),
        "roles": sorted(actor.roles),
        "acting_as": position_shown(acting_as) if acting_as else None,
        "positions": [position_shown(each) for each in sorted(held, key=lambda p: p.code)],
    }


def works_in(actor: Actor | None, area_code: str) -> bool:
    """Whether somebody holds a position in a body or desk of this very area today."""
    known = directory()
    held = [known.position(position_id) for position_id in actor.position_ids] if actor else []
    return any(known.unit(position.unit_id).area_code == area_code for position in held)


def act_as(actor: Actor, code: str) -> Actor:
    """From now on, in this session, act in another of the positions held."""
    position = directory().position_by_code(code)
    if position is None or position.id not in actor.position_ids:
        raise NotHeld(position=code)
    accounts.sit_at(actor.session_id, position.id)
    return replace(actor, position_id=position.id)


def position_shown(position: PositionView) -> dict[str, Any]:
    """A position with its unit and the person who holds it today."""
    known = directory()
    holder = known.holder_on(position.id, clock.today())
    return {
        "id": position.id,
        "code": position.code,
        "name": position.name,
        "title": position.title,
        "unit": known.unit(position.unit_id).name,
        "person": holder.person if holder else None,
    }


def _simply(session: Seated, role: Role) -> Actor:
    return Actor(
        account_id=session.account_id,
        session_id=session.session_id,
        roles=frozenset({role}),
        locale=session.locale,
    )


def _official(session: Seated, known: Directory) -> Actor:
    """Rights are those of all positions held; one of them is acted in."""
    held = [
        known.position(appointment.position_id)
        for appointment in known.appointments_of(session.account_id, clock.today())
    ]
    roles = frozenset(
        role
        for position in held
        for role in roles_of(position.title, known.unit(position.unit_id).kind)
    )
    ids = [position.id for position in sorted(held, key=lambda p: p.title not in HEADS)]
    return Actor(
        account_id=session.account_id,
        session_id=session.session_id,
        roles=roles,
        locale=session.locale,
        position_id=_acted_in(session.position_id, ids),
        position_ids=frozenset(ids),
    )


def _acted_in(chosen: UUID | None, held: list[UUID]) -> UUID | None:
    """The position chosen, while it is held; else the first, a head's before others."""
    if chosen in held:
        return chosen
    return held[0] if held else None
