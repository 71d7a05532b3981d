"""The cast of the demonstration: who can sign in, and made-up names for everybody."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from api.authorities.models import HEADS, Manner, Title
from api.authorities.rows import AppointmentRow, PositionRow

_FILE = Path(__file__).parent / "cast.toml"
_CHAIRS = HEADS - {Title.DEPARTMENT_HEAD}


@dataclass(frozen=True)
class SignIn:
    """Somebody of the cast who can sign in; an administrator holds no position."""

    login: str
    role: str
    position: str | None


@dataclass(frozen=True)
class Cast:
    """Everybody in the demonstration."""

    sign_ins: tuple[SignIn, ...]
    names: tuple[str, ...]

    def appointments(
        self, positions: Iterable[PositionRow], from_on: date
    ) -> Iterator[AppointmentRow]:
        """Somebody made up for every position, from this day."""
        logins = {sign_in.position: sign_in.login for sign_in in self.sign_ins}
        for number, position in enumerate(positions, start=1):
            yield AppointmentRow(
                position_code=position.code,
                person=f"{self.names[number % len(self.names)]} {number:03d}",
                manner=Manner.ELECTED if position.title in _CHAIRS else Manner.APPOINTED,
                from_on=from_on,
                login=logins.get(position.code),
            )


def cast() -> Cast:
    """The cast as it is written down."""
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Cast(
        sign_ins=tuple(
            SignIn(entry["login"], entry["role"], entry.get("position"))
            for entry in found["account"]
        ),
        names=tuple(f"{name} {mid}" for name in found["names"] for mid in found["middle"]),
    )
