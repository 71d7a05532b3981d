"""Several people on one paper, as a clerk types them: a line for each who stands for all."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.pages.forms import Field, Widget
from api.petitions.groups import AppointmentForm

FIELDS: Final = (
    Field(
        "representatives",
        "Who stands for several people, a line for each",
        Widget.LINES,
        hint="Name; telephone; address. The first one is the one the office turns to.",
        longest=3000,
        when="when several people ask together",
    ),
    Field("count", "How many people ask together", longest=6),
    Field("appointed", "The paper that names them, signed by the others, is here", Widget.YES),
)

_NUMBER: Final = re.compile(r"[+\d][\d .()-]{7,}")


def people_in(body: dict[str, Any]) -> Mapping[str, Any]:
    """The people as the API takes them; takes out of the body what says so. Nothing for one."""
    lines = str(body.pop("representatives", "")).splitlines()
    count, is_appointed = body.pop("count", ""), body.pop("appointed", False)
    if not (any(lines) or count):
        return {}
    people: dict[str, Any] = {
        "representatives": [_one(line.split(";")) for line in lines if line.strip()]
    }
    if count:
        people["count"] = int(count) if count.isdecimal() else count
    if is_appointed:
        people["appointment"] = {"form": AppointmentForm.WRITTEN.value}
    return {"people": people}


def _one(parts: Sequence[str]) -> dict[str, Any]:
    name, *more = (part.strip() for part in parts)
    phone = next((part for part in more if _NUMBER.fullmatch(part)), None)
    address = ", ".join(part for part in more if part and part != phone)
    found: dict[str, Any] = {"name": name}
    if phone:
        found["contact"] = {"phone": phone}
    if address:
        found["address"] = address
    return found
