"""Who is in an audience of an event: accounts, or the sender whom no account stands for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from api.accounts.models import Account
from api.authorities.directory import directory
from api.authorities.models import UnitKind
from api.authorities.policy import roles_of
from api.cases.access import head_above, sight_from
from api.cases.models import Case
from api.cases.representatives import accounts_representing
from api.core import clock
from api.core.access import Role
from api.core.database import db
from api.dialogues.questions.queries import asking_with
from api.dialogues.receptions.bookings import account_booked, accounts_booked
from api.dialogues.registration_queries import account_registered, accounts_registered
from api.dialogues.sessions import Dialogue, Presider
from api.events.models import Event
from api.petitions.mergers import merged_into
from api.petitions.supporters import followers_of
from notifications.addresses import NOWHERE, account_behind, left_on
from notifications.models import Audience

NAMES_THE_PREPARER = "petition.assigned"
"""Its fact `to` is the position that prepares from then on, whoever does so later."""

HANDS_OVER = "petition.returned"
"""Its fact `left` is the unit that gave it up: the same as before when it is only routed anew."""

CLASSIFIES = "petition.classified"
"""With the fact `former_kind` when it is of another kind now."""

COMES_IN_PARTS = "dialogue.results_published"
"""Once for each way in which everybody is told."""

PROVES = frozenset({"petition.received"})
"""What its own doer is told of as well: the receipt."""

Member = UUID | None
"""An account; None for the sender as reached at what they left for news."""


def told_of(
    audience: Audience, event: Event, case: Case | None
) -> Iterable[tuple[Case | None, Member]]:
    """Who is told, each of which case: of their own, when it went on in the one of the event."""
    if audience not in (Audience.MERGED, Audience.TOGETHER):
        yield from ((case, each) for each in members(audience, event, case))
    elif case is None:
        return
    elif audience is Audience.TOGETHER:
        yield from _together(event, case)
    else:
        for own in merged_into(case.id):
            yield from ((own, each) for each in members(Audience.AUTHOR, event, own))


def members(audience: Audience, event: Event, case: Case | None) -> Iterable[Member]:
    """Who is told: nobody of what they did themselves, no official of what they may not see."""
    found = dict.fromkeys(_RESOLVERS[audience](event, case))
    is_proof = audience is Audience.AUTHOR and event.name in PROVES
    return [each for each in found if is_proof or each is None or each != event.actor_id]


def may_see(account_id: UUID, case: Case | None) -> bool:
    """Whether an official may see the case today; what is no case's is for whom it is about."""
    held = directory().appointments_of(account_id, clock.today())
    positions = frozenset(appointment.position_id for appointment in held)
    return case is None or bool(sight_from(positions).roles_on(case))


def _together(event: Event, case: Case) -> Iterable[tuple[Case, UUID]]:
    """Who asked what is answered together with the question, then who wants to ask the same."""
    for own, account_id in asking_with(case.id):
        if account_id not in (event.actor_id, case.author_id) and not _is_closed(account_id):
            yield own or case, account_id


def _author(event: Event, case: Case | None) -> Iterable[Member]:
    if case is None or _stays(event) or _is_of_the_office(event):
        return
    account = account_behind(case)
    if account is not None:
        yield account.id
    yield from accounts_representing(case.id)
    if left_on(case) != NOWHERE:
        yield None


def _followers(_: Event, case: Case | None) -> Iterable[Member]:
    """While it is public; who may see it no more follows nothing."""
    if case is None or case.published_at is None:
        return ()
    return [each for each in followers_of(case.id) if not _is_closed(each)]


def _stays(event: Event) -> bool:
    """Whether it was sent back and the same unit answers still: nothing is new outside of it."""
    return event.name == HANDS_OVER and event.facts.get("left") == str(event.unit_id)


def _is_of_the_office(event: Event) -> bool:
    """Whether only its field was said, by which desks share out the work."""
    return event.name == CLASSIFIES and "former_kind" not in event.facts


def _holder(event: Event, case: Case | None) -> Iterable[Member]:
    if _stays(event):
        return ()
    return _holding([event.position_id], case)


def _preparer(event: Event, case: Case | None) -> Iterable[Member]:
    if event.name == NAMES_THE_PREPARER and "to" in event.facts:
        return _holding([UUID(event.facts["to"])], case)
    return _holding([case.assigned_id] if case is not None else [], case)


def _receivers(event: Event, case: Case | None) -> Iterable[Member]:
    """Of the place that looks after the case, or in which it happened."""
    unit = directory().unit(event.unit_id)
    area = case.unit_area_code if case is not None else unit.area_code
    return _holding(_with_role(Role.RECEIVER, area), case)


