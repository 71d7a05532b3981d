"""Who acts in the story: officials in their positions, and senders who are made up."""

from uuid import UUID

from sqlalchemy import insert, select

from api.accounts.models import Account, AccountKind
from api.authorities import actions as authorities
from api.authorities.directory import directory
from api.authorities.policy import roles_of
from api.authorities.rows import AppointmentRow
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db
from api.core.ids import new_id
from api.demo.cast import cast
from api.demo.story import story
from notifications import actions as notifications
from notifications.queries import inbox


class Players:
    """Everybody who acts, each found once."""

    def __init__(self) -> None:
        self._found: dict[UUID | int, Actor] = {}

    def holding(self, code: str) -> Actor:
        """Whoever holds the position with this code."""
        position = directory().position_by_code(code)
        if position is None:
            raise KeyError(code)
        return self.at(position.id)

    def at(self, position_id: UUID) -> Actor:
        """Whoever holds this position, acting in it."""
        if position_id not in self._found:
            self._found[position_id] = _official(position_id)
        return self._found[position_id]

    def sender(self, number: int) -> Actor:
        """The sender with this number, signed in."""
        if number not in self._found:
            self._found[number] = _actor(_resident(number), Role.RESIDENT)
        return self._found[number]

    def read_messages(self) -> None:
        """Everybody who signs in reads what they were told so far."""
        signing_in = [each.position for each in cast().sign_ins if each.position is not None]
        senders = [key for key in self._found if isinstance(key, int)]
        for actor in [*map(self.holding, signing_in), *map(self.sender, senders)]:
            for newest in inbox(actor, None, 1)[:1]:
                notifications.read_until(newest.id, actor)


def name_of(number: int) -> str:
    """What the sender with this number is called: nobody could be called so."""
    names = cast().names
    return f"{names[number % len(names)]} {story().given['senders']['numbered_from'] + number}"


def phone_of(number: int) -> str:
    """The sender's telephone number, which belongs to nobody."""
    return f"{story().given['senders']['phone']}{number:04d}"


def seat() -> None:
    """Whoever holds a position where the story takes place can act.

    Nobody can sign in as one of them: there is no password.
    """
    held = [each for each in directory().appointments if each.account_id is None]
    places = story().places
    desks = {each.position_id: directory().position(each.position_id) for each in held}
    seated = {
        each: desks[each.position_id]
        for each in held
        if directory().unit(desks[each.position_id].unit_id).area_code in places
    }
    if not seated:
        return
    rows = [
        {"id": new_id(), "kind": AccountKind.OFFICIAL, "login": desk.code}
        for desk in seated.values()
    ]
    now = clock.now()
    db.session.execute(insert(Account), [row | {"created_at": now} for row in rows])
    authorities.keep_appointments(
        AppointmentRow(
            position_code=desk.code,
            person=each.person,
            manner=each.manner,
            from_on=each.from_on,
            until_on=each.until_on,
            login=desk.code,
        )
        for each, desk in seated.items()
    )


def _official(position_id: UUID) -> Actor:
    position = directory().position(position_id)
    held = directory().holder_on(position_id, clock.today())
    if held is None or held.account_id is None:
        raise KeyError(position.code)
    roles = roles_of(position.title, directory().unit(position.unit_id).kind)
    return Actor(
        account_id=held.account_id,
        session_id=held.account_id,
        roles=roles,
        position_id=position_id,
        position_ids=frozenset({position_id}),
    )


def _resident(number: int) -> UUID:
    phone = phone_of(number)
    found = db.session.scalar(select(Account.id).where(Account.phone == phone))
    if found is not None:
        return found
    account = Account(kind=AccountKind.RESIDENT, phone=phone, created_at=clock.now())
    db.session.add(account)
    db.session.flush()
    return account.id


def _actor(account_id: UUID, role: Role) -> Actor:
    return Actor(account_id=account_id, session_id=account_id, roles=frozenset({role}))
