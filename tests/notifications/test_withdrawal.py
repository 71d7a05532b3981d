"""What waits to be sent is looked at once more before it is."""

from uuid import UUID

import pytest

from api.authorities.directory import directory
from api.core import clock
from api.core.database import db, unit_of_work
from api.petitions.models import Petition
from api.petitions.states import PetitionState
from api.regulation.models import Obligation, ObligationState
from api.regulation.queries import obligations_of
from notifications.channels.memory import Memory
from notifications.jobs import deliver
from notifications.models import ChannelName, Delivery, DeliveryState
from notifications.policy import policy
from tests import make
from tests.conftest import SignIn
from tests.notifications.telling import deliveries, device, entered, told


def attempt(delivery: Delivery) -> tuple[DeliveryState, str | None]:
    with unit_of_work():
        deliver(delivery.id)
    found = db.session.get_one(Delivery, delivery.id)
    return found.state, found.last_error


@pytest.fixture
def to_the_head(petition: Petition) -> Delivery:
    """A push to the head: that an answer is contested."""
    device(make.CHAIR, address="of the head")
    event = told("petition.contested", petition)
    [delivery] = deliveries(ChannelName.PUSH, event)
    return delivery


@pytest.fixture
def to_the_author(petition: Petition) -> Delivery:
    """A push to the author: that there is an answer."""
    device()
    event = told("petition.answered", petition)
    [delivery] = deliveries(ChannelName.PUSH, event)
    return delivery


def test_what_nothing_speaks_against_is_sent(
    to_the_head: Delivery, to_the_author: Delivery, memory: Memory
) -> None:
    assert attempt(to_the_head) == (DeliveryState.SENT, None)
    assert attempt(to_the_author) == (DeliveryState.SENT, None)
    assert len(memory.sent) == 2


def test_who_may_see_the_case_no_more_is_not_told(
    petition: Petition, to_the_head: Delivery, memory: Memory
) -> None:
    accused = directory().position_by_code(make.CHAIR)
    assert accused is not None
    with unit_of_work():
        db.session.get_one(Petition, petition.id).about_position_id = accused.id

    assert attempt(to_the_head) == (DeliveryState.WITHDRAWN, "NOT_VISIBLE")
    assert memory.sent == []


def test_who_may_see_the_case_no_more_finds_nothing_of_it_in_the_inbox(
    petition: Petition, to_the_head: Delivery, sign_in: SignIn
) -> None:
    head = sign_in(make.CHAIR)
    before = head.get("/api/v1/inbox").get_json()
    accused = directory().position_by_code(make.CHAIR)
    assert accused is not None
    with unit_of_work():
        db.session.get_one(Petition, petition.id).about_position_id = accused.id

    after = head.get("/api/v1/inbox").get_json()

    message = before["items"][0]["id"]
    assert before["counts"] == {"read": 0, "unread": 1}
    assert (after["items"], after["counts"]) == ([], {"read": 0, "unread": 0})
    assert head.post(f"/api/v1/inbox/{message}/reading").status_code == 404


def test_of_a_petition_that_was_withdrawn_nothing_more_is_told(
    petition: Petition, to_the_author: Delivery, memory: Memory
) -> None:
    with unit_of_work():
        db.session.get_one(Petition, petition.id).state = PetitionState.WITHDRAWN

    assert attempt(to_the_author) == (DeliveryState.WITHDRAWN, "CASE_WITHDRAWN")
    assert memory.sent == []


def test_who_switched_it_off_meanwhile_is_not_told(
    to_the_author: Delivery, sign_in: SignIn, memory: Memory
) -> None:
    sign_in(make.RESIDENT).put("/api/v1/preferences", json={"channels": {"push": False}})

    assert attempt(to_the_author) == (DeliveryState.WITHDRAWN, "SWITCHED_OFF")
    assert memory.sent == []


def test_who_closed_the_account_meanwhile_is_not_told(
    to_the_author: Delivery, memory: Memory
) -> None:
    with unit_of_work():
        make.account_of(make.RESIDENT).closed_at = clock.now()

    assert attempt(to_the_author) == (DeliveryState.WITHDRAWN, "ACCOUNT_CLOSED")
    assert memory.sent == []


def test_old_news_disturb_nobody(to_the_author: Delivery, memory: Memory) -> None:
    with clock.standing_at(clock.now() + policy().stale_after * 1.01):
        assert attempt(to_the_author) == (DeliveryState.WITHDRAWN, "STALE")

    assert memory.sent == []


def test_a_number_taken_back_meanwhile_is_told_nothing(memory: Memory) -> None:
    petition = entered(contact={"phone": "0987 000 111"})
    event = told("petition.answered", petition)
    [delivery] = deliveries(ChannelName.SMS, event)
    with unit_of_work():
        db.session.get_one(Petition, petition.id).contact = None

    assert attempt(delivery) == (DeliveryState.WITHDRAWN, "SWITCHED_OFF")
    assert memory.sent == []


@pytest.mark.parametrize(
    ("state", "expected"),
    [(ObligationState.OPEN, DeliveryState.SENT), (ObligationState.ENDED, DeliveryState.WITHDRAWN)],
)
def test_nobody_is_reminded_of_what_is_done(
    petition: Petition, memory: Memory, state: ObligationState, expected: DeliveryState
) -> None:
    owed = obligations_of(petition.id)[0]
    device(make.CHAIR)
    event = told("obligation.due_soon", petition, position=make.CHAIR, obligation=str(owed.id))
    [delivery] = deliveries(ChannelName.PUSH, event)
    with unit_of_work():
        db.session.get_one(Obligation, UUID(str(owed.id))).state = state

    assert attempt(delivery)[0] is expected
