"""What is measured: percentiles as the database's own, whatever the numbers."""

from collections import Counter

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from api.core.database import db
from api.monitoring.figures import FigureName, MeasureName
from api.monitoring.tallies import Tally, percentile

IN_SQL = text("""
    select percentile_cont(cast(:share as float8)) within group (order by taken)
    from unnest(cast(:taken as int[])) as taken
""")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    taken=st.lists(st.integers(0, 60), min_size=1, max_size=30), share=st.sampled_from([0.5, 0.9])
)
def test_a_percentile_is_the_one_of_sql(app: Flask, taken: list[int], share: float) -> None:
    expected = db.session.scalar(IN_SQL, {"share": share, "taken": taken})

    assert percentile(Counter(taken), share) == pytest.approx(expected, abs=1e-4)


def test_of_nothing_there_is_no_percentile() -> None:
    assert percentile(Counter(), 0.5) is None


def test_parts_add_up_to_what_was_counted_at_once() -> None:
    one = Tally(Counter({FigureName.ANSWERED: 1, FigureName.RATED: 1}), 2, Counter([1]))
    two = Tally(Counter({FigureName.ANSWERED: 3, FigureName.RATED: 1}), 5, Counter([2, 9]))

    whole = Tally.of([one, two])

    assert whole.measures[MeasureName.MEDIAN_ACCEPT] == 2
    assert whole.measures[MeasureName.MEAN_RATING] == 3.5
    assert whole.measures[MeasureName.RATING_SHARE] == 0.5
