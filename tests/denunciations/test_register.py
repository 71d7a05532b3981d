"""The register of papers: numbers and days, for one desk above the communes, no word more."""

from uuid import uuid4

from sqlalchemy import select

from api.core.database import db, unit_of_work
from api.events.models import Event
from tests import make
from tests.conftest import SignIn

PAPERS = "/api/v1/denunciation-papers"
CITY_DESK = "31-tcd-tiep-nhan"
PAPER = {"register_number": "12/TC-2026", "received_on": "2026-02-02"}


def test_a_paper_goes_its_way_by_number_and_the_law_says_by_when(sign_in: SignIn) -> None:
    desk, at = sign_in(CITY_DESK), f"{PAPERS}/{uuid4()}"

    # Entered once, by its number; the same again is the same, the number is nobody else's.
    made = desk.put(at, json=PAPER)
    assert (made.status_code, made.json["state"]) == (201, "received")
    assert desk.put(at, json=PAPER).status_code == 200
    assert desk.put(f"{PAPERS}/{uuid4()}", json=PAPER).json["type"] == "/problems/number-taken"
    first = next(
        each for each in made.json["terms"] if each["citation"].startswith("Điều 24 khoản 1")
    )
    assert (first["last_day"], first["done_on"], first["overdue"]) == ("2026-02-11", None, True)
    unread = next(each for each in made.json["terms"] if "khoản 2" in each["citation"])
    assert (unread["last_day"], unread["confidence"]) == (None, "unverified")

    # Its steps come in order, none before the one before, none to come.
    step = f"{at}/steps"
    assert desk.post(step, json={"step": "concluded", "on": "2026-02-09"}).status_code == 409
    assert desk.post(step, json={"step": "accepted", "on": "2026-02-01"}).status_code == 422
    assert desk.post(step, json={"step": "accepted", "on": "2026-03-03"}).status_code == 422
    accepted = desk.post(step, json={"step": "accepted", "on": "2026-02-09"})
    assert _settle(accepted.json)["last_day"] == "2026-03-11"

    # More time by decision, as often as the law gives it and no oftener.
    more = {"step": "extended", "on": "2026-02-20", "complexity": "complex"}
    assert _settle(desk.post(step, json=more).json)["last_day"] == "2026-04-10"
    again = desk.post(step, json=more)
    assert (again.status_code, again.json["type"]) == (409, "/problems/no-more-time")
    assert desk.post(step, json=more | {"complexity": None}).status_code == 422
    done = desk.post(step, json={"step": "concluded", "on": "2026-03-02"}).json
    assert (done["state"], _settle(done)["done_on"]) == ("concluded", "2026-03-02")
    assert [each["register_number"] for each in desk.get(PAPERS).json["items"]] == ["12/TC-2026"]

    _told("received", "accepted", "extended", "concluded")


def test_no_other_desk_sees_it_and_there_is_no_room_for_a_word(sign_in: SignIn) -> None:
    with unit_of_work():
        make.account_of(CITY_DESK)
    desk, at = sign_in(CITY_DESK), f"{PAPERS}/{uuid4()}"
    desk.put(at, json=PAPER)

    for who in (make.RECEIVER, make.CHAIR, make.CITY_CHAIR, make.HANDLER, make.RESIDENT):
        other = sign_in(who)
        for asked in (
            other.get(at),
            other.get(PAPERS),
            other.put(f"{PAPERS}/{uuid4()}", json=PAPER),
        ):
            assert asked.status_code == 403
            assert "12/TC" not in asked.text
    inspection = sign_in("31-tt-truong")
    assert inspection.get(at).status_code == 404
    assert inspection.get(PAPERS).json["items"] == []

    # A number is a number: no name, no sentence, no member besides.
    for more in ({"text": "Ông X"}, {"name": "Bà A"}, {"about": "Ông X"}):
        assert desk.put(f"{PAPERS}/{uuid4()}", json=PAPER | more).status_code == 422
    for number in ("Ông X nhận tiền", "đơn của bà A", "TO CAO ONG X", "ONG-X", "", "1" * 21):
        wrong = desk.put(f"{PAPERS}/{uuid4()}", json=PAPER | {"register_number": number})
        assert wrong.status_code == 422


def _told(*steps: str) -> None:
    """These events were recorded, and none has a fact beside its paper and the ground for time."""
    rows = select(Event.name, Event.facts).where(Event.name.like("denunciation.%"))
    events = db.session.execute(rows.order_by(Event.id)).all()
    assert [name for name, _ in events] == [f"denunciation.{step}" for step in steps]
    assert {key for _, facts in events for key in facts} == {"paper", "complexity"}


def _settle(paper: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    [found] = [each for each in paper["terms"] if each["title"] == "Giải quyết tố cáo"]
    return found
