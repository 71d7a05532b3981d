"""`doithoai regulation propose|proposals|adopt|refuse` and `doithoai calendar propose`."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from sqlalchemy import select

from api.authorities.acting import on_behalf_of
from api.core.database import db, unit_of_work
from api.core.errors import Problem
from api.core.i18n import DEFAULT_LOCALE, LOCALES, translate
from api.regulation import adoption
from api.regulation.adoption import Decided, Paper
from api.regulation.calendar import Day, DayStatus
from api.regulation.calendar_file import InvalidDay, read_days
from api.regulation.commands import AS_JSON, calendar, regulation
from api.regulation.complaints import told
from api.regulation.editing import Changes
from api.regulation.errors import NotAdoptable
from api.regulation.models import CalendarDay
from api.regulation.views import proposal_shown

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(formats=["%Y-%m-%d"])
LOCALE = click.option(
    "--locale", type=click.Choice(LOCALES), default=DEFAULT_LOCALE, show_default=True
)
AS = click.option(
    "--as", "login", required=True, help="Login or position code of the official who does it."
)

Command = Callable[..., Any]


def of_a_paper(command: Command) -> Command:
    """The options that say which signed paper it is, and who proposes it."""
    options = (
        click.option("--number", required=True, help="Number of the signed paper."),
        click.option("--signed", type=DAY, required=True, help="Day of its signature."),
        click.option("--scan", type=FILE, help="The paper as PDF, PNG or JPEG."),
        AS,
        LOCALE,
    )
    for option in reversed(options):
        command = option(command)
    return command


@contextmanager
def said_in(locale: str) -> Iterator[None]:
    """Inside, a refusal ends the command with its words in this language."""
    try:
        yield
    except NotAdoptable as refused:
        lines = [translate(refused.title, locale), *(told(e, locale) for e in refused.problems)]
        raise click.ClickException("\n".join(lines)) from None
    except Problem as problem:
        facts = ", ".join(str(fact) for fact in problem.facts.values())
        title = translate(problem.title, locale)
        raise click.ClickException(f"{title} ({facts})" if facts else title) from None


@regulation.command()
@click.argument("files", type=FILE, nargs=-1, required=True)
@of_a_paper
def propose(files: tuple[Path, ...], locale: str, **given: Any) -> None:
    """Propose documents (.toml) and days (.csv) of one signed paper; a second person adopts it."""
    documents = {each.name: _text(each) for each in files if each.suffix.lower() == ".toml"}
    days = [day for each in files if each.suffix.lower() == ".csv" for day in _days(each)]
    strange = [each.name for each in files if each.suffix.lower() not in {".toml", ".csv"}]
    if strange:
        raise click.ClickException(f"{', '.join(strange)}: neither .toml nor .csv")
    put_forward(Changes(documents, days, None), locale, given)


def put_forward(changes: Changes, locale: str, given: Mapping[str, Any]) -> None:
    """Propose these, and say by which id they are adopted."""
    with said_in(locale), unit_of_work():
        actor, scan = on_behalf_of(given["login"]), given["scan"]
        kept = adoption.keep_scan(scan.read_bytes(), actor) if scan else None
        paper = Paper(
            number=given["number"],
            signed_on=given["signed"].date(),
            documents=changes.documents,
            days=changes.days,
            competence=changes.competence,
            scan_hash=kept.hash if kept else None,
        )
        proposal_id = adoption.propose(paper, actor).id
    click.echo(str(proposal_id))
    click.echo(f"proposed; somebody else adopts: regulation adopt {proposal_id} --as …", err=True)


@regulation.command()
@AS_JSON
def proposals(as_json: bool) -> None:
    """What was proposed, by whom, and what was decided, newest first."""
    with unit_of_work():
        shown = [_told(each) for each in adoption.proposals(limit=1000)]
    if as_json:
        click.echo(json.dumps({"proposals": shown}, ensure_ascii=False))
        return
    for each in shown:
        table = ["competence"] if each["competence"] else []
        what = ", ".join([*each["documents"], *each["days"], *table])
        click.echo(f"{each['id']}  {each['state']:<9} {each['number']}  {what}")
        click.echo(f"  proposed {each['proposed_at']} by {each['proposed_by']}")
        if each["decided_at"]:
            why = f": {each['reason']}" if each["reason"] else ""
            click.echo(f"  {each['state']} {each['decided_at']} by {each['decided_by']}{why}")


@regulation.command()
@click.argument("proposal", type=click.UUID)
@click.option("--scan", type=FILE, help="The signed paper, when the proposal has none.")
@AS
@LOCALE
def adopt(proposal: UUID, scan: Path | None, login: str, locale: str) -> None:
    """Adopt what somebody else has proposed; it is in force from its own dates on."""
    with said_in(locale), unit_of_work():
        actor = on_behalf_of(login)
        kept = adoption.keep_scan(scan.read_bytes(), actor) if scan else None
        adoption.adopt(proposal, actor, kept.hash if kept else None)
    click.echo("adopted")
    click.echo("open terms stay as they are; see which would move: regulation replay", err=True)


@regulation.command()
@click.argument("proposal", type=click.UUID)
@click.option("--reason", required=True)
@AS
@LOCALE
def refuse(proposal: UUID, reason: str, login: str, locale: str) -> None:
    """Say why it is not adopted; who proposed it takes it back in the same way."""
    with said_in(locale), unit_of_work():
        adoption.refuse(proposal, on_behalf_of(login), reason)
    click.echo("refused")


@calendar.command("propose")
@click.argument("days", type=DAY, nargs=-1, required=True)
@of_a_paper
def propose_days(days: tuple[datetime, ...], locale: str, **given: Any) -> None:
    """Propose that days which the calendar has as proposed are decided by this paper."""
    with unit_of_work():
        rows = [_decided_day(each.date(), given["number"]) for each in days]
    put_forward(Changes({}, rows, None), locale, given)


def _decided_day(on: date, number: str) -> Day:
    row = db.session.scalar(select(CalendarDay).where(CalendarDay.on == on))
    if row is None:
        raise click.ClickException(f"{on}: not in the calendar; propose it with a .csv file")
    day = Day(row.on, row.kind, row.name, row.source, row.status)
    return replace(day, status=DayStatus.APPROVED, source=number)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise click.ClickException(f"{file.name}: not UTF-8") from None


def _days(file: Path) -> tuple[Day, ...]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return read_days(lines)
    except (InvalidDay, UnicodeDecodeError) as bad:
        raise click.ClickException(f"{file.name}: {bad}; nothing was proposed") from None


def _told(found: Decided) -> dict[str, Any]:
    """A proposal as JSON has it, without the texts of its documents."""
    shown = proposal_shown(found)
    shown |= {name: shown[name] and str(shown[name]) for name in ("id", "signed_on")}
    moments = {name: shown[name] for name in ("proposed_at", "decided_at")}
    shown |= {name: at and at.isoformat(timespec="minutes") for name, at in moments.items()}
    documents = [each["name"] for each in shown["documents"]]
    days = [each["date"] for each in shown["days"]]
    is_more = shown["competence"] is not None
    return shown | {"documents": documents, "days": days, "competence": is_more}
