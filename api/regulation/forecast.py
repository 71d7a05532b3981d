"""What an event would open, without any case: for the calculator and for trying a rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.core.clock import vietnam_date
from api.regulation.calendar import Due, WorkCalendar
from api.regulation.explain import cited, explain
from api.regulation.language import Regulation
from api.regulation.rules import Publicity, Rule


@dataclass(frozen=True)
class Foreseen:
    """A duty that would be owed, and until when."""

    rule: Rule
    due: Due
    started: datetime

    def shown(self, locale: str, *, inside: bool) -> dict[str, Any]:
        """The duty in the reader's language."""
        rule, due = self.rule, self.due
        is_hidden = rule.publicity is Publicity.INTERNAL and not inside
        return {
            "rule": rule.id,
            "duty": rule.duty,
            "title": rule.title(locale),
            "basis": rule.basis,
            "confidence": rule.confidence,
            "citation": cited(rule, locale, is_hidden=is_hidden),
            "owed_by": rule.owed_by,
            "term": str(due.term),
            "due_at": due.due_at and due.due_at.isoformat(),
            "last_day": due.last_day and due.last_day.isoformat(),
            "provisional": due.provisional,
            "explanation": explain(rule, due, self.started, locale=locale, inside=inside),
        }


def foresee(
    law: Regulation,
    calendar: WorkCalendar,
    event: str,
    at: datetime,
    facts: Mapping[str, object],
) -> Iterator[Foreseen]:
    """Each duty that an event of this name, at this moment and with these facts, would open."""
    for rule in law.opening(event, vietnam_date(at)):
        if rule.matches(facts) and (term := rule.term_for(facts)) is not None:
            yield Foreseen(rule, calendar.due(at, term), at)
