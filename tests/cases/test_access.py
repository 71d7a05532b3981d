"""Who sees which case: the row in memory and the query always agree."""

from dataclasses import replace
from itertools import cycle, product

import pytest
from flask import Flask
from sqlalchemy import select

from api.authorities.directory import directory
from api.cases.access import Reader, reader_of, roles_on, visible
from api.cases.models import Addressee, Kind
from api.core.access import Role
from api.core.database import db
from api.core.errors import Missing
from api.petitions.models import Petition
from tests import make
from tests.conftest import SignIn

PEOPLE = (
    make.RESIDENT,
    make.OTHER_RESIDENT,
    make.CHAIR,
    make.DEPUTY,
    make.SECRETARY,
    make.RECEIVER,
    make.HANDLER,
    make.FRONT,
    make.CITY_CHAIR,
    make.CITY_MONITOR,
    "31-sxd-truong",
    "11383-ubnd-chu-tich",
)


def histories() -> list[Petition]:
    """Petitions of every addressee, about nobody, about units and about people."""
    known = directory()
    abouts: list[dict[str, str] | None] = [
        None,
        {"unit": f"{make.COMMUNE}-ubnd"},
        {"unit": f"{make.COMMUNE}-kt"},
        {"position": make.CHAIR},
        {"position": make.HANDLER},
        {"unit": "31-ubnd"},
    ]
    assert known.unit_by_code("31-ubnd")
    return [
        make.petition(by, addressee=addressee, about=about, kind=kind, area=area)
        for addressee, (by, about), kind, area in product(
            (Addressee.GOVERNMENT, Addressee.PARTY),
            zip(cycle((make.RESIDENT, make.RECEIVER)), abouts, strict=False),
            (Kind.REFLECTION, Kind.COMPLAINT),
            (make.COMMUNE, None),
        )
    ]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_list_holds_exactly_what_may_be_read_one_by_one(name: str, app: Flask) -> None:
    petitions = histories()
    somebody = make.actor(name)

    listed = set(db.session.scalars(select(Petition.id).where(visible(somebody))))

    assert listed == {each.id for each in petitions if roles_on(somebody, each)}


def test_nothing_is_held_by_or_shown_to_whom_it_is_about(app: Flask) -> None:
    petition = make.petition(about={"position": make.CHAIR})

    assert petition.holder_id != directory().position_by_code(make.CHAIR)
    with pytest.raises(Missing):
        reader_of(make.actor(make.CHAIR), petition)


def test_a_complaint_goes_to_the_unit_it_is_about_which_knows(app: Flask) -> None:
    petition = make.petition(kind=Kind.COMPLAINT, about={"unit": f"{make.COMMUNE}-ubnd"})

    assert reader_of(make.actor(make.CHAIR), petition) is Reader.HEAD


def test_a_complaint_that_somebody_else_settles_stays_hidden_from_whom_it_is_about(
    app: Flask,
) -> None:
    of_front = make.petition(kind=Kind.COMPLAINT, about={"unit": f"{make.COMMUNE}-mttq"})
    of_desk = make.petition(kind=Kind.COMPLAINT, about={"unit": f"{make.COMMUNE}-tcd"})

    assert reader_of(make.actor(make.CITY_MONITOR), of_front) is Reader.MONITOR
    with pytest.raises(Missing):
        reader_of(make.actor(make.FRONT), of_front)
    with pytest.raises(Missing):
        reader_of(make.actor(make.RECEIVER), of_desk)


def test_who_receives_and_handles_reads_as_both(app: Flask) -> None:
    petition, clerk, handler = make.petition(), make.actor(make.RECEIVER), make.actor(make.HANDLER)
    both = replace(clerk, position_ids=clerk.position_ids | handler.position_ids)

    assert reader_of(both, petition) is Reader.RECEIVING_HANDLER


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        (make.RESIDENT, Reader.AUTHOR),
        (make.RECEIVER, Reader.RECEIVER),
        (make.CHAIR, Reader.HEAD),
        (make.CITY_CHAIR, Reader.HEAD),
        (make.FRONT, Reader.MONITOR),
        (make.CITY_MONITOR, Reader.MONITOR),
    ],
)
def test_everybody_reads_it_as_what_they_are(name: str, reader: Reader, app: Flask) -> None:
    assert reader_of(make.actor(name), make.petition()) is reader


def test_unknown_and_forbidden_answer_the_same_bytes(sign_in: SignIn) -> None:
    author, other = sign_in(make.RESIDENT), sign_in(make.OTHER_RESIDENT)
    _, taken = make.new_address()
    _, free = make.new_address()
    author.put(taken, json=make.body())

    for path in ("", "/timeline"):
        forbidden, unknown = other.get(taken + path), other.get(free + path)
        assert forbidden.status_code == unknown.status_code == 404
        assert forbidden.json | {"instance": 0, "request_id": 0} == unknown.json | {
            "instance": 0,
            "request_id": 0,
        }


def test_the_administrator_sees_no_petition(app: Flask) -> None:
    make.petition()
    nobody = replace(
        make.actor(make.RESIDENT), roles=frozenset({Role.ADMINISTRATOR}), position_ids=frozenset()
    )

    assert db.session.scalars(select(Petition.id).where(visible(nobody))).all() == []


def test_a_monitor_reads_no_words_and_no_sender(sign_in: SignIn) -> None:
    _, address = make.new_address()
    sign_in(make.RECEIVER).put(
        address, json=make.body(text="Bí mật", petitioner={"name": "Bà Tám"}, contact="0912345678")
    )

    read = sign_in(make.CITY_MONITOR).get(address)

    assert read.status_code == 200
    assert not any(word in read.text for word in ("Bí mật", "Tám", "912345678"))


def test_the_head_reads_the_words_and_not_the_sender(sign_in: SignIn) -> None:
    _, address = make.new_address()
    sign_in(make.RECEIVER).put(address, json=make.body(petitioner={"name": "Bà Tám"}))

    read = sign_in(make.CHAIR).get(address)

    assert read.json["text"] == make.body()["text"]
    assert "Tám" not in read.text


def test_the_receiving_officer_reads_the_sender_only_during_intake(sign_in: SignIn) -> None:
    _, address = make.new_address()
    clerk = sign_in(make.RECEIVER)
    clerk.put(address, json=make.body(petitioner={"name": "Bà Tám"}))
    before = clerk.get(address)

    sign_in(make.CHAIR).post(f"{address}/acceptance", json={})

    assert before.json["petitioner"] == {"name": "Bà Tám"}
    assert "Tám" not in clerk.get(address).text
