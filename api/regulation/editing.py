"""The law as a workbook, and what somebody changed in it as a proposal."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from api.core.database import db
from api.events.names import EVENT_NAMES
from api.regulation import queries
from api.regulation.adopted import Adopted, objections, read
from api.regulation.book import Book, Line, open_book, save, words
from api.regulation.calendar import Day, DayKind, DayStatus
from api.regulation.calendar_file import COLUMNS, day_of
from api.regulation.facts import FACTS
from api.regulation.grammar import OWERS, PERIODS, read_document, read_rule
from api.regulation.language import InvalidRegulation, InvalidRule
from api.regulation.models import CalendarDay
from api.regulation.rules import Basis, Confidence, Publicity, Rule
from api.regulation.toml_text import competence_text, document_text

Table = Mapping[str, Any]


@dataclass(frozen=True)
class Changes:
    """What a workbook says otherwise than what is in force here."""

    documents: Mapping[str, str]
    days: Sequence[Day]
    competence: str | None


def exported() -> bytes:
    """Everything in force or known here, as a workbook."""
    return save(book(), _known_words())


def book() -> Book:
    """The law here as sheets: documents, rules with their own days, competence, calendar."""
    heads: dict[str, Table] = {}
    rules: dict[tuple[str, date], Table] = {}
    for head, rule, table in _known():
        heads[head["id"]] = head
        if rule is not None:
            rules[rule.id, rule.version] = {"document": head["id"], **table}
    found = Book()
    found.put("documents", heads.values())
    found.put("rules", rules.values())
    found.put("competence", _flat(tomllib.loads(queries.competence_table().text())))
    found.put("days", _days())
    return found


def changes(file: str, content: bytes) -> Changes:
    """What is otherwise in this workbook; rows that are not in it are as they were.

    Raises InvalidRegulation with every mistake: file, sheet and row, rule, heading.
    """
    opened = open_book(file, content)
    problems: list[InvalidRule] = []
    documents = _documents(opened, problems)
    days = _changed_days(opened, problems)
    competence = _competence(opened, problems)
    if problems:
        raise InvalidRegulation(problems)
    return Changes(documents, days, competence)


def _known() -> Iterator[tuple[Table, Rule | None, Table]]:
    """Each head with each of its rules that is known here, the rule's table with its days."""
    law = queries.regulation()
    for content in queries.sources():
        head = content["document"]
        document, _ = read_document(head)
        if document is None or document not in law.documents:
            continue
        yield head, None, {}
        for table in content.get("rule", []):
            full = _with_days(head, table)
            rule, _ = read_rule(full, document)
            known = rule and law.rule(rule.id, rule.version)
            if rule is not None and known and known.hash == rule.hash:
                yield head, rule, full


def _with_days(head: Table, table: Table) -> Table:
    """The rule's table with the days that it has from its document."""
    own = {key: head[key] for key in ("from", "until") if key in head}
    return {**own, **table}


def _documents(opened: Book, problems: list[InvalidRule]) -> Mapping[str, str]:
    heads = {str(line.values.get("id")): line for line in opened.sheets.get("documents", [])}
    rules: dict[str, list[Line]] = {name: [] for name in heads}
    for line in opened.sheets.get("rules", []):
        name = str(line.values.get("document", ""))
        if name in rules:
            rules[name].append(line)
        else:
            reason = f"{name or '?'} is no document of the sheet {words().titles['documents']}"
            problems.append(_at(opened, "rules", line, "document", reason))
    found: dict[str, str] = {}
    read_so_far: list[Adopted] = []
    for name, line in heads.items():
        changed = _changed(opened, line, rules[name], problems)
        if changed is not None:
            found[f"{name}.toml"] = changed
            read_so_far.append(read(f"{name}.toml", changed))
    problems += [_placed(opened, e) for e in objections(queries.regulation(), read_so_far)]
    return found


def _changed(
    opened: Book, head: Line, lines: Sequence[Line], problems: list[InvalidRule]
) -> str | None:
    """The document with the rules that are new or otherwise; None when all is as it was."""
    document, complaints = read_document(head.values)
    problems += [_at(opened, "documents", head, key, why) for key, why in complaints]
    if document is None:
        return None
    law, tables, wrong = queries.regulation(), [], False
    for line in lines:
        table = {key: value for key, value in line.values.items() if key != "document"}
        rule, complaints = read_rule(table, document)
        problems += [_at(opened, "rules", line, key, why) for key, why in complaints]
        known = rule and law.rule(rule.id, rule.version)
        wrong |= rule is None
        if rule is not None and (known is None or known.hash != rule.hash):
            tables.append(_with_days(head.values, table))
    if wrong or (not tables and document in law.documents):
        return None
    return document_text(head.values, tables)


