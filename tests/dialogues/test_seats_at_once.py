"""Seats in the database: whatever is done in whatever order, and by many at one moment."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from api.core import clock
from api.core.access import Actor
from api.core.database import db, unit_of_work
from api.core.errors import Conflict
from api.dialogues import allotting, registering
from api.dialogues.registration_queries import dialogue_of, positions_in_line, seating_of
from api.dialogues.registrations import Guest, Registration, Sharing
from api.events.models import Event
from tests import make
from tests.dialogues.guests import VILLAGE, phone, with_village

PEOPLE = 8
"""Different people in a random life of a dialogue; the same one comes and goes again."""

_numbers = iter(range(1, 10_000))

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["come", "come", "come", "delegate", "go", "bring", "resize", "share"]),
        st.integers(0, PEOPLE - 1),
        st.integers(0, 3),
    ),
    min_size=40,
    max_size=40,
)


def test_whatever_is_done_the_rows_agree_and_nobody_loses_or_overtakes(app: Flask) -> None:
    with unit_of_work():
        people = [make.actor(phone(number)) for number in range(PEOPLE)]
        desk = make.actor(make.RECEIVER)
    with_village()

    @settings(
        max_examples=5,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(STEPS)
    def live(steps: list[tuple[str, int, int]]) -> None:
        # Each on a day of its own, since the chair is at one place at a time.
        with clock.standing_at(clock.now() + timedelta(days=next(_numbers))), unit_of_work():
            dialogue_id = make.dialogue(capacity=5).id
            for step in steps:
                seated = _seated(dialogue_id)
                gone = _done(dialogue_id, step, people, desk)
                _must_agree(dialogue_id)
                assert seated - gone <= _seated(dialogue_id)

    live()


def test_of_many_at_one_moment_as_many_have_seats_as_there_are(app: Flask) -> None:
    # Given twenty seats, and two hundred people of whom each presses twice
    with unit_of_work():
        dialogue_id = make.dialogue(capacity=20).id
        people = [make.actor(phone(number)) for number in range(200)]
    pressed = [(who, uuid4()) for who in people for _ in range(2)]

    # When all of them register at once
    with ThreadPoolExecutor(8) as pool:
        outcomes = Counter(pool.map(lambda each: _registered(app, dialogue_id, *each), pressed))

    # Then twenty have a seat, and the others wait in one line
    db.session.rollback()
    assert outcomes == {"confirmed": 20, "waiting": 180, "RegisteredAlready": 200}
    _must_agree(dialogue_id)
    found = db.session.scalars(
        select(Registration).where(Registration.dialogue_id == dialogue_id)
    ).all()
    assert sorted(each.number for each in found) == list(range(1, 201))
    assert {each.number for each in found if each.sort} == set(range(1, 21))
    events = db.session.scalars(select(Event).where(Event.name == "registration.confirmed")).all()
    assert len(events) == 20


def _registered(app: Flask, dialogue_id: UUID, who: Actor, chosen: UUID) -> str:
    with app.app_context():
        try:
            with unit_of_work():
                made, _ = registering.register(dialogue_id, chosen, Guest(), who)
                return made.state
        except Conflict as refusal:
            return type(refusal).__name__


def _done(
    dialogue_id: UUID, step: tuple[str, int, int], people: list[Actor], desk: Actor
) -> set[UUID]:
    """Who gave up their seat by this step; what is refused changes nothing."""
    what, which, number = step
    who = people[which]
    own = [each for each in _live(dialogue_id) if each.account_id == who.account_id]
    try:
        with db.session.begin_nested():
            if what in _BY_GUESTS:
                return _BY_GUESTS[what](dialogue_id, who, own, number)
            _BY_DESKS[what](dialogue_id, desk, which, number)
    except Conflict:
        db.session.expire_all()
    return set()


def _come(dialogue_id: UUID, who: Actor, _: list[Registration], number: int) -> set[UUID]:
    registering.register(dialogue_id, uuid4(), Guest(companions=number), who)
    return set()


def _go(_: UUID, who: Actor, own: list[Registration], __: int) -> set[UUID]:
    return {registering.cancel(each.id, who).id for each in own}


def _bring(_: UUID, who: Actor, own: list[Registration], number: int) -> set[UUID]:
    for each in own:
        registering.bring(each.id, number, who)
    return set()


def _delegate(dialogue_id: UUID, desk: Actor, _: int, number: int) -> None:
    guest = Guest(name="Đại biểu", companions=number // 2, village=VILLAGE, is_delegate=True)
    registering.register(dialogue_id, uuid4(), guest, desk)


def _resize(dialogue_id: UUID, desk: Actor, which: int, _: int) -> None:
    allotting.resize(dialogue_id, 4 + which, desk)


def _share(dialogue_id: UUID, desk: Actor, which: int, number: int) -> None:
    delegates = {VILLAGE: number} if number else {}
    allotting.share(dialogue_id, Sharing(delegates, 0, 50 * (which % 2), (), None), desk)


_BY_GUESTS: dict[str, Callable[[UUID, Actor, list[Registration], int], set[UUID]]] = {
    "come": _come,
    "go": _go,
    "bring": _bring,
}
_BY_DESKS: dict[str, Callable[[UUID, Actor, int, int], None]] = {
    "delegate": _delegate,
    "resize": _resize,
    "share": _share,
}


def _live(dialogue_id: UUID) -> list[Registration]:
    found = select(Registration).where(Registration.dialogue_id == dialogue_id)
    return [each for each in db.session.scalars(found) if each.is_live]


def _seated(dialogue_id: UUID) -> set[UUID]:
    return {each.id for each in _live(dialogue_id) if each.sort}


def _must_agree(dialogue_id: UUID) -> None:
    """The counters are what the rows say, nobody is there twice, the line has no gaps."""
    db.session.flush()
    dialogue, seating = dialogue_of(dialogue_id), seating_of(dialogue_id)
    live = _live(dialogue_id)
    hall = seating.hall(dialogue.capacity or 0)
    taken: Counter[str] = Counter()
    for each in live:
        taken[each.sort or ""] += each.seats
    waiting = sorted((each for each in live if not each.sort), key=lambda each: each.number)
    del taken[""]
    assert seating.taken == dict(taken)
    assert seating.waiting == dict(Counter(each.home for each in waiting))
    assert all(seats <= hall.sizes[sort] for sort, seats in taken.items())
    assert all(hall.left("free") < each.seats for each in waiting[:1])
    positions = positions_in_line(live)
    assert [positions[each.id] for each in waiting] == [*range(1, len(waiting) + 1)]
    people = Counter(each.account_id for each in live if each.account_id)
    assert all(number == 1 for number in people.values())
