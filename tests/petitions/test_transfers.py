"""Handing a matter to another body: named by its code, with a letter or without one yet."""

from typing import Any

import pytest

from api.core.database import unit_of_work
from api.routing.bodies import bodies, body_named
from tests import make
from tests.conftest import SignIn

LETTER = {"number": "12", "symbol": "CV-UBND", "signed_on": "2026-03-02"}


def transferred(sign_in: SignIn, **given: Any) -> Any:
    with unit_of_work():
        petition = make.petition(field="utilities")
    address = f"/api/v1/petitions/{petition.id}/transfer"
    return sign_in(make.CHAIR).post(address, json={"ground": "Không thuộc thẩm quyền"} | given)


@pytest.mark.parametrize("named", ["dien-luc", "Công ty Điện lực", "cong ty dien luc", "EVN"])
def test_a_body_outside_is_known_by_its_code_and_by_what_people_call_it(
    sign_in: SignIn, named: str
) -> None:
    done = transferred(sign_in, to=named, **LETTER)

    assert done.status_code == 201, done.json
    details = done.json["decision"]["details"]
    assert (details["to"], details["body"]) == ("Công ty Điện lực", "dien-luc")
    assert {name: details[name] for name in LETTER} == LETTER


def test_a_unit_of_the_province_is_known_too(sign_in: SignIn) -> None:
    done = transferred(sign_in, to="31-sct")

    assert done.json["decision"]["details"]["body"] == "31-sct"


def test_another_name_is_kept_as_a_note_and_the_letter_may_follow(sign_in: SignIn) -> None:
    done = transferred(sign_in, to="Hợp tác xã dịch vụ điện")

    assert done.status_code == 201, done.json
    assert done.json["decision"]["details"] == {
        "to": "Hợp tác xã dịch vụ điện",
        "ground": "Không thuộc thẩm quyền",
    }


@pytest.mark.parametrize(
    ("letter", "kind"),
    [
        ({"number": "12"}, "letter-in-part"),
        (LETTER | {"signed_on": "2026-03-03"}, "signed-outside-time"),
    ],
)
def test_a_letter_is_whole_and_not_of_tomorrow(
    sign_in: SignIn, letter: dict[str, str], kind: str
) -> None:
    done = transferred(sign_in, to="dien-luc", **letter)

    assert done.status_code == 422
    assert done.json["type"].endswith(kind)


def test_a_proposal_carries_the_letter_to_the_decision(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.petition(field="utilities")
    address = f"/api/v1/petitions/{petition.id}"
    given = {"act": "transfer", "to": "dien-luc", "ground": "Của điện lực"} | LETTER

    proposed = sign_in(make.RECEIVER).post(f"{address}/proposal", json=given)
    decided = sign_in(make.CHAIR).post(f"{address}/decision", json={"approve": True})

    assert proposed.status_code == 201, proposed.json
    assert decided.json["state"] == "transferred"
    assert decided.json["decision"]["details"]["number"] == "12"


def test_no_name_means_two_bodies_and_each_says_whence_it_is_known() -> None:
    spelt = [name for each in bodies().values() for name in (*each.names.values(), *each.also)]

    assert len(bodies()) >= 10
    for body in bodies().values():
        assert body.source
        for name in (*body.names.values(), *body.also):
            assert body_named(name) == body
    assert len(set(spelt)) == len(spelt)
