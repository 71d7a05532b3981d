"""What the author is told of the publicity of a petition, and may do about it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from api.cases.models import Visibility
from api.core import clock, jobs
from api.core.database import db, unit_of_work
from api.petitions.models import Petition
from moderation import actions
from moderation.jobs import let_time_decide
from moderation.models import ScreeningState
from tests import make
from tests.conftest import MONDAY, Client, SignIn
from tests.moderation.looking import INSULTING, event, events, look_at, looked_at

EARLY = timedelta(minutes=1)


@pytest.fixture
def petition(app: Flask) -> Petition:
    """Held because of its words."""
    with unit_of_work():
        return looked_at(INSULTING)


def where(petition: Petition, act: str = "") -> str:
    return f"/api/v1/petitions/{petition.id}{act}"


def decide(sign_in: SignIn, petition: Petition, who: str, **verdict: Any) -> Any:
    screening = look_at(petition).id
    return sign_in(who).post(f"/api/v1/moderation/screenings/{screening}/decision", json=verdict)


def withhold(sign_in: SignIn, petition: Petition, who: str = make.MODERATOR) -> Any:
    return decide(sign_in, petition, who, publish=False, reasons=["abuse"])


def publicity(client: Client, petition: Petition) -> Any:
    return client.get(where(petition)).json["publicity"]


def test_the_author_is_told_that_it_is_dealt_with_all_the_same(
    sign_in: SignIn, petition: Petition
) -> None:
    author = sign_in(make.RESIDENT)
    read = author.get(where(petition)).json
    last_day = min(each["last_day"] for each in read["obligations"] if each["last_day"])
    year, month, day = last_day.split("-")

    told = read["publicity"]
    english = author.get(where(petition), headers={"Accept-Language": "en"}).json["publicity"]

    assert told["state"] == "held"
    assert told["words"] == (
        "Chưa hiển thị công khai. Vụ việc của ông/bà vẫn được giải quyết,"
        f" hạn {day}/{month}/{year}."
    )
    assert english["words"].startswith("Not public yet. Your petition is dealt with all the same")
    assert [each["code"] for each in told["reasons"]] == ["personal_data", "abuse"]
    assert told["reasons"][1]["words"].startswith("Có từ ngữ")
    assert told["shown_text"].endswith("gọi *** không ai nghe.")
    assert told["decide_by"] is not None
    assert told["appeal_until"] is None


def test_nobody_else_is_told(sign_in: SignIn, petition: Petition) -> None:
    for who in (make.CHAIR, make.RECEIVER, make.CITY_MONITOR, make.MODERATOR):
        read = sign_in(who).get(where(petition))
        assert read.status_code == 200
        assert "publicity" not in read.json


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({"visibility": Visibility.PRIVATE}, "private"),
        ({"text": "Cống tắc."}, "public"),
        ({"text": INSULTING}, "held"),
    ],
)
def test_each_way_it_may_stand_has_its_word(
    sign_in: SignIn, given: dict[str, Any], state: str
) -> None:
    with unit_of_work():
        petition = looked_at(**given)

    told = publicity(sign_in(make.RESIDENT), petition)

    assert told["state"] == state
    assert (told["shown_text"] is None) == (state == "private")


def test_until_something_has_looked_it_waits(sign_in: SignIn) -> None:
    _, address = make.new_address()

    handed_in = sign_in(make.RESIDENT).put(address, json=make.body(visibility="public"))

    assert handed_in.json["publicity"]["state"] == "waiting"
    assert handed_in.json["publicity"]["shown_text"] is None
    assert handed_in.json["masked_text"] is None


def test_the_author_words_the_public_version_anew_and_it_is_public(
    sign_in: SignIn, petition: Petition, client: Client
) -> None:
    author = sign_in(make.RESIDENT)

    told = author.post(
        where(petition, "/public-text"),
        json={"text": "Cống tắc cả tháng, gọi 0912345678 không ai nghe.", "title": "Cống tắc"},
    )

    assert told.status_code == 201, told.json
    assert told.json["state"] == "public"
    read = client.get(where(petition)).json
    assert read["masked_text"] == "Cống tắc cả tháng, gọi *** không ai nghe."
    assert read["masked_title"] == "Cống tắc"
    assert author.get(where(petition)).json["text"] == INSULTING


def test_a_worse_version_takes_back_what_was_public(sign_in: SignIn, client: Client) -> None:
    with unit_of_work():
        petition = looked_at("Cống tắc.", title="Về cái cống")
    assert client.get(where(petition)).status_code == 200

    told = sign_in(make.RESIDENT).post(where(petition, "/public-text"), json={"text": INSULTING})

    assert told.json["state"] == "held"
    assert told.json["shown_title"] == "Về cái cống"
    assert client.get(where(petition)).status_code == 404
    assert events(petition)[-2:] == ["petition.withheld", "screening.held"]


def test_the_author_appeals_and_another_moderator_publishes(
    sign_in: SignIn, petition: Petition, client: Client
) -> None:
    withhold(sign_in, petition)
    author = sign_in(make.RESIDENT)
    assert publicity(author, petition)["appeal_until"] is not None

    told = author.post(
        where(petition, "/appeal"), json={"words": "Gọi tôi 0912345678, tôi nói rõ."}
    )

    assert told.status_code == 201, told.json
    assert told.json["state"] == "appealed"
    assert told.json["decide_by"] is not None
    assert sign_in(make.MODERATOR).get("/api/v1/moderation/queue").json["items"] == []
    [waiting] = sign_in(make.OTHER_MODERATOR).get("/api/v1/moderation/queue").json["items"]
    assert waiting["appeal"]["words"] == "Gọi tôi ***, tôi nói rõ."
    assert decide(sign_in, petition, make.MODERATOR, publish=True).status_code == 403
    assert decide(sign_in, petition, make.OTHER_MODERATOR, publish=True).status_code == 201
    assert client.get(where(petition)).status_code == 200
    assert "words" not in event(petition, "screening.appealed").facts


def test_what_two_moderators_withhold_stays_so_and_may_be_worded_anew(
    sign_in: SignIn, petition: Petition
) -> None:
    author = sign_in(make.RESIDENT)
    withhold(sign_in, petition)
    author.post(where(petition, "/appeal"), json={"words": "Tôi không đồng ý."})
    withhold(sign_in, petition, make.OTHER_MODERATOR)

    assert publicity(author, petition)["state"] == "upheld"
    again = author.post(where(petition, "/appeal"), json={"words": "Vẫn không đồng ý."})
    worded = author.post(where(petition, "/public-text"), json={"text": "Cống tắc cả tháng."})

    assert again.status_code == 409
    assert worded.json["state"] == "held"


def test_an_appeal_is_made_in_its_time(sign_in: SignIn, petition: Petition) -> None:
    early = sign_in(make.RESIDENT).post(where(petition, "/appeal"), json={"words": "Sao vậy?"})
    withhold(sign_in, petition)
    until = look_at(petition).appeal_until
    assert until is not None

    with clock.standing_at(until):
        late = sign_in(make.RESIDENT).post(where(petition, "/appeal"), json={"words": "Sao vậy?"})
    with clock.standing_at(until - EARLY):
        timely = sign_in(make.RESIDENT).post(where(petition, "/appeal"), json={"words": "Vì sao?"})

    assert (early.status_code, late.status_code, timely.status_code) == (409, 409, 201)


def test_an_appeal_that_nobody_decides_in_time_stays_with_the_moderators_as_overdue(
    app: Flask, sign_in: SignIn, petition: Petition, client: Client
) -> None:
    withhold(sign_in, petition)
    sign_in(make.RESIDENT).post(where(petition, "/appeal"), json={"words": "Xin xem lại."})
    due_at = look_at(petition).due_at
    assert due_at is not None

    with clock.standing_at(due_at):
        with unit_of_work():
            let_time_decide()
        jobs.work(app, wait=False)

        with unit_of_work():
            actions.release(look_at(petition).id)
        [waiting] = sign_in(make.OTHER_MODERATOR).get("/api/v1/moderation/queue").json["items"]
        told = publicity(sign_in(make.RESIDENT), petition)

    assert client.get(where(petition)).status_code == 404
    assert waiting["late"]
    assert told["state"] == "appealed"
    assert told["words"].endswith("Đã quá hạn xét; việc này vẫn chờ người xét quyết định.")


def test_the_author_takes_it_back_and_nobody_else_reads_it(sign_in: SignIn, client: Client) -> None:
    with unit_of_work():
        petition = looked_at("Cống tắc.")
    author = sign_in(make.RESIDENT)

    told = author.post(where(petition, "/concealment"))

    assert told.status_code == 201, told.json
    assert told.json["state"] == "private"
    assert client.get(where(petition)).status_code == 404
    assert event(petition, "petition.withheld").actor_id is not None
    assert author.post(where(petition, "/concealment")).status_code == 409


def test_taking_back_what_waits_takes_it_out_of_the_queue(
    sign_in: SignIn, petition: Petition
) -> None:
    sign_in(make.RESIDENT).post(where(petition, "/concealment"))

    assert sign_in(make.MODERATOR).get("/api/v1/moderation/queue").json["items"] == []
    assert look_at(petition).state is ScreeningState.SUPERSEDED
    assert "petition.withheld" not in events(petition)


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("/public-text", {"text": "Cống tắc."}),
        ("/appeal", {"words": "Vì sao?"}),
        ("/concealment", None),
    ],
)
def test_only_the_author_may(sign_in: SignIn, act: str, body: dict[str, Any] | None) -> None:
    with unit_of_work():
        hidden, shown = looked_at(INSULTING), looked_at("Cống tắc.")
        private = looked_at("Đèn hỏng.", visibility=Visibility.PRIVATE)
    other, official = sign_in(make.OTHER_RESIDENT), sign_in(make.CHAIR)

    assert other.post(where(hidden, act), json=body).status_code == 404
    assert other.post(where(shown, act), json=body).status_code == 403
    assert official.post(where(hidden, act), json=body).status_code == 403
    assert sign_in(make.RESIDENT).post(where(private, act), json=body).status_code == 409


def test_who_words_it_anew_too_often_waits(sign_in: SignIn, petition: Petition) -> None:
    author = sign_in(make.RESIDENT)

    statuses = [
        author.post(where(petition, "/public-text"), json={"text": f"Cống {n} tắc."}).status_code
        for n in range(21)
    ]

    assert statuses == [201] * 20 + [429]


def test_what_is_public_keeps_its_moment(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = looked_at("Cống tắc.")

    with clock.standing_at(MONDAY + timedelta(days=1)):
        sign_in(make.RESIDENT).post(where(petition, "/public-text"), json={"text": "Cống tắc lắm."})

    db.session.rollback()
    found = db.session.get_one(Petition, petition.id)
    assert found.published_at == MONDAY
    assert events(found).count("petition.published") == 1
