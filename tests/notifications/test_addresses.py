"""People without an account, and those whom push does not reach: SMS and e-mail."""

from typing import Any

from flask import Flask

from api.cases.models import Case
from api.commitments.actions import report
from api.commitments.queries import Promised, promised_in
from api.core import clock
from api.core.database import unit_of_work
from api.core.ids import in_threes
from api.petitions.models import Petition
from notifications.channels.memory import Memory
from notifications.channels.sending import EmailMessage, PushMessage, SmsMessage
from notifications.jobs import deliver
from notifications.models import ChannelName
from notifications.plan import plan
from notifications.queries import entry
from tests import make
from tests.notifications.telling import account, deliveries, device, entered, event_of, messages

PHONE = "0987 000 111"
"""A number that no account has."""
MAIL = "ba.tam@example.vn"


def sent(memory: Memory, petition: Case | Promised, name: str = "petition.received") -> list[str]:
    """Tell of it and send all; the addresses, in order."""
    with unit_of_work():
        plan(event_of(petition.id, name))
    for delivery in deliveries():
        with unit_of_work():
            deliver(delivery.id)
    return [message.to for message in memory.sent]


def test_who_has_no_account_gets_the_receipt_by_sms(memory: Memory) -> None:
    petition = entered(contact={"phone": PHONE}, text="Ông Tư đổ rác xuống mương.")

    assert sent(memory, petition) == ["+84987000111"]

    [message] = memory.sent
    assert isinstance(message, SmsMessage)
    assert petition.receipt_number in message.text.replace(" ", "")
    assert "Chu tich UBND" in message.text
    assert "Han " in message.text
    assert petition.code not in message.text


def test_an_address_left_beside_the_number_gets_a_letter_too(memory: Memory) -> None:
    petition = entered(contact={"phone": PHONE, "email": MAIL})

    assert sorted(sent(memory, petition)) == ["+84987000111", MAIL]

    [letter] = [each for each in memory.sent if isinstance(each, EmailMessage)]
    assert petition.code in letter.text
    assert petition.code not in letter.subject
    assert petition.text not in letter.text


def test_a_promise_reported_done_is_told_at_the_number_left_with_the_petition(
    memory: Memory,
) -> None:
    with unit_of_work():
        left = {"phone": PHONE}
        petition = make.promised(clock.today(), make.RECEIVER, contact=left)
        [promise] = promised_in(petition.id)
        report(promise.id, make.actor(make.CHAIR), "Đã làm xong.", clock.today())

    assert sent(memory, promise, "commitment.reported_done") == ["+84987000111"]


def test_of_a_promise_who_has_no_account_is_told_the_number_and_code_they_have(
    memory: Memory, client: Any
) -> None:
    with unit_of_work():
        left = {"phone": PHONE, "email": MAIL}
        petition = make.promised(clock.today(), make.RECEIVER, contact=left)
        [promise] = promised_in(petition.id)
        report(promise.id, make.actor(make.CHAIR), "Đã làm xong.", clock.today())

    sent(memory, promise, "commitment.reported_done")

    [sms] = [each for each in memory.sent if isinstance(each, SmsMessage)]
    [letter] = [each for each in memory.sent if isinstance(each, EmailMessage)]
    assert in_threes(petition.receipt_number) in sms.text
    assert petition.code in letter.text
    assert promise.code not in letter.text
    for number in (petition.receipt_number, petition.code):
        assert client.get(f"/api/v1/cases/{number}").status_code == 200


def test_of_a_promise_who_has_an_account_reads_its_own_code(petition: Petition) -> None:
    with unit_of_work():
        [promise] = promised_in(make.promised(clock.today()).id)
        plan(event_of(promise.id, "commitment.made"))

    [message] = messages(event=event_of(promise.id, "commitment.made"))

    assert entry(message.id).code == promise.code


def test_a_landline_is_left_to_people(memory: Memory) -> None:
    assert sent(memory, entered(contact={"phone": "0225 3842 356"})) == []


def test_nobody_is_told_where_nothing_was_left(app: Flask, memory: Memory) -> None:
    assert sent(memory, entered()) == []
    assert messages(of=None) == []


def test_a_petition_that_a_clerk_entered_is_told_to_the_resident_with_that_number(
    memory: Memory,
) -> None:
    with unit_of_work():
        resident = account(make.RESIDENT)
    device()

    assert sent(memory, entered(contact={"phone": "0912 345 678"})) == ["address-1"]

    assert [message.account_id for message in messages()] == [resident]
    assert messages(of=None) == []


def test_news_go_to_the_number_that_was_left_beside_the_author_s_own(memory: Memory) -> None:
    device()
    with unit_of_work():
        petition = make.petition(contact={"phone": PHONE})

    assert sorted(sent(memory, petition)) == ["+84987000111", "address-1"]


def test_the_author_s_own_number_is_not_told_twice(memory: Memory) -> None:
    device()
    with unit_of_work():
        petition = make.petition(contact={"phone": make.RESIDENT})

    assert sent(memory, petition) == ["address-1"]


def test_who_has_an_account_and_no_device_gets_an_sms(petition: Petition, memory: Memory) -> None:
    assert sent(memory, petition) == [make.RESIDENT]


def test_who_has_a_device_gets_no_sms(petition: Petition, memory: Memory) -> None:
    device()

    assert sent(memory, petition) == ["address-1"]

    [message] = memory.sent
    assert isinstance(message, PushMessage)


def test_of_a_step_inside_the_office_nobody_outside_is_told(memory: Memory) -> None:
    petition = entered(contact={"phone": PHONE})
    with unit_of_work():
        plan(event_of(petition.id))

    assert deliveries(ChannelName.PUSH) == []
    assert len(deliveries()) == 1


def test_a_number_that_got_an_account_meanwhile_is_told_once(memory: Memory) -> None:
    petition = entered(contact={"phone": PHONE})
    with unit_of_work():
        plan(event_of(petition.id))
    with unit_of_work():
        make.account_of("+84987000111")

    assert sent(memory, petition) == ["+84987000111"]


def test_who_closed_the_account_is_not_told_at_the_number_left_either(memory: Memory) -> None:
    with unit_of_work():
        petition = make.petition(contact={"phone": PHONE})
        make.account_of(make.RESIDENT).closed_at = clock.now()

    assert sent(memory, petition) == []
