"""Two people at one petition: who is not the first is told what the other did."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from api.core import clock
from api.core.database import unit_of_work
from tests import make
from tests.conftest import MONDAY, Client, SignIn

TOGETHER = 4


def test_who_read_an_older_version_is_told_what_changed_and_nothing_is_done(
    sign_in: SignIn,
) -> None:
    with unit_of_work():
        petition = make.accepted()
    head, handler = sign_in(make.CHAIR), sign_in(make.HANDLER)
    address = f"/api/v1/petitions/{petition.id}"
    read = head.get(address)
    assert read.headers["ETag"].startswith(f'"{read.json["version"]}.')
    handed = head.post(
        f"{address}/assignment",
        json={"position": make.HANDLER},
        headers={"If-Match": read.headers["ETag"]},
    )
    assert handed.status_code == 201
    draft = {"text": "Đã khơi thông.", "result": "resolved"}

    stale = handler.post(f"{address}/draft", json=draft, headers=_if(read))

    assert (stale.status_code, stale.json["type"]) == (409, "/problems/changed-meanwhile")
    assert stale.json["yours"] == {"version": read.json["version"]}
    assert stale.json["current"] == {"version": handed.json["version"], "state": "in_progress"}
    [since] = stale.json["since"]
    assert since["name"] == "petition.assigned"
    assert since["position"] == read.json["holder"]["position"]
    now = handler.get(address)
    assert (now.json["draft"], now.json["version"]) == (None, handed.json["version"])
    assert handler.post(f"{address}/draft", json=draft, headers=_if(handed)).status_code == 201
    resident = sign_in(make.RESIDENT)
    refused = resident.post(f"{address}/withdrawal", json={}, headers=_if(read))
    assert [each["position"] for each in refused.json["since"]] == [None]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("*", 201),
        ('"999"', 412),
        ('W/"1.ab"', 412),
        ('"another"', 412),
        ('"1.ab", "other"', 409),
        ("1.ab", 400),
        ("", 400),
    ],
)
def test_what_no_answer_gave_is_refused_and_a_star_means_any(
    sign_in: SignIn, given: str, status: int
) -> None:
    with unit_of_work():
        petition = make.accepted()

    answer = sign_in(make.CHAIR).post(
        f"/api/v1/petitions/{petition.id}/assignment",
        json={"position": make.HANDLER},
        headers={"If-Match": given},
    )

    assert answer.status_code == status


def test_what_is_read_again_unchanged_is_not_sent_again(client: Client, sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.accepted()
    address, head = f"/api/v1/petitions/{petition.id}", sign_in(make.CHAIR)
    first = head.get(address)
    known = {"If-None-Match": first.headers["ETag"]}

    again = head.get(address, headers=known)

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert client.get(address, headers=known).status_code == 404
    assert sign_in(make.HANDLER).get(address, headers=known).status_code == 200
    with clock.standing_at(MONDAY + timedelta(days=60)):
        late = sign_in(make.CHAIR).get(address, headers=known)
    assert late.status_code == 200
    assert late.json["version"] == first.json["version"]


def test_of_several_who_act_on_the_same_version_one_does_it(app: Flask, sign_in: SignIn) -> None:
    with unit_of_work():
        petition = make.accepted()
    head = sign_in(make.CHAIR)
    address = f"/api/v1/petitions/{petition.id}"
    known, ready = _if(head.get(address)), Barrier(TOGETHER)

    def hand_out(_: int) -> int:
        with clock.standing_at(MONDAY):
            ready.wait()
            given = {"position": make.HANDLER}
            answer = head.post(f"{address}/assignment", json=given, headers=known)
        return int(answer.status_code)

    with ThreadPoolExecutor(TOGETHER) as people:
        answered = list(people.map(hand_out, range(TOGETHER)))

    assert sorted(answered) == [201] + [409] * (TOGETHER - 1)
    happened = head.get(f"{address}/timeline").json["items"]
    assert [each["name"] for each in happened].count("petition.assigned") == 1


def _if(answer: Any) -> dict[str, str]:
    return {"If-Match": answer.headers["ETag"]}
