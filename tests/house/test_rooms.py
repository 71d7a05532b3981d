"""Every room looks alike: the same names of files, none of them long, none of them a drawer."""

import ast
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

ROOM_EXTRAS: dict[str, set[str]] = {
    "api/accounts": {"jobs", "officials", "passwords", "phones"},
    "api/authorities": {
        "acting",
        "boundaries",
        "boundary_files",
        "delegations",
        "directory",
        "fields",
        "lists",
        "lookup",
        "mentions",
        "names",
        "policy",
        "rows",
        "search",
        "sheets",
        "structure",
    },
    "api/cases": {"access", "holding", "labels", "reaches", "register"},
    "api/demo": {
        "answering",
        "cast",
        "draws",
        "handling",
        "keys",
        "players",
        "reception_days",
        "responding",
        "scene",
        "stage",
        "story",
    },
    "api/dialogues": {
        "admission",
        "allotting",
        "asking",
        "asking_routes",
        "asking_schemas",
        "attending",
        "forms",
        "guests",
        "jobs",
        "keepers",
        "links",
        "proceedings",
        "publicity",
        "registering",
        "registration_errors",
        "registration_queries",
        "registration_routes",
        "registration_schemas",
        "registration_views",
        "registrations",
        "reminding",
        "requests",
        "scheduling",
        "seat_routes",
        "seat_schemas",
        "seating",
        "seats",
        "session_plans",
        "session_queries",
        "session_routes",
        "session_schemas",
        "session_views",
        "sessions",
        "tickets",
    },
    "api/events": {"jobs", "names", "timeline"},
    "api/imports": {"importing", "members", "sheets"},
    "api/monitoring": {
        "asking",
        "dimensions",
        "duties",
        "figures",
        "recurrences",
        "tallies",
        "working_days",
    },
    "api/pages": {
        "assets",
        "beginnings",
        "blueprint",
        "board",
        "codes",
        "days",
        "demands",
        "desk_words",
        "desks",
        "forms",
        "hints",
        "inbox",
        "kinds",
        "law_book",
        "law_changes",
        "law_forms",
        "law_papers",
        "law_words",
        "letters",
        "looks",
        "own_case",
        "paper",
        "promises",
        "reception_forms",
        "rendering",
        "sheets",
        "steps",
        "steps_of_fields",
        "steps_of_intake",
        "steps_of_law",
        "steps_of_sender",
        "steps_on_clock",
        "steps_to_answer",
        "ways",
        "words",
        "work",
    },
    "api/petitions": {
        "act_routes",
        "act_schemas",
        "aftermath",
        "answers",
        "classification",
        "columns",
        "contests",
        "course",
        "following",
        "intake",
        "legal_acts",
        "next_steps",
        "notes",
        "outcomes",
        "papers",
        "parts",
        "places",
        "promises",
        "proposals",
        "public_text",
        "publicity",
        "readers",
        "receipt",
        "receipt_routes",
        "redirection",
        "retyping",
        "returns",
        "signers",
        "states",
        "submission",
        "suggestion_routes",
        "suggestion_schemas",
        "transfers",
    },
    "api/regulation": {
        "adopted",
        "adoption",
        "book",
        "calendar",
        "calendar_file",
        "calendar_table",
        "cells",
        "change_commands",
        "change_routes",
        "change_schemas",
        "complaints",
        "counting",
        "deciders",
        "due",
        "due_dates",
        "editing",
        "explain",
        "facts",
        "forecast",
        "grammar",
        "hours",
        "index",
        "inventory",
        "jobs",
        "language",
        "moves",
        "pauses",
        "periods",
        "policy",
        "provisions",
        "reckoning",
        "recurring",
        "reminders",
        "replay",
        "replay_commands",
        "rules",
        "sheet_commands",
        "terms",
        "toml_text",
        "walking",
    },
    "api/routing": {
        "adopted",
        "bodies",
        "dry_run",
        "learning",
        "reading",
        "search",
        "shapes",
        "suggestion",
        "table",
    },
    "moderation": {"desk", "jobs", "masking", "policy", "senders", "signs", "text", "words"},
    "notifications": {
        "addresses",
        "audiences",
        "channels",
        "jobs",
        "particulars",
        "plan",
        "policy",
        "preferences",
        "quiet",
        "render",
        "short",
        "standin",
        "withdrawal",
    },
}
"""Files named for a noun of the room's own. A new one is put here by whoever can name it well."""

DRAWERS = {"utils", "helpers", "common", "services", "managers", "base", "misc", "util"}

LONGEST = 300

TOO_LONG: set[str] = set()
"""None, and it should stay so."""


def rooms() -> list[Path]:
    """Every room of the product; the ground, which knows no room, is none."""
    inside = [path.parent for path in (ROOT / "api").glob("*/__init__.py")]
    others = [ROOT / name for name in PACKAGES if name != "api"]
    return sorted(room for room in [*inside, *others] if room.name != "core")


@pytest.mark.parametrize("room", rooms(), ids=name_of)
def test_a_room_holds_the_usual_files_and_nouns_of_its_own(room: Path) -> None:
    found = {path.stem for path in room.glob("*.py")}
    found |= {path.parent.name for path in room.glob("*/__init__.py")}

    assert found - USUAL == ROOM_EXTRAS.get(name_of(room), set())


def test_every_list_of_nouns_belongs_to_a_room() -> None:
    assert set(ROOM_EXTRAS) <= {name_of(room) for room in rooms()}


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


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
