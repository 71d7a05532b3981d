"""What a rule may ask about a case, its unit, its area and its event; anything else is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from api.authorities.models import Establishment, Level, Title
from api.cases.models import Addressee, Channel, Kind

Scalar = str | int | bool

KINDS: Final = frozenset(map(str, Kind)) | {"denunciation", "crime_report"}
"""Rules may speak of denunciations, by their register number; no case is ever of that kind."""
ADDRESSEES: Final = frozenset(map(str, Addressee))
LEVELS: Final = frozenset(map(str, Level)) | {"district"}
"""Until 30/06/2025 there were districts, of which older versions of rules speak."""
POSITIONS: Final = frozenset(map(str, Title))
UNIT_KINDS: Final = frozenset(map(str, Establishment))
CHANNELS: Final = frozenset(map(str, Channel))

FactType = type[str] | type[int] | type[bool] | frozenset[str]

FACTS: Final[Mapping[str, FactType]] = {
    "kind": KINDS,
    "former_kind": KINDS,
    "addressee": ADDRESSEES,
    "level": LEVELS,
    "unit_kind": UNIT_KINDS,
    "position": POSITIONS,
    "field": str,
    "instance": int,
    "remote": bool,
    "complex": bool,
    "complexity": frozenset({"complex", "specially_complex"}),
    "checked_elsewhere": bool,
    "urgency": frozenset({"urgent", "complex", "usual"}),
    "subject": frozenset({"conduct", "administrative_rule", "legal_document"}),
    "voters_share": int,
    "channel": CHANNELS,
    "organiser": ADDRESSEES,
    "lodged": bool,
    "form": frozenset({"paper", "in_person", "online", "hybrid"}),
    "occasion": frozenset({"regular", "ad_hoc", "thematic"}),
    "announced": bool,
    "ground": str,
    "result": frozenset({"resolved", "under_way", "planned", "explained"}),
    "outcome": frozenset(
        {"answered", "owed", "committed", "out_of_competence", "guided", "not_reached", "withdrawn"}
    ),
    "dated": bool,
    "supporters": int,
    "upheld": bool,
    "source": frozenset({"answer", "dialogue"}),
}
"""Every fact a rule may ask for and what it can be: a type, or the words it is chosen from."""

ANCHORS: Final = frozenset({"starts_at", "ends_at", "due_on", "signed_on", "received_at"})
"""The moments and days among an event's facts that a clock may start from instead of the event."""


@dataclass(frozen=True)
class Condition:
    """One fact that must hold: one of some values, or a number within limits."""

    fact: str
    one_of: tuple[Scalar, ...] = ()
    lowest: int | None = None
    highest: int | None = None

    def holds(self, value: object) -> bool:
        """Whether the value satisfies it. An unknown value (None) never does.

        Of several values, as of a letter to two addressees, one is enough.
        """
        if isinstance(value, list | tuple):
            return any(self.holds(each) for each in value)
        if self.one_of:
            return value in self.one_of
        if not isinstance(value, int):
            return False
        return (self.lowest is None or self.lowest <= value) and (
            self.highest is None or value <= self.highest
        )


Conditions = tuple[Condition, ...]


def all_hold(conditions: Conditions, facts: Mapping[str, object]) -> bool:
    """Whether every condition holds; where there is none, it does."""
    return all(condition.holds(facts.get(condition.fact)) for condition in conditions)


def read_conditions(raw: object) -> Conditions:
    """The conditions of a `when` table.

    Raises ValueError, naming the fact, for one that is not known or is asked for in a way its type
    does not allow.
    """
    if not isinstance(raw, dict):
        raise ValueError("must be a table of facts")
    return tuple(_condition(fact, wanted) for fact, wanted in raw.items())


def _condition(fact: str, wanted: object) -> Condition:
    if fact not in FACTS:
        raise ValueError(f"{fact}: not a fact that is known; known are {', '.join(sorted(FACTS))}")
    if isinstance(wanted, dict):
        return _limits(fact, wanted)
    values = wanted if isinstance(wanted, list) else [wanted]
    if not values:
        raise ValueError(f"{fact}: an empty list holds never")
    return Condition(fact, tuple(_value(fact, value) for value in values))


def _value(fact: str, value: object) -> Scalar:
    expected = FACTS[fact]
    if isinstance(expected, frozenset):
        if value not in expected:
            raise ValueError(f"{fact}: {value!r} is none of {', '.join(sorted(expected))}")
        return str(value)
    if type(value) is not expected or not isinstance(value, str | int):
        raise ValueError(f"{fact}: {value!r} is not {_NAMED[expected]}")
    return value


def _limits(fact: str, wanted: Mapping[str, object]) -> Condition:
    if FACTS[fact] is not int:
        raise ValueError(f"{fact}: only a number has min and max")
    if not wanted or not wanted.keys() <= {"min", "max"}:
        raise ValueError(f"{fact}: limits are min and max")
    limits = {key: int(_value(fact, value)) for key, value in wanted.items()}
    return Condition(fact, lowest=limits.get("min"), highest=limits.get("max"))


_NAMED: Final[Mapping[object, str]] = {str: "a text", int: "a number", bool: "true or false"}
