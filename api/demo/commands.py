"""`doithoai demo load|accounts`."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime

import click
from flask import current_app

from api.core.database import unit_of_work
from api.demo import actions
from api.demo.errors import NotADemonstration
from api.demo.story import nights
from api.regulation.recurring import open_periods
from api.settings import Settings

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def demo() -> None:
    """The demonstration: a real province with made-up people."""


@demo.command()
@click.option("--until", type=DAY, help="Last day of its story; today when not given.")
def load(until: datetime | None) -> None:
    """Load the province, its people and what happened there; again, it changes nothing."""
    settings = _settings()
    with unit_of_work():
        actions.load(settings.home)
    tell(until)
    click.echo("the demonstration is loaded")


@demo.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def accounts(as_json: bool) -> None:
    """Show who can sign in to the demonstration, and with what."""
    settings = _settings()
    with unit_of_work():
        shown = actions.accounts(settings.home)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in shown], ensure_ascii=False, indent=1))
        return
    for each in shown:
        click.echo(f"{each.login:22}{each.password:18}{each.totp_secret:34}{each.position or '-'}")


def tell(until: datetime | None) -> None:
    """What happened in the province up to the end of this day is there; whoever waits sees it grow.

    Once it was told it stays so, whatever day is given.
    """
    end = actions.last_moment(until.date() if until else None)
    with unit_of_work():
        _watch(actions.tell(end), len([*nights(end)]))
        open_periods()


def _watch(days: Iterator[date], number: int) -> None:
    """A bar on a terminal, elsewhere a line for each month."""
    if sys.stdout.isatty():
        with click.progressbar(days, length=number, label="telling its story") as shown:
            for _ in shown:
                pass
        return
    for day in days:
        if day.day == 1:
            click.echo(f"telling its story: {day:%m/%Y}")


def _settings() -> Settings:
    settings: Settings = current_app.extensions["doithoai.settings"]
    if not settings.demonstration:
        raise NotADemonstration
    return settings
