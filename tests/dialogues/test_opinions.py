"""What is refused of sheets of opinions and of their synthesis, and who makes it where."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from api.core import clock
from tests import make
from tests.conftest import Client, SignIn
from tests.dialogues.meetings import SCHEDULE, planned
from tests.dialogues.villages import put, sheet, with_villages

OTHER_FRONT = "11407-mttq-chuyen-vien"


def tried(who: Client, address: str, **given: Any) -> tuple[int, str]:
    answer = who.put(address, json=given)
    return answer.status_code, (answer.json or {}).get("type", "").removeprefix("/problems/")


def test_a_sheet_is_of_a_village_of_the_dialogue_by_its_own_front_or_reception(
    sign_in: SignIn,
) -> None:
    with_villages()
    desk, front = sign_in(make.RECEIVER), sign_in(make.FRONT)
    dialogue = planned(desk, villages=["tdp-1"])
    at = f"{SCHEDULE}/{dialogue['id']}"
    to, first = f"{at}/sheets/{uuid4()}", str(uuid4())
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    many = [{"text": "Cống tắc.", "people": 41}]

    for who in (OTHER_FRONT, make.CHAIR, make.RESIDENT):
        assert tried(sign_in(who), to, **sheet())[0] == 403
    assert sign_in(OTHER_FRONT).get(f"{at}/sheets").status_code == 403
    assert tried(front, to, **sheet("11407-tdp-1")) == (422, "unknown-village")
    assert tried(front, to, **sheet("tdp-2")) == (422, "village-not-invited")
    assert tried(front, to, **sheet(met_on=tomorrow)) == (422, "met-in-future")
    assert tried(front, to, **sheet(items=many)) == (422, "more-people-than-came")
    assert tried(front, to, **sheet(items=[]))[0] == 422
    assert front.get(f"{at}/sheets").json["items"] == []

    put(front, dialogue, f"sheets/{first}", 201, **sheet())
    put(front, dialogue, f"sheets/{first}", 200, **sheet())
    assert tried(front, to, **sheet()) == (409, "sheet-there")
    other = planned(desk, place="Hội trường", chairs=[make.SECRETARY], unit=f"{make.COMMUNE}-dang")
    elsewhere = f"{SCHEDULE}/{other['id']}/sheets/{first}"
    assert tried(desk, elsewhere, **sheet()) == (409, "sheet-id-taken")
    [kept] = front.get(f"{at}/sheets").json["items"]
    assert kept["version"] == 1


def test_the_front_puts_opinions_together_and_the_organiser_where_there_is_none(
    sign_in: SignIn,
) -> None:
    with_villages()
    desk, front = sign_in(make.RECEIVER), sign_in(make.FRONT)
    dialogue, alone = (
        planned(desk),
        planned(desk, co_organisers=[], chairs=[make.DEPUTY], place="B"),
    )
    there, unknown = {"sheet": str(uuid4()), "item": 1}, {"sheet": str(uuid4()), "item": 1}
    put(front, dialogue, f"sheets/{there['sheet']}", 201, **sheet())
    at = f"{SCHEDULE}/{dialogue['id']}/synthesis"

    def report(*opinions: Any, **more: Any) -> dict[str, Any]:
        matter = {"heading": "Thoát nước", "text": "Khơi cống.", "opinions": [*opinions]}
        return {"made_on": clock.today().isoformat(), "items": [matter]} | more

    assert tried(desk, at, **report(there)) == (403, "not-the-synthesiser")
    assert tried(sign_in(OTHER_FRONT), at, **report(there)) == (403, "not-the-synthesiser")
    assert front.post(f"{at}/publication").status_code == 409
    assert tried(front, at, **report(there, unknown)) == (422, "unknown-opinion")
    both = report(there, left_out=[there | {"reason": "Trùng"}])
    assert tried(front, at, **both) == (422, "used-and-left-out")
    assert tried(front, at, **report(there)) == (201, "")
    assert tried(front, at, **report(there)) == (200, "")

    # A village that says something later gets no lost sheet: the synthesis lacks it, visibly.
    late = str(uuid4())
    put(front, dialogue, f"sheets/{late}", 201, **sheet("tdp-2"))
    assert front.get(at).json["left_out"][0]["reason"] is None
    assert front.post(f"{at}/publication").status_code == 422
    assert tried(front, at, **report(there, {"sheet": late, "item": 1})) == (200, "")

    assert tried(front, f"{SCHEDULE}/{alone['id']}/synthesis", **report())[0] == 403
    assert tried(desk, f"{SCHEDULE}/{alone['id']}/synthesis", **report())[0] == 201
