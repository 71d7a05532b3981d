"""`doithoai demo load|accounts`."""

import json
from dataclasses import asdict
from datetime import datetime

import click
from flask import current_app

from api.core.database import unit_of_work
from api.demo import actions
from api.demo.errors import NotADemonstration
from api.regulation.recurring import open_periods
from api.settings import Settings


@click.group()
def demo() -> None:
    """The demonstration: a real province with made-up people."""


@demo.command()
@click.option("--until", type=click.DateTime(formats=["%Y-%m-%d"]), help="Last day of its history.")
def load(until: datetime | None) -> None:  # noqa: ARG001 -- there is no history to load yet
    """Load the province, its people and their accounts; again, it changes nothing."""
    settings = _settings()
    with unit_of_work():
        actions.load(settings.home)
        open_periods()
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


def _settings() -> Settings:
    settings: Settings = current_app.extensions["doithoai.settings"]
    if not settings.demonstration:
        raise NotADemonstration
    return settings
