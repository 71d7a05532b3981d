"""Who asks, with the roles of each of their positions, and what they are on a petition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from tests import make

HERE, THERE, CITY = make.COMMUNE, "11407", "31"
"""Two communes that have nothing to do with each other, and the city above both."""


@dataclass(frozen=True)
class Seat:
    """A position, with the roles that the page of rights gives to its holder."""

    code: str
    roles: frozenset[str]

    @property
    def unit(self) -> str:
        """The code of its unit."""
        return "-".join(self.code.split("-")[:2])

    @property
    def area(self) -> str:
        """The code of its area."""
        return self.code.split("-")[0]

    @property
    def is_deputy(self) -> bool:
        """Whether it is a deputy's."""
        return self.code.removeprefix(f"{self.unit}-").startswith("pho")


@dataclass(frozen=True)
class Person:
    """Somebody who asks; with two positions, the first is the one acted in."""

    name: str
    kind: str = "official"
    seats: tuple[Seat, ...] = ()


@dataclass(frozen=True)
class Matter:
    """What matters for rights about a petition, in codes."""

    id: UUID
    code: str
    state: str
    kind: str
    is_authors: bool
    unit: str
    holder: str
    prepares: str | None
    about_unit: str | None
    about_position: str | None
    publicity: str
    """Whether it is `public`, or `held` until somebody decides; empty when neither."""


Parents = Mapping[str, str | None]


def _official(name: str, *seats: tuple[str, str]) -> Person:
    return Person(name, seats=tuple(Seat(code, frozenset(roles.split())) for code, roles in seats))


def _of_commune(code: str) -> Iterator[Person]:
    yield _official(f"{code} receiving officer", (f"{code}-tcd-tiep-nhan", "RCV"))
    yield _official(f"{code} handler", (f"{code}-kt-chuyen-vien", "HAN"))
    yield _official(f"{code} assistant", (f"{code}-ubnd-thu-ky", "ASS"))
    yield _official(f"{code} chair", (f"{code}-ubnd-chu-tich", "HEA"))
    yield _official(f"{code} deputy chair", (f"{code}-ubnd-pho-chu-tich-1", "HEA"))
    yield _official(f"{code} secretary", (f"{code}-dang-bi-thu", "HEA"))
    yield _official(f"{code} head of department", (f"{code}-kt-truong", "HEA"))
    yield _official(f"{code} monitor", (f"{code}-mttq-chuyen-vien", "MTQ"))
    yield _official(f"{code} Front chair", (f"{code}-mttq-chu-tich", "HEA MTQ"))
    yield _official(f"{code} inspection board", (f"{code}-mttq-thanh-tra-nhan-dan", "INS"))


HEADS = {
    f"{area}-{unit}": f"{area}-{unit}-{head}"
    for area in (HERE, THERE, CITY)
    for unit, head in (("ubnd", "chu-tich"), ("kt", "truong"), ("sxd", "truong"))
}
"""For whom the deputies of these units sign."""

_COUNCIL = (f"{HERE}-hdnd-chu-tich", "HEA")
_OFFICE = (f"{HERE}-kt-pho", "HEA")

CAST = (
    Person("nobody", "nobody"),
    Person("author", "resident"),
    Person("other resident", "resident"),
    Person("administrator", "administrator"),
    *_of_commune(HERE),
    *_of_commune(THERE),
    _official("Party handler", (f"{HERE}-dang-chuyen-vien", "HAN")),
    _official("city chair", (f"{CITY}-ubnd-chu-tich", "HEA")),
    _official("city secretary", (f"{CITY}-dang-bi-thu", "HEA")),
    _official("city head of department", (f"{CITY}-sxd-truong", "HEA")),
    _official("city handler", (f"{CITY}-sxd-chuyen-vien", "HAN")),
    _official("city receiving officer", (f"{CITY}-tcd-tiep-nhan", "RCV")),
    _official("city monitor", (f"{CITY}-mttq-chuyen-vien", "MTQ")),
    _official("moderator", (f"{CITY}-btgdv-xet-cong-khai-1", "MOD")),
    _official("moderator of the office", (f"{CITY}-vp-xet-cong-khai-1", "MOD")),
    _official("two positions, as council chair", _COUNCIL, _OFFICE),
    _official("two positions, as deputy of a department", _OFFICE, _COUNCIL),
    _official(
        "deputy chair who handles too",
        (f"{HERE}-ubnd-pho-chu-tich-2", "HEA"),
        (f"{HERE}-kt-chuyen-vien", "HAN"),
    ),
    _official(
        "receiving officer who handles too",
        (f"{HERE}-tcd-tiep-nhan", "RCV"),
        (f"{HERE}-kt-chuyen-vien", "HAN"),
    ),
)


