"""The Front's synthesis of what villages said, as it is typed at the desk: a matter a paragraph."""

import re
from collections.abc import Mapping
from typing import Any, Final

from api.authorities.queries import neighbourhood_names
from api.core import clock
from api.core.access import Actor
from api.core.errors import Invalid
from api.dialogues.opinions import actions, queries
from api.dialogues.opinions.models import Opinion, OpinionSheet, Synthesis
from api.dialogues.opinions.schemas import OpinionSynthesisGiven
from api.dialogues.sessions import Dialogue
from api.pages.forms import Field, Form, Typed, Widget

SLUG: Final = "y-kien"
"""The last part of the address of the page of opinions."""

SYNTHESIS: Final = "tong-hop"

_MINUTES = re.compile(r"^(?P<heading>.*?)\s*\|\s*(?P<minutes>[0-9]{1,3})$")
_BETWEEN = re.compile(r"\n\s*\n")


def at(dialogue: Dialogue) -> str:
    """The address of the page."""
    return f"/can-bo/doi-thoai/{dialogue.code}/{SLUG}"


def synthesis_form(dialogue: Dialogue, typed: Typed | None = None) -> Form:
    """All that was said, put together; each opinion says where it stands, or why it does not."""
    sheets, synthesis = queries.sheets_of(dialogue.id), queries.synthesis_of(dialogue.id)
    names = neighbourhood_names(dialogue.unit_area_code)
    return Form(
        name=SYNTHESIS,
        to=f"{at(dialogue)}/{SYNTHESIS}",
        title="Put the opinions together",
        button="Keep the synthesis",
        fields=(
            Field("number", "Number of the report", longest=60),
            Field("made_on", "Day of the report", Widget.DAY, needed=True),
            Field("signer", "Who signed it", longest=200),
            Field(
                "items",
                "Matters",
                Widget.LINES,
                "First line: what it is about, and after a | minutes for it; then what people ask."
                " An empty line between matters.",
                needed=True,
                longest=40_000,
            ),
            *(_placing(each, number, names) for each in sheets for number in _numbers(each)),
        ),
        typed=typed or _as_it_is(synthesis),
        note="Every opinion gets the number of its matter, or the reason why it is left out.",
    )


def put_together(dialogue: Dialogue, actor: Actor, form: Form) -> object:
    """Keep it; an opinion without a matter and without a reason is refused."""
    body: dict[str, Any] = form.typed.body(form.fields)
    named: dict[int, list[dict[str, Any]]] = {}
    left_out = []
    for sheet in queries.sheets_of(dialogue.id):
        for number in _numbers(sheet):
            said = body.pop(_name(sheet, number), "")
            pointer = {"sheet": str(sheet.id), "item": number}
            if said.isdecimal():
                named.setdefault(int(said), []).append(pointer)
            elif said:
                left_out.append(pointer | {"reason": said})
    matters = [each.strip() for each in _BETWEEN.split(body.get("items", "")) if each.strip()]
    if any(not 1 <= number <= len(matters) for number in named):
        raise Invalid(errors={"items": ["An opinion names a matter that is not there"]})
    known = _kept(queries.synthesis_of(dialogue.id))
    body["items"] = [
        known.get(matter["heading"], {}) | matter | {"opinions": named.get(number, [])}
        for number, matter in enumerate(map(_matter, matters), start=1)
    ]
    given = OpinionSynthesisGiven().load(body | {"left_out": left_out})
    return actions.put_together(dialogue.id, given, actor)


def _kept(synthesis: Synthesis | None) -> Mapping[str, dict[str, Any]]:
    """By its heading what the form does not ask of a matter: its field, and who prepares it."""
    items = synthesis.items if synthesis is not None else []
    return {each["heading"]: {name: each[name] for name in _NOT_ASKED} for each in items}


_NOT_ASKED = ("field", "prepared_by")


def _matter(paragraph: str) -> dict[str, Any]:
    first, _, rest = paragraph.partition("\n")
    found = _MINUTES.match(first.strip())
    heading = found["heading"] if found else first.strip()
    minutes = {"minutes": int(found["minutes"])} if found else {}
    return {"heading": heading, "text": rest.strip() or heading} | minutes


def _numbers(sheet: OpinionSheet) -> range:
    return range(1, len(sheet.items) + 1)


def _name(sheet: OpinionSheet, number: int) -> str:
    return f"{sheet.id}-{number}"


def _placing(sheet: OpinionSheet, number: int, names: Mapping[str, str]) -> Field:
    village = names.get(sheet.village, sheet.village)
    return Field(_name(sheet, number), f"{village}: {sheet.items[number - 1]['text']}", longest=300)


def _as_it_is(synthesis: Synthesis | None) -> Typed:
    """The synthesis as it stands, to be changed."""
    if synthesis is None:
        return Typed.of(made_on=clock.today())
    placed = {
        Opinion(*each): str(number)
        for number, matter in enumerate(synthesis.items, start=1)
        for each in matter["opinions"]
    }
    placed |= {Opinion(each["sheet"], each["item"]): each["reason"] for each in synthesis.left_out}
    return Typed.of(
        number=synthesis.number,
        made_on=synthesis.made_on,
        signer=synthesis.signer,
        items="\n\n".join(map(_paragraph, synthesis.items)),
        **{f"{each.sheet}-{each.item}": said for each, said in placed.items()},
    )


def _paragraph(matter: Mapping[str, Any]) -> str:
    minutes = "" if matter["minutes"] is None else f" | {matter['minutes']}"
    return f"{matter['heading']}{minutes}\n{matter['text']}"
