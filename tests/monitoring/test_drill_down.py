"""Each number opens its cases: exactly those, however the petitions went."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.cases.models import Kind
from api.core import clock
from api.core.access import Actor
from api.core.clock import VIETNAM
from api.core.database import db
from api.monitoring.dimensions import Dimension, Key
from api.monitoring.figures import FigureName
from api.monitoring.queries import Scope, cases_counted, tallies, with_units_below
from api.monitoring.tallies import Tally
from api.petitions.models import Petition
from tests import make
from tests.conftest import MONDAY, SignIn
from tests.monitoring import lives

COMMUNES = (make.COMMUNE, lives.OTHER_COMMUNE)
NOW = datetime(2026, 4, 20, 15, tzinfo=VIETNAM)
F, UNIT = FigureName, Dimension.UNIT


@dataclass(frozen=True)
class History:
    """What becomes of a petition, in days after the one before."""

    commune: str
    kind: Kind
    received: int
    accepted: int | None
    signed: int | None
    field: str | None = "drainage"
    about_it: str = ""
    """What else was said or done: returned, suspended, contested, rated."""

    def happen(self) -> Petition:
        """Through the same actions as in life."""
        moment = MONDAY + timedelta(days=self.received)
        made = lives.received(moment, self.commune, kind=self.kind, field=self.field)
        self._mark(made, moment)
        if self.accepted is not None:
            moment += timedelta(days=self.accepted)
            lives.accepted(made, moment)
            if self.signed is not None:
                lives.answered(made, moment + timedelta(days=self.signed))
        return made

    def _mark(self, made: Petition, moment: datetime) -> None:
        """As the acts of the desk and of the sender leave it."""
        if self.about_it == "returned":
            made.returned_at = moment
        if self.about_it == "contested":
            made.contested_at, made.rating = moment, 1
        if self.about_it == "rated":
            made.rating = 4


histories = st.lists(
    st.builds(
        History,
        commune=st.sampled_from(COMMUNES),
        kind=st.sampled_from([Kind.REFLECTION, Kind.SUGGESTION]),
        received=st.integers(0, 10),
        accepted=st.none() | st.integers(0, 6),
        signed=st.none() | st.integers(0, 30),
        field=st.sampled_from(["drainage", "land", None]),
        about_it=st.sampled_from(["", "returned", "contested", "rated"]),
    ),
    max_size=5,
)
days = st.none() | st.dates(date(2026, 3, 1), date(2026, 3, 13))


@settings(
    max_examples=16, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    lives=histories,
    scope=st.builds(
        Scope,
        first_day=days,
        last_day=days,
        narrowed=st.sampled_from([{}, *({Dimension.AREA: each} for each in COMMUNES)]),
        below=st.booleans(),
    ),
    by=st.sampled_from(Dimension),
)
def test_the_cases_behind_a_figure_are_as_many_as_it_says(
    app: Flask,
    lives: Sequence[History],
    scope: Scope,
    by: Dimension,
) -> None:
    for life in lives:
        life.happen()
    with clock.standing_at(NOW):
        monitor = make.actor(make.CITY_MONITOR)
        groups = tallies(monitor, scope, by, NOW)
        shown = with_units_below(groups, monitor) if scope.below and by is UNIT else groups
        whole = Tally.of(groups.values())
        rows = [(scope, whole), *((of(key, scope, by), each) for key, each in shown.items())]
        behind = [
            {figure: opened(figure, monitor, asked) for figure in FigureName} for asked, _ in rows
        ]

    for (_, each), cases in zip(rows, behind, strict=True):
        for figure in FigureName:
            assert len(cases[figure]) == each.counts[figure], figure
        classes = [cases[name] for name in (F.ON_TIME, F.LATE, F.UNDATED)]
        assert set().union(*classes) == cases[F.ANSWERED]
        assert sum(len(members) for members in classes) == each.counts[F.ANSWERED]
        assert all(cases[figure] <= cases[F.RECEIVED] for figure in FigureName)
    db.session.remove()


def of(key: Key, scope: Scope, by: Dimension) -> Scope:
    """The scope of one row, as its link asks for it."""
    return replace(scope, narrowed={**scope.narrowed, by: key})


def opened(figure: FigureName, monitor: Actor, scope: Scope) -> set[UUID]:
    """All the cases, page by page."""
    found: list[UUID] = []
    after = None
    while True:
        rows = cases_counted(figure, monitor, scope, NOW, after=after, limit=2)
        found += [row.id for row in rows[:2]]
        if len(rows) <= 2:
            break
        after = rows[1].ordinal
    assert len(set(found)) == len(found)
    return set(found)


@pytest.mark.parametrize("by", [*Dimension, "unit&below=true"])
def test_every_link_opens_as_many_cases_as_its_number(sign_in: SignIn, by: str) -> None:
    for commune in COMMUNES:
        for life in (
            History(commune, Kind.REFLECTION, 0, 1, 2),
            History(commune, Kind.REFLECTION, 0, 1, 40),
            History(commune, Kind.SUGGESTION, 1, None, None),
            History(commune, Kind.SUGGESTION, 30, None, None),
        ):
            life.happen()
    with clock.standing_at(NOW):
        client = sign_in(make.CITY_MONITOR)
        found: Any = client.get(
            f"/api/v1/monitoring/figures?from=2026-03-02&to=2026-03-31&by={by}"
        ).json

        for row in (*found["items"], found["total"]):
            for figure, link in row["links"].items():
                behind: Any = client.get(link).json if link else None
                assert (len(behind["items"]) if behind else None) == row[figure], link
    assert found["total"]["late"] == found["total"]["on_time"] == 2
    assert found["total"]["overdue_now"] == 2


def test_a_page_says_where_the_next_begins(sign_in: SignIn) -> None:
    for day in range(3):
        History("11359", Kind.REFLECTION, day, None, None).happen()
    with clock.standing_at(NOW):
        client = sign_in(make.CITY_MONITOR)
        address = "/api/v1/monitoring/cases?figure=received&limit=2"

        first: Any = client.get(address).json
        second: Any = client.get(f"{address}&after={first['next']}").json

    received = [case["received_at"] for case in first["items"] + second["items"]]
    assert received == sorted(received, reverse=True)
    assert (len(received), second["next"]) == (3, None)


@pytest.mark.parametrize(
    "question",
    ["", "figure=most", "figure=late&after=x", "figure=late&by=unit", "figure=late&month=2026"],
)
def test_a_list_is_of_one_known_figure(sign_in: SignIn, question: str) -> None:
    client = sign_in(make.CITY_MONITOR)

    assert client.get(f"/api/v1/monitoring/cases?{question}").status_code == 422


def test_overdue_means_here_what_it_means_at_the_desk(sign_in: SignIn) -> None:
    History("11359", Kind.REFLECTION, 0, None, None).happen()
    History("11359", Kind.REFLECTION, 0, 1, 2).happen()
    History("11359", Kind.REFLECTION, 48, None, None).happen()
    with clock.standing_at(NOW):
        client = sign_in(make.CITY_MONITOR)
        counted: Any = client.get("/api/v1/monitoring/cases?figure=overdue_now").json
        desk: Any = client.get("/api/v1/petitions?overdue=true").json

    assert counted["items"] == desk["items"]
    assert len(counted["items"]) == 1
