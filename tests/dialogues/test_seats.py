"""Seats whatever people do: nobody loses one, nobody overtakes, none stays empty."""

from collections import Counter
from collections.abc import Sequence
from itertools import count
from typing import NamedTuple
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from api.dialogues.seats import FREE, INVITED, Hall, Layout, Party, of_village

VILLAGES = ("a", "b")
HOMES = st.sampled_from([FREE, FREE, FREE, INVITED, *map(of_village, VILLAGES)])
LAYOUTS = st.builds(
    Layout,
    capacity=st.integers(8, 20),
    delegates=st.fixed_dictionaries({}, optional=dict.fromkeys(VILLAGES, st.integers(1, 3))),
    invited=st.integers(0, 2),
    overbooking=st.sampled_from([0, 0, 10, 50]),
)


class Came(NamedTuple):
    """A party, and as the how manyth it came."""

    number: int
    party: Party


class Seats(RuleBasedStateMachine):
    """People come, go and bring fewer people; the organiser shares out the seats anew."""

    steps = 0
    """Of all lives."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = count(1)
        self.seated: dict[Came, str] = {}
        self.waiting: list[Came] = []

    @initialize(layout=LAYOUTS)
    def begin(self, layout: Layout) -> None:
        self.layout = layout
        self.hall = Hall(layout, {}, {})

    @rule(home=HOMES, seats=st.integers(1, 6))
    def come(self, home: str, seats: int) -> None:
        number = next(self.numbers)
        came = Came(number, Party(UUID(int=number), home, seats))
        sort = self.hall.join(home, seats)
        if sort is None:
            self.waiting.append(came)
        else:
            self._sit(came, sort)

    @precondition(lambda self: self.seated)
    @rule(which=st.integers(0, 40))
    def give_up_a_seat(self, which: int) -> None:
        came = [*self.seated][which % len(self.seated)]
        self.hall.leave(self.seated.pop(came), came.party.seats)
        self._move_up()

    @precondition(lambda self: self.waiting)
    @rule(which=st.integers(0, 40))
    def leave_the_line(self, which: int) -> None:
        came = self.waiting.pop(which % len(self.waiting))
        self.hall.leave_line(came.party.home)
        self._move_up()

    @precondition(lambda self: self.seated)
    @rule(which=st.integers(0, 40))
    def bring_nobody(self, which: int) -> None:
        came = [*self.seated][which % len(self.seated)]
        sort = self.seated.pop(came)
        self.hall.take(sort, 1 - came.party.seats)
        self.seated[came._replace(party=came.party._replace(seats=1))] = sort
        self._move_up()

    @rule(layout=LAYOUTS)
    def share_anew(self, layout: Layout) -> None:
        if self.hall.is_within(layout):
            self.layout = layout
            self.hall = Hall(layout, self.hall.taken, self.hall.waiting)
            self._move_up()

    @invariant()
    def what_is_counted_is_what_there_is(self) -> None:
        Seats.steps += 1
        taken: Counter[str] = Counter()
        for came, sort in self.seated.items():
            taken[sort] += came.party.seats
        waiting = Counter(came.party.home for came in self.waiting)
        assert +Counter(self.hall.taken) == taken
        assert +Counter(self.hall.waiting) == waiting

    @invariant()
    def no_more_is_promised_than_may_be(self) -> None:
        sizes = self.layout.sizes
        assert all(seats <= sizes.get(sort, 0) for sort, seats in self.hall.taken.items() if seats)
        most = self.layout.capacity * (100 + self.layout.overbooking) // 100
        assert sum(self.hall.taken.values()) <= most

    @invariant()
    def no_seat_is_empty_that_the_first_in_line_could_have(self) -> None:
        firsts: dict[str, Party] = {}
        for came in self.waiting:
            firsts.setdefault(came.party.home, came.party)
        kept = {home: party for home, party in firsts.items() if home != FREE}
        assert all(self.hall.left(home) < party.seats for home, party in kept.items())
        assert all(self.hall.left(FREE) < came.party.seats for came in self.waiting[:1])

    def _move_up(self) -> None:
        moved = []
        for party, sort in self.hall.promote(self._line):
            [came] = [each for each in self.waiting if each.party == party]
            self.waiting.remove(came)
            moved.append((came, sort))
        for came, sort in moved:
            self._sit(came, sort)

    def _sit(self, came: Came, sort: str) -> None:
        """Nobody who waits for these seats came earlier; kept ones go to whom they are kept for."""
        line = [each.number for each in self.waiting if sort in (FREE, each.party.home)]
        assert came.number < min(line, default=came.number + 1)
        assert sort in (FREE, came.party.home)
        self.seated[came] = sort

    def _line(self, home: str | None, most: int) -> Sequence[Party]:
        return [each.party for each in self.waiting if home in (None, each.party.home)][:most]


def test_ten_thousand_random_steps_break_nothing_of_it() -> None:
    Seats.steps = 0

    run_state_machine_as_test(
        Seats, settings=settings(max_examples=180, stateful_step_count=100, deadline=None)
    )

    assert Seats.steps >= 10_000


def test_who_stood_behind_somebody_for_kept_seats_moves_up_when_that_one_takes_free_ones() -> None:
    home = of_village("a")
    line = [Party(UUID(int=1), home, 3), Party(UUID(int=2), home, 1)]
    hall = Hall(Layout(capacity=4, delegates={"a": 1}), {}, {home: 2})

    def waiting(of: str | None, most: int) -> Sequence[Party]:
        return [each for each in line if of in (None, each.home)][:most]

    moved = []
    for party, sort in hall.promote(waiting):
        line.remove(party)
        moved.append((party.id.int, sort))

    assert moved == [(1, FREE), (2, home)]
