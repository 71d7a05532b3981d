"""Documents adopted here, read like those we ship, and the regulation that both make together."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from api.regulation.calendar import ONE_DAY
from api.regulation.grammar import Complaint, read_document, read_rule
from api.regulation.language import InvalidRegulation, InvalidRule, Regulation
from api.regulation.rules import Confidence, Document, Rule

_TABLES = frozenset({"document", "rule"})


@dataclass(frozen=True)
class Adopted:
    """A document that applies here by decision: from each rule's first day it goes before ours."""

    file: str
    document: Document
    rules: tuple[Rule, ...]


def read(file: str, text: str) -> Adopted:
    """The document in this text. Raises InvalidRegulation with all that is wrong with it."""
    try:
        content = tomllib.loads(text)
    except ValueError as wrong:
        raise InvalidRegulation([InvalidRule(file, "", "", f"cannot be read: {wrong}")]) from None
    problems: list[InvalidRule] = []
    found = _read(file, content, problems)
    if found is None or problems:
        raise InvalidRegulation(problems)
    return found


def _read(file: str, content: Mapping[str, Any], problems: list[InvalidRule]) -> Adopted | None:
    head, tables = content.get("document"), content.get("rule", [])
    strange: list[Complaint] = [(key, "has no place here") for key in content.keys() - _TABLES]
    problems += _said(file, "", strange)
    if not isinstance(head, dict) or not _are_tables(tables):
        problems += _said(file, "", [("document", "needs [document] and [[rule]] tables")])
        return None
    document, complaints = read_document(head)
    problems += _said(file, "", complaints)
    if document is None:
        return None
    rules = []
    for table in tables:
        rule, complaints = read_rule(table, document)
        problems += _said(file, str(table.get("id", "")), complaints)
        rules += [rule] if rule else []
    problems += _overlapping(file, rules)
    return Adopted(file, document, tuple(rules))


def together(law: Regulation, adopted: Iterable[Adopted]) -> Regulation:
    """The regulation with these documents, in the order in which they were adopted.

    A wording that a later one takes the place of ends on the day before. It is not forgotten: what
    was opened under it is explained by it.
    """
    for each in adopted:
        law = _with(law, each)
    return law


def _with(law: Regulation, adopted: Adopted) -> Regulation:
    since: dict[str, date] = {}
    for rule in adopted.rules:
        since[rule.id] = min(rule.version, since.get(rule.id, date.max))
    new = {(rule.id, rule.version) for rule in adopted.rules}
    kept = [
        _until(rule, since[rule.id] - ONE_DAY) if rule.id in since else rule
        for rule in law.rules
        if (rule.id, rule.version) not in new
    ]
    return Regulation((*law.documents, adopted.document), (*kept, *adopted.rules))


def _until(rule: Rule, last: date) -> Rule:
    """The wording up to this day; one that would have begun later never comes into force."""
    ends = max(last, rule.version - ONE_DAY)
    return replace(rule, valid_until=min(ends, rule.valid_until or ends))


def objections(law: Regulation, adopted: Sequence[Adopted]) -> Iterator[InvalidRule]:
    """What keeps these documents from being adopted here, although each can be read."""
    known = {rule.id for rule in law.rules} | {rule.id for each in adopted for rule in each.rules}
    for each in adopted:
        for rule_id in sorted(set(each.document.replaces) - known):
            yield InvalidRule(each.file, "", "replaces", f"{rule_id} is no rule of any document")
        for rule in each.rules:
            if rule.confidence is Confidence.DEMONSTRATION:
                yield InvalidRule(each.file, rule.id, "confidence", "nothing made up is adopted")
            if _ran(law, rule):
                reason = f"another wording began on {rule.version}; name a later day"
                yield InvalidRule(each.file, rule.id, "from", reason)
    yield from _twice(adopted)


def _ran(law: Regulation, rule: Rule) -> bool:
    """Whether a wording with the same first day ran here already, and said something else."""
    before = law.rule(rule.id, rule.version)
    return before is not None and before.runs and before.hash != rule.hash


def _twice(adopted: Iterable[Adopted]) -> Iterator[InvalidRule]:
    files: defaultdict[str, list[str]] = defaultdict(list)
    for each in adopted:
        for rule_id in {rule.id for rule in each.rules}:
            files[rule_id].append(each.file)
    for rule_id, names in sorted(files.items()):
        if len(names) > 1:
            yield InvalidRule(names[1], rule_id, "id", f"stands in {names[0]} as well")


def _overlapping(file: str, rules: Iterable[Rule]) -> Iterator[InvalidRule]:
    ordered = sorted(rules, key=lambda rule: (rule.id, rule.valid_from))
    for one, other in pairwise(ordered):
        if one.id == other.id and (one.valid_until or date.max) >= other.valid_from:
            reason = f"{other.version} overlaps the version of {one.version}"
            yield InvalidRule(file, other.id, "from", reason)


def _said(file: str, rule: str, complaints: Iterable[Complaint]) -> list[InvalidRule]:
    return [InvalidRule(file, rule, key, reason) for key, reason in complaints]


def _are_tables(raw: object) -> bool:
    return isinstance(raw, list) and all(isinstance(each, dict) for each in raw)
