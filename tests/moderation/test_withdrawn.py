"""What its sender took back is public no more, and never will be."""

from datetime import timedelta

import pytest
from flask import Flask

from api.cases.models import Visibility
from api.core import clock, jobs
from api.core.database import db, unit_of_work
from api.petitions.legal_acts import withdraw
from api.petitions.models import Petition
from api.petitions.publicity import public_text
from api.petitions.states import NEVER_PUBLIC, PetitionState
from moderation import actions, queries
from moderation.errors import NeverPublic
from moderation.jobs import PATIENCE
from moderation.models import ScreeningState
from tests import make
from tests.conftest import MONDAY, Client, SignIn
from tests.moderation.looking import (
    CLEAN,
    INSULTING,
    codes,
    decision_of,
    held,
    look_at,
    looked_at,
    received,
    to_be_public,
)

MUCH_LATER = MONDAY + timedelta(days=30)


def taken_back(petition: Petition) -> Petition:
    return withdraw(petition.id, make.actor(make.RESIDENT), None)


def test_what_was_public_is_so_no_more(sign_in: SignIn, client: Client) -> None:
    with unit_of_work():
        petition = looked_at(CLEAN)
    where = f"/api/v1/petitions/{petition.id}"
    before = client.get(where).status_code

    withdrawn = sign_in(make.RESIDENT).post(f"{where}/withdrawal", json={})

    assert withdrawn.status_code == 201, withdrawn.json
    assert withdrawn.json["publicity"]["state"] == "private"
    assert (before, client.get(where).status_code) == (200, 404)


@pytest.mark.parametrize("state", sorted(NEVER_PUBLIC))
def test_neither_a_moderator_nor_the_time_publishes_it(
    app: Flask, sign_in: SignIn, state: PetitionState
) -> None:
    petition = held()
    with unit_of_work():
        db.session.merge(petition).state = state
    moderator = sign_in(make.MODERATOR)

    refused = moderator.post(decision_of(petition), json={"publish": True})
    with clock.standing_at(MUCH_LATER), unit_of_work():
        late = queries.too_late(MUCH_LATER, 10)
        actions.release(look_at(petition).id)

    assert refused.status_code == 409
    assert refused.json["type"] == "/problems/never-public"
    assert codes(moderator) == []
    assert late == []
    assert db.session.get_one(Petition, petition.id).published_at is None


def test_its_look_is_put_aside_and_counts_as_waiting_no_more(app: Flask) -> None:
    petition = held()
    with unit_of_work():
        taken_back(petition)

    jobs.work(app, wait=False)

    db.session.rollback()
    assert look_at(petition).state is ScreeningState.SUPERSEDED


def test_what_was_taken_back_before_a_look_is_not_looked_at(app: Flask) -> None:
    petition = to_be_public(CLEAN)
    soon = MONDAY + PATIENCE + timedelta(minutes=1)
    waiting = queries.not_looked_at(soon, 10)

    taken_back(petition)
    actions.screen(received(petition))

    assert waiting == [received(petition).id]
    assert queries.not_looked_at(soon, 10) == []
    assert public_text(petition) is None
    assert (petition.visibility, petition.published_at) == (Visibility.PRIVATE, None)


def test_the_author_words_nothing_anew_that_went_on_in_another_one(app: Flask) -> None:
    petition = looked_at(INSULTING)
    petition.state = PetitionState.MERGED

    with pytest.raises(NeverPublic):
        actions.change(petition.id, make.actor(make.RESIDENT), None, CLEAN)
    with pytest.raises(NeverPublic):
        actions.appeal(petition.id, make.actor(make.RESIDENT), "Vì sao?")
