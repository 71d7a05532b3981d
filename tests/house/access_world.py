"""Petitions of every sort in every state, made by the real actions, and everybody signed in."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any, cast
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from api.accounts import actions as accounts
from api.accounts.models import Account, AccountKind
from api.authorities.directory import directory
from api.authorities.models import Appointment, Manner, Title, Unit
from api.authorities.policy import Authority
from api.authorities.views import PositionView
from api.cases.models import Addressee, Kind, Visibility
from api.core import clock
from api.core.access import Actor
from api.core.database import db
from api.core.errors import Missing
from api.core.reference import forget_stamp
from api.events.models import Event
from api.petitions import actions
from api.petitions.answers import Draft, Result, Signature
from api.petitions.models import Lodgement, Petition
from api.petitions.outcomes import Outcome
from api.petitions.public_text import Maker
from api.petitions.publicity import hold, keep_text, publish
from api.petitions.signers import drafts_answers
from notifications.plan import plan
from tests import make
from tests.conftest import MONDAY, Client
from tests.house.access_cast import CAST, CITY, HERE, Matter, Parents, Person

STATES = ("received", "proposed", "accepted", "in_progress", "at_signature", "answered", "declined")
PUBLICITY = ("", "public", "held")
SENDER, PHONE, PLACE = "Người Gửi Riêng", "0355000111", 20.853211
"""What only those may read who read the sender and the exact place."""

WORD = "ngõđặcbiệt"
"""In the words of every petition."""

_BODIES = {
    Addressee.PARTY: ("dang", "dang-bi-thu"),
    Addressee.GOVERNMENT: ("ubnd", "ubnd-chu-tich"),
    Addressee.COUNCIL: ("hdnd", "hdnd-chu-tich"),
    Addressee.FRONT: ("mttq", "mttq-chu-tich"),
}


@dataclass
class World:
    """The petitions, what is so about them, and a client for everybody."""

    matters: list[Matter]
    parents: Parents
    clients: Mapping[str, Client]
    events: Mapping[UUID, list[tuple[str, str, bool]]]
    """Of each petition, in order: id, name, whether its author acted in a position."""
    acted: Mapping[str, str | None]
    """Of each event, by its id, the code of the position its author acted in."""
    named: Mapping[str, str]
    """Of each event that names the position that is to prepare, that position's code."""


def made(app: Flask) -> World:
    """The world; the caller commits."""
    petitions = [_petition(number, *sort) for number, sort in enumerate(product(*_sorts()))]
    # Those with two positions last: until then each position has one holder, found by its code.
    tokens = {each.name: _signed_in(each) for each in sorted(CAST, key=lambda p: len(p.seats))}
    events = db.session.scalars(select(Event).order_by(Event.id)).all()
    for event in events:
        plan(event)
    return World(
        matters=[_matter(each) for each in petitions],
        parents=_parents(),
        clients={name: _client(app, token) for name, token in tokens.items()},
        events=_events(events),
        acted={str(each.id): _code(each.actor_position_id) for each in events},
        named={
            str(each.id): str(_code(UUID(each.facts["to"])))
            for each in events
            if each.name == "petition.assigned"
        },
    )


def _code(position_id: UUID | None) -> str | None:
    return directory().position(position_id).code if position_id else None


def _events(events: Sequence[Event]) -> Mapping[UUID, list[tuple[str, str, bool]]]:
    found: dict[UUID, list[tuple[str, str, bool]]] = defaultdict(list)
    for each in sorted(events, key=lambda event: (event.at, event.id)):
        if each.case_id is not None and not each.name.startswith("obligation."):
            by_official = each.actor_position_id is not None
            found[each.case_id].append((str(each.id), each.name, by_official))
    return found


def _parents() -> Parents:
    units = db.session.scalars(select(Unit)).all()
    codes = {unit.id: unit.code for unit in units}
    return {unit.code: codes[unit.parent_id] if unit.parent_id else None for unit in units}


def _sorts() -> Iterator[Any]:
    abouts = ("nobody", "own body", "other body", "department", "reception", "head", "handler")
    yield from ((HERE, CITY), Addressee, (Kind.REFLECTION, Kind.COMPLAINT), abouts)


