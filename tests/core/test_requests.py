"""What every request has: one transaction, an id, headers, a line in the log without a person."""

import json
import logging
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, make_url, text

from api.core import logs
from api.core.access import allowed, refuse_unguarded_routes
from api.core.database import db
from api.core.http import HEADERS
from api.core.jobs import counts
from tests import make
from tests.conftest import Client, Cluster, SignIn


def test_every_answer_has_the_headers_and_an_id(client: Client) -> None:
    for address in ("/healthz", "/api/v1/fields", "/nowhere", "/api/docs/"):
        with client.get(address) as response:
            assert response.headers["X-Request-Id"]
            assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_a_refused_request_leaves_nothing_behind(
    client: Client, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    resident = sign_in(make.RESIDENT)
    monkeypatch.setattr("api.petitions.routes._answer", breaks)

    response = resident.put(make.new_address()[1], json=make.body())

    assert response.status_code == 500
    assert "ZeroDivision" not in response.text
    assert db.session.execute(text("select count(*) from cases")).scalar_one() == 0
    assert counts() == {}


def test_a_commit_that_fails_is_told_and_leaves_nothing(
    app: Flask, cluster: Cluster, sign_in: SignIn
) -> None:
    name = str(make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database)
    resident = sign_in(make.RESIDENT)
    cluster.run(
        "create function no() returns trigger language plpgsql as"
        " $$ begin raise exception 'no'; end $$;"
        "create constraint trigger no after insert on cases deferrable initially deferred"
        " for each row execute function no()",
        name,
    )

    response = resident.put(make.new_address()[1], json=make.body())

    cluster.run("drop function no() cascade", name)
    assert response.status_code == 500
    assert response.content_type == "application/problem+json"
    assert db.session.execute(text("select count(*) from cases")).scalar_one() == 0


def test_the_log_has_route_and_status_and_nothing_of_the_person(
    sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    _, address = make.new_address()

    sign_in(make.RESIDENT).put(
        f"{address}?tên=Bà+Tám",
        json=make.body(text="Bà Tám số 0912345678", petitioner={"name": "Bà Tám"}),
    )

    lines = [logs.JsonLines().format(record) for record in caplog.records]
    assert any('"PUT /api/v1/petitions/<uuid:petition_id>"' in line for line in lines)
    assert not any(word in line for line in lines for word in ("Tám", "0912345678", make.RESIDENT))


def test_a_bug_is_logged_by_its_place_and_never_by_its_words() -> None:
    try:
        raise ValueError("Bà Tám 0912345678")
    except ValueError as error:
        record = logging.LogRecord("x", 40, "x", 1, "failed", (), (ValueError, error, None))

    line = json.loads(logs.JsonLines().format(record))

    assert line["error"] == "ValueError"
    assert "Tám" not in json.dumps(line, ensure_ascii=False)


def test_the_database_gone_is_busy_and_not_a_bug(app: Flask, client: Client) -> None:
    engines = cast(dict[str | None, Engine], db.engines)
    before = engines[None]
    engines[None] = create_engine("postgresql+psycopg://x@/x?host=/nowhere")
    try:
        response = client.get("/api/v1/areas?q=gia")
        ready = client.get("/readyz")
        alive = client.get("/healthz")
    finally:
        engines[None] = before

    assert (response.status_code, response.headers["Retry-After"]) == (503, "1")
    assert (ready.status_code, alive.status_code) == (503, 200)


def test_ready_and_metrics(client: Client) -> None:
    assert client.get("/readyz").json == {"status": "ready"}
    figures = client.get("/metrics").text
    assert 'http_requests_total{route="/readyz",status="200"}' in figures


def test_the_app_does_not_start_with_a_route_that_says_nothing_of_access() -> None:
    app = Flask("bare")
    app.add_url_rule("/open", "open", lambda: "", methods=["GET"])

    with pytest.raises(RuntimeError, match="/open"):
        refuse_unguarded_routes(app)

    guarded = Flask("guarded", static_folder=None)
    guarded.add_url_rule("/shut", "shut", allowed()(lambda: ""))
    refuse_unguarded_routes(guarded)


@pytest.mark.parametrize("after", ["x", "!!!", "AAAA", "é"])
def test_a_made_up_cursor_is_refused(after: str, sign_in: SignIn) -> None:
    response = sign_in(make.RESIDENT).get(f"/api/v1/petitions?after={after}")

    assert response.status_code == 422
    assert "after" in str(response.json["errors"])


def test_pages_follow_each_other_without_gap_or_repetition(sign_in: SignIn) -> None:
    clerk = sign_in(make.RECEIVER)
    put = [clerk.put(make.new_address()[1], json=make.body()).json["id"] for _ in range(7)]

    seen: list[str] = []
    after = ""
    while True:
        page = clerk.get(f"/api/v1/petitions?limit=3{after}").json
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"

    assert seen == put[::-1]


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "unheard=1", "kind=gossip"])
def test_a_bad_query_is_refused(query: str, sign_in: SignIn) -> None:
    assert sign_in(make.RESIDENT).get(f"/api/v1/petitions?{query}").status_code == 422
