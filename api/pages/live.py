"""A dialogue that goes on, on pages: the form of the desk that calls people up, and its presses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid4

from api.authorities.queries import neighbourhood_names
from api.core import clock
from api.core.access import Actor
from api.dialogues.live import actions, queries
from api.dialogues.live.actions import Seen
from api.dialogues.live.models import Turn
from api.dialogues.live.schemas import LiveShown, SpeakerGiven
from api.dialogues.live.snapshots import OPEN
from api.dialogues.live.timing import minutes, more_minutes
from api.dialogues.live.views import live
from api.dialogues.registration_queries import (
    RegistrationsWanted,
    live_registration,
    registrations_of,
)
from api.dialogues.sessions import Dialogue
from api.pages.forms import Field, Form, Option, Typed, Widget

MOST_LISTED: Final = 500
"""People of the list, or villages, that the form offers."""

ENTERING: Final = "them-nguoi"

_ID: Final = Field("id", widget=Widget.CARRIED)
"""Made when the page is opened, so that pressing twice enters somebody once."""
_NAME: Final = Field(
    "name", "Name as everybody reads it", hint="Of somebody who is not in the list.", longest=120
)
_SEEN: Final = Field("seen", widget=Widget.CARRIED)


def seen_by_all(dialogue: Dialogue) -> Any:
    """What everybody sees of it now, as the API gives it out."""
    return LiveShown().dump(live(dialogue, queries.snapshot_of(dialogue.id), clock.now()))


def is_open(dialogue: Dialogue) -> bool:
    """Whether something can be done with its line."""
    return dialogue.state in OPEN


def at(dialogue: Dialogue) -> str:
    """The address of the line at the desk."""
    return f"/can-bo/doi-thoai/{dialogue.code}/hang-doi"


@dataclass(frozen=True)
class Mine:
    """What who has come may do with their own place in the line."""

    to: str
    id: UUID
    """For the turn that they may join the line with: pressed twice it is one."""
    turn: Turn | None
    """In the line or at the microphone."""


def mine(dialogue: Dialogue, actor: Actor | None) -> Mine | None:
    """Of a resident who has come, and while something can be done; None for everybody else."""
    if actor is None or actor.position_id is not None or not is_open(dialogue):
        return None
    own = live_registration(dialogue.id, actor.account_id)
    if own is None or own.came_at is None:
        return None
    to = f"/doi-thoai/phien/{dialogue.code}/phat-bieu"
    return Mine(to, uuid4(), queries.turn_in_line(own.id))


def entering_form(dialogue: Dialogue, typed: Typed | None = None) -> Form:
    """Somebody wants to speak: one of the list who has come, or somebody who is not in it."""
    return Form(
        name=ENTERING,
        to=at(dialogue),
        title="Enter somebody who wants to speak",
        button="Put them into the line",
        fields=_questions(dialogue),
        typed=typed or Typed.of(id=uuid4(), minutes=minutes()),
        note="The name is read by everybody on the screen.",
    )


def enter(dialogue: Dialogue, form: Form, actor: Actor) -> Turn:
    """Put them into the line."""
    body = form.typed.body([each for each in form.fields if each is not _ID])
    if str(body.get("minutes", "")).isdecimal():
        body["minutes"] = int(body["minutes"])
    speaker = SpeakerGiven().load(body)
    return actions.join(dialogue.id, UUID(form.typed.get("id")), speaker, actor)[0]


def press_form(dialogue: Dialogue, turn_id: UUID, slug: str, typed: Typed) -> Form:
    """One press of a button beside somebody in the line."""
    to = f"{at(dialogue)}/{turn_id}/{slug}"
    return Form(slug, to, "The line of the dialogue", "Call", (_SEEN,), typed)


def press(slug: str, turn_id: UUID, form: Form, actor: Actor) -> None:
    """Do it; refused when somebody else did something with this turn since the page was made."""
    seen = form.typed.get("seen")
    PRESSES[slug](turn_id, actor, frozenset({int(seen)}) if seen.isdecimal() else None)


def _more(turn_id: UUID, actor: Actor, seen: Seen) -> Turn:
    return actions.extend(turn_id, more_minutes(), actor, seen)


def _end_and_call(turn_id: UUID, actor: Actor, seen: Seen) -> Turn:
    """Who speaks has spoken, and this one is called."""
    speaking = queries.speaking_at(actions.to_read(turn_id, actor).dialogue_id)
    if speaking is not None:
        actions.end(speaking.id, actor)
    return actions.start(turn_id, actor, seen)


def _leave(turn_id: UUID, actor: Actor, _: Seen) -> Turn:
    return actions.leave(turn_id, actor)


def _earlier(turn_id: UUID, actor: Actor, seen: Seen) -> Turn:
    return actions.put(turn_id, max(_place(turn_id, actor) - 1, 1), actor, seen)


def _later(turn_id: UUID, actor: Actor, seen: Seen) -> Turn:
    return actions.put(turn_id, _place(turn_id, actor) + 1, actor, seen)


PRESSES: Final[Mapping[str, Callable[[UUID, Actor, Seen], Turn]]] = {
    "moi": actions.start,
    "moi-tiep": _end_and_call,
    "xong": actions.end,
    "them": _more,
    "vang": actions.skip,
    "rut": _leave,
    "len": _earlier,
    "xuong": _later,
}
"""What may be done with a turn, by its name in addresses."""


def _place(turn_id: UUID, actor: Actor) -> int:
    turn = actions.to_read(turn_id, actor)
    return queries.positions_of([turn]).get(turn.id, 1)


def _questions(dialogue: Dialogue) -> Sequence[Field]:
    villages = neighbourhood_names(dialogue.unit_area_code)
    here = _people_who_came(dialogue)
    listed = Field("registration", "Who of the list", Widget.LIST, options=here)
    village = Field("village", "Village or residential group", Widget.LIST, options=_all(villages))
    return (
        *([listed] if len(here) > 1 else []),
        Field(
            "name",
            "Name as everybody reads it",
            hint="Of somebody who is not in the list.",
            longest=120,
        ),
        *([village] if villages else []),
        Field("minutes", "For how many minutes", Widget.NUMBER, longest=2),
        _ID,
    )


def _people_who_came(dialogue: Dialogue) -> Sequence[Option]:
    wanted = RegistrationsWanted(came=True, limit=MOST_LISTED)
    people = {
        str(each.id): f"{each.number}. {each.name or each.ticket}"
        for each in registrations_of(dialogue.id, wanted)
    }
    return _all(people)


def _all(named: Mapping[str, str]) -> Sequence[Option]:
    """These, after the choice of none."""
    return (Option("", "–"), *(Option(value, label) for value, label in named.items()))
