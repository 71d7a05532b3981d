"""Who gets which seat of a dialogue: the rules, without database or clock."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

FREE = "free"
"""Seats for whoever comes first."""

INVITED = "invited"
"""Seats kept for who was given a code that belongs to no village."""


def of_village(code: str) -> str:
    """The seats kept for the delegates of a village or residential group."""
    return f"village:{code}"


@dataclass(frozen=True)
class Layout:
    """How the seats of a dialogue are shared out."""

    capacity: int
    delegates: Mapping[str, int] = field(default_factory=dict)
    """Seats kept for each village, by its code."""
    invited: int = 0
    overbooking: int = 0
    """So many per cent more are promised than there are, since some do not come."""

    @property
    def reserved(self) -> int:
        """Seats that are kept for somebody."""
        return self.invited + sum(self.delegates.values())

    @property
    def sizes(self) -> dict[str, int]:
        """How many seats may be promised of each sort."""
        promised = self.capacity + self.capacity * self.overbooking // 100
        kept = {of_village(code): seats for code, seats in self.delegates.items()}
        return {**kept, INVITED: self.invited, FREE: promised - self.reserved}


class Party(NamedTuple):
    """Somebody with their companions, waiting for so many seats."""

    id: UUID
    home: str
    """The sort of seats that are kept for them; `FREE` when none are."""
    seats: int


Line = Callable[[str | None, int], Sequence[Party]]
"""The first so many who wait for one sort of seats, or (None) of all who wait; in order."""


class Hall:
    """The seats of a dialogue as they are taken, and how many wait for each sort.

    Nobody overtakes: who needs two seats and finds one waits, and so does who comes after them for
    the same seats. Who has seats kept for them may take a free one as well when those are gone.
    """

    def __init__(
        self, layout: Layout, taken: Mapping[str, int], waiting: Mapping[str, int]
    ) -> None:
        self.sizes = layout.sizes
        self.taken = dict(taken)
        self.waiting = dict(waiting)

    def left(self, sort: str) -> int:
        """How many seats of this sort may still be promised."""
        return self.sizes.get(sort, 0) - self.taken.get(sort, 0)

    @property
    def in_line(self) -> int:
        """How many parties wait, of all sorts."""
        return sum(self.waiting.values())

    def join(self, home: str, seats: int) -> str | None:
        """Take seats; the sort they are of, or None when the party waits at the end of the line."""
        if home != FREE and not self.waiting.get(home, 0) and self.left(home) >= seats:
            return self.take(home, seats)
        if not self.in_line and self.left(FREE) >= seats:
            return self.take(FREE, seats)
        self.waiting[home] = self.waiting.get(home, 0) + 1
        return None

    def take(self, sort: str, seats: int) -> str:
        """Seats of this sort are promised, whoever waits; none at all gives none back."""
        self.taken[sort] = self.taken.get(sort, 0) + seats
        return sort

    def leave(self, sort: str, seats: int) -> None:
        """Seats of this sort are free again."""
        self.take(sort, -seats)

    def leave_line(self, home: str) -> None:
        """A party waits no more."""
        self.waiting[home] -= 1

    def promote(self, line: Line) -> Iterator[tuple[Party, str]]:
        """Who moves up now, with the sort of their seats: first into seats kept for them.

        Whoever takes free seats may have stood before others for seats that are kept, so it is
        looked again until nobody moves. Who is told of one takes it before asking for the next.
        """
        has_moved = True
        while has_moved:
            has_moved = False
            for moved in self._once(line):
                has_moved = True
                yield moved

    def _once(self, line: Line) -> Iterator[tuple[Party, str]]:
        for home in sorted(self.waiting):
            if home != FREE:
                yield from self._from(line, home, home)
        yield from self._from(line, None, FREE)

    def is_within(self, layout: Layout) -> bool:
        """Whether nobody would lose a promised seat if the seats were shared out like this."""
        sizes = layout.sizes
        return all(
            seats <= sizes.get(sort, 0) for sort, seats in self.taken.items() if seats
        ) and not any(size < 0 for size in sizes.values())

    def _from(self, line: Line, home: str | None, sort: str) -> Iterator[tuple[Party, str]]:
        waiting = self.in_line if home is None else self.waiting.get(home, 0)
        left = self.left(sort)
        if left <= 0 or not waiting:
            return
        for party in line(home, left):
            if party.seats > self.left(sort):
                return
            self.take(sort, party.seats)
            self.leave_line(party.home)
            yield party, sort
