"""Questions as pages show them: in public, to who asked, and at the desks at work on them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, false, or_, true

from api.authorities.fields import field_of
from api.authorities.models import UnitKind
from api.authorities.queries import names_of_neighbourhoods
from api.core.access import Actor
from api.core.http import Page
from api.dialogues.admission import organises
from api.dialogues.questions import queries
from api.dialogues.questions.models import Outcome, Question, QuestionState
from api.dialogues.questions.queries import QuestionsWanted
from api.dialogues.questions.views import listed
from api.dialogues.session_queries import dialogue_to_read
from api.dialogues.sessions import AHEAD, Dialogue, SessionState
from api.pages.desks import Desk
from api.pages.dialogue_queries import dialogues_with, questions_with

BADGES: Final[Mapping[str, str]] = {
    QuestionState.ASKED: "open",
    QuestionState.OWED: "soon",
    QuestionState.SETTLED: "met",
    QuestionState.WITHDRAWN: "planned",
}
"""Which badge stands for each state."""

CHOICES: Final[Mapping[str, QuestionsWanted]] = {
    "thieu": QuestionsWanted(decided=False, leads=True),
    "chua-xet": QuestionsWanted(screened=False),
    "chua-giao": QuestionsWanted(assigned=False, decided=False, leads=True),
    "da-co": QuestionsWanted(decided=True),
    "tat-ca": QuestionsWanted(),
}
"""What each filter of the desk asks for."""

MOST_OWN = 20


def in_public(dialogue: Dialogue, actor: Actor | None, after: Any, limit: int) -> Page[Any]:
    """One page of what everybody may read: each group once, as it was asked."""
    wanted = QuestionsWanted(leads=True, after=after, limit=limit)
    found = queries.wanted_of(dialogue.id, wanted, Question.published_at.is_not(None))
    return _page(found, limit, dialogue, actor)


def at_desk(dialogue: Dialogue, desk: Desk, choice: str, after: Any, limit: int) -> Page[Any]:
    """One page of those that this desk is at work on, by a filter."""
    wanted = replace(CHOICES[choice], after=after, limit=limit)
    found = queries.wanted_of(dialogue.id, wanted, seen_at(dialogue, desk))
    return _page(found, limit, dialogue, desk.actor)


def seen_at(dialogue: Dialogue, desk: Desk) -> ColumnElement[bool]:
    """Which questions of the dialogue are looked at here: all by who organises it."""
    is_front = desk.unit.kind is UnitKind.FRONT and str(desk.unit.id) in dialogue.co_organisers
    if is_front or organises(desk.actor, dialogue):
        return true()
    if desk.works:
        return or_(
            Question.assigned_unit_id == desk.unit.id,
            Question.holder_id.in_(desk.position_ids),
            Question.unit_id == desk.unit.id,
        )
    return false()


def one(question: Question, actor: Actor | None) -> dict[str, Any]:
    """One question in words, with the one that it is answered together with."""
    [shown] = _in_words([question], dialogue_to_read(question.dialogue_id), actor)
    lead = queries.question_with(question.leads_id) if question.leads_id else None
    found = _in_words([lead], dialogue_to_read(lead.dialogue_id), actor) if lead else []
    return shown | {"led_by": next(iter(found), None)}


def own(actor: Actor) -> list[dict[str, Any]]:
    """The newest questions of this person, each with its dialogue and what became of it."""
    found = queries.own_questions(actor.account_id, None, MOST_OWN)[:MOST_OWN]
    leads = questions_with({each.leads_id for each in found if each.leads_id})
    known = dialogues_with({each.dialogue_id for each in found})
    return [
        {
            "id": each.id,
            "text": each.text,
            "of": known[each.dialogue_id],
            "outcome": decided.outcome,
            "state": decided.state,
            "badge": BADGES[QuestionState(decided.state)],
        }
        for each in found
        for decided in [each if each.outcome else leads.get(each.leads_id, each)]
    ]


def takes_questions(dialogue: Dialogue) -> bool:
    """Whether a resident may ask now, as far as can be seen before they try."""
    return dialogue.state in {SessionState.ANNOUNCED, SessionState.IN_SESSION}


def is_decided_now(dialogue: Dialogue) -> bool:
    """Whether outcomes are given now."""
    return dialogue.state == SessionState.IN_SESSION


def is_before(dialogue: Dialogue) -> bool:
    """Whether it is still to come."""
    return dialogue.state in AHEAD


def _page(
    found: Sequence[Question], limit: int, dialogue: Dialogue, actor: Actor | None
) -> Page[Any]:
    cut = Page.of(found, limit, "ordinal")
    return Page(_in_words(cut.items, dialogue, actor), cut.next)


def _in_words(
    found: Sequence[Question], dialogue: Dialogue, actor: Actor | None
) -> list[dict[str, Any]]:
    codes = {each.village for each in found if each.village}
    names = names_of_neighbourhoods(dialogue.unit_area_code, codes)
    return [
        shown
        | {
            "badge": BADGES[shown["state"]],
            "village_name": names.get(shown["village"], shown["village"]),
            "field_code": field_of(shown["field"]),
            "is_over": shown["outcome"] not in (None, Outcome.WITHDRAWN),
        }
        for shown in listed(found, actor)
    ]
