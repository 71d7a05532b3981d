"""Field, letter and ground on the forms of the desk: guessed, chosen, kept."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from api.core.database import db, unit_of_work
from api.petitions.classification import FieldChoice
from api.petitions.models import Petition
from api.petitions.queries import petition_to_read
from tests import make
from tests.pages.browsing import Reader
from tests.pages.filling import fill, offered

SignedIn = Callable[[str], Reader]

LIGHTS = "Đèn đường chiếu sáng hỏng, mặt đường đầy ổ gà."


@pytest.fixture
def petition(app: object) -> Petition:
    with unit_of_work():
        return make.petition(text=LIGHTS, field="other")


def test_the_likely_fields_stand_first_and_the_head_decides(
    reading: SignedIn, petition: Petition
) -> None:
    at = f"/can-bo/vu-viec/{petition.id}"
    head = reading(make.CHAIR)

    page = head.get(at).text
    done = fill(head, at, "linh-vuc", field="transport")

    form = page[page.index(f'action="{at}/linh-vuc"') :]
    likely, rest = form.index("Có thể, theo nội dung"), form.index("Lĩnh vực khác")
    assert likely < form.index('value="transport"') < rest < form.index('value="other"')
    assert done.status_code == 303
    assert petition_to_read(petition.id).field == "transport"
    choice = db.session.scalars(select(FieldChoice)).one()
    assert (choice.suggested, choice.before, choice.chosen) == ("transport", "other", "transport")


def test_only_who_must_answer_is_asked_for_the_field(reading: SignedIn, petition: Petition) -> None:
    at = f"/can-bo/vu-viec/{petition.id}"

    assert f"{at}/linh-vuc" in offered(reading(make.CHAIR).get(at).text)
    assert f"{at}/linh-vuc" not in offered(reading(make.RECEIVER).get(at).text)


def test_a_transfer_takes_its_letter_and_a_return_its_ground(
    reading: SignedIn, petition: Petition
) -> None:
    at = f"/can-bo/vu-viec/{petition.id}"
    head = reading(make.CHAIR)

    fill(head, at, "tra-lai", reason="Chưa rõ nơi.", legal_basis="Điều 6")
    letter = {"number": "12", "symbol": "CV-UBND", "signed_on": "02/03/2026"}
    done = fill(head, at, "chuyen", to="Điện lực", ground="Của điện lực", **letter)

    assert done.status_code == 303
    found = petition_to_read(petition.id)
    assert [note.basis for note in found.notes] == ["Điều 6"]
    assert found.decision is not None
    assert found.decision.details["body"] == "dien-luc"
    assert found.decision.details["signed_on"] == "2026-03-02"
