"""Routing without a petition: which rows hold, which wins and why, and which lose to which."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from api.authorities.delegations import delegations_of
from api.authorities.directory import Directory, directory
from api.authorities.views import PositionView
from api.core import clock
from api.core.errors import Problem
from api.core.i18n import short_date, translate
from api.routing.actions import explained
from api.routing.adopted import in_force
from api.routing.models import Question, Route
from api.routing.search import Search
from api.routing.table import CONDITIONS, Competence, Facts, Row

ASKED: Final[Mapping[str, str]] = {
    "area": "the place",
    "field": "the field",
    "kind": "the kind",
    "level": "the level",
    "addressee": "the addressee",
}
"""What a row may ask, in words."""

NOTHING: Final = "nothing"
WON_ALONE: Final = "It holds, and no other row does"
WON: Final = "It holds, and says more than every other row that does: %(conditions)s"
LOST: Final = "It holds, but loses to %(row)s, which says more: %(conditions)s"
FAILS: Final = "It does not hold: of %(condition)s it asks %(asked)s, and here it is %(found)s"
SIGNS_FOR: Final = "%(delegate)s signs for them by delegation %(paper)s, until %(day)s"

SENTENCES: Final = (*ASKED.values(), NOTHING, WON_ALONE, WON, LOST, FAILS, SIGNS_FOR)


@dataclass(frozen=True)
class Verdict:
    """What became of one row of the table."""

    row: Row
    winner: Row | None
    """The row that wins: itself, another one, or None when none holds."""
    fails: tuple[str, ...]
    """Its conditions that are not true of the matter."""

    @property
    def outcome(self) -> str:
        """`won`, `lost` or `no`."""
        if self.fails:
            return "no"
        return "won" if self.row is self.winner else "lost"


def verdicts(table: Competence, facts: Facts) -> list[Verdict]:
    """Every row: first the one that wins, then those that hold, then the others."""
    winner = table.row_for(facts)
    found = [Verdict(row, winner, row.failing(facts)) for row in table.rows]
    return sorted(found, key=lambda each: ("won", "lost", "no").index(each.outcome))


def dry_run(question: Question, locale: str) -> dict[str, Any]:
    """What routing would do with such a matter, for programs; its sentences in this language."""
    known, table = directory(), in_force()
    search = Search(known, table, question)
    shown = {
        "area": search.area_code,
        "rows": list(_rows(table, search.facts(), locale)),
        "holder": None,
        "prepares": None,
        "cooperates": [],
        "delegations": [],
        "row": None,
        "reason": None,
        "source": None,
        "confidence": None,
        "is_fallback": None,
        "refused": None,
    }
    try:
        return shown | _answer(search.route(), question, known, locale)
    except Problem as refusal:
        return shown | {"refused": translate(refusal.title, locale)}


def _answer(route: Route, question: Question, known: Directory, locale: str) -> dict[str, Any]:
    why = explained(route.row_id, locale)
    holder = known.position(route.position_id)
    return {
        "holder": _position(known, holder),
        "prepares": route.prepares_unit_id and _unit(known, route.prepares_unit_id),
        "cooperates": [_unit(known, each) for each in route.cooperates_unit_ids],
        "delegations": list(_delegations(known, holder, question, locale)),
        "row": route.row_id,
        "reason": why.reason,
        "source": why.source,
        "confidence": why.confidence,
        "is_fallback": route.is_fallback,
    }


def _rows(table: Competence, facts: Facts, locale: str) -> Iterator[dict[str, Any]]:
    found = verdicts(table, facts)
    holding = [each for each in found if each.outcome != "no"]
    for each in found:
        lost_to = each.winner.id if each.winner and each.outcome == "lost" else None
        yield {
            "id": each.row.id,
            "when": {
                name: sorted(each.row.when[name]) for name in CONDITIONS if name in each.row.when
            },
            "outcome": each.outcome,
            "lost_to": lost_to,
            "fails": list(each.fails),
            "because": list(_because(each, holding, facts, locale)),
        }


def _because(verdict: Verdict, holding: list[Verdict], facts: Facts, locale: str) -> Iterator[str]:
    for name in verdict.fails:
        yield translate(
            FAILS,
            locale,
            condition=translate(ASKED[name], locale),
            asked=", ".join(sorted(verdict.row.when[name])),
            found=", ".join(sorted(facts[name])) or translate(NOTHING, locale),
        )
    if verdict.fails or verdict.winner is None:
        return
    if len(holding) == 1:
        yield translate(WON_ALONE, locale)
        return
    said = ", ".join(translate(ASKED[n], locale) for n in CONDITIONS if n in verdict.winner.when)
    told = said or translate(NOTHING, locale)
    if verdict.outcome == "won":
        yield translate(WON, locale, conditions=told)
    else:
        yield translate(LOST, locale, row=verdict.winner.id, conditions=told)


def _delegations(
    known: Directory, holder: PositionView, question: Question, locale: str
) -> Iterator[dict[str, Any]]:
    for each in delegations_of(holder.id, question.on or clock.today()):
        delegate, paper = known.position(each.delegate_id), f"{each.number}/{each.symbol}"
        yield {
            "position": delegate.code,
            "until": each.until_on.isoformat(),
            "paper": paper,
            "because": translate(
                SIGNS_FOR,
                locale,
                delegate=delegate.name,
                paper=paper,
                day=short_date(each.until_on, locale),
            ),
        }


def _position(known: Directory, position: PositionView) -> dict[str, str]:
    unit = known.unit(position.unit_id)
    return {
        "position": position.code,
        "name": position.name,
        "unit": unit.code,
        "unit_name": unit.name,
    }


def _unit(known: Directory, unit_id: Any) -> dict[str, str]:
    unit = known.unit(unit_id)
    return {"unit": unit.code, "unit_name": unit.name}
