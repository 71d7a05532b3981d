"""Reading a competence table: every mistake in it is refused with file, row and key."""

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from api.authorities.fields import field_of
from api.authorities.models import Level, Title, UnitKind
from api.authorities.policy import BODIES
from api.cases.models import Addressee, Kind
from api.core.i18n import LOCALES
from api.routing.shapes import misshapen
from api.routing.table import CONDITIONS, Competence, Returns, Row, Target, Top, ambiguous

SHIPPED = Path(__file__).parent / "competence" / "hai-phong.toml"
"""The table of the province that comes with the product."""

CONFIDENCES = frozenset({"text", "secondary", "unverified", "demonstration"})
"""How well a row is known: from the text itself, from others who cite it, or not checked."""

E = TypeVar("E", bound=StrEnum)

_MAY_SAY: Mapping[str, Callable[[str], bool]] = {
    "addressee": lambda value: value in set(Addressee),
    "kind": lambda value: value in set(Kind),
    "field": lambda value: field_of(value) is not None,
    "level": lambda value: value in set(Level),
    "area": str.isdigit,
}
_ROW_KEYS = frozenset(
    {"id", "when", "to", "prepares", "with", "receives", "because", "source", "confidence"}
)
_RETURN_KEYS = frozenset({"escalate_at", "source", "confidence"})
_TOP_KEYS = frozenset({*BODIES, "because", "source", "confidence"})


