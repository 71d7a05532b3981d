"""A paper as its desk reads it: the steps, and by which day the law wants the next."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from api.core import clock
from api.core.i18n import preferred_locale
from api.denunciations.models import DenunciationPaper, PaperStep, StepName
from api.regulation import queries as law
from api.regulation.calendar_table import work_calendar
from api.regulation.rules import Confidence, Rule

_RECEIVED = "denunciation.received"


def shown(paper: DenunciationPaper) -> dict[str, Any]:
    """Number, days and steps, and every term that a text sets for it."""
    return {
        "id": paper.id,
        "register_number": paper.register_number,
        "received_on": paper.received_on,
        "state": paper.state,
        "steps": [
            {"step": each.name, "on": each.on, "complexity": each.complexity}
            for each in paper.steps
        ],
        "terms": list(_terms(paper)),
    }


def _terms(paper: DenunciationPaper) -> Iterator[dict[str, Any]]:
    """What the law wants, by when, and when it was done.

    The register is not an obligation of a case, so the days are counted here, from the same rules.
    A number that nobody has compared with the text is named without its day.
    """
    happened = {_RECEIVED: paper.received_on}
    happened |= {f"denunciation.{each.name}": each.on for each in reversed(paper.steps)}
    for rule in law.regulation().rules:
        since = happened.get(rule.opens or "")
        if since is not None and rule.is_in_force(since) and not rule.is_right:
            yield _term(paper, rule, since, happened)


def _term(
    paper: DenunciationPaper, rule: Rule, since: date, happened: dict[str, date]
) -> dict[str, Any]:
    locale = preferred_locale()
    met = min((happened[name] for name in rule.met_by.events if name in happened), default=None)
    last_day = _last_day(paper, rule, since)
    until = met or clock.today()
    return {
        "title": rule.title(locale),
        "citation": rule.citation(locale),
        "confidence": rule.confidence,
        "last_day": last_day,
        "done_on": met,
        "overdue": last_day is not None and until > last_day,
    }


def _last_day(paper: DenunciationPaper, rule: Rule, since: date) -> date | None:
    term = rule.term_for({})
    if rule.confidence is Confidence.UNVERIFIED or term is None:
        return None
    added = [
        extension.by for step in paper.steps if (extension := _extension(rule, step)) is not None
    ]
    return work_calendar().due(clock.midnight(since), term, added=added).last_day


def _extension(rule: Rule, step: PaperStep) -> Any:
    if step.name is not StepName.EXTENDED:
        return None
    return rule.extension_for("denunciation.extended", {"complexity": step.complexity})
