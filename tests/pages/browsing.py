"""Somebody who reads pages: what a browser sends along, and what it shows."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "vi"}
OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}


class Reader:
    """A browser without scripts: keeps cookies, follows nothing by itself."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def get(self, path: str, **headers: str) -> TestResponse:
        """Open a page."""
        found: TestResponse = self._client.get(path, headers=BROWSER | headers)
        return found

    def press(self, path: str, **typed: Any) -> TestResponse:
        """Send a form from a page of ours."""
        found: TestResponse = self._client.post(path, data=typed, headers=BROWSER | OUR_PAGE)
        return found

    def post(self, path: str, typed: dict[str, str] | str, headers: dict[str, str]) -> TestResponse:
        """Send a form from wherever the headers say."""
        found: TestResponse = self._client.post(path, data=typed, headers=BROWSER | headers)
        return found

    def cookie(self, name: str) -> str | None:
        """What the browser keeps under this name."""
        found = self._client.get_cookie(name)
        return found.value if found else None

    def keep(self, name: str, value: str) -> None:
        """Keep this."""
        self._client.set_cookie(name, value)
