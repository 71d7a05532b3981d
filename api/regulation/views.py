"""An obligation as people are shown it: who owes what, by when, and why."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from api.authorities.directory import directory
from api.core import clock
from api.regulation import queries
from api.regulation.adoption import Decided
from api.regulation.calendar_table import work_calendar
from api.regulation.explain import cited, explain
from api.regulation.forecast import foresee
from api.regulation.models import Obligation
from api.regulation.reckoning import read
from api.regulation.rules import Publicity, Rule


def shown(obligation: Obligation, at: datetime, locale: str, *, inside: bool) -> dict[str, Any]:
    """The obligation at this moment, in the reader's language.

    `inside` is for officials, who read the words of internal regulations too.
    """
    known = directory()
    rule = queries.regulation().rule(obligation.rule_id, obligation.rule_version)
    is_hidden = rule is not None and rule.publicity is Publicity.INTERNAL and not inside
    return {
        "id": obligation.id,
        "duty": obligation.duty,
        "title": rule.title(locale) if rule else obligation.duty,
        "rule": obligation.rule_id,
        "rule_version": obligation.rule_version,
        "citation": _citation(obligation, locale, is_hidden=is_hidden),
        "basis": rule.basis if rule else None,
        "owed_by": {
            "position": known.position(obligation.position_id).name,
            "unit": known.unit(obligation.unit_id).name,
        },
        "term": obligation.term,
        "started_at": obligation.started_at,
        "last_day": obligation.last_day,
        "due_at": obligation.due_at,
        "met_at": obligation.met_at,
        "state": obligation.standing(at),
        "provisional": obligation.provisional,
        "explanation": _explanation(obligation, locale, inside=inside),
    }


def all_shown(
    obligations: Iterable[Obligation], at: datetime, locale: str, *, inside: bool
) -> list[dict[str, Any]]:
    """Each of them as `shown`."""
    return [shown(each, at, locale, inside=inside) for each in obligations]


def foreseen(asked: Mapping[str, Any], locale: str) -> list[dict[str, Any]]:
    """The duties that an event would open, as everybody may read them.

    `asked` is what `ExplanationAsked` makes of a question: an event on a day, at a moment, or now.
    """
    facts = asked["facts"] | {name: asked[name] for name in ("kind", "addressee", "level")}
    at = clock.midnight(asked["on"]) if "on" in asked else asked.get("at", clock.now())
    found = foresee(queries.regulation(), work_calendar(), asked["event"], at, facts)
    return [
        each.shown(locale, inside=False)
        | {"due_at": each.due.due_at, "last_day": each.due.last_day}
        for each in found
    ]


def rule_shown(rule: Rule, locale: str, *, in_force: bool) -> dict[str, Any]:
    """A rule as everybody may read it: of an internal regulation that it is there, and its date."""
    is_hidden = rule.publicity is Publicity.INTERNAL
    return {
        "id": rule.id,
        "version": rule.version,
        "duty": rule.duty,
        "title": rule.title(locale),
        "document": {"id": rule.document.id, "title": _named(rule, locale, is_hidden=is_hidden)},
        "citation": cited(rule, locale, is_hidden=is_hidden),
        "basis": rule.basis,
        "confidence": rule.confidence,
        "publicity": rule.publicity,
        "source": None if is_hidden else rule.source,
        "opens": rule.opens,
        "every": rule.every,
        "term": str(rule.term) if rule.term else None,
        "owed_by": rule.owed_by,
        "valid_from": rule.valid_from,
        "valid_until": rule.valid_until,
        "in_force": in_force,
        "waits_for": rule.waiting(locale),
    }


def _named(rule: Rule, locale: str, *, is_hidden: bool) -> str:
    return cited(rule, locale, is_hidden=True) if is_hidden else rule.document.title(locale)


def _citation(obligation: Obligation, locale: str, *, is_hidden: bool) -> str:
    rule = queries.regulation().rule(obligation.rule_id, obligation.rule_version)
    if rule is None:
        return obligation.rule_id
    return cited(rule, locale, is_hidden=is_hidden)


def _explanation(obligation: Obligation, locale: str, *, inside: bool) -> list[str]:
    rule = queries.regulation().rule(obligation.rule_id, obligation.rule_version)
    if rule is None:
        return []
    due = read(obligation.reckoning)
    return explain(rule, due, obligation.started_at, locale=locale, inside=inside)


def proposal_shown(found: Decided) -> dict[str, Any]:
    """What is proposed, who proposed it, and who decided what."""
    proposal, decision, known = found.proposal, found.decision, directory()
    return {
        "id": proposal.id,
        "state": found.state,
        "number": proposal.number,
        "signed_on": proposal.signed_on,
        "documents": proposal.documents,
        "days": proposal.days,
        "competence": proposal.competence,
        "scan": (decision.scan_hash if decision else None) or proposal.scan_hash,
        "proposed_at": proposal.proposed_at,
        "proposed_by": known.position(proposal.proposed_as_id).name,
        "decided_at": decision.decided_at if decision else None,
        "decided_by": known.position(decision.decided_as_id).name if decision else None,
        "reason": decision.reason if decision else None,
    }
