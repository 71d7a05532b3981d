"""Commands run against the application, and a desk that nobody works at yet."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result
from flask import Flask

from api.authorities.commands import positions, units

UNITS = "code,name,kind,unit_kind,level,area_code,parent_code,founded_on"
TEAM = "11359-doi,Đội quản lý trật tự,desk,commune,commune,11359,11359-kt,2026-01-01"
VACANT = "11359-doi-truong"

Run = Callable[..., Result]
LoadList = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Runs a command of a group; what it raises is raised."""

    def ran(group: click.Group, *arguments: str) -> Result:
        return app.test_cli_runner(catch_exceptions=False).invoke(group, arguments)

    return ran


@pytest.fixture
def load_list(run: Run, tmp_path: Path) -> LoadList:
    """Loads these lines as a file, by the group's own command."""

    def loaded(group: click.Group, *lines: str) -> Result:
        path = tmp_path / "list.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        return run(group, "load", str(path))

    return loaded


@pytest.fixture
def vacant(load_list: LoadList) -> str:
    """The code of a head's position that nobody holds."""
    load_list(units, UNITS, TEAM)
    row = f"{VACANT},11359-doi,department_head,Đội trưởng"
    load_list(positions, "code,unit_code,title,name", row)
    return VACANT