class InvalidCompetence(ValueError):
    """The table cannot be used; each problem names file, row and key."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@cache
def shipped() -> Competence:
    """The competence table of this installation."""
    return read(SHIPPED)


def read(path: Path) -> Competence:
    """The table in the file; `InvalidCompetence` with all that is wrong with it."""
    try:
        return read_text(path.name, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise InvalidCompetence([f"{path.name}: {error}"]) from None


def read_text(name: str, text: str) -> Competence:
    """The table in this text; `InvalidCompetence` with all that is wrong with it."""
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InvalidCompetence([f"{name}: {error}"]) from None
    reader = _Reader(name)
    for row, key, reason in misshapen(found):
        reader.refuse(row, key, reason)
    if reader.problems:
        raise InvalidCompetence(reader.problems)
    table = reader.competence(found)
    if reader.problems:
        raise InvalidCompetence(reader.problems)
    return table


@dataclass
class _Reader:
    """Reads on after a mistake, so that one look mends all of them."""

    file: str
    problems: list[str] = field(default_factory=list)

    def competence(self, found: Mapping[str, Any]) -> Competence:
        self._keys("", found, {"province", "about", "settlers", "top", "returns", "row"})
        rows = tuple(self._row(entry) for entry in found.get("row", []))
        for one, other in ambiguous(rows):
            self.refuse(other.id, "when", f"nothing tells it apart from {one.id}")
        for row_id in {row.id for row in rows if [r.id for r in rows].count(row.id) > 1}:
            self.refuse(row_id, "id", "stands twice")
        return Competence(
            province=self._text("", found, "province"),
            rows=rows,
            about=self._about(found.get("about", {})),
            settlers=self._settlers(found.get("settlers", {})),
            top=self._top(found.get("top", {})),
            returns=self._returns(found.get("returns", {})),
        )

    def _row(self, entry: Mapping[str, Any]) -> Row:
        row = str(entry.get("id", ""))
        self._keys(row, entry, _ROW_KEYS)
        return Row(
            id=self._text(row, entry, "id"),
            when=self._when(row, entry.get("when", {})),
            to=self._target(row, entry.get("to", {})),
            prepares=self._prepares(row, entry.get("prepares", {})),
            receives=entry.get("receives"),
            because=self._because(row, entry),
            source=self._text(row, entry, "source"),
            confidence=self._confidence(row, entry),
            cooperates=self._cooperates(row, entry.get("with", {})),
        )

    def _when(self, row: str, when: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
        self._keys(row, when, CONDITIONS, inside="when.")
        asked = {}
        for name in CONDITIONS:
            if name in when:
                said = when[name] if isinstance(when[name], list) else [when[name]]
                asked[name] = frozenset(map(str, said))
                for value in sorted(asked[name]):
                    if not _MAY_SAY[name](value):
                        self.refuse(row, f"when.{name}", f"{value!r} is not known")
        return asked

    def _target(self, row: str, to: Mapping[str, Any]) -> Target:
        self._keys(row, to, {"body", "desk", "title"}, inside="to.")
        if ("body" in to) == ("desk" in to):
            self.refuse(row, "to", "names either a body or a desk")
        body = self._one_of(row, "to.body", to.get("body"), UnitKind) if "body" in to else None
        if body is not None and body not in BODIES:
            self.refuse(row, "to.body", f"{body.value!r} is no body of an area")
        title = self._one_of(row, "to.title", to.get("title"), Title)
        return Target(title=title or Title.GOVERNMENT_CHAIR, body=body, desk=to.get("desk"))

    def _prepares(self, row: str, prepares: Any) -> str | Mapping[str, str]:
        if isinstance(prepares, Mapping):
            for code in prepares:
                if field_of(code) is None:
                    self.refuse(row, f"prepares.{code}", "is no field")
        return prepares if isinstance(prepares, str) else dict(prepares)

    def _cooperates(self, row: str, desks: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
        for code, named in desks.items():
            if field_of(code) is None:
                self.refuse(row, f"with.{code}", "is no field")
            if not isinstance(named, list) or not all(isinstance(each, str) for each in named):
                self.refuse(row, f"with.{code}", "is no list of desks")
        return {code: tuple(map(str, named)) for code, named in desks.items()}

    def _returns(self, returns: Mapping[str, Any]) -> Returns:
        self._keys("returns", returns, _RETURN_KEYS)
        times = returns.get("escalate_at")
        if type(times) is not int or times < 1:
            self.refuse("returns", "escalate_at", "is no whole number from 1")
        return Returns(
            escalate_at=times if type(times) is int and times > 0 else 1,
            source=self._text("returns", returns, "source"),
            confidence=self._confidence("returns", returns),
        )

    def _about(self, about: Mapping[str, Any]) -> Mapping[UnitKind, Mapping[Level, str]]:
        self._keys("about", about, BODIES)
        return {
            UnitKind(kind): {
                Level(level): desk for level, desk in desks.items() if level in _LEVELS
            }
            for kind, desks in about.items()
            if kind in BODIES
        }

    def _settlers(self, settlers: Mapping[str, Any]) -> Mapping[Level, frozenset[UnitKind]]:
        self._keys("settlers", settlers, _LEVELS)
        return {
            level: frozenset(
                kind
                for said in settlers.get(level, ())
                if (kind := self._one_of("settlers", level, said, UnitKind)) is not None
            )
            for level in Level
        }

    def _top(self, top: Mapping[str, Any]) -> Top:
        self._keys("top", top, _TOP_KEYS)
        instead = {}
        for kind in sorted(BODIES):
            other = self._one_of("top", kind, top.get(kind), UnitKind)
            if other is not None:
                instead[kind] = other
        return Top(
            instead=instead,
            because=self._because("top", top),
            source=self._text("top", top, "source"),
            confidence=self._confidence("top", top),
        )

    def _because(self, row: str, entry: Mapping[str, Any]) -> Mapping[str, str]:
        because: Mapping[str, str] = entry.get("because", {})
        for locale in LOCALES:
            if not because.get(locale):
                self.refuse(row, f"because.{locale}", "is missing")
        return because

    def _confidence(self, row: str, entry: Mapping[str, Any]) -> str:
        said = self._text(row, entry, "confidence")
        if said and said not in CONFIDENCES:
            self.refuse(row, "confidence", f"{said!r} is none of: {', '.join(sorted(CONFIDENCES))}")
        return said

    def _text(self, row: str, entry: Mapping[str, Any], key: str) -> str:
        said = entry.get(key)
        if not isinstance(said, str) or not said:
            self.refuse(row, key, "is missing")
        return str(said)

    def _one_of(self, row: str, key: str, value: object, choices: type[E]) -> E | None:
        try:
            return choices(str(value))
        except ValueError:
            allowed = ", ".join(choice.value for choice in choices)
            self.refuse(row, key, f"{value!r} is none of: {allowed}")
            return None

    def _keys(
        self, row: str, entry: Mapping[str, Any], known: Collection[str], *, inside: str = ""
    ) -> None:
        for key in entry:
            if key not in known:
                self.refuse(row, f"{inside}{key}", "is not known")

    def refuse(self, row: str, key: str, reason: str) -> None:
        """Note a mistake."""
        self.problems.append(" · ".join(part for part in (self.file, row, key, reason) if part))


_LEVELS = frozenset(Level)
