"""`doithoai moderation words …`."""

import sys
from pathlib import Path

import click

from api.authorities.sheets import BadSheet
from api.core.database import unit_of_work
from moderation import words


@click.group()
def moderation() -> None:
    """What asks for a look before it is public."""


@moderation.group("words")
def words_group() -> None:
    """The list of words that ask for a look."""


@words_group.command("load")
@click.argument("file", type=click.Path(path_type=Path, exists=True), required=False)
@click.option("--by", required=True, help="Who decided on this list.")
def load(file: Path | None, by: str) -> None:
    """Load a list (`word,reason`) in the place of the one there is; without FILE, our short one."""
    try:
        rows = words.read_words(file or words.SHIPPED)
    except BadSheet as bad:
        for problem in bad.problems:
            click.echo(problem, err=True)
        click.echo("nothing was loaded", err=True)
        sys.exit(1)
    with unit_of_work():
        words.keep(rows, by)
    click.echo(f"{len(rows)} words loaded")
