"""Playing the story: a clock that stands at each step, and what the worker would have done then."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from functools import cached_property, partial
from heapq import merge
from operator import itemgetter
from uuid import UUID

from api.authorities.directory import directory
from api.core import clock, jobs
from api.core.clock import VIETNAM, midnight, vietnam_date
from api.core.jobs import Job
from api.demo.answering import ANSWERING
from api.demo.dialogues import dialogue_steps
from api.demo.gathering import Gathering
from api.demo.handling import HANDLING
from api.demo.players import Players, seat
from api.demo.presiding import PRESIDING
from api.demo.reception_days import RECEIVING, desk_steps, take
from api.demo.responding import RESPONDING
from api.demo.scene import Scene
from api.demo.story import nights, plan, story
from api.regulation.calendar import ONE_DAY
from api.regulation.calendar_table import work_calendar
from api.regulation.jobs import remind
from api.regulation.periods import period_kinds
from api.regulation.recurring import open_for, reach_back
from moderation.jobs import let_time_decide
from notifications import actions as notifications
from notifications.models import DeliveryState

ACTS = {**HANDLING, **ANSWERING, **RESPONDING}
"""What each step of a petition is."""

_MORNING = time(7)
_DELIVERY = "notifications.deliver"

Moment = tuple[datetime, Callable[[], None]]


class Stage:
    """One telling of the story, up to a moment."""

    def __init__(self, end: datetime) -> None:
        self._end = end
        self._players = Players()
        self._jobs: deque[Job] = deque()

    def play(self) -> Iterator[date]:
        """Each day of the story, when all that happens before it has happened."""
        with jobs.handed_to(self._jobs.append):
            self._at(midnight(story().first_day), _set)
            for at, happens in merge(*self._all(), key=itemgetter(0)):
                self._at(at, happens)
                if at == midnight(vietnam_date(at)):
                    yield vietnam_date(at)

    def _all(self) -> Sequence[Iterator[Moment]]:
        """What happens, in the order in which it does at one moment."""
        found = self._nights, self._desks, self._lives, self._dialogues, self._readers
        return [each() for each in found]

    def _nights(self) -> Iterator[Moment]:
        for at in nights(self._end):
            yield at, self._night

    def _night(self) -> None:
        """What time brings by itself: periods begin, reminders go out, moderation is over."""
        if _begins_a_period(clock.today()):
            open_for(self._receiving, clock.today())
        remind()
        let_time_decide()

    def _desks(self) -> Iterator[Moment]:
        for step in desk_steps(work_calendar(), self._end):
            yield step.at, partial(take, step, self._players)

    def _lives(self) -> Iterator[Moment]:
        for step in plan(work_calendar(), self._end):
            yield step.at, partial(ACTS[step.act], Scene(step, self._players))

    def _dialogues(self) -> Iterator[Moment]:
        for step in dialogue_steps(work_calendar(), self._end):
            yield step.at, partial(PRESIDING[step.act], Gathering(step, self._players))

    def _readers(self) -> Iterator[Moment]:
        """Shortly before the end people read their messages: what comes then is new to them."""
        at = datetime.combine(vietnam_date(self._end) - ONE_DAY, _MORNING, VIETNAM)
        if at.date() > story().first_day:
            yield at, self._players.read_messages

    @cached_property
    def _receiving(self) -> Sequence[UUID]:
        """The positions whose reception days the story tells of."""
        desks = [f"{code}-{desk}" for code in story().places for desk in RECEIVING]
        return [found.id for desk in desks if (found := directory().position_by_code(desk))]

    def _at(self, moment: datetime, happens: Callable[[], None]) -> None:
        """It happens at this moment, and the worker does at once what follows."""
        with clock.standing_at(moment):
            happens()
            while self._jobs:
                self._do(self._jobs.popleft())

    def _do(self, job: Job) -> None:
        if job.name != _DELIVERY:
            jobs.do(job)
            return
        # Sent when it would have been, and by nobody: the story reaches no telephone.
        with clock.standing_at(min(job.at or clock.now(), self._end)):
            notifications.note(job.ids["delivery_id"], DeliveryState.SENT)


def _set() -> None:
    """Everybody is in their place, and what they do from now on counts."""
    reach_back(story().first_day)
    seat()


def _begins_a_period(day: date) -> bool:
    """Whether something that comes back is owed from this day on."""
    periods = [each for kind in period_kinds().values() for each in kind.between(day, day)]
    return day == story().first_day or any(each.first == day for each in periods)
