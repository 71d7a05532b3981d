"""Whatever arrives at a real server is answered with one problem document, never with a crash."""

import json
from collections.abc import Iterator

import pytest

from tests import make
from tests.contract.wire import Wire

MEGABYTE = b" " * 1_000_000
GOOD = json.dumps(make.body()).encode()


def a_lot(megabytes: int) -> Iterator[bytes]:
    """So much of nothing, in pieces."""
    for _ in range(megabytes):
        yield MEGABYTE


def test_fifty_megabytes_are_too_large_and_nothing_happens(wire: Wire) -> None:
    answer = wire.put(MEGABYTE * 50)

    assert answer.status == 413
    assert answer.problem["type"] == "/problems/too-large"
    assert wire.send(b"GET", b"/healthz").status == 200


@pytest.mark.parametrize("megabytes", [2, 50])
def test_too_much_in_chunks_is_too_large_also(wire: Wire, megabytes: int) -> None:
    answer = wire.put(a_lot(megabytes))

    assert answer.status == 413
    assert answer.problem["type"] == "/problems/too-large"


def test_a_petition_in_chunks_is_read_like_any_other(wire: Wire) -> None:
    answer = wire.put(iter([GOOD[:20], GOOD[20:]]))

    assert answer.status == 201
    assert json.loads(answer.body)["state"] == "received"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"{",
        b'{"kind": "reflection", ',
        b"\x00",
        b"\xff\xfe{\x00}\x00",
        b'{"text": "\xc3\x28"}',
        b"[" * 50_000,
        b'{"a":' * 50_000,
        b"[1" + b"0" * 10_000 + b"]",
        b"\x1f\x8b\x08\x00garbage",
    ],
)
def test_what_is_not_json_is_refused(wire: Wire, body: bytes) -> None:
    answer = wire.put(body)

    assert answer.status in {400, 415, 422}
    assert answer.problem


@pytest.mark.parametrize(
    "body",
    [
        b"null",
        b"[]",
        b'"text"',
        b"12",
        b"{}",
        b'{"kind": "reflection"}',
        b'{"kind": null, "text": null}',
        b'{"kind": {"$gt": ""}, "text": ["x"]}',
        b'{"kind": "reflection", "text": "x", "more": 1}',
        b'{"kind": "reflection", "text": "\\u0000"}',
        b'{"kind": "reflection", "text": "\\ud800"}',
        b'{"kind": "reflection", "text": "x", "field": "\\ud800"}',
        b'{"kind": "reflection", "text": "x", "petitioner": {"name": "\\ud83d"}}',
        b'{"kind": "reflection", "text": "x", "contact": {"email": "\\ud800@x.vn"}}',
        b'{"kind": "reflection", "text": "x", "contact": ["0912345678"]}',
        b'{"kind": "reflection", "text": "x", "contact": {"phone": {}}}',
        b'{"kind": "reflection", "text": "x", "location": {"lat": NaN, "lon": 1}}',
        b'{"kind": "reflection", "text": "x", "location": {"lat": 1e999, "lon": 1}}',
        b'{"kind": "reflection", "text": "x", "location": {"lat": 1%b, "lon": 1}}' % (b"0" * 400),
        b'{"kind": "reflection", "text": "x", "received_at": "0001-01-01T00:00:00+14:00"}',
        b'{"kind": "reflection", "text": "x", "received_at": "9999-12-31T23:59:59-14:00"}',
        b'{"kind": "reflection", "text": "x", "received_at": "2026-01-01T00:00:00"}',
        b'{"kind": "reflection", "text": "x", "received_at": 1e300}',
        b'{"kind": "reflection", "text": "x", "attachments": ["1"]}',
    ],
)
def test_json_of_another_form_is_refused_field_by_field(wire: Wire, body: bytes) -> None:
    answer = wire.put(body)

    assert answer.status == 422
    assert answer.problem["type"].startswith("/problems/")


@pytest.mark.parametrize(
    "kind",
    [
        b"text/plain",
        b"application/x-www-form-urlencoded",
        b"multipart/form-data",
        b"multipart/form-data; boundary=",
        b"application/jsonp",
        b"/nowhere",
        b"",
        b"\xff",
    ],
)
def test_another_content_type_is_refused(wire: Wire, kind: bytes) -> None:
    answer = wire.put(GOOD, Content_Type=kind)

    assert answer.status == 415
    assert answer.problem["type"] == "/problems/not-json"


