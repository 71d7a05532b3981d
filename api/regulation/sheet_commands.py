"""`doithoai regulation export|load FILE.xlsx`: officials edit the law in a workbook."""

from pathlib import Path
from typing import Any

import click

from api.core.database import unit_of_work
from api.regulation import editing
from api.regulation.change_commands import FILE, of_a_paper, put_forward, said_in
from api.regulation.commands import calendar, regulation
from api.regulation.complaints import refused
from api.regulation.language import InvalidRegulation

__all__ = ["calendar", "regulation"]  # with the commands that change the law


@regulation.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write documents, rules, competence table and calendar as a workbook (.xlsx)."""
    with unit_of_work():
        content = editing.exported()
    file.write_bytes(content)
    click.echo(f"written to {file}")


@regulation.command("load")
@click.argument("file", type=FILE)
@of_a_paper
def load_workbook(file: Path, locale: str, **given: Any) -> None:
    """Propose what is otherwise in this workbook; a second person adopts it, or nobody does."""
    with said_in(locale), unit_of_work():
        try:
            changes = editing.changes(file.name, file.read_bytes())
        except InvalidRegulation as bad:
            raise refused(bad.problems) from None
    put_forward(changes, locale, given)
