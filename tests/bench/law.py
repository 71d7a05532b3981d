"""What a made-up petition leaves behind: its rows, its events, and what the law makes of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from api.authorities.directory import Directory
from api.authorities.models import Title
from api.authorities.views import PositionView
from api.core.clock import midnight, vietnam_date
from api.regulation.actions import ANSWERED
from api.regulation.calendar import Due, WorkCalendar
from api.regulation.language import Regulation
from api.regulation.reckoning import written
from api.regulation.rules import Rule
from api.regulation.terms import Term

Row = dict[str, Any]
Rows = list[tuple[str, Row]]
"""Rows with the name of their table."""


@dataclass
class Life:
    """One petition while its rows are made."""

    case: Row
    petition: Row
    head: UUID
    facts: Mapping[str, object]
    events: list[Row] = field(default_factory=list)
    obligations: list[tuple[Rule, Row]] = field(default_factory=list)
    others: Rows = field(default_factory=list)

    def rows(self) -> Rows:
        """All of them, so that none comes before one it refers to."""
        owed = [row for _, row in self.obligations]
        return [
            ("cases", self.case),
            ("petitions", self.petition),
            *(("events", row) for row in self.events),
            *(("obligations", row) for row in owed),
            *self.others,
        ]


class Law:
    """The consequences of events, as the law's own listener would draw them, without a database."""

    def __init__(
        self, known: Directory, regulation: Regulation, calendar: WorkCalendar, random: Random
    ) -> None:
        self._known = known
        self._regulation = regulation
        self._calendar = calendar
        self._random = random
        self._dues: dict[tuple[datetime, str], Due] = {}

    def record(self, life: Life, name: str, at: datetime) -> None:
        """The event, and what it does to what is owed."""
        event = {
            "id": self.new_id(at),
            "name": name,
            "case_id": life.case["id"],
            "unit_id": life.case["unit_id"],
            "position_id": life.head,
            "at": at,
            "recorded_at": at,
            "actor_id": life.petition["entered_by_id"],
            "facts": "{}",
        }
        life.events.append(event)
        for rule, owed in life.obligations:
            if owed["state"] == "open":
                self._carry_on(life, rule, owed, event)
        for rule in self._regulation.opening(name, vietnam_date(at)):
            if rule.matches(life.facts):
                life.obligations.append((rule, self._obligation(life, rule, event)))
        self._note(life, name)

    def _note(self, life: Life, name: str) -> None:
        owed = [row for _, row in life.obligations]
        dues = [row["due_at"] for row in owed if row["state"] == "open" and row["due_at"]]
        life.case["next_due_at"] = min(dues, default=None)
        ends = [row for row in owed if row["ended_at"] and row["due_at"]]
        life.case["ended_late"] = any(row["ended_at"] >= row["due_at"] for row in ends)
        if name == ANSWERED:
            last = life.events[-1]["at"]
            met = [row for row in owed if row["met_at"] == last and row["due_at"]]
            late = any(row["met_at"] >= row["due_at"] for row in met)
            life.case["answered_late"] = late if met else None

    def _carry_on(self, life: Life, rule: Rule, owed: Row, event: Row) -> None:
        if rule.met_by.accepts(event["name"], life.facts):
            owed |= {"state": "met", "met_at": event["at"]}
            life.others.append(
                ("fulfilments", {"obligation_id": owed["id"], "event_id": event["id"]})
            )
        elif event["name"] in rule.ends_on:
            owed |= {"state": "ended", "ended_at": event["at"]}

    def _obligation(self, life: Life, rule: Rule, event: Row) -> Row:
        term = str(rule.term_for(life.facts))
        due, owes = self._due(event["at"], term), self._ower(life, rule)
        return {
            "id": self.new_id(event["at"]),
            "rule_id": rule.id,
            "rule_version": rule.version,
            "rule_hash": rule.hash,
            "duty": rule.duty,
            "position_id": owes.id,
            "unit_id": owes.unit_id,
            "case_id": life.case["id"],
            "opened_by_id": event["id"],
            "state": "open",
            "started_at": event["at"],
            "term": term,
            "due_at": due.due_at,
            "last_day": due.last_day,
            "provisional": due.provisional,
            "reckoning": json.dumps(written(due)),
            "pauses": "[]",
            "extensions": "[]",
            "reminded": 1,
            "next_reminder_at": due.due_at,
            "met_at": None,
            "ended_at": None,
        }

    def _ower(self, life: Life, rule: Rule) -> PositionView:
        titles = {"receiver": Title.RECEPTION_OFFICER}
        holder = self._known.position(life.head)
        if rule.owed_by not in {"receiver", *Title}:
            return holder
        title = titles.get(rule.owed_by) or Title(rule.owed_by)
        return self._known.titled(life.case["unit_id"], title) or holder

    def _due(self, at: datetime, term: str) -> Due:
        """Counted once for each day and term: the hour of the day does not matter."""
        key = (midnight(vietnam_date(at)), term)
        if key not in self._dues:
            self._dues[key] = self._calendar.due(key[0], Term.parse(term))
        return self._dues[key]

    def new_id(self, at: datetime) -> UUID:
        """A UUIDv7 of the moment, the same at every run."""
        bits = int(at.timestamp() * 1000) << 80 | 0x7 << 76 | 0b10 << 62
        return UUID(int=bits | self._random.getrandbits(12) << 64 | self._random.getrandbits(62))
