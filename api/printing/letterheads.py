"""Who writes and who signs an official paper, in the words of `data/words.toml`."""

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from api.authorities.directory import directory
from api.authorities.models import Level, UnitKind
from api.authorities.policy import Authority
from api.authorities.views import PositionView, UnitView
from api.printing.sheet import Letterhead

_FILE: Final = Path(__file__).parent / "data" / "words.toml"
_LAST_PADDED: Final = 2
"""Days under ten and these first months are written with a zero, so that nobody adds a digit."""


def letterhead_of(unit: UnitView) -> Letterhead:
    """The head of a paper that this unit writes."""
    words = _form(unit)
    return Letterhead(_in_lines(unit), _above(unit), words["country"], words["motto"])


def number_line(unit: UnitView, number: str | None, symbol: str | None) -> str:
    """Number and symbol as this unit writes them; room for them while there are none."""
    words = _form(unit)
    if not number or not symbol:
        return str(words["no_number"])
    return str(words["number"]).format(number=number, symbol=symbol)


def place_and_day(unit: UnitView, day: date | None) -> str:
    """`Gia Viên, ngày 02 tháng 3 năm 2026`; room for the day while there is none."""
    area = directory().area(unit.area_code)
    place = area.name.removeprefix(area.kind).strip() if area else ""
    if day is None:
        return f"{place}, ngày      tháng      năm"
    month = f"{day.month:02d}" if day.month <= _LAST_PADDED else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"


def signing_lines(
    holder: PositionView, signer: PositionView, authority: Authority | None
) -> Sequence[str]:
    """What stands over the signature of `signer`, who signs what `holder` must answer."""
    kind = directory().unit(holder.unit_id).kind
    lines = _words()["signing"][kind][authority or "own"]
    own, head = title_of(signer).upper(), title_of(holder).upper()
    return [line.format(own=own, head=head) for line in lines]


def title_of(position: PositionView) -> str:
    """What the position is called over a signature: `Phó Chủ tịch`, without whose."""
    fitting = [each for each in _words()["titles"]["names"] if position.name.startswith(each)]
    return max(fitting, key=len, default=position.name)


def _form(unit: UnitView) -> dict[str, Any]:
    form: dict[str, Any] = _words()["party" if unit.kind is UnitKind.PARTY else "state"]
    return form


def _in_lines(unit: UnitView) -> Sequence[str]:
    """The name, and its place in a line of its own where it ends with it."""
    area = directory().area(unit.area_code)
    place, name = area.name.upper() if area else "", unit.name.upper()
    if not place or name == place or not name.endswith(f" {place}"):
        return [name]
    return [name.removesuffix(place).strip(), place]


def _above(unit: UnitView) -> str:
    if unit.kind not in _words()["above"]["kinds"]:
        return ""
    above = directory().parent(unit.id)
    if above is None:
        return ""
    # The government above a department is the one of its own place, as everybody writes it: UBND.
    is_short = above.kind is UnitKind.GOVERNMENT and above.level in Level
    name = above.name.replace("Ủy ban nhân dân", "UBND") if is_short else above.name
    return name.upper()


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
