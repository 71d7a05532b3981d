"""`doithoai regulation check|due|explain` and `doithoai calendar load|show`."""

import json
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from api.core import clock
from api.core.clock import VIETNAM, vietnam_date
from api.core.database import unit_of_work
from api.regulation.calendar import WorkCalendar
from api.regulation.calendar_file import InvalidDay, read_days
from api.regulation.calendar_table import keep, shipped, work_calendar
from api.regulation.facts import FACTS
from api.regulation.forecast import foresee
from api.regulation.inventory import headings, holdings
from api.regulation.language import InvalidRegulation, Regulation, load
from api.regulation.queries import hours
from api.regulation.queries import regulation as law
from api.regulation.queries import shipped as shipped_law
from api.regulation.reckoning import written
from api.regulation.recurring import open_periods
from api.regulation.rules import Rule
from api.regulation.terms import InvalidTerm, Term

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="For programs.")
LOCALE = click.option("--locale", type=click.Choice(["vi", "en"]), default="vi", show_default=True)


@click.group()
def regulation() -> None:
    """The law as data."""


@click.group()
def calendar() -> None:
    """Which days are worked."""


@regulation.command()
@click.option("--documents", type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(documents: Path | None) -> None:
    """What is in force today, what is unset, what is unverified; exit 1 on a bad document."""
    try:
        read = _law() if documents is None else load(documents, demonstration=True)
    except InvalidRegulation as bad:
        for problem in bad.problems:
            click.echo(str(problem), err=True)
        sys.exit(1)
    today = clock.today()
    click.echo(f"{len(read.documents)} documents, {len(read.rules)} rules; {today.isoformat()}")
    for each in holdings(read, today):
        counts = " · ".join(f"{name} {count}" for name, count in each.counts.items())
        click.echo(f"  {each.document.id:<12} {each.rules:>3} rules: {counts}")
        click.echo(f"    {each.document.title('vi')}")
    for heading, rules in headings(read, today).items():
        click.echo(f"\n{heading}: {len(rules)}")
        for rule in rules:
            _list(rule)


def _list(rule: Rule) -> None:
    click.echo(f"  {rule.id:<28} {rule.term or rule.every!s:<8} {rule.citation('vi')}")
    if rule.waits_for:
        click.echo(f"    waits for: {rule.waiting('vi')}")


@regulation.command()
@click.option("--start", required=True, help="Moment or day, ISO 8601; Vietnam time if not said.")
@click.option("--term", "text", required=True, help="10wd, 30cd, 8wh, 1mo …")
@AS_JSON
def due(start: str, text: str, as_json: bool) -> None:
    """When a term that begins at this moment ends."""
    term = _term(text)
    reckoned = written(_calendar().due(_moment(start, "--start"), term))
    if term.is_in_hours and reckoned["due_at"] is None:
        click.echo("office hours are not set: no hour can be counted", err=True)
    if as_json:
        click.echo(json.dumps(reckoned, ensure_ascii=False))
        return
    for name in ("due_at", "last_day", "provisional"):
        click.echo(f"{name}: {reckoned[name]}")
    for day in reckoned["skipped"]:
        click.echo(f"skipped: {day['on']} {day['reason']} {day['name']}".rstrip())
    if roll := reckoned["roll"]:
        click.echo(f"roll: {roll['from']} -> {roll['to']}")


@regulation.command()
@click.option("--event", "event", default="petition.received", show_default=True)
@click.option("--on", "on", help="Day or moment of the event; now when not given.")
@click.option("--kind")
@click.option("--addressee", default="government", show_default=True)
@click.option("--level", default="commune", show_default=True)
@click.option("--unit-kind", default="commune", show_default=True)
@click.option("--field")
@click.option("--instance", type=int, default=1, show_default=True)
@click.option("--complex/--not-complex", "is_complex", default=None)
@click.option("--remote/--not-remote", "is_remote", default=None)
@click.option("--lodged/--not-lodged", "is_lodged", default=False)
@LOCALE
@AS_JSON
def explain(event: str, on: str | None, locale: str, as_json: bool, **given: object) -> None:
    """What an event would open: who owes, by when, and why."""
    facts = {key.removeprefix("is_"): fact for key, fact in given.items() if fact is not None}
    _refuse_unknown(facts)
    at = _moment(on, "--on") if on else clock.now()
    found = [
        each.shown(locale, inside=True) for each in foresee(_law(), _calendar(), event, at, facts)
    ]
    if as_json:
        click.echo(json.dumps({"obligations": found}, ensure_ascii=False))
        return
    for each in found:
        click.echo(f"{each['title']} ({each['rule']}, {each['owed_by']})")
        for line in each["explanation"]:
            click.echo(f"  {line}")
    if not found:
        click.echo("no rule opens anything")


@regulation.command()
@click.option("--since", help="Also the periods that ended after this day, ISO 8601.")
def recur(since: str | None) -> None:
    """Open the duties that come back, also those of periods that were missed."""
    first = vietnam_date(_moment(since, "--since")) if since else None
    if first is not None and first > clock.today():
        raise click.BadParameter("this day is still to come", param_hint="--since")
    with unit_of_work():
        opened = open_periods(first)
    click.echo(f"{opened} duties opened")


@calendar.command("load")
@FILE
def load_calendar(file: Path) -> None:
    """Load days; a day that is there already is replaced."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            days = read_days(lines)
    except InvalidDay as bad:
        raise click.ClickException(f"{file.name}: {bad}; nothing was loaded") from None
    with unit_of_work():
        keep(days)
    click.echo(f"{len(days)} days loaded from {file.name}")
    click.echo("what is owed already keeps the day it was given", err=True)


@calendar.command()
@click.argument("year", type=int)
def show(year: int) -> None:
    """The days of a year that differ from the week."""
    days = [day for day in _calendar().days.values() if day.on.year == year]
    for day in sorted(days, key=lambda each: each.on):
        click.echo(f"{day.on} {day.kind:<12} {day.status:<9} {day.name} ({day.source})")
    if not days:
        raise click.ClickException(f"nothing is known of {year}")


def _law() -> Regulation:
    """The law as it is here; as it was shipped where there is no database yet."""
    with suppress(SQLAlchemyError), unit_of_work():
        return law()
    return shipped_law()


def _calendar() -> WorkCalendar:
    """The calendar in use here; the one we ship where there is no database yet."""
    found = WorkCalendar.of(())
    with suppress(SQLAlchemyError), unit_of_work():
        found = work_calendar()
    return found if found.days else WorkCalendar.of(shipped(), hours())


def _term(text: str) -> Term:
    try:
        return Term.parse(text)
    except InvalidTerm as bad:
        raise click.BadParameter(str(bad), param_hint="--term") from None


def _moment(text: str, option: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("not a day or moment (2026-11-20)", param_hint=option) from None
    if not 1900 <= moment.year <= 2200:
        raise click.BadParameter("not a year that is counted here", param_hint=option)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _refuse_unknown(facts: dict[str, object]) -> None:
    for name, fact in facts.items():
        expected = FACTS[name]
        if isinstance(expected, frozenset) and fact not in expected:
            known = ", ".join(sorted(expected))
            raise click.BadParameter(f"{fact!r} is none of {known}", param_hint=f"--{name}")
