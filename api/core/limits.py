"""Limits that are exact under concurrency and outlive a refusal: GCRA, one statement each."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import text

from api.core.database import aside

_HIT = text("select limit_hit(:key, :times, :per)")


@dataclass(frozen=True)
class Limit:
    """At most so many times in so long, for each key."""

    name: str
    times: int
    per: timedelta

    def hit(self, key: str) -> bool:
        """Count one more; False when that is too many."""
        values = {"key": f"{self.name}:{key}", "times": self.times, "per": self.per}
        with aside() as connection:
            return bool(connection.execute(_HIT, values).scalar_one())
