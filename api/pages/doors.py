"""The door of a dialogue: what somebody shows or says there, and the large answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from api.core.access import Actor
from api.core.clock import VIETNAM
from api.core.database import db
from api.core.errors import Problem
from api.core.i18n import preferred_locale, translate
from api.dialogues import attending, registration_queries
from api.dialogues.registration_errors import (
    CameAlready,
    NotATicket,
    NotTheDay,
    RoomFull,
    TicketOfAnother,
)
from api.dialogues.registrations import Registration
from api.dialogues.sessions import Dialogue
from api.dialogues.tickets import code_of
from api.pages.rendering import moment, say

MOST_FOUND = 20


@dataclass(frozen=True)
class Answer:
    """What the door says, in letters that are read at arm's length."""

    is_good: bool
    words: str
    """In the reader's language."""
    more: str = ""
    registration: Registration | None = None
    found: Sequence[Registration] = ()
    """Of a name that was typed: who it may be."""
    status: int = 200


def shown_at(dialogue: Dialogue, shown: str, actor: Actor) -> Answer:
    """Let in who shows this ticket; or, when it is none, whom this name or number may mean."""
    if code_of(shown) is not None or "." in shown:
        return _tried(lambda: attending.check_in(dialogue.id, shown, actor))
    wanted = registration_queries.RegistrationsWanted(q=shown, limit=MOST_FOUND)
    found = registration_queries.registrations_of(dialogue.id, wanted)[:MOST_FOUND]
    if not found:
        words = say("Nobody of this name, number or ticket is in the list")
        return Answer(False, words, status=NotATicket.status)
    return Answer(True, say("Who of these is it?"), found=found)


def chosen_at(registration_id: UUID, actor: Actor) -> Answer:
    """Let in somebody of the list."""
    return _tried(lambda: attending.attend(registration_id, actor))


def let_in(found: Registration) -> Answer:
    """That they are in."""
    words = say("Let in") if found.seats == 1 else say("Let in: %(number)s", number=found.seats)
    return Answer(True, words, registration=found)


def _tried(act: Callable[[], Registration]) -> Answer:
    try:
        with db.session.begin_nested():
            return let_in(act())
    except Problem as refused:
        words = translate(refused.title, preferred_locale())
        return Answer(False, words, _more(refused), status=refused.status)


def _more(refused: Problem) -> str:
    """What the refusal knows beside its sentence, as people say it."""
    facts = refused.facts
    if isinstance(refused, CameAlready):
        return say("Came at %(when)s.", when=_hour(facts["came_at"]))
    if isinstance(refused, TicketOfAnother):
        when = moment(str(facts["starts_at"]))
        return say("It is for the dialogue %(code)s: %(when)s.", code=facts["code"], when=when)
    if isinstance(refused, NotTheDay):
        return say("This dialogue: %(when)s.", when=moment(str(facts["starts_at"])))
    if isinstance(refused, RoomFull):
        return say("Seats left: %(number)s.", number=facts["left"])
    return ""


def _hour(at: object) -> str:
    return f"{datetime.fromisoformat(str(at)).astimezone(VIETNAM):%H:%M}"
