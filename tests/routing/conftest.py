"""The shipped province with nobody in it, and somebody who asks."""

import pytest

from api.authorities.directory import Directory
from tests.authorities.provinces import province
from tests.routing.asked import Asked


@pytest.fixture(scope="module")
def known() -> Directory:
    """The shipped province."""
    return province()


@pytest.fixture
def ask(known: Directory) -> Asked:
    """Asks the shipped province."""
    return Asked(known)
