"""Opening again what was closed: where no time is set, and where the unit is no more."""

from dataclasses import replace

import pytest

from api.authorities.directory import Directory, directory
from api.petitions import aftermath, reopening
from api.petitions.ending_errors import ReopeningNotSet
from api.petitions.models import Petition
from api.petitions.reopening import reopen
from api.regulation import queries as law
from tests import make
from tests.conftest import MONDAY

pytestmark = pytest.mark.usefixtures("app")

OTHER = "11407-ubnd"
WHY = "Cống lại tắc."


def closed() -> Petition:
    made = make.answered()
    return aftermath.close(made.id, make.actor(make.RESIDENT))


def test_where_nobody_has_set_a_time_the_sender_is_told_so_and_the_head_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    petition, loaded = closed(), law.regulation()
    rules = tuple(each for each in loaded.rules if each.duty != "reopening")
    monkeypatch.setattr(law, "regulation", lambda: replace(loaded, rules=rules))

    with pytest.raises(ReopeningNotSet):
        reopen(petition.id, make.actor(make.RESIDENT), WHY)

    assert reopen(petition.id, make.actor(make.CHAIR), WHY).closed_at is None


def test_an_ended_units_matter_goes_to_the_unit_in_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    petition, known = closed(), directory()
    heir = known.unit_by_code(OTHER)
    assert heir is not None
    ended = replace(known.unit(petition.unit_id), ended_on=MONDAY.date(), successor_id=heir.id)
    units = [ended if each.id == ended.id else each for each in known.units.values()]
    later = Directory(known.areas.values(), units, known.positions.values(), ())
    monkeypatch.setattr(reopening, "directory", lambda: later)

    opened = reopen(petition.id, make.actor(make.RESIDENT), WHY)

    assert known.position(opened.holder_id).code == f"{OTHER}-chu-tich"
    assert (opened.unit_id, opened.unit_area_code) == (heir.id, heir.area_code)
    assert opened.register is None
