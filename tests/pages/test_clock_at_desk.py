"""Acts on the clock at the desk: the notice that a settlement goes on may have its paper."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from api.core import clock
from api.core.clock import VIETNAM
from api.core.database import unit_of_work
from api.petitions import legal_acts, queries
from api.petitions.notes import Note
from tests import make
from tests.pages.browsing import Reader
from tests.pages.filling import fill
from tests.petitions.papers import accepted_complaint, paper

SignedIn = Callable[[str], Reader]

JULY = datetime(2026, 7, 6, 8, 0, tzinfo=VIETNAM)
"""The law has grounds of suspension by then."""


def suspended() -> str:
    """Where a suspended complaint stands at the desk."""
    with unit_of_work():
        case_id = accepted_complaint().id
        legal_acts.suspend(case_id, make.actor(make.CHAIR), "force_majeure", paper(), "Bão.")
    return f"/can-bo/vu-viec/{case_id}"


def test_a_notice_that_it_goes_on_has_number_symbol_and_day_or_none(
    reading: SignedIn, app: object
) -> None:
    with clock.standing_at(JULY):
        at, head = suspended(), reading(make.CHAIR)

        half = fill(head, at, "giai-quyet-tiep", text="Hết bão.", number="8")
        whole = {"number": "8", "symbol": "TB-UBND", "signed_on": "06/07/2026"}
        told = fill(head, at, "giai-quyet-tiep", text="Hết bão.", **whole)

        assert half.status_code == 422
        assert 'href="#giai-quyet-tiep-symbol"' in half.text
        assert 'value="8"' in half.text
        assert told.status_code == 303
        [note] = [each for each in noted(at) if each.act == "resumption"]
        assert (note.number, note.symbol, note.signed_on) == ("8", "TB-UBND", JULY.date())


def test_it_goes_on_without_any_paper_too(reading: SignedIn, app: object) -> None:
    with clock.standing_at(JULY):
        at = suspended()

        told = fill(reading(make.CHAIR), at, "giai-quyet-tiep", text="Hết bão.")

        assert told.status_code == 303
        [note] = [each for each in noted(at) if each.act == "resumption"]
        assert note.number is None


def noted(at: str) -> list[Note]:
    """What was written on the case."""
    return list(queries.petition_to_read(UUID(at.rpartition("/")[2])).notes)
