"""What the tests of the pages begin with."""

from collections.abc import Callable

import pytest
from flask import Flask

from api.core.access import COOKIE
from api.core.database import unit_of_work
from tests import make
from tests.pages.browsing import Reader


@pytest.fixture
def reader(app: Flask) -> Reader:
    """A visitor."""
    return Reader(app)


@pytest.fixture
def reading(app: Flask) -> Callable[[str], Reader]:
    """Somebody whose browser is signed in."""

    def signed_in(who: str) -> Reader:
        with unit_of_work():
            token = make.token_of(who)
        found = Reader(app)
        found.keep(COOKIE, token)
        return found

    return signed_in
