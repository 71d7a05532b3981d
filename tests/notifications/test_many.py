"""A dialogue is moved: hundreds are told, a few hundred at a time."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, text

from api.accounts.models import Account, AccountKind
from api.core import clock, jobs
from api.core.database import db, unit_of_work
from api.core.ids import new_id
from api.core.jobs import Job
from api.dialogues import proceedings, scheduling
from api.dialogues.registrations import Registration, RegistrationState
from api.dialogues.session_plans import Move, Result
from api.dialogues.sessions import Dialogue
from api.events.models import Event
from notifications.jobs import tell_registered
from notifications.models import (
    AddressKind,
    ChannelName,
    Delivery,
    Device,
    Message,
    Platform,
    Preference,
)
from notifications.plan import A_BATCH, plan
from tests import make
from tests.bench.statements import listening
from tests.notifications.telling import account, event_of, hearers

MANY = 450
FRONT_HEAD = f"{make.COMMUNE}-mttq-chu-tich"
MOST_STATEMENTS = 11
"""Of one batch: the event, who they are, where they are reached, what is written, and jobs."""


def crowd(dialogue: Dialogue) -> list[UUID]:
    """Many who registered: every third has a device, nobody chose anything."""
    now, actor = clock.now(), make.actor(make.RECEIVER)
    people = [new_id() for _ in range(MANY)]
    numbers = list(enumerate(people, start=1))
    db.session.execute(
        insert(Account),
        [
            {"id": each, "kind": AccountKind.RESIDENT, "phone": f"+8490{n:07d}", "created_at": now}
            for n, each in numbers
        ],
    )
    db.session.execute(
        insert(Registration),
        [
            {
                "id": new_id(),
                "dialogue_id": dialogue.id,
                "number": n,
                "account_id": each,
                "companions": 0,
                "needs": [],
                "home": "free",
                "sort": "free",
                "state": RegistrationState.CONFIRMED,
                "given_hash": "",
                "registered_at": now,
                "registered_by_id": actor.account_id,
            }
            for n, each in numbers
        ],
    )
    db.session.execute(
        insert(Device),
        [
            {
                "id": new_id(),
                "account_id": each,
                "address": f"device {n}",
                "kind": AddressKind.FID,
                "platform": Platform.ANDROID,
                "created_at": now,
                "seen_at": now,
            }
            for n, each in numbers[::3]
        ],
    )
    return people


def told(event: Event) -> tuple[int, int, int]:
    """How many messages there are, how many people have one, and how many deliveries."""
    of_event = select(func.count(), func.count(Message.account_id.distinct())).where(
        Message.event_id == event.id, Message.audience == "registered"
    )
    messages, people = db.session.execute(of_event).one()
    return messages, people, db.session.scalar(select(func.count()).select_from(Delivery)) or 0


@pytest.fixture
def moved(app: Flask) -> Event:
    """A dialogue for which many registered was moved."""
    with unit_of_work():
        for each in (make.CHAIR, FRONT_HEAD):
            make.account_of(each)
        dialogue = make.dialogue(co_organisers=(f"{make.COMMUNE}-mttq",))
        crowd(dialogue)
        later = dialogue.starts_at + timedelta(days=7)
        move = Move(later, later + timedelta(hours=3), "Bão số 3", "Loa truyền thanh ngày 5/3")
        scheduling.reschedule(dialogue.id, make.actor(make.RECEIVER), move)
    return event_of(dialogue.id, "dialogue.rescheduled")


def chained() -> list[UUID]:
    """After whom the jobs go on that were put into the queue, the newest last."""
    found = text(
        "select args->>'after' from procrastinate_jobs"
        " where task_name = 'notifications.tell_registered' order by id"
    )
    return [UUID(each) for each in db.session.scalars(found)]


def test_hundreds_are_told_in_three_steps_of_as_many_statements_as_few(moved: Event) -> None:
    statements: list[int] = []

    with unit_of_work():
        plan(moved)
    while len(chained()) > len(statements):
        after = chained()[-1]
        db.session.commit()
        with listening() as said, unit_of_work():
            tell_registered(moved.id, after)
        statements.append(len(said))

    assert told(moved) == (MANY, MANY, MANY)
    assert 1 + len(statements) == -(-MANY // A_BATCH) == 3
    assert max(statements) <= MOST_STATEMENTS
    ways = select(Delivery.channel, func.count()).group_by(Delivery.channel)
    assert {row[0]: row[1] for row in db.session.execute(ways)} == {
        ChannelName.PUSH: MANY // 3,
        ChannelName.SMS: MANY - MANY // 3,
    }
    assert jobs.waiting("notifications.deliver") == MANY
    assert hearers(moved)[account(make.CHAIR)] == "presiders"
    assert hearers(moved)[account(FRONT_HEAD)] == "invited"


def test_told_again_by_any_of_the_jobs_they_are_told_once(moved: Event) -> None:
    with unit_of_work():
        plan(moved)
    once = told(moved)

    with unit_of_work():
        plan(moved)

    assert once[0] == A_BATCH
    assert told(moved) == once
    assert len(chained()) == 1
    assert jobs.waiting("notifications.deliver") == A_BATCH


def test_quiet_hours_hold_back_whom_they_are_for(moved: Event) -> None:
    sleeper = db.session.scalars(select(Registration.account_id).limit(1)).one()
    waiting: list[Job] = []
    with unit_of_work():
        now = clock.now()
        local = now.astimezone(clock.VIETNAM)
        db.session.add(
            Preference(
                account_id=sleeper,
                push=True,
                sms=True,
                email=True,
                quiet_from=(local - timedelta(hours=1)).time(),
                quiet_to=(local + timedelta(hours=1)).time(),
                updated_at=now,
            )
        )
        db.session.flush()
        with jobs.handed_to(waiting.append):
            plan(moved)

    late = [each for each in waiting if each.at is not None]
    [of] = db.session.scalars(
        select(Message.account_id)
        .join(Delivery, Delivery.message_id == Message.id)
        .where(Delivery.id.in_([each.ids["delivery_id"] for each in late]))
    )
    assert of == sleeper


def test_of_results_who_registered_is_told_when_the_first_are_there(app: Flask) -> None:
    with unit_of_work():
        dialogue = make.dialogue(capacity=5)
        make.registered(dialogue.id)
        desk = make.actor(make.RECEIVER)
    with clock.standing_at(dialogue.ends_at), unit_of_work():
        proceedings.open_(dialogue.id, desk, dialogue.starts_at)
        proceedings.close(dialogue.id, desk, 20, {})
        for channel in ("office_board", "mass_media"):
            notice = Result(channel, clock.now(), "Bản chụp trang 3")
            proceedings.publish(dialogue.id, desk, notice)
    published = db.session.scalars(
        select(Event).where(Event.name == "dialogue.results_published").order_by(Event.id)
    ).all()

    with unit_of_work():
        for each in published:
            plan(each)

    assert [len(hearers(each)) for each in published] == [1, 0]
