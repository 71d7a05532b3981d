"""One letter about several matters becomes several petitions, each settled by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.fields import field_of
from api.authorities.lookup import position_named, unit_named
from api.authorities.policy import Act
from api.cases.models import Kind
from api.cases.representatives import Representative
from api.core import clock
from api.core.access import Actor
from api.core.database import db, lock
from api.core.ids import new_code, new_receipt_number
from api.events.actions import record
from api.petitions import queries
from api.petitions.errors import IdTaken, UnknownField
from api.petitions.groups import Group, group_of, representatives_of
from api.petitions.joint_errors import LodgedNotSplit, OthersGoOnInIt
from api.petitions.mergers import has_merged
from api.petitions.models import Petition
from api.petitions.notes import Note
from api.petitions.signers import must_act_for, to_change
from api.petitions.splits import Split, parts_of
from api.petitions.states import PetitionState
from api.petitions.submission import Submission
from api.routing.actions import position_for
from api.routing.models import Question


@dataclass(frozen=True)
class Piece:
    """One matter of a letter, as the clerk words it. What is left out is as in the letter."""

    id: UUID
    text: str
    kind: Kind | None = None
    title: str | None = None
    field: str | None = None
    about: dict[str, str] | None = None


def split(petition_id: UUID, actor: Actor, pieces: Sequence[Piece], reason: str) -> Petition:
    """The letter becomes these petitions, received when it was; it keeps its own words.

    The same again changes nothing. Each part has a holder, a code and clocks of its own, and its
    sender, and who stands for them, are those of the letter.
    """
    petition = to_change(petition_id, actor, Act.SPLIT)
    must_act_for(petition, actor)
    if _is_split_so(petition, pieces):
        return petition
    _must_be_divisible(petition)
    now = clock.now()
    petition.become(PetitionState.SPLIT, now)
    if petition.proposal is not None:
        petition.proposal.overtake(actor.position_id, now)
    petition.notes.append(Note(act=Act.SPLIT, words=reason, at=now, position_id=actor.position_id))
    parts = [_part(petition, piece, actor) for piece in sorted(pieces, key=lambda each: each.id)]
    order = {piece.id: number for number, piece in enumerate(pieces, start=1)}
    db.session.add_all(
        Split(part_id=part.id, whole_id=petition.id, ordinal=order[part.id]) for part in parts
    )
    codes = [part.code for part in sorted(parts, key=lambda each: order[each.id])]
    record("petition.split", petition, at=now, actor=actor, parts=codes)
    return petition


def _is_split_so(petition: Petition, pieces: Sequence[Piece]) -> bool:
    if petition.state != PetitionState.SPLIT:
        return False
    return {each.id for each in parts_of(petition.id)} == {piece.id for piece in pieces}


def _must_be_divisible(petition: Petition) -> None:
    if petition.is_lodged:
        raise LodgedNotSplit(code=petition.code)
    if has_merged(petition.id):
        raise OthersGoOnInIt(code=petition.code)


def _part(petition: Petition, piece: Piece, actor: Actor) -> Petition:
    lock(piece.id)
    if queries.petition_with(piece.id) is not None:
        raise IdTaken
    part = _made(petition, piece, actor)
    db.session.add(part)
    record(
        "petition.received",
        part,
        at=part.opened_at,
        actor=actor,
        channel=part.channel,
        lodged=False if part.kind is Kind.COMPLAINT else None,
    )
    _stand_for(petition, part)
    return part


def _made(petition: Petition, piece: Piece, actor: Actor) -> Petition:
    kind, field = piece.kind or petition.kind, _field(petition, piece)
    about_unit, about_position = _about(petition, piece)
    route = position_for(
        Question(
            kind=kind,
            addressee=petition.addressee,
            field=field,
            area_code=petition.area_code,
            about_unit_id=about_unit,
            about_position_id=about_position,
            instance=1,
        )
    )
    unit, main = directory().unit(route.unit_id), field_of(field)
    return Petition(
        id=piece.id,
        province_code=petition.province_code,
        code=new_code(),
        receipt_number=new_receipt_number(),
        kind=kind,
        addressee=petition.addressee,
        field=main,
        subfield=field if field != main else None,
        area_code=petition.area_code,
        unit_id=unit.id,
        unit_area_code=unit.area_code,
        holder_id=route.position_id,
        holder_reason=route.row_id,
        assigned_unit_id=route.prepares_unit_id,
        instance=1,
        about_unit_id=about_unit,
        about_position_id=about_position,
        visibility=petition.visibility,
        state=PetitionState.RECEIVED,
        author_id=petition.author_id,
        opened_at=petition.opened_at,
        text=piece.text,
        title=piece.title or petition.title,
        place=petition.place,
        latitude=petition.latitude,
        longitude=petition.longitude,
        petitioner=petition.petitioner,
        contact=petition.contact,
        helper=petition.helper,
        channel=petition.channel,
        submission_hash=Submission(kind=kind, text=piece.text, title=piece.title).hash,
        late_because=petition.late_because,
        entered_by_id=actor.account_id,
    )


def _field(petition: Petition, piece: Piece) -> str | None:
    if piece.field is None:
        return petition.subfield or petition.field
    if field_of(piece.field) is None:
        raise UnknownField(field=piece.field)
    return piece.field


def _about(petition: Petition, piece: Piece) -> tuple[UUID | None, UUID | None]:
    if piece.about is None:
        return petition.about_unit_id, petition.about_position_id
    unit = unit_named(piece.about["unit"]).id if "unit" in piece.about else None
    position = position_named(piece.about["position"]).id if "position" in piece.about else None
    return unit, position


def _stand_for(petition: Petition, part: Petition) -> None:
    """Of several people's letter each part is theirs too, with the same to stand for them."""
    group = group_of(petition.id)
    if group is None:
        return
    db.session.add(
        Group(
            petition_id=part.id,
            count=group.count,
            appointed_by=group.appointed_by,
            appointed_on=group.appointed_on,
        )
    )
    db.session.add_all(_same(each, part.id) for each in representatives_of(petition.id))


def _same(one: Representative, case_id: UUID) -> Representative:
    return Representative(
        case_id=case_id,
        account_id=one.account_id,
        name=one.name,
        address=one.address,
        contact=one.contact,
        is_main=one.is_main,
        since=one.since,
    )
