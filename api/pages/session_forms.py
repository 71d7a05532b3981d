"""What the desk that organises a dialogue may do with it now, the next step first."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.models import HEADS, Title
from api.authorities.queries import neighbourhood_names
from api.core import clock
from api.core.access import Actor
from api.core.clock import VIETNAM
from api.core.i18n import preferred_locale
from api.dialogues import proceedings, scheduling
from api.dialogues.proceedings import villages_to_tell
from api.dialogues.proceedings_schemas import ClosingGiven
from api.dialogues.publicity import needed_to_announce, needed_to_publish, ways
from api.dialogues.publicity_schemas import ResultGiven
from api.dialogues.session_schemas import (
    AnnouncementGiven,
    CancellationGiven,
    OpeningGiven,
    ReschedulingGiven,
)
from api.dialogues.sessions import STEPS, Dialogue, SessionState
from api.pages.deeds import Body, Deed
from api.pages.forms import Field, Option, Typed, Widget
from api.pages.moments import moment_in
from api.pages.words import word


def deeds_on(dialogue: Dialogue) -> list[Deed]:
    """What may be done with it now, the likeliest first; the action itself is the judge."""
    state, at = SessionState(dialogue.state), clock.now()
    is_the_day = clock.vietnam_date(at) == clock.vietnam_date(dialogue.starts_at)
    has_begun = dialogue.starts_at <= at
    found: list[Deed] = []
    if SessionState.IN_SESSION in STEPS[state] and is_the_day:
        found = [OPEN, ANNOUNCE] if has_begun or dialogue.notices else [ANNOUNCE, OPEN]
    elif state in {SessionState.PLANNED, SessionState.ANNOUNCED}:
        found = [ANNOUNCE]
    if SessionState.CANCELLED in STEPS[state]:
        found += [MOVE, CALL_OFF]
    return found + _ON_AND_AFTER.get(state, [])


def next_of(dialogue: Dialogue) -> str:
    """What its organiser does next, as a sentence of the catalogue; empty when only time passes."""
    told, meanwhile = bool(dialogue.notices), {MOVE, CALL_OFF}
    found = [each for each in deeds_on(dialogue) if not (told and each is ANNOUNCE)]
    return next((each.title for each in found if each not in meanwhile), "")


def _told_fields(dialogue: Dialogue, *codes: str) -> Sequence[Field]:
    shown = [code for code in (codes or ways()) if code not in _published(dialogue)]
    options = [Option(code, ways()[code][preferred_locale()]) for code in shown]
    return (
        Field("channel", "In which way", Widget.ONE, needed=True, options=options),
        Field("on", "On which day", Widget.DAY, needed=True),
        Field("at", "At what time", Widget.TIME, needed=True),
        Field(
            "evidence",
            "Where it can be seen",
            Widget.LINES,
            "An address, the number of an issue, where it hangs, whom it was sent to.",
            needed=True,
            longest=2000,
        ),
    )


def _published(dialogue: Dialogue) -> set[str]:
    return {each["channel"] for each in dialogue.results if not each.get("missing")}


def _to_announce(dialogue: Dialogue) -> Sequence[Field]:
    hint = "The announcement must say it."
    needed = "how_to_take_part" in needed_to_announce()
    return (
        *_told_fields(dialogue),
        Field("how_to_take_part", "How to take part", Widget.LINES, hint, needed, 2000),
    )


def _to_publish(dialogue: Dialogue) -> Sequence[Field]:
    told = _told_fields(dialogue, *(code for code in ways() if code in needed_to_publish()))
    return (*told, *villages_asked(dialogue))


def villages_asked(dialogue: Dialogue) -> Sequence[Field]:
    """Which villages got the results, where each is to get them and their list is known."""
    names = neighbourhood_names(dialogue.unit_area_code)
    asked = Field(
        "villages",
        "Villages whose heads got it",
        Widget.SOME,
        "Asked for where it is sent to village heads; others can be added later.",
        options=[Option(code, names[code]) for code in sorted(villages_to_tell(dialogue))],
    )
    return (asked,) if asked.options else ()


def _to_move(_: Dialogue) -> Sequence[Field]:
    return (
        Field("on", "Day", Widget.DAY, needed=True),
        Field("from", "From", Widget.TIME, needed=True),
        Field("to", "Until", Widget.TIME, needed=True),
        Field("place", "Where it takes place", needed=True),
        *_WHY,
    )


_WHY: Final = (
    Field("reason", "The reason", Widget.LINES, "Everybody reads it.", needed=True, longest=500),
    Field(
        "notice",
        "Where everybody was told",
        Widget.LINES,
        "The public notice: where and when it was published.",
        needed=True,
        longest=2000,
    ),
)


def _to_open(_: Dialogue) -> Sequence[Field]:
    return (Field("at", "When it began", Widget.TIME, "Now, when it is left out."),)


def _to_close(dialogue: Dialogue) -> Sequence[Field]:
    known = directory()
    units = [known.unit(UUID(each)) for each in dialogue.expected_units]
    options = [Option(each.code, each.name) for each in units]
    absent = (
        Field("absent", "Units that did not come", Widget.SOME, options=options),
        Field("why", "Why they did not come", Widget.LINES, longest=500),
    )
    people = Field("people", "How many people came", Widget.NUMBER, needed=True, longest=6)
    return (people, _presiding(dialogue), *(absent if options else ()))


def _presiding(dialogue: Dialogue) -> Field:
    """Who really sat at the head of the table, among those who may."""
    known = directory()
    units = [dialogue.unit_id, *map(UUID, dialogue.co_organisers)]
    heads = [
        each
        for unit_id in units
        for each in known.positions_of(unit_id)
        if each.title in HEADS | {Title.DEPUTY}
    ]
    return Field(
        "presided_by",
        "Who really presided",
        Widget.SOME,
        "Those of the plan, when nobody is chosen. A deputy who stood in does not serve what the"
        " head owes.",
        options=[Option(each.code, each.name) for each in heads],
    )


def _at_once(dialogue: Dialogue) -> Typed:
    now = clock.now().astimezone(VIETNAM)
    how = dialogue.how_to_take_part
    return Typed.of(on=now.date(), at=f"{now:%H:%M}", how_to_take_part=how)


def _as_it_is(dialogue: Dialogue) -> Typed:
    begins, ends = (at.astimezone(VIETNAM) for at in (dialogue.starts_at, dialogue.ends_at))
    typed = {"on": begins.date(), "from": f"{begins:%H:%M}", "to": f"{ends:%H:%M}"}
    return Typed.of(**typed, place=dialogue.place)


def _nothing(_: Dialogue) -> Typed:
    return Typed()


def _announce(dialogue_id: UUID, actor: Actor, body: Body) -> object:
    how = body.pop("how_to_take_part", None)
    given = {"notices": [_told(body)], **({"how_to_take_part": how} if how else {})}
    return scheduling.announce(dialogue_id, actor, **AnnouncementGiven().load(given))


def _publish(dialogue_id: UUID, actor: Actor, body: Body) -> object:
    return proceedings.publish(dialogue_id, actor, ResultGiven().load(_told(body)))


def _move(dialogue_id: UUID, actor: Actor, body: Body) -> object:
    on = body.pop("on", "")
    body["starts_at"] = moment_in(on, body.pop("from", ""), "on", "from")
    body["ends_at"] = moment_in(on, body.pop("to", ""), "on", "to")
    return scheduling.reschedule(dialogue_id, actor, ReschedulingGiven().load(body))


def _call_off(dialogue_id: UUID, actor: Actor, body: Body) -> object:
    return proceedings.cancel(dialogue_id, actor, **CancellationGiven().load(body))


def _open(dialogue_id: UUID, actor: Actor, body: Body) -> object:
    hour = body.pop("at", "")
    given = {"at": moment_in(clock.today().isoformat(), hour, "at", "at")} if hour else {}
    return proceedings.open_(dialogue_id, actor, **OpeningGiven().load(given))


def _close(dialogue_id: UUID, actor: Actor, body: Body) -> object:
    why = body.pop("why", "")
    units = body.pop("absent", [])
    absent = [{"unit": each} | ({"reason": why} if why else {}) for each in units]
    if str(body.get("people", "")).isdecimal():
        body["people"] = int(body["people"])
    given = ClosingGiven().load(body | {"absent": absent})
    return proceedings.close(dialogue_id, actor, **given)


def _told(body: Body) -> Body:
    return body | {"at": moment_in(body.pop("on", ""), body.pop("at", ""), "on", "at")}


ANNOUNCE: Final = Deed(
    "thong-bao",
    "Announce it",
    "Record the announcement",
    "The announcement is recorded.",
    "Record where everybody was told. Told elsewhere too, record it once more.",
    _to_announce,
    _at_once,
    _announce,
)

MOVE: Final = Deed(
    "doi-lich",
    "Move it to another time or place",
    "Move it",
    "It is moved; everybody who registered is told.",
    "The old date stays to be read, with the reason.",
    _to_move,
    _as_it_is,
    _move,
)

CALL_OFF: Final = Deed(
    "huy",
    "Call it off",
    "Call the dialogue off",
    "It is called off; everybody who registered is told.",
    "It is counted for nobody and hidden from nobody. It cannot be taken back.",
    lambda _: _WHY,
    _nothing,
    _call_off,
)

OPEN: Final = Deed(
    "khai-mac",
    "Open it",
    "It has begun",
    "The dialogue has begun.",
    "",
    _to_open,
    _nothing,
    _open,
)

CLOSE: Final = Deed(
    "ket-thuc",
    "Close it",
    "It is over",
    "The dialogue is over.",
    "",
    _to_close,
    _nothing,
    _close,
)

PUBLISH: Final = Deed(
    "ket-qua",
    "Record where the results were published",
    "Record it",
    "It is recorded.",
    "The duty is met when all ways the law asks for are recorded.",
    _to_publish,
    _at_once,
    _publish,
)

_ON_AND_AFTER: Final = {
    SessionState.IN_SESSION: [CLOSE],
    SessionState.HELD: [PUBLISH],
    SessionState.CONCLUDED: [PUBLISH],
}

DEEDS: Final[Mapping[str, Deed]] = {
    each.slug: each for each in (ANNOUNCE, MOVE, CALL_OFF, OPEN, CLOSE, PUBLISH)
}


def lawful_items(dialogue: Dialogue) -> Sequence[tuple[str, bool]]:
    """What an announcement must say, each with whether the plan says it already."""
    return [
        (word("announced", name), bool(getattr(dialogue, name))) for name in needed_to_announce()
    ]
