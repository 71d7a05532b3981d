"""The field of a petition: guessed for who asks, said by who must answer, learnt from."""

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from api.authorities.directory import directory
from api.authorities.lookup import position_named
from api.core.database import db, unit_of_work
from api.petitions import actions
from api.petitions.classification import FieldChoice, classify, examples
from api.petitions.commands import learn
from api.petitions.errors import NotTheHolder, PetitionNotOpen, UnknownField
from api.routing import learning
from tests import make
from tests.conftest import Client, SignIn

ADDRESS = "/api/v1/petitions/field-suggestions"
LIGHTS = "Đèn đường chiếu sáng hỏng, mặt đường đầy ổ gà."


def test_who_writes_is_told_what_it_seems_to_be_about(sign_in: SignIn) -> None:
    said = sign_in(make.RESIDENT).post(ADDRESS, json={"text": LIGHTS, "title": "Đèn đường"})

    assert said.status_code == 200, said.json
    assert said.json["field"] == "transport"
    assert said.json["name"] == "Giao thông, chiếu sáng, cây xanh"
    assert "đèn đường" in said.json["words"]
    assert len(said.json["others"]) == 2


def test_what_is_not_known_is_said_so(sign_in: SignIn) -> None:
    said = sign_in(make.RESIDENT).post(ADDRESS, json={"text": "Xin cảm ơn."})

    assert (said.json["field"], said.json["name"]) == (None, None)


@pytest.mark.parametrize("kind", ["denunciation", "crime_report"])
def test_what_is_never_handed_in_here_is_not_read_either(sign_in: SignIn, kind: str) -> None:
    said = sign_in(make.RESIDENT).post(ADDRESS, json={"text": LIGHTS, "kind": kind})

    assert said.status_code == 422
    assert said.json["ways"]
    assert "Đèn đường" not in said.text


def test_nobody_who_is_not_signed_in_has_texts_read(client: Client) -> None:
    assert client.post(ADDRESS, json={"text": LIGHTS}).status_code == 401


def test_who_works_on_a_petition_is_shown_the_guess_and_its_sender_is_not(
    sign_in: SignIn,
) -> None:
    with unit_of_work():
        petition = make.petition(text=LIGHTS, field=None)
    address = f"/api/v1/petitions/{petition.id}/field-suggestion"

    assert sign_in(make.RECEIVER).get(address).json["field"] == "transport"
    assert sign_in(make.RESIDENT).get(address).status_code == 403
    assert sign_in("11383-tcd-tiep-nhan").get(address).status_code == 404


def test_who_must_answer_says_the_field_and_its_desk_prepares(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.petition(text=LIGHTS, field=None)
    address = f"/api/v1/petitions/{petition.id}"

    done = sign_in(make.CHAIR).post(f"{address}/classification", json={"field": "chieu_sang"})

    assert done.status_code == 201, done.json
    assert (done.json["field"], done.json["subfield"]) == ("transport", "chieu_sang")
    assert done.json["assigned"]["unit"] == desk_named("kt")
    choice = db.session.scalars(select(FieldChoice)).one()
    assert (choice.suggested, choice.before, choice.chosen) == ("transport", None, "chieu_sang")


@pytest.mark.usefixtures("app")
def test_who_prepares_already_goes_on_when_the_field_changes() -> None:
    petition, chair = make.accepted(), make.actor(make.CHAIR)
    handler = position_named(make.HANDLER)
    actions.assign(petition.id, chair, handler.id)

    classify(petition.id, chair, "health")

    assert (petition.field, petition.assigned_id) == ("health", handler.id)


@pytest.mark.usefixtures("app")
def test_others_do_not_say_it_nor_is_it_said_of_what_is_answered_nor_made_up() -> None:
    petition, answered = make.petition(), make.answered()

    with pytest.raises(NotTheHolder):
        classify(petition.id, make.actor(f"{make.COMMUNE}-kt-truong"), "health")
    with pytest.raises(PetitionNotOpen):
        classify(answered.id, make.actor(make.CHAIR), "health")
    with pytest.raises(UnknownField):
        classify(petition.id, make.actor(make.CHAIR), "moonlight")


@pytest.mark.usefixtures("app")
def test_what_was_said_last_is_what_is_learnt_from() -> None:
    petition, chair = make.petition(title="Cống"), make.actor(make.CHAIR)
    classify(petition.id, chair, "health")
    classify(petition.id, chair, "thoat_nuoc")

    [example] = examples()

    assert (example.id, example.field) == (str(petition.id), "drainage")
    assert example.text.startswith("Cống Cống trước ngõ")


def test_an_installation_counts_its_own_examples(app: Flask) -> None:
    with unit_of_work():
        for _ in range(2):
            classify(make.petition().id, make.actor(make.CHAIR), "drainage")
    home = app.extensions["doithoai.settings"].home

    done: Result = app.test_cli_runner(catch_exceptions=False).invoke(learn, [])

    assert done.output == "2 examples counted, 0 kept to measure by\n"
    kept = learning.read(home / learning.FILE).by_field
    (home / learning.FILE).unlink()
    assert set(kept) == {"drainage"}


def desk_named(code: str) -> str:
    unit = directory().unit_by_code(f"{make.COMMUNE}-{code}")
    assert unit is not None
    return unit.name
