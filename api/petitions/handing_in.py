"""Handing in: one submission becomes one petition, however often it is sent."""

from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy.orm.attributes import set_committed_value

from api.authorities.directory import directory
from api.cases.models import Kind
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db, lock
from api.core.ids import new_code, new_receipt_number
from api.core.limits import Limit
from api.events.actions import record
from api.petitions import chains, files, queries
from api.petitions.errors import (
    AlreadyEntered,
    IdTaken,
    ReceivedBeforeUnit,
    TooManyPetitions,
)
from api.petitions.groups import check, come_together, main_of
from api.petitions.intake import Found, look_up
from api.petitions.intake_notes import Door
from api.petitions.models import Petition
from api.petitions.states import PetitionState
from api.petitions.submission import Submission
from api.routing.actions import position_for
from api.routing.models import Question

AN_HOUR = Limit("petitions", 30, timedelta(hours=1))


def submit(
    petition_id: UUID, submission: Submission, actor: Actor, door: Door | None = None
) -> tuple[Petition, bool]:
    """Hand in a petition; the same submission again is the same petition.

    `door` is that of who enters many for others; without it, that of the person who asks. Says
    also whether it is new. Raises `IdTaken` for another submission with the same id.
    """
    lock(petition_id)
    earlier = queries.petition_with(petition_id)
    if earlier is not None:
        if (earlier.submission_hash, earlier.entered_by_id) != (submission.hash, actor.account_id):
            raise IdTaken
        return queries.petition_to_read(petition_id), False
    found = look_up(submission, actor, door)
    if submission.people is not None:
        check(submission.people, submission.kind)
    _refuse_floods_and_doubles(submission, actor)
    first = chains.followed_by(submission, found.received_at, actor)
    petition = _handed_in(petition_id, submission, chains.placed(found, first), actor)
    db.session.add(petition)
    for part in ("answers", "proposals", "notes"):
        set_committed_value(petition, part, [])
    set_committed_value(petition, "public_text", None)
    files.hand_in(petition, submission.attachments, submission.scan, actor)
    record(
        "petition.received",
        petition,
        at=petition.opened_at,
        actor=actor,
        channel=petition.channel,
        lodged=False if petition.kind is Kind.COMPLAINT else None,
        entered_late=petition.late_because is not None or None,
        follows=str(first.petition.id) if first else None,
    )
    if submission.people is not None:
        come_together(petition, submission.people, clock.now())
    chains.follow(petition, first, actor)
    return petition, True


def _handed_in(petition_id: UUID, submission: Submission, found: Found, actor: Actor) -> Petition:
    usual = position_for(
        Question(
            kind=submission.kind,
            addressee=submission.addressee,
            field=submission.field,
            area_code=found.area_code,
            about_unit_id=found.about_unit_id,
            about_position_id=found.about_position_id,
            instance=submission.instance or 1,
        )
    )
    route = chains.settled_above(usual, found.settler_id)
    unit = directory().unit(route.unit_id)
    if clock.vietnam_date(found.received_at) < unit.founded_on:
        raise ReceivedBeforeUnit(founded_on=unit.founded_on.isoformat())
    location, source = submission.location or {}, submission.source or {}
    return Petition(
        id=petition_id,
        province_code=directory().areas[unit.area_code].province_code,
        code=new_code(),
        receipt_number=new_receipt_number(),
        kind=submission.kind,
        addressee=submission.addressee,
        field=found.field,
        subfield=found.subfield,
        area_code=found.area_code,
        unit_id=unit.id,
        unit_area_code=unit.area_code,
        holder_id=route.position_id,
        holder_reason=route.row_id,
        assigned_unit_id=route.prepares_unit_id,
        instance=submission.instance or 1,
        about_unit_id=found.about_unit_id,
        about_position_id=found.about_position_id,
        visibility=submission.visibility,
        state=PetitionState.RECEIVED,
        author_id=actor.account_id if actor.is_(Role.RESIDENT) else None,
        opened_at=found.received_at,
        text=submission.text,
        title=submission.title,
        place=submission.place,
        latitude=location.get("lat"),
        longitude=location.get("lon"),
        petitioner=submission.petitioner or main_of(submission.people),
        contact=found.contact,
        helper=submission.helper,
        channel=found.channel,
        source_system=source.get("system"),
        source_ref=source.get("ref"),
        submission_hash=submission.hash,
        late_because=submission.reason,
        intake=found.notes,
        shown_place=submission.shown_place,
        entered_by_id=actor.account_id,
    )


def _refuse_floods_and_doubles(submission: Submission, actor: Actor) -> None:
    if actor.is_(Role.RESIDENT) and not AN_HOUR.hit(str(actor.account_id)):
        raise TooManyPetitions
    source = submission.source
    if source:
        lock(uuid5(NAMESPACE_URL, f"{source['system']}:{source['ref']}"))
    if source and (entered := queries.entered_from(source["system"], source["ref"])):
        raise AlreadyEntered(code=entered.code)
