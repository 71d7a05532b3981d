"""The client libraries that others use, and a real server for them."""

import itertools
import warnings
from collections.abc import Iterable, Iterator
from threading import Thread
from types import ModuleType
from typing import Any

import pytest
import xmltodict
from flask import Flask
from werkzeug.serving import make_server

HERE = "127.0.0.1"


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where a real HTTP server serves the application of this test."""

    def serve(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        with app.app_context():
            return app(environ, start)

    server = make_server(HERE, 0, serve)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://{HERE}:{server.port}/open311/v2"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`three`, which was written for Python 2: what it misses stands in, itself it is unchanged.

    It filters by `itertools.ifilter`, and of an XML document takes the first of a list of keys,
    which another library (relaxml, for Python 3.8 and older) has made of it.
    """
    monkeypatch.setattr(itertools, "ifilter", filter, raising=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import three as library  # noqa: PLC0415 -- it cannot be imported without the line above
    monkeypatch.setattr(library.core, "ifilter", filter)
    monkeypatch.setattr(library.core, "xml", lambda content: _Listed(xmltodict.parse(content)))
    found: ModuleType = library
    return found


class _Listed(dict[str, Any]):
    """A dictionary whose keys are a list, as they were in Python 2."""

    def keys(self) -> list[str]:  # type: ignore[override]
        return [*super().keys()]