def _petition(number: int, area: str, addressee: Addressee, kind: Kind, about: str) -> Petition:
    # A resident may hand in so many an hour only, so the clerk hands in three of four.
    with clock.standing_at(MONDAY - timedelta(hours=60) + number * timedelta(minutes=30)):
        petition = make.petition(
            make.RESIDENT if number // 3 % 4 == 0 else f"{area}-tcd-tiep-nhan",
            addressee=addressee,
            kind=kind,
            about=_accused(area, addressee, about),
            area=HERE if area == HERE else None,
            text=f"Cống tắc ở {WORD}.",
            title=f"Cống {WORD}",
            place=f"Ngõ 12 {WORD}",
            location={"lat": PLACE, "lon": 106.68},
            petitioner={"name": SENDER, "address": f"Nhà của {SENDER}"},
            contact={"phone": PHONE},
            helper=SENDER,
        )
        _lead(petition, STATES[(number + number // 7) % 7])
        _show(petition, PUBLICITY[number // 3 % 3])
    return petition


def _show(petition: Petition, publicity: str) -> None:
    """Somebody has looked at its words: others read them without what is the sender's."""
    keep_text(petition, "Cống", "Cống tắc.", made_by=Maker.MASKING, at=clock.now())
    if publicity:
        petition.visibility = Visibility.PUBLIC
    if publicity == "public":
        publish(petition, at=clock.now())
    elif publicity == "held":
        hold(petition, at=clock.now())


def _accused(area: str, addressee: Addressee, about: str) -> dict[str, str] | None:
    body, head = _BODIES[addressee]
    department = "kt" if area == HERE else "sxd"
    accused = {
        "nobody": None,
        "own body": {"unit": f"{area}-{body}"},
        "other body": {"unit": f"{area}-{'mttq' if body == 'ubnd' else 'ubnd'}"},
        "department": {"unit": f"{area}-{department}"},
        "reception": {"unit": f"{area}-tcd"},
        "head": {"position": f"{area}-{head}"},
        "handler": {"position": f"{area}-{department}-chuyen-vien"},
    }
    return accused[about]


def _lead(petition: Petition, state: str) -> None:
    """Bring the petition to this state, by whoever must answer it."""
    head = make.actor(directory().position(petition.holder_id).code)
    details = {"ground": "Không thuộc thẩm quyền", "text": "Không thụ lý."}
    if state == "proposed":
        actions.propose(petition.id, head, Outcome.DECLINING, details, None)
    elif state == "declined":
        actions.decide(petition.id, head, Outcome.DECLINING, details)
    elif state != "received" and _is_lodged(petition):
        actions.decide(petition.id, head, Outcome.ACCEPTANCE, {})
        _work_on(petition, head, state)


def _is_lodged(petition: Petition) -> bool:
    """Enters the paper of a complaint; not when whoever would do so is the one it is about."""
    receiver = make.actor(f"{petition.unit_area_code}-tcd-tiep-nhan")
    if petition.kind is not Kind.COMPLAINT:
        return True
    try:
        actions.lodge(petition.id, receiver, Lodgement.PAPER, clock.now())
    except Missing:
        return False
    return True


def _work_on(petition: Petition, head: Actor, state: str) -> None:
    if state == "in_progress" and (preparing := _preparing(petition)) is not None:
        actions.assign(petition.id, head, preparing.id)
    if state in {"at_signature", "answered"}:
        actions.draft(petition.id, head, Draft("Đã khơi thông.", Result.RESOLVED))
    if state == "answered":
        title = directory().position(petition.holder_id).title
        authority = None if title is Title.DEPARTMENT_HEAD else Authority.TM
        actions.sign(petition.id, head, Signature("15", "VP", clock.today(), authority))


def _preparing(petition: Petition) -> PositionView | None:
    """A position of a department, or of the unit itself, that may; a body may have none."""
    known = directory()
    unit = known.unit(petition.unit_id).code
    area = unit.split("-")[0]
    endings = ("kt-chuyen-vien", "vhxh-chuyen-vien", "sxd-chuyen-vien", "snnmt-chuyen-vien")
    codes = [f"{area}-{ending}" for ending in endings] if unit.endswith("-ubnd") else []
    codes += [f"{unit}-chuyen-vien", f"{unit}-pho-chu-tich", f"{unit}-pho"]
    found = filter(drafts_answers, filter(None, map(known.position_by_code, codes)))
    return next((each for each in found if not petition.is_about(each.unit_id, each.id)), None)


def _signed_in(person: Person) -> str | None:
    """A session of theirs, in the first of their positions."""
    if person.kind == "nobody":
        return None
    if len(person.seats) == 1:
        return make.token_of(person.seats[0].code)
    if person.kind == "resident":
        return make.token_of(make.RESIDENT if person.name == "author" else make.OTHER_RESIDENT)
    account = Account(kind=AccountKind(person.kind), login=person.name, created_at=clock.now())
    db.session.add(account)
    db.session.flush()
    for seat in person.seats:
        _appoint(account, seat.code)
    signed_in = accounts.open_session(account)
    if person.seats:
        acted_in = directory().position_by_code(person.seats[0].code)
        assert acted_in is not None
        accounts.sit_at(signed_in.session.id, acted_in.id)
    return signed_in.token


def _appoint(account: Account, code: str) -> None:
    """A second holder of the position, since before the one who came with it."""
    position = directory().position_by_code(code)
    assert position is not None
    db.session.add(
        Appointment(
            position_id=position.id,
            person=account.login,
            account_id=account.id,
            manner=Manner.APPOINTED,
            from_on=date(2025, 6, 30),
        )
    )
    db.session.flush()
    forget_stamp()


def _client(app: Flask, token: str | None) -> Client:
    client = cast(Client, app.test_client())
    if token is not None:
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def _matter(petition: Petition) -> Matter:
    known = directory()

    def unit(unit_id: UUID | None) -> str | None:
        return known.unit(unit_id).code if unit_id else None

    accused = petition.about_position_id
    return Matter(
        id=petition.id,
        code=petition.code,
        state=petition.state,
        kind=petition.kind,
        is_authors=petition.author_id is not None,
        unit=known.unit(petition.unit_id).code,
        holder=known.position(petition.holder_id).code,
        prepares=unit(petition.assigned_unit_id),
        about_unit=unit(petition.about_unit_id),
        about_position=known.position(accused).code if accused else None,
        publicity="public" if petition.published_at else "held" if petition.held_at else "",
    )