@pytest.mark.parametrize(
    "target",
    [
        b"/nowhere",
        b"/nothing",
        b"/api/v1",
        b"/api/v1/petitions/",
        b"/api/v1/petitions/1",
        b"/api/v1/petitions/../../../etc/passwd",
        b"/api/docs/../cli.py",
        b"/api/docs/%2e%2e/%2e%2e/app.py",
        b"/api/v1/petitions/%00",
        b"/api/v1/cases/%00",
        b"/api/v1/cases/%ff%fe",
        b"/api/v1/cases/" + b"9" * 10,
        b"/api/v1/cases/" + b"x" * 5000,
        "/api/v1/cases/٣٣٣٣٣٣٣٣٣٣".encode(),
        b"/api/v1/units/%00/positions",
        b"/api/v1/units/%ed%a0%80/positions",
    ],
)
def test_where_there_is_nothing_it_says_so(wire: Wire, target: bytes) -> None:
    answer = wire.send(b"GET", target, wire.bearer)

    assert answer.status == 404
    assert answer.problem


@pytest.mark.parametrize(
    "query",
    [
        b"limit=0",
        b"limit=-1",
        b"limit=101",
        b"limit=99999999999999999999999999",
        b"limit=NaN",
        b"limit=" + b"9" * 5000,
        b"after=",
        b"after=0",
        b"after=%00",
        b"after=%ff",
        b"after=AAAA",
        b"q=%00",
        b"q=" + b"x" * 20_000,
        b"state=nowhere",
        b"overdue=perhaps",
        b"unit=%00",
        b"unit=31-nowhere",
        b"nothing=1",
        b"&".join(b"a%d=1" % number for number in range(2_000)),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(wire: Wire, query: bytes) -> None:
    answer = wire.send(b"GET", b"/api/v1/petitions?" + query, wire.bearer)

    assert answer.status == 422
    assert answer.problem["type"].startswith("/problems/")


@pytest.mark.parametrize("target", [b"/api/v1/units?after=0", b"/api/v1/inbox?after=0"])
def test_every_list_refuses_a_cursor_that_is_none(wire: Wire, target: bytes) -> None:
    answer = wire.send(b"GET", target, wire.bearer)

    assert answer.status == 422
    assert answer.problem["type"] == "/problems/invalid"


@pytest.mark.parametrize(
    "query", [b"q=%ff%fe", b"q=%ed%a0%80", b"limit=1&limit=2", b"&&&=", b"q=%"]
)
def test_a_question_that_can_be_read_somehow_does_no_harm(wire: Wire, query: bytes) -> None:
    answer = wire.send(b"GET", b"/api/v1/petitions?" + query, wire.bearer)

    assert answer.status in {200, 422}


@pytest.mark.parametrize(
    ("method", "target", "allow"),
    [
        (b"DELETE", b"/api/v1/petitions", {"GET", "HEAD", "OPTIONS"}),
        (
            b"POST",
            b"/api/v1/petitions/00000000-0000-4000-8000-000000000000",
            {"GET", "HEAD", "OPTIONS", "PUT"},
        ),
        (b"GET", b"/api/v1/sessions", {"OPTIONS", "POST"}),
        (b"PATCH", b"/healthz", {"GET", "HEAD", "OPTIONS"}),
        (b"BREW", b"/api/v1/me", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_a_method_that_is_not_there_is_told_which_are(
    wire: Wire, method: bytes, target: bytes, allow: set[str]
) -> None:
    answer = wire.send(method, target, wire.bearer)

    assert answer.status == 405
    assert set(answer.headers["allow"].split(", ")) == allow
    assert answer.problem


@pytest.mark.parametrize(
    "headers",
    [
        {b"Accept-Language": b"\xff"},
        {b"Accept-Language": b"*;q=nan, en;q=x, ,;;"},
        {b"Accept": b"application/xml"},
        {b"X-Request-Id": b"a" * 5000},
        {b"X-Forwarded-For": b"\xff, nobody"},
        {b"If-Modified-Since": b"yesterday"},
        {b"Range": b"bytes=-1"},
        {b"Content-Type": b"application/json; charset=nothing"},
        {b"Expect": b"a miracle"},
    ],
)
def test_a_strange_header_does_no_harm(wire: Wire, headers: dict[bytes, bytes]) -> None:
    answer = wire.send(b"GET", b"/api/v1/me", wire.bearer | headers)

    assert answer.status == 200


def test_a_request_id_of_the_client_is_kept_only_when_it_is_plain(wire: Wire) -> None:
    plain = wire.send(b"GET", b"/healthz", {b"X-Request-Id": b"abcdefgh-1"})
    strange = wire.send(b"GET", b"/healthz", {b"X-Request-Id": b"a\tb<script>"})

    assert plain.headers["x-request-id"] == "abcdefgh-1"
    assert strange.headers["x-request-id"].isalnum()
