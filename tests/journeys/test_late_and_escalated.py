"""Nobody answers in time: who owes is reminded, then the head above is told, and MTTQ sees it."""

from datetime import datetime
from typing import Any

from flask import Flask

from api.core import clock, jobs
from api.core.clock import VIETNAM
from api.core.database import unit_of_work
from api.regulation.jobs import remind
from api.regulation.queries import to_remind
from tests import make
from tests.conftest import SignIn

SIGNED = {"number": "88", "symbol": "UBND-VP", "authority": "TM", "signed_on": "2026-03-30"}


def march(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=VIETNAM)


def test_a_late_answer_is_asked_for_ever_higher_and_counted_late(
    app: Flask, sign_in: SignIn
) -> None:
    resident = sign_in(make.RESIDENT)
    _, address = make.new_address()
    handed_in: Any = resident.put(address, json=make.body()).json
    code = handed_in["code"]
    [last_day] = {o["last_day"] for o in handed_in["obligations"] if o["duty"] == "answer"}
    assert last_day == "2026-03-23"
    accepted = sign_in(make.CHAIR).post(f"{address}/acceptance", json={})
    assert accepted.status_code == 201, accepted.json

    # Nothing is said while there is time; then who owes is reminded, once.
    told_on(app, 10)
    assert titles(sign_in, make.CHAIR, march(10), "due_soon", code) == 0
    told_on(app, 18, 19, 20)
    assert titles(sign_in, make.CHAIR, march(20), "due_soon", code) == 1

    # The last day passes: who owes is told, and three working days later the head above.
    told_on(app, 24)
    assert titles(sign_in, make.CHAIR, march(24), "overdue", code) == 1
    assert titles(sign_in, make.CITY_CHAIR, march(24), "overdue", code) == 0
    told_on(app, 27)
    assert titles(sign_in, make.CITY_CHAIR, march(27), "overdue", code) == 1

    # MTTQ sees it, and opens it from the figure.
    with clock.standing_at(march(27)):
        monitor = sign_in(make.CITY_MONITOR)
        total: Any = monitor.get("/api/v1/monitoring/figures").json
        assert total["total"]["overdue_now"] == 1
        behind: Any = monitor.get(total["total"]["links"]["overdue_now"]).json
        assert [each["code"] for each in behind["items"]] == [code]
        seen: Any = monitor.get(f"{address}/timeline").json
        assert not [each for each in seen["items"] if each["name"].startswith("obligation.")]

    # The answer comes late, and stays counted as late.
    with clock.standing_at(march(30)):
        head = sign_in(make.CHAIR)
        head.post(f"{address}/draft", json={"text": "Đã khơi thông cống.", "result": "resolved"})
        signed = head.post(f"{address}/signature", json=SIGNED)
        assert signed.status_code == 201, signed.json
        steps = [each["name"] for each in head.get(f"{address}/timeline").json["items"]]
        assert steps.count("obligation.due_soon") == 1
        assert steps.count("obligation.overdue") == 2
    told_on(app, 31)
    with clock.standing_at(march(31)):
        figures: Any = sign_in(make.CITY_MONITOR).get("/api/v1/monitoring/figures").json
    total = figures["total"]
    assert (total["overdue_now"], total["answered"], total["late"]) == (0, 1, 1)
    assert titles(sign_in, make.CITY_CHAIR, march(31), "overdue", code) == 1


def told_on(app: Flask, *days: int) -> None:
    """What the worker does on these days, until nobody is left to be reminded."""
    for day in days:
        with clock.standing_at(march(day)):
            while to_remind(clock.now(), 1):
                with unit_of_work():
                    remind()
    jobs.work(app, wait=False)


def titles(sign_in: SignIn, who: str, at: datetime, step: str, code: str) -> int:
    """How many messages of this step the inbox of the position holds, of this petition."""
    found, address = 0, "/api/v1/inbox?limit=100"
    with clock.standing_at(at):
        client = sign_in(who)
        while address:
            page: Any = client.get(address).json
            found += sum(
                each["event"].endswith(step) and each["code"] == code for each in page["items"]
            )
            address = f"/api/v1/inbox?limit=100&after={page['next']}" if page["next"] else ""
    return found
