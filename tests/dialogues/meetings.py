"""Dialogues over HTTP: planned, told of, and brought from one step to the next."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from api.core import clock
from api.core.clock import VIETNAM
from tests import make
from tests.conftest import Client, SignIn

SCHEDULE = "/api/v1/dialogues"
STARTS = datetime(2026, 3, 20, 7, 30, tzinfo=VIETNAM)
PARTY, GOVERNMENT = f"{make.COMMUNE}-dang", f"{make.COMMUNE}-ubnd"
FRONT_UNIT = f"{make.COMMUNE}-mttq"


def plan(**given: Any) -> dict[str, Any]:
    usual = {
        "id": str(uuid4()),
        "unit": GOVERNMENT,
        "topic": "Thoát nước và vệ sinh môi trường khu dân cư",
        "place": "Nhà văn hóa khu dân cư số 3",
        "starts_at": STARTS.isoformat(),
        "ends_at": (STARTS + timedelta(hours=3)).isoformat(),
        "chairs": [make.CHAIR],
        "co_organisers": [FRONT_UNIT],
        "how_to_take_part": "Đăng ký tại nhà văn hóa hoặc trên ứng dụng trước ngày 18/3.",
    }
    return usual | given


def planned(desk: Client, **given: Any) -> Any:
    answer = desk.post(SCHEDULE, json=plan(**given))
    assert answer.status_code == 201, answer.json
    return answer.json


def done(desk: Client, dialogue: Any, act: str, **given: Any) -> Any:
    answer = desk.post(f"{SCHEDULE}/{dialogue['id']}/{act}", json=given)
    assert answer.status_code == 201, answer.json
    return answer.json


def told(channel: str = "mass_media", at: datetime | None = None) -> dict[str, str]:
    moment = at or clock.now()
    return {"channel": channel, "at": moment.isoformat(), "evidence": "Bản tin số 12"}


@contextmanager
def when(sign_in: SignIn, moment: datetime) -> Iterator[Client]:
    """The desk at this moment, signed in anew."""
    with clock.standing_at(moment):
        yield sign_in(make.RECEIVER)


def duty(dialogue: Any, rule: str) -> Any:
    [found] = [each for each in dialogue["obligations"] if each["rule"] == rule]
    return found
