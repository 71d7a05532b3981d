"""What pages show of a dialogue beside its plan: the agenda before it, and its results after it.

The page of one dialogue includes `dialogue_agenda.html` with what `agenda_context` gives, and
`dialogue_results.html` with what `results_context` gives: `**agenda_context(found, at)`.
"""

from datetime import datetime
from typing import Any

from api.cases.access import Reader
from api.core.access import Actor
from api.dialogues.opinions import queries as opinions
from api.dialogues.opinions.keepers import reads_sheets, reads_synthesis
from api.dialogues.opinions.views import agenda_shown, synthesis_shown
from api.dialogues.papers import queries as papers
from api.dialogues.papers.views import conclusion_shown, records_shown
from api.dialogues.session_views import presences, presided_by
from api.dialogues.sessions import OVER, Dialogue, SessionState


def agenda_context(dialogue: Dialogue, actor: Actor | None, at: datetime) -> dict[str, Any]:
    """`agenda` with its times, and `synthesis`, None while this reader may not read it."""
    found = opinions.synthesis_of(dialogue.id)
    is_read = found is not None and reads_synthesis(actor, dialogue, found)
    inside = actor is not None and reads_sheets(actor, dialogue)
    return {
        "agenda": agenda_shown(dialogue, actor, at),
        "synthesis": synthesis_shown(
            dialogue, found, is_public=reads_synthesis(None, dialogue, found), inside=inside
        )
        if found is not None and is_read
        else None,
    }


def results_context(dialogue: Dialogue) -> dict[str, Any]:
    """`outcome`: who presided and came for units, conclusions, records; None before it begins."""
    if dialogue.state not in OVER | {SessionState.IN_SESSION}:
        return {"outcome": None}
    conclusion = papers.conclusion_of(dialogue.id)
    return {
        "outcome": {
            "id": dialogue.id,
            "presided_by": presided_by(dialogue) if dialogue.attendance else [],
            "presences": presences(dialogue),
            "conclusion": conclusion_shown(conclusion) if conclusion else None,
            **records_shown(dialogue, reader=Reader.PUBLIC),
        }
    }
