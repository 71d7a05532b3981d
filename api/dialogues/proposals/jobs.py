"""Looking for what many ask about: each month is looked at once it is over."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from flask import current_app

from api.authorities.directory import directory
from api.authorities.models import Level, UnitKind
from api.core import clock, jobs
from api.core.jobs import periodic, task
from api.dialogues.proposals import actions, queries
from api.dialogues.proposals.models import Evidence
from api.dialogues.proposals.thresholds import thresholds
from api.regulation.calendar import ONE_DAY

HotSpots = Callable[[str, date, date], Sequence[Evidence]]
"""What many asked about in a commune between two days, and complain of nobody with: of each field
one, what most ask about. What knows petitions is above this room, so `api.app` hands it in."""


@periodic("dialogues.look_for_hot_spots", cron="51 20 * * 0")
def look_for_hot_spots() -> None:
    """Proposals that nobody answers lapse; a job for each commune says what is to be proposed.

    The same month is looked at several times, and proposed from once.
    """
    queries.lapse_before(clock.now() - thresholds().lapses_after)
    today = clock.today()
    for unit in directory().units.values():
        is_asked = unit.kind is UnitKind.GOVERNMENT and unit.level is Level.COMMUNE
        if is_asked and unit.is_current(today):
            jobs.defer("dialogues.propose_from_hot_spots", unit_id=unit.id)


@task("dialogues.propose_from_hot_spots")
def propose_from_hot_spots(unit_id: UUID) -> None:
    """Propose a dialogue on what many asked this commune about last month."""
    hot_spots: HotSpots = current_app.extensions["doithoai.hot_spots"]
    last_day = clock.today().replace(day=1) - ONE_DAY
    found = hot_spots(directory().unit(unit_id).area_code, last_day.replace(day=1), last_day)
    for each in found:
        actions.propose_by_itself(unit_id, each)
