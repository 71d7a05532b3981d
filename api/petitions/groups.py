"""A petition of several people: how many they are, and who stands for them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column

from api.accounts.actions import resident_with
from api.accounts.errors import NotAMobileNumber
from api.accounts.phones import mobile
from api.authorities.policy import Act
from api.cases.access import roles_on
from api.cases.models import Kind
from api.cases.representatives import Representative
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import Model, db
from api.core.errors import Forbidden, Missing
from api.core.i18n import preferred_locale
from api.events.actions import record
from api.petitions.joint_errors import (
    FewerThanRepresentatives,
    NotARepresentative,
    TakenBackByAll,
    TooManyRepresentatives,
)
from api.petitions.mergers import has_merged
from api.petitions.models import Petition
from api.petitions.signers import to_change

_FILE = Path(__file__).parent / "data" / "groups.toml"

MAIN = "main"


class AppointmentForm(StrEnum):
    """How the others named who stands for them."""

    WRITTEN = "written"


class Group(Model):
    """Several people ask together (đơn nhiều người); their representatives stand apart."""

    __tablename__ = "petition_groups"

    petition_id: Mapped[UUID] = mapped_column(ForeignKey("petitions.id"), primary_key=True)
    count: Mapped[int | None]
    """How many they are, when they said so."""
    appointed_by: Mapped[AppointmentForm | None]
    """How the representatives were named; none while nothing of it is here."""
    appointed_on: Mapped[date | None]


@dataclass(frozen=True)
class Bound:
    """How many may stand for a group, and by which text."""

    most: int
    source: str
    confidence: str


def bound(kind: Kind, people: int) -> Bound | None:
    """At most how many stand for so many people; None where no number is known."""
    row = _table().get(kind)
    if row is None:
        return None
    reached = [step["most"] for step in row["steps"] if people >= step["from"]]
    return Bound(reached[-1], row["source"], row["confidence"]) if reached else None


def is_appointed_in_writing(kind: Kind) -> bool:
    """Whether the text wants the representatives named in writing."""
    return bool(_table().get(kind, {}).get("appointment") == AppointmentForm.WRITTEN)


def check(people: Mapping[str, Any], kind: Kind) -> None:
    """Refuses more representatives than people, or than the text about this kind lets there be."""
    named = len(people["representatives"])
    count = people.get("count")
    if count is not None and count < named:
        raise FewerThanRepresentatives(count=count, representatives=named)
    allowed = bound(kind, count or named)
    if count is None and allowed is None:
        return
    if allowed is not None and named > allowed.most:
        raise TooManyRepresentatives(
            most=allowed.most, source=allowed.source, confidence=allowed.confidence
        )


def come_together(petition: Petition, people: Mapping[str, Any], at: datetime) -> None:
    """The petition is one of several people, who have named these to stand for them."""
    _keep(petition, people)
    db.session.add_all(_named(petition, people["representatives"], at))


def _keep(petition: Petition, people: Mapping[str, Any]) -> None:
    """How many they are, and how they named who stands for them."""
    appointment = people.get("appointment") or {}
    signed_on = appointment.get("signed_on")
    group = db.session.get(Group, petition.id) or Group(petition_id=petition.id)
    group.count = people.get("count")
    group.appointed_by = AppointmentForm(appointment["form"]) if appointment else None
    group.appointed_on = date.fromisoformat(signed_on) if signed_on else None
    db.session.add(group)


def main_of(people: Mapping[str, Any] | None) -> dict[str, str] | None:
    """Name and address of the one the office turns to first, as a petition keeps its sender."""
    if people is None:
        return None
    found = min(people["representatives"], key=lambda each: each.get("position") != MAIN)
    return {name: found[name] for name in ("name", "address") if found.get(name)}


def group_of(petition_id: UUID) -> Group | None:
    """The group whose petition it is; None when it is one person's."""
    return db.session.get(Group, petition_id)


def representatives_of(petition_id: UUID) -> Sequence[Representative]:
    """Who stands for them today, the first to turn to first."""
    return db.session.scalars(
        select(Representative)
        .where(Representative.case_id == petition_id, Representative.left_at.is_(None))
        .order_by(Representative.is_main.desc(), Representative.id)
    ).all()


def has_representatives(petition_id: UUID) -> bool:
    """Whether somebody with an account stands for its people."""
    counted = select(func.count()).where(
        Representative.case_id == petition_id,
        Representative.left_at.is_(None),
        Representative.account_id.is_not(None),
    )
    return bool(db.session.scalar(counted))


def must_be_one_persons(petition: Petition) -> None:
    """Refuses that one of several people takes it back for the others."""
    if group_of(petition.id) is not None or has_merged(petition.id):
        raise TakenBackByAll(code=petition.code)


def leave(petition_id: UUID, actor: Actor) -> Petition:
    """A representative stands for the others no more; their petition goes on."""
    petition = to_change(petition_id, actor, Act.INFORMATION)
    own = [each for each in representatives_of(petition.id) if each.account_id == actor.account_id]
    if not own:
        raise NotARepresentative(code=petition.code)
    now = clock.now()
    for each in own:
        each.left_at = now
    record("petition.represented", petition, at=now, actor=actor, gone=len(own))
    return petition


def change(petition_id: UUID, actor: Actor, people: Mapping[str, Any], reason: str) -> Petition:
    """The receiving officer enters whom the people named instead, and why."""
    petition = to_change(petition_id, actor, Act.LODGEMENT)
    check(people, petition.kind)
    now, named = clock.now(), _named(petition, people["representatives"], clock.now())
    before = {_person(each): each for each in representatives_of(petition.id)}
    for each in named:
        kept = before.pop(_person(each), None)
        if kept is None:
            db.session.add(each)
        else:
            kept.address, kept.is_main = each.address, each.is_main
    for each in before.values():
        each.left_at, each.left_because = now, reason
    _keep(petition, people)
    record("petition.represented", petition, at=now, actor=actor, named=len(named))
    return petition


def must_know_people(petition: Petition, actor: Actor) -> None:
    """Refuses who is neither one of the senders nor an official who sees the petition."""
    roles = roles_on(actor, petition)
    if not roles:
        raise Missing
    if roles <= {Role.VISITOR, Role.MONITOR, Role.MODERATOR}:
        raise Forbidden


def _named(
    petition: Petition, given: Sequence[Mapping[str, Any]], at: datetime
) -> list[Representative]:
    first = min(given, key=lambda each: each.get("position") != MAIN)
    made = []
    for each in given:
        contact = _contact(each.get("contact"))
        phone = (contact or {}).get("phone", "")
        made.append(
            Representative(
                case_id=petition.id,
                account_id=resident_with(phone, preferred_locale())
                if _can_sign_in(phone)
                else None,
                name=each["name"],
                address=each.get("address"),
                contact=contact,
                is_main=each is first,
                since=at,
            )
        )
    return made


def _person(one: Representative) -> tuple[str, str | None]:
    """Tells whether the same one is named again."""
    return one.name, (one.contact or {}).get("phone")


def _contact(contact: Mapping[str, str] | None) -> dict[str, str] | None:
    """A mobile number in the one form in which it is compared."""
    if not contact:
        return None
    phone = contact.get("phone")
    return dict(contact) | ({"phone": mobile(phone)} if phone and _can_sign_in(phone) else {})


def _can_sign_in(phone: str) -> bool:
    try:
        return bool(phone and mobile(phone))
    except NotAMobileNumber:
        return False


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
