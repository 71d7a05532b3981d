"""Taking in a list with real processes: killed in the middle, two at once, no database."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from flask import Flask

from api.events.models import Event
from api.imports.commands import EVERY
from api.settings import Settings
from tests.imports.lists import CLERK, count, jsonl, line, taken

LINES = 3 * EVERY


@contextmanager
def importing(path: Path, settings: Settings) -> Iterator["subprocess.Popen[str]"]:
    """A process that takes the list in, and is gone afterwards."""
    given = {
        "DATABASE_URL": settings.database_url,
        "DOITHOAI_HOME": str(settings.home),
        "SECRET_KEY": settings.secret_key,
    }
    command = ("-m", "api.cli", "petitions", "import", str(path), "--as", CLERK)
    with subprocess.Popen(
        [sys.executable, *command],
        env=os.environ | given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


SUMMARY = re.compile(r"Đã đọc (\d+) dòng: nhập (\d+), đã có từ trước (\d+), không nhập được (\d+)")


def numbers(said: str) -> list[int]:
    """Of the summary: read, taken in, already there, refused."""
    found = SUMMARY.search(said)
    assert found is not None, said
    return [int(number) for number in found.groups()]


def test_killed_in_the_middle_it_loses_nothing_and_doubles_nothing(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    path = jsonl(tmp_path / "list.jsonl", *(line(ref=str(number)) for number in range(LINES)))
    with importing(path, settings) as first:
        assert first.stdout is not None
        assert next(said for said in first.stdout if said.startswith(f"{EVERY} trên"))
        first.kill()
        first.wait()

    with importing(path, settings) as second:
        said, _ = second.communicate()

    assert second.returncode == 0, said
    read, new, there, refused = numbers(said)
    assert (read, refused) == (LINES, 0)
    assert EVERY <= there < LINES
    assert new == LINES - there
    assert sorted(int(each.source_ref or "") for each in taken()) == list(range(LINES))
    assert count(Event) == LINES


def test_two_that_take_in_the_same_list_at_once_double_nothing(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    lines = [line(ref=str(number)) for number in range(EVERY)]
    paths = [jsonl(tmp_path / f"{name}.jsonl", *lines) for name in "ab"]

    with ExitStack() as stack:
        both = [stack.enter_context(importing(path, settings)) for path in paths]
        said = [process.communicate()[0] for process in both]

    assert [process.returncode for process in both] == [0, 0], said
    assert sum(numbers(each)[1] for each in said) == EVERY, said
    assert count() == count(Event) == EVERY


def test_without_a_database_it_says_what_to_do(settings: Settings, tmp_path: Path) -> None:
    nowhere = f"postgresql+psycopg:///x?host={tmp_path}"
    path = jsonl(tmp_path / "list.jsonl", line())

    with importing(path, replace(settings, database_url=nowhere)) as process:
        said, _ = process.communicate()

    assert process.returncode == 1
    assert said == (
        "Error: Cơ sở dữ liệu không trả lời; hãy chạy lại đúng lệnh này sau:"
        " những dòng đã nhập vẫn được giữ\n"
    )
