"""A proposal to change the law as two people read it: every change with what stood there before."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from api.core.i18n import preferred_locale, short_date, translate
from api.pages.law_words import ower_words, term_words, when_words
from api.pages.rendering import say
from api.pages.words import word
from api.regulation import queries
from api.regulation.adopted import Adopted, read, together
from api.regulation.adoption import Decided
from api.regulation.calendar import Day, WorkCalendar
from api.regulation.calendar_file import day_of
from api.regulation.calendar_table import work_calendar
from api.regulation.language import InvalidRegulation
from api.regulation.moves import BEGINNING, Basis, Move, basis, look
from api.regulation.rules import Rule
from api.regulation.toml_text import inline

A_PAGE: Final = 50

LOOKS: Final = 10
"""So many thousands of open terms are looked at for one page; the rest is told to be left."""


@dataclass(frozen=True)
class Line:
    """One thing that a rule says, before and after."""

    label: str
    before: str
    after: str

    @property
    def is_other(self) -> bool:
        """Whether it changes."""
        return self.before != self.after


@dataclass(frozen=True)
class ChangedRule:
    """A rule that is new or otherwise."""

    rule: Rule
    is_new: bool
    lines: Sequence[Line]


@dataclass(frozen=True)
class ChangedDay:
    """A day of the calendar that becomes another."""

    on: date
    name: str
    before: str
    """Empty when it was decided already: what stood there is not kept."""
    after: str


@dataclass(frozen=True)
class ChangedRow:
    """A row of the competence table, as its file has it; empty where it is not."""

    id: str
    before: str
    after: str


@dataclass(frozen=True)
class Moves:
    """Some of the open terms that would end on another day, each with what is owed."""

    items: Sequence[tuple[Move, str]]
    after: UUID | None
    """After which to go on looking; None when all were looked at."""


@dataclass(frozen=True)
class Change:
    """A proposal, read."""

    found: Decided
    documents: Sequence[Adopted]

    @property
    def days(self) -> Sequence[Day]:
        """The days of the calendar that it decides."""
        return [day_of(each) for each in self.found.proposal.days]

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.found.decision is None

    @property
    def since(self) -> date | None:
        """The first day on which anything of it counts; None of a competence table alone."""
        rules = [rule.version for each in self.documents for rule in each.rules]
        heads = [each.document.valid_from for each in self.documents if not each.rules]
        return min([*rules, *heads, *(day.on for day in self.days)], default=None)

    @property
    def rules(self) -> Sequence[Rule]:
        """Every wording that it brings."""
        return [rule for each in self.documents for rule in each.rules]

    def rule_changes(self) -> Sequence[ChangedRule]:
        """Each of them with what the rule says until then."""
        return [_changed(rule) for rule in self.rules]

    def replaced(self) -> Sequence[tuple[str, str, date]]:
        """The rules whose place it takes: id, what is owed and how long, since when."""
        locale = preferred_locale()
        last = {rule.id: rule for rule in queries.regulation().rules}
        return [
            (rule_id, _in_short(last.get(rule_id), locale) or rule_id, each.document.valid_from)
            for each in self.documents
            for rule_id in each.document.replaces
        ]

    def day_changes(self) -> Sequence[ChangedDay]:
        """Each day with what it is until then."""
        return [
            ChangedDay(
                on=day.on,
                name=day.name,
                before=_kind_now(day.on) if self.is_open else "",
                after=word("day_kind", day.kind),
            )
            for day in self.days
        ]

    def competence_changes(self) -> Sequence[ChangedRow]:
        """The rows of the competence table that are otherwise; none once it is decided."""
        if self.found.proposal.competence is None or not self.is_open:
            return []
        before = _rows(queries.competence_table().text())
        after = _rows(self.found.proposal.competence)
        return [
            ChangedRow(row, before.get(row, ""), after.get(row, ""))
            for row in [*after, *(each for each in before if each not in after)]
            if before.get(row) != after.get(row)
        ]

    def by(self) -> Basis:
        """By what open terms would move: of an adopted one by what is in force today."""
        if not self.is_open:
            return basis(self.rule_ids())
        calendar = work_calendar()
        days = WorkCalendar.of([*calendar.days.values(), *self.days], calendar.hours)
        law = together(queries.regulation(), self.documents)
        newest = {rule.id: rule for rule in sorted(self.rules, key=lambda rule: rule.version)}
        runs = {rule.id: rule for rule in newest.values() if rule in law.rules and rule.runs}
        return Basis(days, runs)

    def rule_ids(self) -> Sequence[str]:
        """Its rules, when they are known here."""
        known = {rule.id for rule in queries.regulation().rules}
        return sorted({rule.id for rule in self.rules} & known)


def change_of(found: Decided) -> Change:
    """The proposal, read; a document that can no longer be read is left to its own words."""
    return Change(found, list(_read(found.proposal.documents)))


def moves(change: Change, after: UUID = BEGINNING) -> Moves:
    """The next open terms that would end on another day."""
    by, found = change.by(), list[Move]()
    more: UUID | None = after
    for _ in range(LOOKS):
        if more is None or len(found) >= A_PAGE:
            break
        looked = look(by, more, most=A_PAGE - len(found))
        found += [each for each in looked.moves if not each.explained]
        more = looked.after
    return Moves([(each, _owed(each.rule_id)) for each in found], more)


def how_many(change: Change) -> tuple[int, bool]:
    """How many open terms would end on another day, and whether all were looked at."""
    by, number = change.by(), 0
    more: UUID | None = BEGINNING
    for _ in range(LOOKS):
        if more is None:
            break
        looked = look(by, more)
        number += sum(1 for each in looked.moves if not each.explained)
        more = looked.after
    return number, more is None


def _read(documents: Sequence[Mapping[str, Any]]) -> Iterator[Adopted]:
    for each in documents:
        try:
            yield read(each["name"], each["text"])
        except InvalidRegulation:
            continue


def _changed(rule: Rule) -> ChangedRule:
    before = _before(rule)
    told, now = _said(rule), _said(before) if before else {}
    lines = [Line(label, now.get(label, ""), said) for label, said in told.items()]
    if before and before.hash != rule.hash and not any(line.is_other for line in lines):
        otherwise = say("Otherwise than before: read every word below")
        lines.append(Line(say("What else the rule asks"), "", otherwise))
    return ChangedRule(rule, before is None, lines)


def _before(rule: Rule) -> Rule | None:
    """The wording that counts until this one does."""
    known = [*queries.regulation().rules, *queries.shipped().rules]
    earlier = [
        each
        for each in known
        if each.id == rule.id and each.hash != rule.hash and each.version <= rule.version
    ]
    return max(earlier, key=lambda each: each.version, default=None)


def _owed(rule_id: str) -> str:
    locale = preferred_locale()
    titles = (r.title(locale) for r in queries.regulation().rules if r.id == rule_id)
    return next(titles, rule_id)


def _in_short(rule: Rule | None, locale: str) -> str:
    """What is owed by it, and how long somebody has."""
    return f"{rule.title(locale)} ({term_words(rule, locale)})" if rule else ""


def _said(rule: Rule) -> Mapping[str, str]:
    """What it says, in the reader's language, by what each thing is called."""
    locale = preferred_locale()
    return {
        say("What is owed"): rule.title(locale),
        say("Term"): term_words(rule, locale),
        say("What sets it going"): when_words(rule, locale),
        say("Who owes it"): ower_words(rule, locale),
        say("Article"): rule.articles.get(locale) or next(iter(rule.articles.values())),
        say("In force"): _span(rule, locale),
        say("How sure it is"): word("confidence", rule.confidence),
        say("Source"): rule.source,
        say("Waits for"): rule.waiting(locale) or "",
    }


def _span(rule: Rule, locale: str) -> str:
    first = short_date(rule.valid_from, locale)
    if rule.valid_until is None:
        return translate("from %(first)s", locale, first=first)
    last = short_date(rule.valid_until, locale)
    return translate("from %(first)s to %(last)s", locale, first=first, last=last)


def _kind_now(day: date) -> str:
    calendar = work_calendar()
    row = calendar.days.get(day)
    if row is not None:
        return word("day_kind", row.kind)
    return word("day_kind", "working" if calendar.is_working(day) else "weekend")


def _rows(text: str) -> Mapping[str, str]:
    rows = tomllib.loads(text).get("row", [])
    return {str(each.get("id", "")): inline(dict(each)) for each in rows}
