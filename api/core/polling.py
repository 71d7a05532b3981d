"""Answers for everybody that thousands ask for every other second: made once, then given out.

A layer before Flask. Of the addresses it looks after it keeps the application's own answer for a
second, in this process, and gives out that one or says that it is known already (304). All else
goes on to the application; what is no answer for everybody, as a refusal, is kept for nobody.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from api.core import clock
from api.core.health import answered

FRESH = timedelta(seconds=1)
"""How long an answer is given out without asking the application again."""

STALE = timedelta(seconds=10)
"""How long while somebody asks it, or when it cannot answer: a screen keeps what it shows."""

MOST = 64
"""How many addresses are remembered: as many dialogues may well go on at a time."""

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]

_OWN = ("HTTP_IF_NONE_MATCH", "HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_IF_MODIFIED_SINCE")
"""What is the asking one's own, and so not asked of an answer that everybody is given."""

_OF_ONE_REQUEST = frozenset({"x-request-id", "set-cookie"})
_OF_A_BODY = frozenset({"content-length", "content-type"})


@dataclass
class Answer:
    """What the application said, whole."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes
    at: datetime
    renewing: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        said = {name.lower(): value for name, value in self.headers}
        self.tag = said.get("etag", "").removeprefix("W/")
        self.kept = [each for each in self.headers if each[0].lower() not in _OF_ONE_REQUEST]
        self.bare = [each for each in self.kept if each[0].lower() not in _OF_A_BODY]

    @property
    def is_for_all(self) -> bool:
        """Whether it may be given to others too."""
        return self.status.startswith("200") and bool(self.tag)

    def is_younger(self, age: timedelta, now: datetime) -> bool:
        """Whether it was made so short a time ago; a clock that was put back makes it old."""
        return timedelta() <= now - self.at < age


class Polled:
    """The application, asked at most once a second for each of these addresses."""

    def __init__(self, application: Wsgi, *, begins: str, ends: str, rule: str) -> None:
        self._application = application
        self._begins, self._ends = begins, ends
        self._answers: dict[str, Answer] = {}
        self._given = answered.labels(rule, 200)
        self._known = answered.labels(rule, 304)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer."""
        path = environ["PATH_INFO"]
        if not path.endswith(self._ends) or not self._is_asked(path, environ):
            return self._application(environ, start_response)
        answer = self._answer(path, environ)
        if not answer.is_for_all:
            start_response(answer.status, answer.headers)
            return [answer.body]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and (answer.tag in known or known == "*"):
            self._known.inc()
            start_response("304 NOT MODIFIED", answer.bare)
            return []
        self._given.inc()
        start_response(answer.status, answer.kept)
        return [answer.body]

    def _is_asked(self, path: str, environ: Environ) -> bool:
        is_plain = environ["REQUEST_METHOD"] == "GET" and not environ.get("QUERY_STRING")
        # Written in another way it is the same to the application, and would be kept once more.
        return is_plain and path.startswith(self._begins) and path == path.lower()

    def _answer(self, path: str, environ: Environ) -> Answer:
        now = clock.now()
        kept = self._answers.get(path)
        if kept is None or not kept.is_younger(STALE, now):
            return self._asked(path, environ, now)
        if kept.is_younger(FRESH, now) or not kept.renewing.acquire(blocking=False):
            return kept
        try:
            new = self._asked(path, environ, now)
            return kept if new.status.startswith("5") else new
        finally:
            kept.renewing.release()

    def _asked(self, path: str, environ: Environ, now: datetime) -> Answer:
        """What the application says now, remembered when it is for everybody."""
        said: list[Any] = []

        def begin(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            said[:] = [status, headers]

        asked = {name: value for name, value in environ.items() if name not in _OWN}
        parts = self._application(asked, begin)
        try:
            body = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        answer = Answer(said[0], said[1], body, now)
        if answer.is_for_all:
            self._answers.pop(path, None)
            self._answers[path] = answer
            for oldest in list(self._answers)[:-MOST]:
                self._answers.pop(oldest, None)
        return answer
