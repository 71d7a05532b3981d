"""What was counted of a group: sums that can be added up, and what is measured on them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import floor
from typing import Final

from api.monitoring.figures import FigureName, MeasureName

NINE_OF_TEN: Final = 0.9


@dataclass
class Tally:
    """The counts of one group, and how many petitions took how many working days."""

    counts: Counter[FigureName] = field(default_factory=Counter)
    stars: int = 0
    to_accept: Counter[int] = field(default_factory=Counter)
    to_answer: Counter[int] = field(default_factory=Counter)
    duties: Counter[str] = field(default_factory=Counter)
    """Of the duties that come back: how many were owed and kept."""

    @classmethod
    def of(cls, parts: Iterable["Tally"]) -> "Tally":
        """All parts together."""
        whole = cls()
        for part in parts:
            whole.counts.update(part.counts)
            whole.stars += part.stars
            whole.to_accept.update(part.to_accept)
            whole.to_answer.update(part.to_answer)
            whole.duties.update(part.duties)
        return whole

    @property
    def measures(self) -> Mapping[MeasureName, float | None]:
        """The middle and the ninth tenth of the working days, and what the ratings say."""
        rated, answered = self.counts[FigureName.RATED], self.counts[FigureName.ANSWERED]
        return {
            MeasureName.MEDIAN_ACCEPT: percentile(self.to_accept, 0.5),
            MeasureName.P90_ACCEPT: percentile(self.to_accept, NINE_OF_TEN),
            MeasureName.MEDIAN_ANSWER: percentile(self.to_answer, 0.5),
            MeasureName.P90_ANSWER: percentile(self.to_answer, NINE_OF_TEN),
            MeasureName.MEAN_RATING: round(self.stars / rated, 2) if rated else None,
            MeasureName.RATING_SHARE: round(rated / answered, 4) if answered else None,
        }


def percentile(times: Counter[int], share: float) -> float | None:
    """The value below which that share lies, between two neighbours in proportion; None of none.

    The continuous percentile of SQL (`percentile_cont`): the place is share × (n - 1).
    """
    total = times.total()
    if not total:
        return None
    place = share * (total - 1)
    low, part = floor(place), place - floor(place)
    first, second = _at(times, low), _at(times, min(low + 1, total - 1))
    return round(first + (second - first) * part, 4)


def _at(times: Counter[int], place: int) -> int:
    """The value at this place, counted from 0, when all are put in order."""
    passed = 0
    for value in sorted(times):
        passed += times[value]
        if place < passed:
            return value
    raise IndexError(place)
