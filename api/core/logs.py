"""Logs: one JSON object a line, with codes and ids, never a person's words or number."""

import json
import logging
import re
import sys
import time
import traceback
from uuid import uuid4

from flask import Flask, Response, g, has_request_context, request

log = logging.getLogger("doithoai.requests")

_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class JsonLines(logging.Formatter):
    """A record as one line of JSON; of an error its kind and place, never its text."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context():
            line["request_id"] = g.get("request_id")
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            line |= _where(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _where(error: BaseException) -> dict[str, object]:
    """The error's class and the way to it. Its text may quote a person, so it stays out."""
    frames = traceback.extract_tb(error.__traceback__)
    facts: dict[str, object] = {
        "error": error.__class__.__qualname__,
        "trace": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    if isinstance(error, BaseExceptionGroup):
        facts["errors"] = [_where(one) for one in error.exceptions]
    original = getattr(error, "orig", None)
    if (code := getattr(original, "sqlstate", None)) is not None:
        facts["sqlstate"] = code
    return facts


def configure(level: int = logging.INFO) -> None:
    """Send every logger of this process to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("procrastinate", "alembic.runtime", "google", "urllib3", "_granian"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def init_app(app: Flask) -> None:
    """Give each request an id and write one line when it ends."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    took = round((time.perf_counter() - g.began) * 1000, 1) if "began" in g else None
    facts = {"status": response.status_code, "ms": took}
    route = request.url_rule.rule if request.url_rule else "-"
    log.info("%s %s", request.method, route, extra={"facts": facts})
    response.headers["X-Request-Id"] = g.get("request_id", "")
    return response
