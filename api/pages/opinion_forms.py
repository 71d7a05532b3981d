"""Opinions before a dialogue at the desk: forms for a sheet, the synthesis, and the agenda."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from api.authorities.queries import neighbourhood_names
from api.core import clock
from api.core.access import Actor
from api.dialogues.opinions import actions, queries
from api.dialogues.opinions.keepers import collects, organises, synthesises
from api.dialogues.opinions.points import Part, usual
from api.dialogues.opinions.schemas import (
    AgendaGiven,
    OpinionSheetGiven,
)
from api.dialogues.sessions import AHEAD, Dialogue
from api.pages.forms import Field, Form, Option, Typed, Widget
from api.pages.synthesis_forms import SYNTHESIS, at, put_together, synthesis_form

SHEET: Final = "phieu"
SHOWN: Final = "hien-thi"
AGENDA: Final = "chuong-trinh"

_NO_VILLAGES: Final = "There is no list of villages of this place yet; an administrator loads it."
_COUNTED = re.compile(r"^(?P<text>.*?)\s*\|\s*(?P<people>[0-9]{1,5})$")


def forms_on(dialogue: Dialogue, actor: Actor) -> list[Form]:
    """What this person may do with opinions now; the actions themselves are the judge."""
    if dialogue.state not in AHEAD:
        return []
    synthesis, found = queries.synthesis_of(dialogue.id), []
    if collects(actor, dialogue):
        found.append(sheet_form(dialogue))
    if synthesises(actor, dialogue):
        found.append(synthesis_form(dialogue))
        if synthesis is not None and synthesis.published_at is None:
            found.append(showing_form(dialogue))
    if organises(actor, dialogue):
        found.append(agenda_form(dialogue))
    return found


def form_named(slug: str, dialogue: Dialogue, typed: Typed | None = None) -> Form | None:
    """The form with this name; None for another name."""
    made = FORMS.get(slug)
    return None if made is None else made(dialogue, typed)


def sheet_form(dialogue: Dialogue, typed: Typed | None = None) -> Form:
    """What one village said."""
    return Form(
        name=SHEET,
        to=f"{at(dialogue)}/{SHEET}",
        title="Enter the sheet of a village",
        button="Enter it",
        fields=(
            Field("id", widget=Widget.CARRIED),
            Field(
                "village",
                "Village or residential group",
                Widget.LIST,
                "A village that has a sheet already gets a new version of it.",
                needed=True,
                options=_villages(dialogue),
            ),
            Field("met_on", "When opinions were taken", Widget.DAY, needed=True),
            Field("people", "How many people took part", Widget.NUMBER, needed=True, longest=6),
            Field(
                "items",
                "Opinions",
                Widget.LINES,
                "One in each line; after a | how many said it, for example: The drain is blocked"
                " | 30",
                needed=True,
                longest=20_000,
            ),
        ),
        typed=typed or Typed.of(id=uuid4(), met_on=clock.today()),
        note="" if _villages(dialogue) else _NO_VILLAGES,
    )


def showing_form(dialogue: Dialogue, typed: Typed | None = None) -> Form:
    """Everybody reads it before the day."""
    return Form(
        name=SHOWN,
        to=f"{at(dialogue)}/{SHOWN}",
        title="Show the synthesis to everybody now",
        button="Show it",
        fields=(),
        typed=typed or Typed(),
        note="Without this everybody reads it once the dialogue begins.",
    )


def agenda_form(dialogue: Dialogue, typed: Typed | None = None) -> Form:
    """Order and length of the parts."""
    wanted = queries.agenda_set(dialogue.id).parts
    minutes = {each["part"]: each["minutes"] for each in wanted}
    return Form(
        name=AGENDA,
        to=f"{at(dialogue)}/{AGENDA}",
        title="Order and length of the agenda",
        button="Keep the agenda",
        fields=(
            Field(
                "parts",
                "Parts in order",
                Widget.LINES,
                "One part in each line as it stands here; after a | its minutes. Without minutes"
                " it is as long as its points need.",
                needed=True,
                longest=2_000,
            ),
        ),
        typed=typed or Typed.of(parts="\n".join(_line(each, minutes) for each in minutes or Part)),
    )


def take(slug: str, dialogue: Dialogue, actor: Actor, form: Form) -> object:
    """Do what the form says."""
    if slug == SHEET:
        return _enter(dialogue, actor, form)
    if slug == SYNTHESIS:
        return put_together(dialogue, actor, form)
    if slug == SHOWN:
        return actions.show_everybody(dialogue.id, actor)
    return _set_agenda(dialogue, actor, form)


FORMS: Final = {
    SHEET: sheet_form,
    SYNTHESIS: synthesis_form,
    SHOWN: showing_form,
    AGENDA: agenda_form,
}


def _enter(dialogue: Dialogue, actor: Actor, form: Form) -> object:
    body = form.typed.body(form.fields)
    chosen = body.pop("id", "")
    lines = [each.strip() for each in body.get("items", "").splitlines() if each.strip()]
    body["items"] = [_opinion(each) for each in lines]
    given = OpinionSheetGiven().load(_with_numbers(body, "people"))
    there = {each.village: each.id for each in queries.sheets_of(dialogue.id)}
    sheet_id = there.get(given.village) or UUID(chosen)
    return actions.collect(dialogue.id, sheet_id, given, actor)


def _set_agenda(dialogue: Dialogue, actor: Actor, form: Form) -> object:
    codes = {row["vi"]: code for code, row in usual().items()}
    parts = []
    for line in form.typed.get("parts").splitlines():
        name, _, minutes = line.partition("|")
        if name.strip():
            part = {"part": codes.get(name.strip(), name.strip())}
            parts.append(part | ({"minutes": int(minutes)} if minutes.strip().isdecimal() else {}))
    given: dict[str, Any] = AgendaGiven().load({"parts": parts})
    return actions.set_agenda(dialogue.id, actor, given["parts"])


def _line(part: str, minutes: Mapping[str, int | None]) -> str:
    length = minutes.get(part)
    return str(usual()[part]["vi"]) + ("" if length is None else f" | {length}")


def _opinion(line: str) -> dict[str, Any]:
    counted = _COUNTED.match(line)
    if counted is None:
        return {"text": line}
    return {"text": counted["text"], "people": int(counted["people"])}


def _with_numbers(body: dict[str, Any], *names: str) -> dict[str, Any]:
    """Whole numbers as such; what is none is left for the schema to refuse."""
    return {
        name: int(value) if name in names and str(value).isdecimal() else value
        for name, value in body.items()
    }


def _villages(dialogue: Dialogue) -> Sequence[Option]:
    names = neighbourhood_names(dialogue.unit_area_code)
    return [
        Option(code, names.get(code, code)) for code in dialogue.villages or names if code in names
    ]
