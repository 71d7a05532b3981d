"""The public ledger: its figures are those of the lists it opens, leader by leader."""

from datetime import date, timedelta
from typing import Any

import pytest

from api.authorities.lookup import position_named
from api.authorities.models import Appointment, Manner
from api.cases.models import Case
from api.commitments import actions
from api.commitments.models import Commitment
from api.core import clock
from api.core.database import db, unit_of_work
from api.core.reference import forget_stamp
from api.dialogues.sessions import Dialogue
from tests import make
from tests.conftest import MONDAY, Client

pytestmark = pytest.mark.usefixtures("app")

DAY = date(2026, 3, 29)
NUMBERS = ("kept", "kept_late", "running", "late", "broken")


def promise(origin: Case, owner: str = make.CHAIR) -> Commitment:
    return actions.make(
        origin,
        "Làm cống",
        DAY,
        at=clock.now(),
        actor=make.actor(make.CITY_CHAIR),
        owner=position_named(owner),
    )


def report(made: Commitment) -> Commitment:
    return actions.report(made.id, make.actor(make.CHAIR), "Đã làm.", clock.today())


def verify(made: Commitment) -> None:
    actions.verify(report(made).id, make.actor(make.CITY_CHAIR), verified=True, reason=None)


def succeeded() -> None:
    """Another person chairs the commune from that day on."""
    position = position_named(make.CHAIR)
    former = db.session.scalars(
        db.select(Appointment).where(Appointment.position_id == position.id)
    ).one()
    former.until_on = date(2026, 3, 16)
    db.session.add(
        Appointment(
            position_id=position.id,
            person="Người Kế Nhiệm",
            manner=Manner.ELECTED,
            from_on=date(2026, 3, 16),
        )
    )
    db.session.flush()
    forget_stamp()


def story() -> Dialogue:
    """Promises of each fate, of a department, of a successor, and in a private answer."""
    origin = make.dialogue()
    verify(promise(origin))
    actions.fail(promise(origin).id, make.actor(make.CHAIR), "Thiếu vốn.")
    promise(origin)
    late = promise(origin)
    promise(origin, owner=f"{make.COMMUNE}-kt-truong")
    make.promised(DAY)
    with clock.standing_at(MONDAY + timedelta(days=40)):
        verify(late)
    with clock.standing_at(MONDAY + timedelta(days=20)):
        succeeded()
        promise(origin)
    return origin


def listed(client: Client, address: str) -> list[Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.json
    found: list[Any] = answer.json["items"]
    return found


@pytest.mark.parametrize("by", ["leader", "unit"])
def test_every_number_opens_as_many_promises(client: Client, by: str) -> None:
    with unit_of_work():
        story()

    with clock.standing_at(MONDAY + timedelta(days=50)):
        ledger = client.get(f"/api/v1/commitments/ledger?by={by}&area={make.COMMUNE}").json

        for line in ledger["items"]:
            assert len(listed(client, line["listed"])) == line["made"]
            for number in NUMBERS:
                rows = listed(client, f"{line['listed']}&fate={number}")
                assert len(rows) == line[number], (line, number)
                assert {each["fate"] for each in rows} <= {number}
            moved = listed(client, f"{line['listed']}&moved=true")
            assert len(moved) == line["moved"]
            assert sum(line[number] for number in NUMBERS) == line["made"]
        total = ledger["total"]
        assert [total[number] for number in ("made", *NUMBERS)] == [6, 1, 1, 0, 3, 1]
        everything = listed(client, f"/api/v1/commitments?public=true&area={make.COMMUNE}")
        assert len(everything) == total["made"]


def test_a_leader_answers_for_what_was_promised_in_their_own_time(client: Client) -> None:
    with unit_of_work():
        story()
    former = "/api/v1/commitments/ledger?to=2026-03-15"

    with clock.standing_at(MONDAY + timedelta(days=50)):
        lines = client.get(f"/api/v1/commitments/ledger?leader={make.CHAIR}").json["items"]
        before = client.get(f"{former}&leader={make.CHAIR}").json["items"]

    assert [(line["made"], line["leader"]["person"]) for line in lines][1:] == [
        (1, "Người Kế Nhiệm")
    ]
    assert [line["made"] for line in lines] == [4, 1]
    assert [line["leader"] for line in before] == [lines[0]["leader"]]
    assert "to=2026-03-15" in lines[0]["listed"]
    assert "from=2026-03-16" in lines[1]["listed"]


def test_what_an_answer_promised_counts_once_the_petition_is_public(client: Client) -> None:
    with unit_of_work():
        petition = make.promised(DAY)
    assert client.get("/api/v1/commitments/ledger").json["total"]["made"] == 0

    with unit_of_work():
        db.session.get_one(Case, petition.id).published_at = clock.now()

    [line] = client.get("/api/v1/commitments/ledger?by=unit").json["items"]
    assert (line["made"], line["running"], line["leader"]) == (1, 1, None)
    assert [each["source"] for each in listed(client, line["listed"])] == ["answer"]
