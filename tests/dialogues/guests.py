"""What the tests of registering ask again and again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from api.authorities.models import Neighbourhood, NeighbourhoodKind
from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import db, unit_of_work
from tests import make
from tests.conftest import Client, SignIn

DIALOGUES = "/api/v1/dialogues"
STARTS = datetime(2026, 3, 20, 7, 30, tzinfo=VIETNAM)
CLOSES = STARTS - timedelta(days=2)
VILLAGE = "tdp-1"

LATER: dict[str, Any] = {
    "starts_at": (STARTS + timedelta(hours=4)).isoformat(),
    "ends_at": (STARTS + timedelta(hours=6)).isoformat(),
}
"""When the same chair can be at another dialogue of that day."""


def announced(desk: Client, *, capacity: int | None = 3, **given: Any) -> str:
    """The address of a dialogue to which people may register now."""
    asked = {
        "id": str(uuid4()),
        "unit": f"{make.COMMUNE}-ubnd",
        "topic": "Thoát nước khu dân cư",
        "place": f"Nhà văn hóa {uuid4()}",
        "starts_at": STARTS.isoformat(),
        "ends_at": (STARTS + timedelta(hours=3)).isoformat(),
        "chairs": [make.CHAIR],
        "registration": {"from": clock.now().isoformat(), "to": CLOSES.isoformat()},
        "how_to_take_part": "Đăng ký trên ứng dụng hoặc tại nhà văn hóa.",
        **({} if capacity is None else {"capacity": capacity}),
    }
    planned = desk.post(DIALOGUES, json=asked | given)
    assert planned.status_code == 201, planned.json
    address = f"{DIALOGUES}/{planned.json['id']}"
    told = {"channel": "mass_media", "at": clock.now().isoformat(), "evidence": "Bản tin số 12"}
    assert desk.post(f"{address}/announcement", json={"notices": [told]}).status_code == 201
    return address


def with_village() -> str:
    """The code of a residential group of the commune, which is there from now on."""
    with unit_of_work():
        db.session.add(
            Neighbourhood(
                area_code=make.COMMUNE,
                code=VILLAGE,
                name="Tổ dân phố số 1",
                kind=NeighbourhoodKind.GROUP,
                since_on=date(2026, 1, 1),
            )
        )
    return VILLAGE


def phone(number: int) -> str:
    """The telephone of another resident."""
    return f"+8490000{number:04d}"


def registered(who: Client, dialogue: str, status: int = 201, **given: Any) -> Any:
    """What somebody reads who registers."""
    answer = who.put(f"{dialogue}/registrations/{uuid4()}", json=given)
    assert answer.status_code == status, answer.json
    return answer.json


def posted(who: Client, address: str, status: int = 201, **given: Any) -> Any:
    """What somebody reads who does this."""
    answer = who.post(address, json=given)
    assert answer.status_code == status, answer.json
    return answer.json


def own(registration: Any) -> str:
    """The address of a registration."""
    return f"/api/v1/registrations/{registration['id']}"


@contextmanager
def when(sign_in: SignIn, moment: datetime, who: str = make.RECEIVER) -> Iterator[Client]:
    """Somebody at this moment, signed in anew."""
    with clock.standing_at(moment):
        yield sign_in(who)
