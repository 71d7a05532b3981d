"""The requests that are sent most: how many statements each takes, and how many rows it looks at.

A rate depends on the machine and belongs to `make bench`. These numbers do not.
"""

from collections.abc import Iterator, Mapping

import psycopg
import pytest
from flask import Flask

from api.core import clock
from api.core.database import db, unit_of_work
from tests.bench.filling import fill
from tests.bench.plans import plans_of
from tests.bench.statements import statements_of
from tests.bench.works import Work, works
from tests.bench.world import plain, province_here
from tests.conftest import MONDAY, Cluster, standing_on

PETITIONS = 6_000

STATEMENTS = {
    "create": 9,
    "list": 2,
    "deep": 2,
    "worklist": 2,
    "due first": 3,
    "handler's": 2,
    "counts": 2,
    "facets": 2,
    "search": 2,
    "public": 2,
    "detail": 4,
    "act": 9,
    "figures": 7,
}
"""At most so many; a row more in an answer is never a statement more."""

MADE_HERE = 100
"""Petitions that the tests before have handed in."""

BIG = {"cases", "petitions", "events", "obligations", "fulfilments", "answers", "public_texts"}
A_PAGE = 51
A_CASE = 30
"""Rows that belong to one case, in all its tables."""

ROWS = {
    "create": A_CASE,
    "list": A_PAGE,
    "deep": A_PAGE,
    "public": 2 * A_PAGE,
    "worklist": 10 * A_PAGE,
    "handler's": 4 * A_PAGE,
    "detail": A_CASE,
    "act": 2 * A_CASE,
}
"""At most so many rows of the big tables, however many there are."""


@pytest.fixture(scope="module")
def crowded(whole_app: Flask, cluster: Cluster) -> Iterator[Mapping[str, Work]]:
    """A province with many petitions, and what is asked of it."""
    lent = cluster.lent()
    with lent as settings, standing_on(whole_app, cluster), clock.standing_at(MONDAY):
        with unit_of_work():
            province = province_here()
        with psycopg.connect(plain(settings.database_owner_url)) as connection:
            fill(connection, None, province, PETITIONS)
        with unit_of_work():
            asked = works(province, clients=1)
        yield {work.name: work for work in asked}


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_request_takes_few_statements(
    whole_app: Flask, crowded: Mapping[str, Work], name: str
) -> None:
    assert statements_of(whole_app, crowded[name].ours[0]) <= STATEMENTS[name]


@pytest.mark.parametrize("name", ROWS)
def test_a_request_looks_at_few_rows(
    whole_app: Flask, crowded: Mapping[str, Work], name: str
) -> None:
    found = plans_of(whole_app, db.engine, crowded[name].ours[0])

    looked_at = {table: rows for table, rows in found.read.items() if table in BIG}
    assert sum(looked_at.values()) <= ROWS[name], looked_at


def test_figures_read_one_table_three_times_at_most(
    whole_app: Flask, crowded: Mapping[str, Work]
) -> None:
    for script in crowded["figures"].ours:
        found = plans_of(whole_app, db.engine, script)

        assert found.read["cases"] <= 3 * (PETITIONS + MADE_HERE)
        assert found.read.keys() & BIG <= {"cases", "obligations"}
