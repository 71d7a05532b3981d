"""An obligation as people are shown it: who owes what, by when, and why."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from api.authorities.directory import directory
from api.core.i18n import translate
from api.regulation import queries
from api.regulation.explain import explain
from api.regulation.models import Obligation
from api.regulation.reckoning import read
from api.regulation.rules import Publicity


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


def _citation(obligation: Obligation, locale: str, *, is_hidden: bool) -> str:
    rule = queries.regulation().rule(obligation.rule_id, obligation.rule_version)
    if rule is None:
        return obligation.rule_id
    return translate("An internal regulation", locale) if is_hidden else rule.citation(locale)


def _explanation(obligation: Obligation, locale: str, *, inside: bool) -> list[str]:
    rule = queries.regulation().rule(obligation.rule_id, obligation.rule_version)
    if rule is None:
        return []
    due = read(obligation.reckoning)
    return explain(rule, due, obligation.started_at, locale=locale, inside=inside)
