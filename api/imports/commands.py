"""`doithoai petitions import FILE.jsonl|.xlsx`."""

import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from sqlalchemy.exc import OperationalError

from api.core.database import unit_of_work
from api.core.errors import Problem
from api.core.i18n import DEFAULT_LOCALE, LOCALES, translate
from api.imports.errors import NotAReceiver
from api.imports.importing import Fate, Refusal, Terms, desk_of, importer, receivers, take_in
from api.imports.sheets import Lines, opened

EVERY = 100
"""Lines between two signs of life where no bar can be drawn."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet that opens the report would reckon with what begins so."""

LIST = click.Path(exists=True, dir_okay=False, path_type=Path)
REPORT = click.Path(dir_okay=False, path_type=Path)


@click.group()
def petitions() -> None:
    """What residents ask, report and complain of."""


@petitions.command("import")
@click.argument("file", type=LIST)
@click.option("--as", "login", help="Login or position code of the receiving officer who does it.")
@click.option("--source", help="Where the list is from; else a line's own, else the desk's code.")
@click.option("--area", help="Code of the commune, for lines that name none.")
@click.option(
    "--reason",
    is_flag=False,
    flag_value="",
    help="Why what was received earlier is entered only now; without TEXT: from earlier records.",
)
@click.option("--report", type=REPORT, help="Where refused lines are listed: FILE.refused.csv.")
@click.option("--locale", type=click.Choice(LOCALES), default=DEFAULT_LOCALE, show_default=True)
def import_(file: Path, report: Path | None, locale: str, **given: str | None) -> None:
    """Take in a list of petitions, .jsonl or .xlsx, line by line.

    Again, it goes on where it stopped: no line becomes two petitions. Refused lines are listed with
    line, number and reason, never with what they say; then the status is 1.
    """
    listed = report or file.with_name(f"{file.name}.refused.csv")
    if listed.resolve() == file.resolve():
        raise click.UsageError("The report would take the place of the list.")
    try:
        with unit_of_work():
            terms = _terms(locale, given)
        with opened(file) as lines:
            tally = _take_in(lines, terms, listed)
    except Problem as problem:
        raise click.ClickException(_said(problem, locale)) from None
    except OperationalError:
        raise click.ClickException(translate(_GONE, locale)) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from None
    _tell(tally, listed, locale)
    if tally[Fate.REFUSED]:
        sys.exit(1)


def _terms(locale: str, given: dict[str, str | None]) -> Terms:
    actor = importer(given["login"] or _made_up_receiver())
    reason = given["reason"]
    if reason == "":
        reason = translate("Entered from earlier records", DEFAULT_LOCALE)
    desk = desk_of(actor)
    terms = Terms(actor, given["source"] or desk.code, given["area"], reason, locale)
    where = "Taken in at %(desk)s; lines that name no source are of %(source)s"
    click.echo(translate(where, locale, desk=desk.name, source=terms.source))
    return terms


def _made_up_receiver() -> str:
    """In a demonstration somebody who does not exist may answer for the list unasked."""
    if not current_app.extensions["doithoai.settings"].demonstration:
        raise NotAReceiver
    return receivers()[0]


def _take_in(lines: Lines, terms: Terms, listed: Path) -> Counter[Fate]:
    if lines.sheet is not None:
        only = "Of several sheets only the first one shown is read: %(sheet)s"
        click.echo(translate(only, terms.locale, sheet=lines.sheet))
    tally: Counter[Fate] = Counter()
    with _report(listed) as note, _progress(lines.count, terms.locale) as step:
        for row in lines.rows():
            fate, refusals = take_in(row, terms)
            tally[fate] += 1
            note(refusals)
            step(tally.total())
    return tally


@contextmanager
def _report(path: Path) -> Iterator[Callable[[Iterable[Refusal]], None]]:
    """A new report, whole up to the last line read; none is left when nothing was refused."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("line", "ref", "member", "reason"))
        empty = file.tell()

        def note(refusals: Iterable[Refusal]) -> None:
            for each in refusals:
                writer.writerow((each.line, _plain(each.ref), _plain(each.member), each.reason))
            file.flush()

        yield note
        is_empty = file.tell() == empty
    if is_empty:
        path.unlink()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


@contextmanager
def _progress(count: int, locale: str) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, else a line now and then."""
    if sys.stdout.isatty():
        with click.progressbar(length=count, show_pos=True) as bar:
            yield lambda _: bar.update(1)
        return

    def step(done: int) -> None:
        if done % EVERY == 0:
            click.echo(translate("%(done)s of %(count)s lines", locale, done=done, count=count))

    yield step


def _tell(tally: Counter[Fate], listed: Path, locale: str) -> None:
    summary = (
        "%(read)s lines read: %(imported)s taken in, %(there)s already there, %(refused)s refused"
    )
    numbers = {fate.value: tally[fate] for fate in Fate}
    click.echo(translate(summary, locale, read=tally.total(), **numbers))
    if tally.total() == tally[Fate.THERE]:
        click.echo(translate("Nothing new: the whole list had been taken in before", locale))
    if tally[Fate.REFUSED]:
        click.echo(translate("The refused lines, with reasons: %(file)s", locale, file=listed))


def _said(problem: Problem, locale: str) -> str:
    """The refusal of a whole file, with what it is about."""
    facts = ", ".join(f"{fact}" for fact in problem.facts.values())
    title = translate(problem.title, locale)
    return f"{title} ({facts})" if facts else title


_SUMMARY = (
    "%(read)s lines read: %(imported)s taken in, %(there)s already there, %(refused)s refused"
)
_GONE = "The database does not answer; do the same again later: what was taken in stays taken in"
