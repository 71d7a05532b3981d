"""Papers that are made from the code, or that code is run by, say what the code says."""

import dataclasses
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from api.cli import main
from api.settings import BadSetting, Settings, read
from tests.house.sources import PACKAGES, ROOT, calls, parsed, strings

DESCRIPTION = ROOT / "docs/openapi.json"
EXAMPLE = ROOT / "deploy/env.example"

ADDRESS = "postgresql+psycopg:///x"

NAME = re.compile(r"[A-Z]+(_[A-Z]+)+|HOSTS|DEMONSTRATION|OUTBOX|PROVINCE|PROXIES|CLAMD")

GUARDED = {"FIREBASE_AUTH_EMULATOR_HOST"}
"""Looked at only to refuse it."""

FILLED = {
    "DATABASE_URL": ADDRESS,
    "DATABASE_OWNER_URL": ADDRESS,
    "SECRET_KEY": "x",
    "DEMONSTRATION": "yes",
    "SECURE_COOKIES": "yes",
    "PROXIES": "2",
    "PUBLIC_ADDRESS": "https://doithoai.example.vn",
    "OUTBOX": "yes",
    "EMAIL_URL": "smtps://mail.example.vn:465",
    "EMAIL_FROM": "doithoai@example.vn",
}
"""Values for settings that do not take every text; the others are given their own name."""


def named() -> list[str]:
    """The settings that the example names, also those that are commented out."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    return [found[1] for line in lines if (found := re.match(r"#?([A-Z][A-Z_]+)=", line))]


def asked_for() -> set[str]:
    """The names that code looks up in the environment."""
    texts = {text for text in strings(parsed(ROOT / "api/settings.py")) if NAME.fullmatch(text)}
    others = {
        text
        for _, called, call in calls(*PACKAGES)
        if called in {"os.environ.get", "os.getenv"}
        for text in strings(call.args[0])
    }
    return (texts | others) - GUARDED


def test_the_description_of_the_api_is_the_one_that_is_kept() -> None:
    printed = CliRunner().invoke(main, ["openapi"])

    assert printed.exit_code == 0, printed.output
    assert json.loads(printed.stdout) == json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    assert printed.stdout == DESCRIPTION.read_text(encoding="utf-8"), "run make openapi"


def test_the_application_serves_the_description_that_is_kept(whole_app: Flask) -> None:
    served = whole_app.test_client().get("/api/v1/openapi.json")

    assert served.json == json.loads(DESCRIPTION.read_text(encoding="utf-8"))


def test_the_example_names_exactly_the_settings_there_are() -> None:
    assert sorted(named()) == sorted(asked_for())


def test_every_setting_of_the_example_arrives(home: Path) -> None:
    given = {name: FILLED.get(name, name) for name in named()} | {"DOITHOAI_HOME": str(home)}

    arrived = dataclasses.asdict(read(given))

    defaults = {each.name: each.default for each in dataclasses.fields(Settings)}
    assert [name for name, value in arrived.items() if value == defaults[name]] == []


def test_every_line_of_the_example_says_what_it_is_for() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()

    bare = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if re.match(r"#?[A-Z][A-Z_]+=", line) and not before.startswith("# ")
    ]

    assert lines
    assert bare == []


def test_the_example_starts_nothing_as_it_stands(home: Path) -> None:
    """Who copies it without reading gets no secret that others know too."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))

    with pytest.raises(BadSetting):
        read(given | {"DOITHOAI_HOME": str(home)})
