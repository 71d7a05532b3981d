"""Opening in time what comes back every period."""

from api.core.jobs import periodic
from api.regulation.recurring import open_periods


@periodic("regulation.recur", cron="*/10 * * * *")
def recur() -> None:
    """A worker that starts does the tick it has just missed: it is never long behind."""
    open_periods()
