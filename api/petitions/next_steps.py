"""The lawful ways that remain after the decision on a complaint, each with its last day."""

from typing import Any, Final

from api.cases.access import head_above
from api.cases.models import Kind
from api.core.i18n import translate
from api.petitions.models import Petition
from api.regulation.explain import explain
from api.regulation.provisions import Right, rights_after

SECOND_SETTLEMENT: Final = "second_settlement"
"""The way that leads to the head above; to which court the other leads is not known here."""


def next_steps(petition: Petition, locale: str) -> list[dict[str, Any]]:
    """What the sender of a complaint that was decided may do, until when, and by which text.

    Days are counted from the day of signature, so nobody is told a day that is too late.
    """
    if petition.kind is not Kind.COMPLAINT or petition.answered_at is None:
        return []
    found = rights_after("petition.answered", petition, petition.answered_at)
    return [_shown(petition, right, locale) for right in found]


def _shown(petition: Petition, right: Right, locale: str) -> dict[str, Any]:
    rule, due = right.rule, right.due
    above = head_above(petition) if rule.duty == SECOND_SETTLEMENT else None
    return {
        "way": rule.duty,
        "title": rule.title(locale),
        "to": above.name if above else None,
        "until": due.last_day if due else None,
        "citation": rule.citation(locale),
        "explanation": _explained(petition, right, locale),
    }


def _explained(petition: Petition, right: Right, locale: str) -> list[str]:
    if right.due is None or petition.answered_at is None:
        unchecked = "The law sets a number of days; we have not compared it with the text yet."
        return [translate(unchecked, locale)]
    return explain(right.rule, right.due, petition.answered_at, locale=locale)
