"""Limits that are exact under concurrency and outlive a refusal: GCRA, one statement each."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import text

from api.core.database import aside

_SPENT = text("""
    select greatest(tat, clock_timestamp()) + (:per / :times) > clock_timestamp() + :per
    from limits where key = :key
""")
_HIT = text("select limit_hit(:key, :times, :per)")


@dataclass(frozen=True)
class Limit:
    """At most so many times in so long, for each key."""

    name: str
    times: int
    per: timedelta

    def hit(self, key: str) -> bool:
        """Count one more; False when that is too many."""
        with aside() as connection:
            return bool(connection.execute(_HIT, self._values(key)).scalar_one())

    def is_spent(self, key: str) -> bool:
        """Whether one more would be too many; counts nothing."""
        with aside() as connection:
            return bool(connection.execute(_SPENT, self._values(key)).scalar())

    def _values(self, key: str) -> dict[str, object]:
        # Hashed: a key may be a telephone number, and outlives what it was used for.
        hashed = hashlib.sha256(f"{self.name}:{key}".encode("utf-8", "surrogatepass")).hexdigest()
        return {"key": hashed, "times": self.times, "per": self.per}
