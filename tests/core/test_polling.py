"""Answers that are kept for a second: whose, how long, and how many."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from api.core import clock
from api.core.polling import MOST, Environ, Polled, StartResponse
from tests.conftest import MONDAY

RULE = "/of-a-test"


class Application:
    """Says how often it was asked, or fails."""

    def __init__(self) -> None:
        self.asked = 0
        self.status = "200 OK"
        self.closed = 0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer."""
        self.asked += 1
        assert "HTTP_COOKIE" not in environ or environ["PATH_INFO"] != "/a/live"
        said = [
            ("ETag", f'W/"{self.asked}"'),
            ("Content-Type", "text/plain"),
            ("X-Request-Id", "7"),
        ]
        start_response(self.status, said if self.status.startswith("200") else [])
        return self

    def __iter__(self) -> Any:
        yield f"{self.asked}".encode()

    def close(self) -> None:
        """What has been read is let go."""
        self.closed += 1


def asked(polled: Polled, path: str = "/a/live", **given: str) -> tuple[str, bytes, list[str]]:
    """Status, body and the names of the headers."""
    said: list[Any] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_COOKIE": "session=x", **given}
    parts = polled(environ, lambda status, headers: said.extend((status, headers)))
    return said[0], b"".join(parts), [name for name, _ in said[1]]


def test_an_answer_is_given_to_all_for_a_second_and_asked_for_without_ones_own_cookie() -> None:
    application = Application()
    polled = Polled(application, begins="/a", ends="/live", rule=RULE)

    first, again = asked(polled), asked(polled)
    known = asked(polled, HTTP_IF_NONE_MATCH='W/"0", W/"1"')
    for moment in (MONDAY + timedelta(seconds=1), MONDAY - timedelta(days=1)):
        with clock.standing_at(moment):
            asked(polled)

    assert first == again == ("200 OK", b"1", ["ETag", "Content-Type"])
    assert known == ("304 NOT MODIFIED", b"", ["ETag"])
    assert application.asked == application.closed == 3


def test_what_fails_is_what_it_was_for_a_while_and_what_is_refused_is_nobodys() -> None:
    application = Application()
    polled = Polled(application, begins="/a", ends="/live", rule=RULE)
    asked(polled)

    application.status = "503 BUSY"
    with clock.standing_at(MONDAY + timedelta(seconds=5)):
        kept = asked(polled)
    with clock.standing_at(MONDAY + timedelta(seconds=15)):
        gone = asked(polled)
    application.status = "404 NOT FOUND"
    refused = [asked(polled, "/a/unknown/live")[:2] for _ in range(2)]

    assert kept[:2] == ("200 OK", b"1")
    assert gone[0] == "503 BUSY"
    assert refused == [("404 NOT FOUND", b"4"), ("404 NOT FOUND", b"5")]


def test_only_so_many_are_remembered_and_other_requests_go_on() -> None:
    application = Application()
    polled = Polled(application, begins="/a", ends="/live", rule=RULE)

    for number in range(MOST + 1):
        asked(polled, f"/a/{number}/live")
    asked(polled, "/a/0/live")
    remembered = application.asked
    asked(polled, f"/a/{MOST}/live")
    passed = [
        asked(polled, "/b/live"),
        asked(polled, "/a/X/live"),
        asked(polled, "/a/X/live"),
        asked(polled, "/a/0/live", QUERY_STRING="x=1"),
        asked(polled, "/a/0/live", REQUEST_METHOD="HEAD"),
    ]

    assert remembered == MOST + 2
    assert [body for _, body, _ in passed] == [f"{remembered + n}".encode() for n in range(1, 6)]
