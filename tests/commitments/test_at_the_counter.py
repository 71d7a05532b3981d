"""What a sender without an account says of a promise, written down at reception."""

import pytest

from api.authorities.lookup import position_named
from api.commitments import actions, queries
from api.commitments.models import Commitment
from api.core import clock
from api.core.database import unit_of_work
from tests import make
from tests.conftest import SignIn

pytestmark = pytest.mark.usefixtures("app")

OTHER = "11383"
"""Another commune."""


def reported(by: str) -> Commitment:
    """Promised to them by the chair, and said to be done."""
    [promise] = queries.promised_in(make.promised(clock.today(), by).id)
    return actions.report(promise.id, make.actor(make.CHAIR), "Đã lắp cống.", clock.today())


@pytest.mark.parametrize(
    ("by", "who", "status"),
    [
        (make.RECEIVER, make.RECEIVER, 201),
        (make.RECEIVER, f"{OTHER}-tcd-tiep-nhan", 404),
        (make.RECEIVER, make.HANDLER, 403),
        (make.RESIDENT, make.RECEIVER, 403),
    ],
)
def test_reception_writes_down_what_only_a_sender_without_an_account_confirms(
    by: str, who: str, status: int, sign_in: SignIn
) -> None:
    with unit_of_work():
        made = reported(by)

    answer = sign_in(who).post(
        f"/api/v1/commitments/{made.id}/confirmation", json={"confirmed": True}
    )

    assert answer.status_code == status, answer.json
    if status == 201:
        verdict = answer.json["reports"][0]["verdict"]
        assert (verdict["by"], verdict["done"]) == ("author", True)
        assert verdict["position"] == position_named(make.RECEIVER).name
