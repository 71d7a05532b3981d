"""Hours in which nothing sounds: what would be sent then waits until they are over."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from api.core.clock import VIETNAM

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Quiet:
    """From one hour to another, every day, in Viet Nam; over midnight when it ends earlier."""

    start: time
    end: time

    def over_at(self, moment: datetime) -> datetime | None:
        """When the quiet in which the moment falls is over; None when it falls in none."""
        local = moment.astimezone(VIETNAM)
        if not self._covers(local.time()):
            return None
        over = datetime.combine(local.date(), self.end, VIETNAM)
        return over if over > local else over + ONE_DAY

    def _covers(self, hour: time) -> bool:
        """The first hour belongs to the quiet, the last one does not."""
        if self.start < self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end