def roles_on(person: Person, matter: Matter, parents: Parents) -> frozenset[str]:
    """All that the person is on this petition; nothing when it is about them."""
    if person.kind == "administrator" or is_about(person, matter, parents):
        return frozenset()
    found = {"PUB"} if matter.publicity == "public" else set()
    if person.name == "author" and matter.is_authors:
        found.add("AUT")
    return frozenset(found).union(concerned(person, matter, parents))


def concerned(person: Person, matter: Matter, parents: Parents) -> frozenset[str]:
    """What the person is on it by office; nothing when it is about them."""
    if is_about(person, matter, parents):
        return frozenset()
    return frozenset().union(*(_roles_in(seat, matter, parents) for seat in person.seats))


def acting_on(person: Person, matter: Matter, parents: Parents) -> frozenset[str]:
    """What the person is on it in the position acted in."""
    if not person.seats:
        return roles_on(person, matter, parents)
    if is_about(person, matter, parents):
        return frozenset()
    return _roles_in(person.seats[0], matter, parents)


def is_about(person: Person, matter: Matter, parents: Parents) -> bool:
    """Whether it is about the person or their unit; who settles a complaint first may know."""
    settles_first = matter.kind == "complaint" and matter.unit == matter.about_unit
    return any(
        seat.code == matter.about_position
        or (seat.is_deputy and matter.about_position == HEADS.get(seat.unit))
        or (not settles_first and matter.about_unit in line(seat.unit, parents))
        for seat in person.seats
    )


def circumstances(person: Person, matter: Matter, parents: Parents) -> frozenset[str]:
    """The conditions of the page that are so for this person and petition."""
    found = _how_far(matter)
    if not person.seats:
        return frozenset(found | ({"if signed in"} if person.kind == "resident" else set()))
    seat = person.seats[0]
    if seat.code == matter.holder or (seat.is_deputy and seat.unit == matter.unit):
        found |= {"if holder", "if signer"}
    if seat.unit.endswith("-dang"):
        found.add("if of a Party unit")
    if seat.unit == superior(matter, parents):
        found.add("if of the superior unit")
    is_department_head = seat.code.endswith("-truong") and parents[seat.unit] == matter.unit
    if is_department_head and matter.kind != "complaint":
        found.add("if signer")
    return frozenset(found)


def _how_far(matter: Matter) -> set[str]:
    found = {"in intake"} if matter.state in {"received", "supplement", "proposed"} else set()
    return found | ({"if published"} if matter.publicity == "public" else set())


def superior(matter: Matter, parents: Parents) -> str | None:
    """The next unit above the one that answers, unless it is about that unit or its head."""
    for unit in line(matter.unit, parents)[1:]:
        is_head = (matter.about_position or "").startswith(f"{unit}-")
        if matter.about_unit not in line(unit, parents) and not is_head:
            return unit
    return None


def line(unit: str, parents: Parents) -> list[str]:
    """The unit and those above it."""
    found = [unit]
    while (above := parents[found[-1]]) is not None:
        found.append(above)
    return found


def _roles_in(seat: Seat, matter: Matter, parents: Parents) -> frozenset[str]:
    area = matter.unit.split("-")[0]
    prepares = seat.unit == matter.prepares
    reaches = {
        "RCV": seat.area == area,
        "HAN": prepares or seat.unit == matter.unit,
        "ASS": prepares or seat.unit == matter.unit,
        "HEA": prepares or seat.unit in line(matter.unit, parents),
        "MTQ": seat.area in (CITY, area),
        "INS": False,  # of petitions it sees nothing
        "MOD": matter.publicity == "held"
        and {matter.unit, matter.prepares}.isdisjoint(line(seat.unit, parents)),
    }
    return frozenset(role for role in seat.roles if reaches[role])
