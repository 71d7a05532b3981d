"""What is true of the seats of a dialogue whatever was done with them."""

from collections import Counter
from uuid import UUID

from sqlalchemy import select

from api.core import clock
from api.core.database import db
from api.dialogues.registration_queries import dialogue_of, positions_in_line, seating_of
from api.dialogues.registrations import Invitation, Registration
from api.dialogues.seats import FREE, INVITED, of_village
from api.dialogues.sessions import AHEAD
from tests.dialogues.guests import VILLAGE


def live_at(dialogue_id: UUID) -> list[Registration]:
    """Who has a seat or waits for one."""
    found = select(Registration).where(Registration.dialogue_id == dialogue_id)
    return [each for each in db.session.scalars(found) if each.is_live]


def must_agree(dialogue_id: UUID) -> None:
    """The counters are what the rows say; kept seats are kept; the line has no gaps.

    Nobody is there twice, no more is promised than may be, and as long as people move up no seat
    is empty that the first in line could have.
    """
    db.session.flush()
    dialogue, seating = dialogue_of(dialogue_id), seating_of(dialogue_id)
    live = live_at(dialogue_id)
    waiting = sorted((each for each in live if not each.sort), key=lambda each: each.number)
    taken = Counter({each.sort: 0 for each in live if each.sort})
    for each in live:
        if each.sort:
            taken[each.sort] += each.seats
    assert seating.taken == dict(taken)
    assert seating.waiting == dict(Counter(each.home for each in waiting))
    assert seating.came == sum(each.seats for each in live if each.came_at)
    people = Counter(each.account_id for each in live if each.account_id)
    assert all(number == 1 for number in people.values())
    sizes = seating.layout(dialogue.capacity or 0).sizes
    kept = (INVITED, of_village(VILLAGE))
    assert all(taken[sort] <= sizes.get(sort, 0) for sort in (*kept, FREE))
    assert all(each.sort == each.home for each in live if each.sort in kept)
    for invitation in db.session.scalars(
        select(Invitation).where(Invitation.dialogue_id == dialogue_id)
    ):
        used = [each for each in live if each.invitation_id == invitation.id]
        assert invitation.used == len(used)
    positions = positions_in_line(live)
    assert [positions[each.id] for each in waiting] == [*range(1, len(waiting) + 1)]
    if dialogue.state in AHEAD and clock.now() < dialogue.starts_at:
        hall = seating.hall(dialogue.capacity or 0)
        assert all(hall.left(FREE) < each.seats for each in waiting[:1])
