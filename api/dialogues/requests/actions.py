"""What people do with requests for a dialogue."""

from datetime import datetime
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.lookup import unit_named
from api.authorities.models import Level, UnitKind
from api.authorities.policy import Act, can, roles_of
from api.authorities.views import UnitView
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db, lock
from api.core.errors import Forbidden, Missing
from api.dialogues.requests import queries
from api.dialogues.requests.errors import AskedAlready, NotOfACommune, RequestIdTaken
from api.dialogues.requests.models import Asked, Demand, DialogueRequest
from api.events.actions import record
from api.regulation.provisions import lowest

ASKED_FOR = "dialogue.requested"
"""A further whole per cent of the voters has asked."""


def ask(request_id: UUID, asked: Asked, actor: Actor) -> tuple[DialogueRequest, bool]:
    """A resident asks for a dialogue; the same request again is the same one.

    Says also whether it is new. Raises `RequestIdTaken` for another request with the same id.
    """
    lock(request_id)
    earlier = queries.request_with(request_id)
    if earlier is not None:
        if (earlier.asked_hash, earlier.account_id) != (asked.hash, actor.account_id):
            raise RequestIdTaken
        return earlier, False
    unit = government_of_commune(asked.unit)
    lock(actor.account_id)
    if queries.has_asked(actor.account_id, unit.id):
        raise AskedAlready(unit=unit.name)
    made = DialogueRequest(
        id=request_id,
        unit_id=unit.id,
        account_id=actor.account_id,
        topic=asked.topic,
        name=asked.name,
        address=asked.address,
        asked_hash=asked.hash,
        asked_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    return made, True


def judge(request_id: UUID, actor: Actor, *, is_voter: bool, reason: str | None) -> DialogueRequest:
    """A receiving officer of the place has looked whether it comes from a voter of the commune."""
    found = queries.request_to_change(request_id)
    if not _keeps(actor, found.unit_id):
        raise Missing
    now = clock.now()
    if not is_voter:
        found.refuse(actor.position_id, reason or "", now)
        return found
    lock(found.unit_id)
    found.count(actor.position_id, now)
    db.session.flush()
    reached = demand(found.unit_id)
    head = directory().head_of(found.unit_id)
    if (reached.share or 0) > queries.share_told(ASKED_FOR, found.unit_id):
        record(
            "dialogue.requested",
            at=now,
            actor=actor,
            unit_id=found.unit_id,
            position_id=head.id if head else None,
            organiser=directory().unit(found.unit_id).kind,
            requests=reached.counted,
            voters=reached.voters,
            voters_share=reached.share,
        )
    return found


def withdraw(request_id: UUID, actor: Actor) -> DialogueRequest:
    """Who asked does so no more. What is owed already stays owed."""
    found = queries.request_to_change(request_id)
    if found.account_id != actor.account_id:
        raise Missing
    found.withdraw()
    return found


def serve(unit_id: UUID, opened_at: datetime) -> None:
    """A dialogue was held: who asked for one before it has had it, and asks anew for another."""
    lock(unit_id)
    for each in queries.to_serve(unit_id, opened_at):
        each.serve()
    db.session.flush()


def demand(unit_id: UUID) -> Demand:
    """How many have asked this government, beside how many it takes."""
    unit = directory().unit(unit_id)
    area = directory().areas[unit.area_code]
    counted, waiting = queries.requests_counted(unit_id)
    return Demand(
        counted=counted,
        waiting=waiting,
        voters=area.voters,
        voters_on=area.voters_on,
        source=area.voters_source,
        needed_share=lowest(ASKED_FOR, "voters_share", clock.today()),
    )


def must_keep_requests(actor: Actor, unit: UnitView) -> None:
    """Refuses who may not read the names of those who asked."""
    if not _keeps(actor, unit.id):
        raise Forbidden


def government_of_commune(code: str) -> UnitView:
    """The unit with this code, when it is one that can be asked for a dialogue."""
    unit = unit_named(code)
    if not _is_asked(unit):
        raise NotOfACommune(unit=unit.name)
    return unit


def government_at(code: str) -> UnitView:
    """The same, where the code is a part of an address; `Missing` when there is none."""
    unit = directory().unit_by_code(code)
    if unit is None or not _is_asked(unit):
        raise Missing
    return unit


def _is_asked(unit: UnitView) -> bool:
    return unit.kind is UnitKind.GOVERNMENT and unit.level is Level.COMMUNE


def _keeps(actor: Actor, unit_id: UUID) -> bool:
    """Whether they act as a receiving officer of the place of this unit."""
    acting = directory().position(actor.position_id) if actor.position_id else None
    if acting is None:
        return False
    own = directory().unit(acting.unit_id)
    roles = roles_of(acting.title, own.kind)
    is_there = own.id in directory().same_place(unit_id)
    return Role.RECEIVER in roles and can(roles, Act.DIALOGUE_REQUEST, own.kind) and is_there