def _with_role(role: Role, area_code: str) -> Sequence[UUID]:
    """The positions of the place whose holders have this role."""
    known = directory()
    return [
        position.id
        for unit in known.units.values()
        if unit.area_code == area_code
        for position in known.positions_of(unit.id)
        if role in roles_of(position.title, unit.kind)
    ]


def _inspectors(_: Event, case: Case | None) -> Iterable[Member]:
    """Of the place that the matter is in; `may_see` leaves out what is not theirs to look at."""
    if case is None:
        return ()
    return _holding(_with_role(Role.INSPECTOR, case.area_code or case.unit_area_code), case)


def _superior(event: Event, case: Case | None) -> Iterable[Member]:
    """Who decides on a contest is named by its event; else the head above whom it is not about."""
    above = head_above(case) if case is not None else None
    to = event.facts.get("to")
    return _holding([UUID(to) if to else above.id if above else None], case)


def is_large(audience: Audience, event: Event) -> bool:
    """Whether it may be hundreds of people: everybody who registered, not one of them."""
    return audience is Audience.REGISTERED and event.facts.get("registration") is None


def some_registered(event: Event, after: UUID | None, limit: int) -> Sequence[UUID]:
    """Up to so many accounts of those who registered for the dialogue, after this one.

    Of results people are told when the first of them are there, and not for each way.
    """
    if event.case_id is None or (event.name == COMES_IN_PARTS and not _is_first(event)):
        return ()
    return accounts_registered(event.case_id, after, limit)


def _is_first(event: Event) -> bool:
    before = select(Event.id).where(
        Event.case_id == event.case_id, Event.name == event.name, Event.id < event.id
    )
    return db.session.scalar(before.limit(1)) is None


def _registered(event: Event, _: Case | None) -> Iterable[Member]:
    """The person of the one registration it is about."""
    account_id = account_registered(UUID(event.facts["registration"]))
    return [account_id] if account_id is not None else []


def _front(event: Event, _: Case | None) -> Iterable[Member]:
    """Who proposed it, if anybody did, and who watches for the Front of the place."""
    known, to = directory(), event.facts.get("to")
    watching = [
        position.id
        for unit_id in sorted(known.same_place(event.unit_id))
        if known.unit(unit_id).kind is UnitKind.FRONT
        for position in known.positions_of(unit_id)
    ]
    return _holding([*([UUID(to)] if to else []), *watching], None)


def _presiders(_: Event, case: Case | None) -> Iterable[Member]:
    """Who holds, today, a position that presides; everybody may read of a dialogue."""
    if not isinstance(case, Dialogue):
        return ()
    presiding = select(Presider.position_id).where(Presider.dialogue_id == case.id)
    return _holding(db.session.scalars(presiding.order_by(Presider.ordinal)).all(), None)


def _invited(_: Event, case: Case | None) -> Iterable[Member]:
    if not isinstance(case, Dialogue):
        return ()
    units = [UUID(each) for each in (*case.co_organisers, *case.expected_units)]
    heads = [directory().head_of(unit_id) for unit_id in units]
    return _holding([each.id for each in heads if each is not None], None)


def _booked(event: Event, _: Case | None) -> Iterable[Member]:
    """The person of the one booking it is about, else everybody who booked the day.

    Of a day that was moved those are found on the day it was moved to, with their places.
    """
    named = event.facts.get("booking")
    if named is not None:
        account_id = account_booked(UUID(named))
        return [account_id] if account_id is not None else []
    day = event.facts.get("instead") or event.facts.get("reception")
    return accounts_booked(UUID(day)) if day else []


def _holding(positions: Iterable[UUID | None], case: Case | None) -> Iterable[Member]:
    """The accounts of those who hold these positions today and may see the case."""
    today = clock.today()
    for position_id in positions:
        held = directory().holder_on(position_id, today) if position_id is not None else None
        if held is not None and held.account_id is not None and _is_told(held.account_id, case):
            yield held.account_id


def _is_told(account_id: UUID, case: Case | None) -> bool:
    return not _is_closed(account_id) and may_see(account_id, case)


def _is_closed(account_id: UUID) -> bool:
    return db.session.get_one(Account, account_id).closed_at is not None


_RESOLVERS: Mapping[Audience, Callable[[Event, Case | None], Iterable[Member]]] = {
    Audience.AUTHOR: _author,
    Audience.HOLDER: _holder,
    Audience.PREPARER: _preparer,
    Audience.RECEIVERS: _receivers,
    Audience.SUPERIOR: _superior,
    Audience.FOLLOWERS: _followers,
    Audience.INSPECTORS: _inspectors,
    Audience.LADDER: _holder,
    Audience.REGISTERED: _registered,
    Audience.BOOKED: _booked,
    Audience.PRESIDERS: _presiders,
    Audience.INVITED: _invited,
    Audience.FRONT: _front,
}
