"""What is wrong with a document or a sheet, said in the reader's language, all of it at once."""

import re
from collections.abc import Iterable

from api.core.i18n import preferred_locale, translate
from api.regulation.errors import NotAdoptable
from api.regulation.language import InvalidRule

_PATTERNS = {
    re.compile(r"is missing"): "is missing: fill it in",
    re.compile(r"belongs with (?P<word>\w+), and is missing"): (
        "is missing: a rule with %(word)s needs it"
    ),
    re.compile(r"has no meaning with (?P<word>\w+)"): (
        "has no meaning in a rule with %(word)s: empty it"
    ),
    re.compile(r"has no meaning for a right of the sender"): (
        "has no meaning for a right of the sender: empty it"
    ),
    re.compile(r"is not a word of the rule language"): (
        "is not a word of the rules: take one that the help sheet names"
    ),
    re.compile(r"has no place here"): "has no place here: take it out",
    re.compile(r"needs \[document\] and \[\[rule\]\] tables"): (
        "a document has a table [document] and tables [[rule]]"
    ),
    re.compile(r"a rule has either opens or every"): (
        "a rule either opens on an event or comes back: fill in one of the two"
    ),
    re.compile(r"must be a text"): "must be a text",
    re.compile(r"must be written as document\.duty, in small letters"): (
        "must be written as document.duty, in small letters without accents"
    ),
    re.compile(r"must be a day, such as 2026-07-01 without quotes"): (
        "must be a day, written as 2026-07-01"
    ),
    re.compile(r"must be a number from 1"): "must be a whole number from 1",
    re.compile(r"must be a table"): 'must be pairs such as kind = "proposal"',
    re.compile(r"must be a list with something in it"): 'must be a list such as ["a", "b"]',
    re.compile(r"(?P<raw>.+) is not (?P<what>.+); known are (?P<known>.+)"): (
        "%(raw)s is not known: take one of %(known)s"
    ),
    re.compile(r"(?P<last>\S+) is before (?P<first>\S+)"): (
        "%(last)s is before the first day, %(first)s: write a later day"
    ),
    re.compile(r"(?P<other>\S+) overlaps the version of (?P<one>\S+)"): (
        "the wording from %(other)s overlaps the one from %(one)s: end that one before"
    ),
    re.compile(r"(?P<rule>\S+) is no rule of any document"): (
        "%(rule)s is no rule of any document: look for the id in the list"
    ),
    re.compile(r"another wording began on (?P<day>\S+); name a later day"): (
        "another wording began on %(day)s and ran: add a row with a later first day"
    ),
    re.compile(r"(?P<rule>\S+) is not for a document of (?P<basis>\w+) to change"): (
        "%(rule)s is law or the Party's: a document of %(basis)s changes it not; name its own basis"
    ),
    re.compile(r"nothing made up is adopted"): (
        "nothing made up is adopted: write text or secondary"
    ),
    re.compile(r"only a day that is decided is adopted"): (
        "only a decided day is adopted: write approved and its source"
    ),
    re.compile(r"stands in (?P<file>\S+) as well"): (
        "stands in %(file)s as well: leave it in one place"
    ),
    re.compile(r"not a fact that is known; known are (?P<known>.+)"): (
        "is no fact that is known: take one of %(known)s"
    ),
    re.compile(r"an empty list holds never"): "an empty list holds never: write at least one",
    re.compile(r"(?P<raw>.+) is none of:? (?P<known>.+)"): (
        "%(raw)s is not known: take one of %(known)s"
    ),
    re.compile(r"(?P<raw>.+) is not a text"): "%(raw)s must be a text in quotes",
    re.compile(r"(?P<raw>.+) is not a number"): "%(raw)s must be a number without quotes",
    re.compile(r"(?P<raw>.+) is not true or false"): "%(raw)s must be true or false",
    re.compile(r"(only a number has min and max|limits are min and max)"): (
        "limits are written { min = 1, max = 9 }, of a number"
    ),
    re.compile(r"(?P<raw>.+) is no term; terms are (?P<known>.+)"): (
        "%(raw)s is no term: write one such as %(known)s"
    ),
    re.compile(r"(?P<raw>.+) must be a number of days or months to come"): (
        "%(raw)s must be a number of days or months to come, such as 10wd"
    ),
    re.compile(r"cannot go with the term (?P<term>.+)"): (
        "cannot go with the term %(term)s: empty it, or give the term a number"
    ),
    re.compile(r"must name the position"): 'must name the position, such as position = "deputy"',
    re.compile(r"(?P<raw>.+) is not known"): "%(raw)s is not known: look at the other rows",
    re.compile(r"is not known"): "is not known: empty this column",
    re.compile(r"stands twice"): "stands twice: leave one of the rows",
    re.compile(r"nothing tells it apart from (?P<other>.+)"): (
        "nothing tells it apart from %(other)s: let one of them ask something more"
    ),
    re.compile(
        r"names either a body or a desk"
    ): "names either a body or a desk: write one of them",
    re.compile(r"is a formula"): "is a formula: write the value itself, as a text",
    re.compile(r"stands under no heading"): (
        "stands under no heading: write it under one, or empty the cell"
    ),
    re.compile(r"(?P<name>.+) is no document of the sheet (?P<sheet>.+)"): (
        "%(name)s is no document of the sheet %(sheet)s: add a row there first"
    ),
    re.compile(r"must be a list or a table on its own"): (
        "must be one list or one table: nothing else in the same cell"
    ),
    re.compile(r"is no \.xlsx workbook that can be read"): (
        "is no .xlsx workbook that can be read: export one, change it and save it as .xlsx"
    ),
    re.compile(r"none of the sheets (?P<sheets>.+) is in it"): (
        "none of the sheets %(sheets)s is in it: export the workbook and change that one"
    ),
    re.compile(r"there are more than (?P<most>\d+) rows"): (
        "there are more than %(most)s rows: take out the empty ones"
    ),
    re.compile(r"cannot be read: (?P<why>.+)", re.DOTALL): "cannot be read: %(why)s",
}

SENTENCES = frozenset(_PATTERNS.values())
"""Our wording of them, for the catalogues."""


def told(problem: InvalidRule, locale: str) -> str:
    """One mistake: where it stands, and what to do."""
    where = (part for part in (problem.file, problem.rule, problem.key) if part)
    return f"{' · '.join(where)}: {reason(problem.reason, locale)}"


def reason(said: str, locale: str) -> str:
    """What is wrong in the reader's language; what we have no sentence for, as it was said."""
    for pattern, ours in _PATTERNS.items():
        if found := pattern.fullmatch(said):
            return translate(ours, locale, **found.groupdict())
    key, colon, rest = said.partition(": ")
    return f"{key}: {reason(rest, locale)}" if colon else said


def refused(problems: Iterable[InvalidRule]) -> NotAdoptable:
    """The refusal that names all of them."""
    locale, found = preferred_locale(), tuple(problems)
    errors: dict[str, list[str]] = {}
    for each in found:
        where = " · ".join(part for part in (each.file, each.rule, each.key) if part)
        errors.setdefault(where, []).append(reason(each.reason, locale))
    refusal = NotAdoptable(errors=errors)
    refusal.problems = found
    return refusal
