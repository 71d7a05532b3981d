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
from api.regulation.rules import Basis, Confidence, Document, Rule

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
    except (ValueError, RecursionError) as wrong:
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
    new = {(rule.id, rule.version) for rule in adopted.rules}
    kept = [
        _beside(rule, adopted.rules) for rule in law.rules if (rule.id, rule.version) not in new
    ]
    return Regulation((*law.documents, adopted.document), (*kept, *adopted.rules))


def _beside(rule: Rule, others: Iterable[Rule]) -> Rule:
    """What is left of the wording beside these; one that begins after they end stays whole."""
    for other in others:
        if other.id == rule.id and _meet(rule, other):
            rule = _until(rule, other.version - ONE_DAY)
    return rule


def _meet(one: Rule, other: Rule) -> bool:
    last, end = one.valid_until or date.max, other.valid_until or date.max
    return one.version <= min(last, end) and other.version <= min(last, end)


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
        yield from _of_others(law, each)
        for rule in each.rules:
            yield from _wrong(law, each.file, rule)
    yield from _twice(adopted)


def _wrong(law: Regulation, file: str, rule: Rule) -> Iterator[InvalidRule]:
    if rule.confidence is Confidence.DEMONSTRATION:
        yield InvalidRule(file, rule.id, "confidence", "nothing made up is adopted")
    taken = _taken(law, rule)
    if taken is not None:
        reason = f"another wording began on {taken}; name a later day"
        yield InvalidRule(file, rule.id, "from", reason)


def _taken(law: Regulation, rule: Rule) -> date | None:
    """The first day of a wording that would never have been: the same day's, or a later one's.

    The law does not change backwards: what was in force from a day on stays so until another day.
    """
    before = law.rule(rule.id, rule.version)
    if before is not None and before.runs and before.hash != rule.hash:
        return before.version
    later = [r.version for r in law.rules if r.id == rule.id and r.runs and _meet(r, rule)]
    return max((version for version in later if version > rule.version), default=None)


def _of_others(law: Regulation, adopted: Adopted) -> Iterator[InvalidRule]:
    """The rules that a document on this word may not change.

    The Party changes its own, the State the law; a promise stands where neither names a number.
    """
    basis, replaced = adopted.document.basis, adopted.document.replaces
    for rule_id in sorted({*replaced, *(rule.id for rule in adopted.rules)}):
        if any(_is_beyond(basis, rule) for rule in law.rules if rule.id == rule_id):
            reason = f"{rule_id} is not for a document of {basis} to change"
            yield InvalidRule(adopted.file, rule_id, "basis", reason)


def _is_beyond(basis: Basis, rule: Rule) -> bool:
    if rule.basis in (basis, Basis.PROMISE):
        return False
    is_silent = rule.term is not None and not rule.term.is_counted and rule.every is None
    return not (basis is Basis.PROMISE and rule.basis is Basis.LAW and is_silent)


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
