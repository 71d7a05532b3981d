"""Every room looks alike: the same names of files, none of them long, none of them a drawer."""

import ast
import tomllib
from pathlib import Path

import pytest

from tests.house.sources import PACKAGES, ROOT, files, name_of, parsed

USUAL = {
    "__init__",
    "errors",
    "models",
    "queries",
    "actions",
    "schemas",
    "routes",
    "commands",
    "views",
}
"""The seven, and the views: what a reader is shown, ready for its schema."""

NOUNS: dict[str, set[str]] = {
    room: set(words.split())
    for room, words in tomllib.loads((Path(__file__).parent / "nouns.toml").read_text()).items()
}
"""The things a room has files of its own about: `drafts`, and so `draft_routes` is another."""

DRAWERS = {"utils", "helpers", "common", "services", "managers", "base", "misc", "util"}

LONGEST = 300

TOO_LONG: set[str] = set()
"""None, and it should stay so."""


def rooms() -> list[Path]:
    """Every room of the product and its sub-rooms; the ground, which knows no room, is none."""
    inside = [path.parent for path in (ROOT / "api").glob("*/__init__.py")]
    others = [ROOT / name for name in PACKAGES if name != "api"]
    main = [room for room in [*inside, *others] if room.name != "core"]
    return sorted([*main, *(each for room in main for each in _sub_rooms(room))])


def _sub_rooms(room: Path) -> list[Path]:
    """The packages inside it that have the files of a room: not `routes`, cut into several."""
    found = [path.parent for path in room.glob("*/__init__.py")]
    return [each for each in found if {path.stem for path in each.glob("*.py")} & A_ROOM]


A_ROOM = {"models", "queries", "actions", "schemas", "routes"}
"""A package with one of these is a room, if not a whole one."""


@pytest.mark.parametrize("room", rooms(), ids=name_of)
def test_a_room_holds_the_usual_files_and_nouns_of_its_own(room: Path) -> None:
    found = {path.stem for path in room.glob("*.py")}
    found |= {path.parent.name for path in room.glob("*/__init__.py")}

    assert {_noun(stem) for stem in found - USUAL} == NOUNS.get(name_of(room), set())


def test_every_list_of_nouns_belongs_to_a_room() -> None:
    assert set(NOUNS) <= {name_of(room) for room in rooms()}


def test_nothing_is_named_like_a_drawer() -> None:
    stems = {path.stem for path in files(*PACKAGES, "tests")}

    assert stems & DRAWERS == set()


def test_no_file_is_long() -> None:
    found = files(*PACKAGES, "tests")
    long = {name_of(path) for path in found if _lines(path) > LONGEST}

    assert found
    assert long == TOO_LONG


def test_every_module_says_what_lives_there() -> None:
    silent = [
        name_of(path)
        for path in files(*PACKAGES, "tests")
        if path.read_text().strip() and not ast.get_docstring(parsed(path))
    ]

    assert silent == []


def _noun(stem: str) -> str:
    """What a file is about: of the routes, schemas and the rest of something, that thing."""
    noun, _, usual = stem.rpartition("_")
    return noun if noun and usual in USUAL else stem


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
