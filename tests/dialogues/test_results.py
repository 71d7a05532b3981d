"""When results of a dialogue can have been published."""

from datetime import timedelta

from tests import make
from tests.conftest import SignIn
from tests.dialogues.test_sessions import SCHEDULE, STARTS, done, planned, told, when


def test_no_results_were_published_before_it_began(sign_in: SignIn) -> None:
    dialogue = planned(sign_in(make.RECEIVER))
    with when(sign_in, STARTS + timedelta(minutes=5)) as then:
        done(then, dialogue, "opening")
        held = done(then, dialogue, "closing", people=120)
        early = told(at=STARTS - timedelta(days=1))
        refused = then.post(f"{SCHEDULE}/{dialogue['id']}/results", json=early)
        shown = then.get(f"{SCHEDULE}/{dialogue['id']}").json

    assert (refused.status_code, refused.json["type"]) == (422, "/problems/published-too-early")
    assert shown["results"] == held["results"] == []