def _changed_days(opened: Book, problems: list[InvalidRule]) -> Sequence[Day]:
    known, found = {day["date"]: day for day in _days()}, []
    for line in opened.sheets.get("days", []):
        if known.get(line.values.get("date")) == line.values:
            continue
        missing = [key for key in COLUMNS if key not in line.values]
        problems += [_at(opened, "days", line, key, "is missing") for key in missing]
        if not missing:
            found += _one_day(opened, line, problems)
    return found


def _one_day(opened: Book, line: Line, problems: list[InvalidRule]) -> list[Day]:
    values = {key: str(line.values[key]) for key in COLUMNS}
    allowed = {"kind": [*DayKind], "status": [DayStatus.APPROVED]}
    wrong = [key for key, words_ in allowed.items() if values[key] not in words_]
    for key in wrong:
        known = ", ".join(allowed[key])
        reason = f"{values[key]!r} is not a word of the calendar; known are {known}"
        problems.append(_at(opened, "days", line, key, reason))
    return [] if wrong else [day_of(values)]


def _competence(opened: Book, problems: list[InvalidRule]) -> str | None:
    lines, table = opened.sheets.get("competence", []), queries.competence_table()
    if not lines or [line.values for line in lines] == [*_flat(tomllib.loads(table.text()))]:
        return None
    text = competence_text(*_deep(lines))
    by_id = {str(line.values.get("id")): line for line in lines}
    for row, key, why in table.objections(text):
        line = by_id.get(row) or by_id.get(f"@{row}") or lines[0]
        problems.append(_at(opened, "competence", line, key, why))
    return text


def _flat(content: Table) -> Iterator[Table]:
    """The competence table as rows: what holds for all of it first, then its rows."""
    for key, value in content.items():
        if key != "row":
            yield {"id": f"@{key}", "value": value}
    yield from content.get("row", [])


def _deep(lines: Sequence[Line]) -> tuple[Table, Sequence[Table]]:
    settings = {
        str(line.values["id"])[1:]: line.values.get("value", "")
        for line in lines
        if str(line.values.get("id", "")).startswith("@")
    }
    rows = [each.values for each in lines if not str(each.values.get("id", "")).startswith("@")]
    return settings, rows


def _days() -> list[Table]:
    rows = db.session.scalars(select(CalendarDay).order_by(CalendarDay.on))
    return [
        {"date": r.on, "kind": r.kind.value, "name": r.name, "source": r.source}
        | {"status": r.status.value}
        for r in rows
    ]


def _placed(opened: Book, problem: InvalidRule) -> InvalidRule:
    """A mistake of a document, told of the row it comes from."""
    name = problem.file.removesuffix(".toml")
    rules = [x for x in opened.sheets.get("rules", []) if x.values.get("id") == problem.rule]
    # Of several wordings it is the one whose first day is told of, or else the last.
    rules.sort(key=lambda line: str(line.values.get("from")) in problem.reason)
    heads = [x for x in opened.sheets["documents"] if x.values.get("id") == name]
    if rules:
        return _at(opened, "rules", rules[-1], problem.key, problem.reason)
    return _at(opened, "documents", heads[-1], problem.key, problem.reason)


def _at(opened: Book, sheet: str, line: Line, key: str, reason: str) -> InvalidRule:
    named = str(line.values.get("id", ""))
    where = " · ".join(part for part in (opened.where(sheet, line), named) if part)
    return InvalidRule(opened.file, where, words().heading(key), reason)


def _known_words() -> Mapping[str, Sequence[str]]:
    """The words that may stand under a key."""
    events = sorted(EVENT_NAMES)
    return {
        "basis": [*Basis],
        "confidence": [Confidence.TEXT, Confidence.SECONDARY, Confidence.UNVERIFIED],
        "publicity": [*Publicity],
        "owed_by": sorted(OWERS),
        "every": sorted(PERIODS),
        "opens": events,
        "when": [f"{name}: {_kinds(name)}" for name in FACTS],
        "kind": [*DayKind],
    }


def _kinds(fact: str) -> str:
    allowed = FACTS[fact]
    return " | ".join(sorted(allowed)) if isinstance(allowed, frozenset) else allowed.__name__
