"""Seats in the database from the first registration to the last who comes, whatever is done."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from api.core import clock
from api.core.access import Actor
from api.core.database import db, unit_of_work
from api.core.errors import Problem
from api.dialogues import allotting, attending, registering, reminding
from api.dialogues.proceedings import open_
from api.dialogues.registration_queries import dialogue_of, seating_of
from api.dialogues.registrations import Guest, Registration, Sharing
from api.dialogues.sessions import AHEAD
from tests import make
from tests.dialogues.guests import VILLAGE, phone, with_village
from tests.dialogues.halls import live_at, must_agree

PEOPLE = 8
"""Different people in a random life of a dialogue; the same one comes and goes again."""
LIVES, STEPS = 12, 12
CONFIRM_HOURS = 48

ALWAYS = ("come", "delegate", "invited", "go", "bring", "resize", "share", "look")
HOURS_BEFORE = {
    18 * 24: ("come", *ALWAYS, "come"),
    73: ("come", *ALWAYS, "confirm"),
    60: ("confirm", "confirm", *ALWAYS),
    40: ("delegate", "invited", *ALWAYS),
    1: ("delegate", "arrive", "walk_in", "go"),
    0: ("delegate", "arrive", "arrive", "walk_in", "walk_in", "go"),
}
"""What people do so long before it begins; in between the worker looks at it."""

_days = iter(range(1, 10_000))
_steps = [
    st.lists(
        st.tuples(st.sampled_from(done), st.integers(0, PEOPLE - 1), st.integers(0, 3)),
        min_size=STEPS,
        max_size=STEPS,
    )
    for done in HOURS_BEFORE.values()
]


@dataclass(frozen=True)
class Life:
    """One dialogue, its people, and its desk."""

    dialogue_id: UUID
    code: str
    people: list[Actor]
    desk: Actor

    @property
    def live(self) -> list[Registration]:
        """Who has a seat or waits for one."""
        return live_at(self.dialogue_id)

    @property
    def seated(self) -> set[UUID]:
        """Who has a seat."""
        return {each.id for each in self.live if each.sort}


def test_whatever_is_done_nobody_loses_a_seat_or_overtakes_and_the_counters_agree(
    app: Flask,
) -> None:
    with unit_of_work():
        people = [make.actor(phone(number)) for number in range(PEOPLE)]
        desk = make.actor(make.RECEIVER)
    with_village()
    happened: Counter[str] = Counter()

    @settings(
        max_examples=LIVES,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.tuples(*_steps))
    def live(stages: tuple[list[tuple[str, int, int]], ...]) -> None:
        # Each on a day of its own, since the chair is at one place at a time.
        with clock.standing_at(clock.now() + timedelta(days=next(_days))), unit_of_work():
            life = begun(people, desk)
            starts_at = dialogue_of(life.dialogue_id).starts_at
            for hours, steps in zip(HOURS_BEFORE, stages, strict=True):
                with clock.standing_at(starts_at - timedelta(hours=hours)):
                    happened.update(passed(life, starts_at))
                    for step in steps:
                        happened.update(taken(life, step))

    live()

    assert sum(happened.values()) > LIVES * STEPS
    assert set(happened) == {*DONE, "lapsed"}


def begun(people: list[Actor], desk: Actor) -> Life:
    """Six seats, one kept for a village and one for who has the code, of whom it is asked."""
    dialogue = make.dialogue(capacity=6)
    allotting.share(dialogue.id, Sharing({VILLAGE: 1}, 1, 0, (), CONFIRM_HOURS), desk)
    invitation, _ = allotting.invite(uuid4(), dialogue.id, None, 3, desk)
    return Life(dialogue.id, invitation.code, people, desk)


def passed(life: Life, starts_at: datetime) -> list[str]:
    """Time has passed: it begins, or the worker looks at it. Who did not say they come lapses."""
    if clock.now() >= starts_at:
        open_(life.dialogue_id, life.desk, None)
        return []
    return ["lapsed"] * looked_at(life)


def looked_at(life: Life) -> int:
    """The worker looks at it: how many lose their seat, who were asked in time and said nothing."""
    by = dialogue_of(life.dialogue_id).starts_at - timedelta(hours=CONFIRM_HOURS)
    silent = {
        each.id for each in life.live if each.sort and each.reminded_at and not each.coming_at
    }
    seated = life.seated
    reminding.look_at(life.dialogue_id)
    lost = seated - life.seated
    assert lost <= (silent if clock.now() >= by else set())
    must_agree(life.dialogue_id)
    return len(lost)


def taken(life: Life, step: tuple[str, int, int]) -> list[str]:
    """The step, if it was not refused; nobody else loses a seat by it."""
    what, which, number = step
    seated = life.seated
    own = [each for each in life.live if each.account_id == life.people[which].account_id]
    gone = {each.id for each in own} if what == "go" else set()
    try:
        with db.session.begin_nested():
            DONE[what](life, which, number, own)
    except Problem:
        db.session.expire_all()
        return []
    must_agree(life.dialogue_id)
    # Whom the worker takes a seat from, that step has looked at.
    assert what == "look" or seated - gone <= life.seated
    return [what]


def _come(life: Life, which: int, number: int, _: list[Registration]) -> None:
    registering.register(
        life.dialogue_id, uuid4(), Guest(companions=number // 2), life.people[which]
    )


def _delegate(life: Life, _: int, number: int, __: list[Registration]) -> None:
    guest = Guest(name="Đại biểu", companions=number // 2, village=VILLAGE, is_delegate=True)
    registering.register(life.dialogue_id, uuid4(), guest, life.desk)


def _invited(life: Life, which: int, _: int, __: list[Registration]) -> None:
    guest = Guest(invitation=life.code)
    registering.register(life.dialogue_id, uuid4(), guest, life.people[which])


def _walk_in(life: Life, _: int, number: int, __: list[Registration]) -> None:
    guest = Guest(name="Khách", companions=number // 2, is_walk_in=True)
    registering.register(life.dialogue_id, uuid4(), guest, life.desk)
    seating, dialogue = seating_of(life.dialogue_id), dialogue_of(life.dialogue_id)
    # More may have come than there are seats, of those who were promised one; nobody else.
    assert seating.came <= (dialogue.capacity or 0) or dialogue.state in AHEAD


def _go(life: Life, which: int, _: int, own: list[Registration]) -> None:
    for each in own:
        registering.cancel(each.id, life.people[which])


def _bring(life: Life, which: int, number: int, own: list[Registration]) -> None:
    for each in own:
        registering.bring(each.id, number, life.people[which])


def _confirm(life: Life, which: int, _: int, own: list[Registration]) -> None:
    for each in own:
        registering.say_coming(each.id, life.people[which])


def _arrive(life: Life, which: int, _: int, __: list[Registration]) -> None:
    someone = life.live[which : which + 1]
    for each in someone:
        attending.check_in(life.dialogue_id, each.ticket, life.desk)


def _resize(life: Life, which: int, _: int, __: list[Registration]) -> None:
    allotting.resize(life.dialogue_id, 4 + which, life.desk)


def _share(life: Life, which: int, number: int, _: list[Registration]) -> None:
    delegates = {VILLAGE: number} if number else {}
    sharing = Sharing(delegates, which % 3, 50 * (which % 2), (), CONFIRM_HOURS)
    allotting.share(life.dialogue_id, sharing, life.desk)


def _look(life: Life, _: int, __: int, ___: list[Registration]) -> None:
    looked_at(life)


DONE: dict[str, Callable[[Life, int, int, list[Registration]], None]] = {
    "come": _come,
    "delegate": _delegate,
    "invited": _invited,
    "walk_in": _walk_in,
    "go": _go,
    "bring": _bring,
    "confirm": _confirm,
    "arrive": _arrive,
    "resize": _resize,
    "share": _share,
    "look": _look,
}
