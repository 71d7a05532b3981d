"""`doithoai regulation replay`: which open terms would move, and moving them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from api.authorities.acting import on_behalf_of
from api.core.database import db, unit_of_work
from api.regulation import replay as following
from api.regulation.change_commands import LOCALE, said_in
from api.regulation.commands import AS_JSON
from api.regulation.language import InvalidRegulation, load
from api.regulation.models import Transition
from api.regulation.moves import BEGINNING, Basis, Move, basis, look
from api.regulation.sheet_commands import calendar, regulation

__all__ = ["calendar", "regulation"]  # with all that the files of commands have added to them

DOCUMENTS = click.Path(exists=True, file_okay=False, path_type=Path)

Page = tuple[int, Sequence[Move]]
"""How many were looked at, and which of them move."""


@regulation.command()
@click.option("--documents", type=DOCUMENTS, help="As if these counted for what is open; only dry.")
@click.option("--rule", "rules", multiple=True, help="Let open terms follow this rule as well.")
@click.option("--apply", "is_applied", is_flag=True, help="Move them; without it they are listed.")
@click.option("--decision", help="Number of the paper by which a rule moves open terms.")
@click.option("--as", "login", help="Login or position code of who decides.")
@AS_JSON
@LOCALE
def replay(locale: str, as_json: bool, is_applied: bool, **given: Any) -> None:
    """Which open terms end on another day by what was adopted, and why; --apply moves them.

    Another calendar moves them; another wording of a rule only when --rule names it, with the
    number of the decision and who decides.
    """
    if given["documents"] is not None and is_applied:
        raise click.UsageError("--documents only shows; adopt them before --apply")
    with said_in(locale):
        pages = _moving(**given) if is_applied else _looking(**given)
        number = _tell(pages, as_json=as_json)
    done = "moved" if is_applied else "would move; nothing was changed"
    click.echo(f"{number} open terms {done}", err=True)


def _looking(
    documents: Path | None, rules: Sequence[str], decision: str | None, login: str | None
) -> Iterator[Page]:
    """What would move, page by page, each looked at in a transaction of its own."""
    del decision, login  # asked for only when something moves
    after: UUID | None = BEGINNING
    while after is not None:
        with unit_of_work():
            looked = look(_basis(documents, rules), after)
            page = looked.number, [move for move in looked.moves if not move.explained]
            after = looked.after
        yield page


def _basis(documents: Path | None, rules: Sequence[str]) -> Basis:
    if documents is None:
        return basis(rules)
    try:
        law = load(documents, demonstration=True)
    except InvalidRegulation as bad:
        raise click.ClickException(str(bad)) from None
    return basis(rules or sorted({rule.id for rule in law.rules}), law)


def _moving(
    documents: None, rules: Sequence[str], decision: str | None, login: str | None
) -> Iterator[Page]:
    """What has moved, so many in a transaction: broken off and begun anew, it goes on."""
    del documents  # what is not adopted moves nothing
    with unit_of_work():
        actor = on_behalf_of(login) if login else None
        transition_id = following.decide(actor, rules, decision).id
    after: UUID | None = BEGINNING
    while after is not None:
        with unit_of_work():
            transition = db.session.get_one(Transition, transition_id)
            looked, moved = following.step(transition, after)
            after = looked.after
        yield looked.number, moved


def _tell(pages: Iterable[Page], *, as_json: bool) -> int:
    """Print them as they are found; how far it has come goes beside."""
    looked = told = 0
    if as_json:
        click.echo('{"moved": [', nl=False)
    for number, moves in pages:
        for move in moves:
            line = json.dumps(move.told(), ensure_ascii=False) if as_json else _line(move)
            click.echo((", " if as_json and told else "") + line, nl=not as_json)
            told += 1
        looked += number
        click.echo(f"looked at {looked}, {told} move", err=True)
    if as_json:
        click.echo(f'], "looked_at": {looked}}}')
    return told


def _line(move: Move) -> str:
    code = move.code or "-"
    return f"{code:<12} {move.rule_id:<28} {move.old} -> {move.new}  {move.reason}"
