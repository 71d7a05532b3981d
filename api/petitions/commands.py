"""`doithoai routing learn`: count the examples of this installation, to guess fields better."""

from pathlib import Path

import click
from flask import current_app

from api.core.database import unit_of_work
from api.petitions.classification import examples
from api.routing import learning
from api.routing.commands import routing

__all__ = ["routing"]


@routing.command()
@click.option(
    "--examples",
    "listed",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON lines with id, field and text, besides what people here said of petitions.",
)
def learn(listed: Path | None) -> None:
    """Count which words go with which field; used from the next start on. No text is kept."""
    given = learning.examples_in(listed) if listed else []
    with unit_of_work():
        found = [*given, *examples()]
    learnt = [each for each in found if not learning.is_measured(each)]
    home: Path = current_app.extensions["doithoai.settings"].home
    learning.write(learning.count(learnt), home / learning.FILE)
    click.echo(f"{len(learnt)} examples counted, {len(found) - len(learnt)} kept to measure by")
