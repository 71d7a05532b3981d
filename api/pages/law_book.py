"""The law as everybody may read it: every document with its rules, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.authorities.names import fold
from api.core.i18n import preferred_locale
from api.pages.law_words import ower_words, term_words, when_words, words_of
from api.regulation.language import Regulation
from api.regulation.rules import VIETNAMESE, Confidence, Document, Publicity, Rule
from api.regulation.terms import TermUnit
from api.regulation.views import rule_shown

_LINKS: Final = ("https://", "http://")


@dataclass(frozen=True)
class RuleRead:
    """One wording of a rule that counts, or will."""

    id: str
    title: str
    article: str
    """Empty for an internal regulation."""
    term: str
    others: Sequence[str]
    """Terms that take its place in cases that the rule names."""
    when: str
    comes_back: bool
    """Whether `when` says how often, and not what sets it going."""
    owed_by: str
    standing: str
    """`in_force`, or what keeps it from running: a word of `STANDINGS_OF_RULES`."""
    confidence: str
    waits_for: str
    source: str
    valid_from: date
    valid_until: date | None

    @property
    def is_linked(self) -> bool:
        """Whether the source can be opened."""
        return self.source.startswith(_LINKS)


@dataclass(frozen=True)
class DocumentRead:
    """One document, with what is read of it; one without rules is there too."""

    id: str
    title: str
    basis: str
    rules: Sequence[RuleRead]


def documents_read(
    law: Regulation, on: date, words: str = "", only: str = ""
) -> list[DocumentRead]:
    """The documents with the rules that count on this day, or will; narrowed as asked.

    What is sought stands in a title, an article, a term, or in who owes; diacritics may be missing.
    """
    sought = fold(words)
    found = []
    for document in _documents(law):
        if only in ("", document.id):
            read = _read(law, document, on)
            rules = [rule for rule in read.rules if _has(sought, read, rule)]
            if rules or sought in fold(read.title):
                found.append(DocumentRead(read.id, read.title, read.basis, rules))
    return found


def titles(law: Regulation) -> list[tuple[str, str]]:
    """Every document by its id, as everybody may call it."""
    return [(each.id, _title(law, each)) for each in _documents(law)]


def _documents(law: Regulation) -> Sequence[Document]:
    """Each once; one that was adopted again is called as it is now."""
    return list({each.id: each for each in law.documents}.values())


def _read(law: Regulation, document: Document, on: date) -> DocumentRead:
    rules = [
        _rule(law, rule, on)
        for rule in law.rules
        if rule.document.id == document.id and _counts(law, rule, on)
    ]
    return DocumentRead(document.id, _title(law, document), str(document.basis), rules)


def _title(law: Regulation, document: Document) -> str:
    """Of an internal regulation only that it is one."""
    locale = preferred_locale()
    own = (rule for rule in law.rules if rule.document.id == document.id)
    inside = next((rule for rule in own if rule.publicity is Publicity.INTERNAL), None)
    if inside is None:
        return document.title(locale)
    shown: str = rule_shown(inside, locale, in_force=False)["document"]["title"]
    return shown


def _counts(law: Regulation, rule: Rule, on: date) -> bool:
    """Whether its time is not over and nothing has taken its place."""
    is_over = rule.valid_until is not None and rule.valid_until < on
    never_was = rule.valid_until is not None and rule.valid_until < rule.valid_from
    return not (is_over or never_was or law.is_replaced(rule, on))


def _rule(law: Regulation, rule: Rule, on: date) -> RuleRead:
    locale = preferred_locale()
    shown = rule_shown(rule, locale, in_force=rule in set(law.in_force(on)))
    is_hidden = rule.publicity is Publicity.INTERNAL
    article = rule.articles.get(locale) or rule.articles[VIETNAMESE]
    return RuleRead(
        id=rule.id,
        title=shown["title"],
        article="" if is_hidden else article,
        term=term_words(rule, locale),
        others=list(_others(rule, locale)),
        when=when_words(rule, locale),
        comes_back=rule.every is not None,
        owed_by=ower_words(rule, locale),
        standing=_standing(rule, on),
        confidence=shown["confidence"],
        waits_for=shown["waits_for"] or "",
        source=shown["source"] or "",
        valid_from=rule.valid_from,
        valid_until=rule.valid_until,
    )


def _others(rule: Rule, locale: str) -> Iterator[str]:
    yield from dict.fromkeys(words_of(each.term, locale) for each in rule.ceilings)


def _standing(rule: Rule, on: date) -> str:
    """Why it does not run, the weightiest reason first; else that it is in force."""
    if rule.waits_for:
        return "waiting"
    if rule.confidence is Confidence.UNVERIFIED:
        return "unverified"
    if rule.valid_from > on:
        return "future"
    return "unset" if rule.term and rule.term.unit is TermUnit.UNSET else "in_force"


def _has(sought: str, document: DocumentRead, rule: RuleRead) -> bool:
    told = (document.title, rule.title, rule.article, rule.term, rule.owed_by, rule.when)
    return sought in fold(" . ".join((*told, *rule.others)))
