"""A month of reception days: both heads owe two; together once, one of them alone once more."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from flask import Flask

from api.core import clock, jobs
from api.core.clock import VIETNAM
from tests import make
from tests.conftest import SignIn

GOVERNMENT, PARTY = f"{make.COMMUNE}-ubnd", f"{make.COMMUNE}-dang"
BOTH = [make.SECRETARY, make.CHAIR]


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=VIETNAM)


def test_the_month_is_kept_by_the_one_who_received_twice(
    app: Flask, sign_in: SignIn, client: Any
) -> None:
    def plan(day: date, positions: list[str]) -> str:
        address = f"/api/v1/receptions/{uuid4()}"
        body = {
            "unit": f"{make.COMMUNE}-tcd",
            "on": day.isoformat(),
            "from": "08:00",
            "to": "11:30",
            "place": "Nơi tiếp công dân phường",
            "positions": positions,
        }
        answer = sign_in(make.RECEIVER).put(address, json=body)
        assert answer.status_code == 201, answer.json
        return address

    def owed(unit: str) -> dict[str, Any]:
        query = f"duty=reception&period=2026-07&unit={unit}"
        found = sign_in(make.CITY_MONITOR).get(f"/api/v1/monitoring/obligations?{query}").json
        [duty] = found["items"]
        return dict(duty)

    with clock.standing_at(at(date(2026, 7, 1))):
        registered = jobs.worker(app).periodic_registry.periodic_tasks.values()
        [recurring] = [each for each in registered if each.task.name == "regulation.recur"]
        recurring.task.func(timestamp=0)
        assert [owed(unit)["state"] for unit in (PARTY, GOVERNMENT)] == ["open", "open"]
        assert [owed(unit)["needed"] for unit in (PARTY, GOVERNMENT)] == [2, 2]

        together = plan(date(2026, 7, 10), BOTH)
        second = plan(date(2026, 7, 24), BOTH)
        schedule = client.get("/api/v1/receptions?from=2026-07-01&to=2026-07-31").json["items"]
        assert [each["on"] for each in schedule] == ["2026-07-10", "2026-07-24"]

    with clock.standing_at(at(date(2026, 7, 10), 12)):
        held = sign_in(make.RECEIVER).post(f"{together}/holding", json={"visitors": 5})
        assert held.status_code == 201, held.json
        assert [owed(unit)["counted"] for unit in (PARTY, GOVERNMENT)] == [1, 1]

    with clock.standing_at(at(date(2026, 7, 24), 12)):
        alone = {"visitors": 0, "positions": [make.SECRETARY]}
        held = sign_in(make.RECEIVER).post(f"{second}/holding", json=alone)
        assert held.status_code == 201, held.json
        assert (owed(PARTY)["state"], owed(PARTY)["counted"]) == ("met", 2)

        third = plan(date(2026, 7, 30), [make.CHAIR])
        excuse = {
            "reason": "Chủ tịch dự phiên họp bất thường của Hội đồng nhân dân.",
            "notice": {"text": "Hoãn buổi tiếp ngày 30/7.", "published_on": "2026-07-24"},
        }
        called_off = sign_in(make.CHAIR).post(f"{third}/postponement", json=excuse)
        assert called_off.status_code == 201, called_off.json
        everybody_reads = client.get(third).json
        assert everybody_reads["state"] == "not_held"
        assert everybody_reads["notice"]["published_on"] == "2026-07-24"

    with clock.standing_at(at(date(2026, 8, 1), 0)):
        kept, missed = owed(PARTY), owed(GOVERNMENT)

    assert (kept["state"], kept["remark"]) == ("met", None)
    assert [each["on"] for each in kept["counts"]] == ["2026-07-10", "2026-07-24"]
    assert (missed["state"], missed["counted"]) == ("overdue", 1)
    assert missed["remark"] == "Không thực hiện, có lý do"
    assert [each["on"] for each in missed["excuses"]] == ["2026-07-30"]

    with clock.standing_at(at(date(2026, 8, 4), 12)):
        next_month = plan(date(2026, 8, 4), [make.CHAIR])
        held = sign_in(make.RECEIVER).post(f"{next_month}/holding", json={"visitors": 2})
        assert held.status_code == 201, held.json
        still = owed(GOVERNMENT)

    assert (still["state"], still["counted"]) == ("overdue", 1)
