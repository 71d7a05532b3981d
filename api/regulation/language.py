"""The regulation: every document of law that was loaded, and which rule an event wakes."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from api.regulation.calendar import ONE_DAY
from api.regulation.grammar import Complaint, read_document, read_rule
from api.regulation.rules import RETYPED, Confidence, Document, Rule

DOCUMENTS: Final = Path(__file__).parent / "documents"
"""The documents that every installation starts with."""

LOCAL: Final = DOCUMENTS / "local"
"""For each province that has any, a folder with its own documents."""

OF_NO_CASE: Final = frozenset({"dialogue.requested"})
"""Events by which something may be owed that is no case's."""

DEMONSTRATION: Final = "demonstration"
"""The folder, inside one of documents, whose made-up documents only a demonstration loads."""


_Read = tuple[str, Rule]
"""A rule with the name of its file."""


class InvalidRule(ValueError):
    """One thing that is wrong: in which file, with which rule (empty: the file), at which key."""

    def __init__(self, file: str, rule: str, key: str, reason: str) -> None:
        super().__init__(" · ".join(part for part in (file, rule, key, reason) if part))
        self.file = file
        self.rule = rule
        self.key = key
        self.reason = reason


class InvalidRegulation(ValueError):
    """Everything that is wrong with the documents, so that one look mends all of it."""

    def __init__(self, problems: Iterable[InvalidRule]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Regulation:
    """All documents and rules that were loaded, those that do not run among them."""

    documents: tuple[Document, ...]
    rules: tuple[Rule, ...]

    def in_force(self, on: date) -> tuple[Rule, ...]:
        """The rules that run on this day: checked, within their dates and not replaced."""
        return tuple(rule for rule in self.rules if self._applies(rule, on))

    def opening(self, event: str, on: date) -> tuple[Rule, ...]:
        """The rules that an event of this name, on this day, may open an obligation by."""
        return tuple(rule for rule in self._by_event.get(event, ()) if self._applies(rule, on))

    def recurring(self, on: date) -> tuple[Rule, ...]:
        """The rules in force that come back every period."""
        return tuple(rule for rule in self._coming_back if self._applies(rule, on))

    def throughout(self, rule: Rule, first: date, last: date) -> bool:
        """Whether this wording applies on every day from the first to the last."""
        return self._applies(rule, first) and self._applies(rule, last)

    def fulfilled_by(self, event: str) -> tuple[Rule, ...]:
        """The rules that an event of this name, which is no case's, may count towards."""
        return tuple(rule for rule in self._beside_cases if event in rule.met_by.events)

    def rule(self, rule_id: str, version: date) -> Rule | None:
        """The wording of a rule, in force or not; None when no loaded document has it."""
        return self._by_version.get((rule_id, version))

    def is_replaced(self, rule: Rule, on: date) -> bool:
        """Whether a document that is in force by this day has taken its place."""
        return any(rule.version <= since <= on for since in self._replaced.get(rule.id, ()))

    def _applies(self, rule: Rule, on: date) -> bool:
        return rule.runs and rule.is_in_force(on) and not self.is_replaced(rule, on)

    @cached_property
    def _by_event(self) -> Mapping[str, tuple[Rule, ...]]:
        found: defaultdict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules:
            if rule.opens:
                found[rule.opens].append(rule)
            if rule.retyped:
                found[RETYPED].append(rule)
        return {event: tuple(rules) for event, rules in found.items()}

    @cached_property
    def moving(self) -> frozenset[str]:
        """The events after which what is owed counts from another moment."""
        return frozenset(event for rule in self.rules for event in rule.moves_on)

    @cached_property
    def _coming_back(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.every)

    @cached_property
    def _beside_cases(self) -> tuple[Rule, ...]:
        """What is owed without any case: by the period, or since people ask for a dialogue."""
        return tuple(rule for rule in self.rules if rule.every or rule.opens in OF_NO_CASE)

    @cached_property
    def _by_version(self) -> Mapping[tuple[str, date], Rule]:
        return {(rule.id, rule.version): rule for rule in self.rules}

    @cached_property
    def _replaced(self) -> Mapping[str, frozenset[date]]:
        """The days from which the earlier wordings of a replaced rule no longer apply.

        A document of which nothing runs replaces nothing.
        """
        running = {rule.document.id for rule in self.rules if rule.runs}
        since: defaultdict[str, set[date]] = defaultdict(set)
        for document in (each for each in self.documents if each.id in running):
            for rule_id in document.replaces:
                since[rule_id].add(document.valid_from)
        return {rule_id: frozenset(days) for rule_id, days in since.items()}


def of_province(name: str) -> Path:
    """The folder of a province's own documents, such as `31-hai-phong`.

    Raises InvalidRegulation when there is none of that name.
    """
    found = {each.name: each for each in LOCAL.iterdir() if each.is_dir()}
    if name not in found:
        known = ", ".join(sorted(found))
        raise InvalidRegulation([InvalidRule("", "", "PROVINCE", f"{name}: known are {known}")])
    return found[name]


def load(*folders: Path, demonstration: bool = False) -> Regulation:
    """The regulation written in the TOML files of these folders.

    A rule of a later folder takes the place of the same rule of an earlier one, as long as it
    applies. Made-up documents are read only for a demonstration. Raises InvalidRegulation with all
    that is wrong.
    """
    loading = _Loading()
    for folder in folders:
        earlier = [*loading.rules]
        loading.folder(folder, is_demonstration=False)
        if demonstration:
            loading.folder(folder / DEMONSTRATION, is_demonstration=True)
        later = loading.rules[len(earlier) :]
        loading.rules = [*_left_by(earlier, [rule for _, rule in later]), *later]
    return loading.regulation()


def written_in(folder: Path, *, demonstration: bool) -> Iterator[Path]:
    """The files of a folder that are read, in order."""
    yield from sorted(folder.glob("*.toml"))
    if demonstration:
        yield from sorted((folder / DEMONSTRATION).glob("*.toml"))


def _left_by(earlier: Iterable[_Read], later: Iterable[Rule]) -> Iterator[_Read]:
    """What still applies of the earlier wordings beside the later ones.

    A wording that was in force before keeps its version and its text, and ends the day before:
    what was opened by it is still explained by it.
    """
    for file, rule in earlier:
        left: Rule | None = rule
        for other in later:
            if left is not None and left.id == other.id and _meet(left, other):
                left = _until(left, other.valid_from - ONE_DAY)
        if left is not None:
            yield file, left


def _meet(one: Rule, other: Rule) -> bool:
    last, end = one.valid_until or date.max, other.valid_until or date.max
    return one.valid_from <= end and other.valid_from <= last


def _until(rule: Rule, last: date) -> Rule | None:
    return replace(rule, valid_until=last) if rule.valid_from <= last else None


class _Loading:
    """What was read so far, and what was wrong with it."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.rules: list[_Read] = []
        self.problems: list[InvalidRule] = []

    def folder(self, folder: Path, *, is_demonstration: bool) -> None:
        """Read every document of a folder."""
        for path in sorted(folder.glob("*.toml")):
            try:
                content = tomllib.loads(path.read_text(encoding="utf-8"))
            except ValueError as wrong:
                self.problems.append(InvalidRule(path.name, "", "", f"cannot be read: {wrong}"))
            else:
                self._file(path.name, content, is_demonstration=is_demonstration)

    def _file(self, file: str, content: Mapping[str, Any], *, is_demonstration: bool) -> None:
        self._complain(file, "", [(k, "has no place here") for k in content.keys() - _TABLES])
        head, tables = content.get("document"), content.get("rule", [])
        if not isinstance(head, dict) or not _are_tables(tables):
            self._complain(file, "", [("document", "needs [document] and [[rule]] tables")])
            return
        document, complaints = read_document(head)
        self._complain(file, "", complaints)
        if document is None:
            return
        if document.id in self.documents:
            self._complain(file, "", [("id", f"{document.id} is another document already")])
        self.documents[document.id] = document
        for table in tables:
            self._rule(file, table, document, is_demonstration=is_demonstration)

    def _rule(
        self, file: str, table: Mapping[str, Any], document: Document, *, is_demonstration: bool
    ) -> None:
        rule, complaints = read_rule(table, document)
        self._complain(file, str(table.get("id", "")), complaints)
        if rule is None:
            return
        if is_demonstration != (rule.confidence is Confidence.DEMONSTRATION):
            where = f"rules of the folder {DEMONSTRATION}, and only they, are {DEMONSTRATION}"
            self._complain(file, rule.id, [("confidence", where)])
        self.rules.append((file, rule))

    def _complain(self, file: str, rule: str, complaints: Iterable[Complaint]) -> None:
        self.problems += [InvalidRule(file, rule, key, reason) for key, reason in complaints]

    def regulation(self) -> Regulation:
        """All of it together, when nothing is wrong."""
        self.problems += [*self._overlaps(), *self._unknown_replaced()]
        if self.problems:
            raise InvalidRegulation(self.problems)
        return Regulation(tuple(self.documents.values()), tuple(rule for _, rule in self.rules))

    def _overlaps(self) -> Iterator[InvalidRule]:
        ordered = sorted(self.rules, key=lambda each: (each[1].id, each[1].valid_from))
        for (_, one), (file, other) in pairwise(ordered):
            if one.id == other.id and (one.valid_until or date.max) >= other.valid_from:
                reason = f"{other.version} overlaps the version of {one.version}"
                yield InvalidRule(file, other.id, "from", reason)

    def _unknown_replaced(self) -> Iterator[InvalidRule]:
        known = {rule.id for _, rule in self.rules}
        for document in self.documents.values():
            for rule_id in set(document.replaces) - known:
                reason = f"{rule_id} is no rule of any document"
                yield InvalidRule(document.id, "", "replaces", reason)


_TABLES: Final = frozenset({"document", "rule"})


def _are_tables(raw: object) -> bool:
    return isinstance(raw, list) and all(isinstance(each, dict) for each in raw)
