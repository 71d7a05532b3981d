"""`doithoai open311 keys add | list | revoke`: which programs may hand in reports."""

import sys
from datetime import datetime
from typing import NoReturn

import click

from api.core.clock import vietnam_date
from api.core.database import unit_of_work
from api.core.errors import Problem
from api.core.i18n import DEFAULT_LOCALE, short_date, translate
from api.open311 import actions, queries


@click.group()
def open311() -> None:
    """Reports from and for other programs (GeoReport v2)."""


@open311.group()
def keys() -> None:
    """The keys of programs that hand in reports."""


@keys.command()
@click.argument("name")
def add(name: str) -> None:
    """Make a key for the program NAME and print it, once: it is kept nowhere."""
    try:
        with unit_of_work():
            secret = actions.add_key(name)
    except Problem as problem:
        _refused(problem)
    click.echo(secret)


@keys.command("list")
def list_() -> None:
    """Print every key's name, since when it is there, and when it was revoked."""
    with unit_of_work():
        for key in queries.all_keys():
            days = [each for each in (key.created_at, key.revoked_at) if each is not None]
            click.echo("\t".join([key.name, *(_day(each) for each in days)]))


@keys.command()
@click.argument("name")
def revoke(name: str) -> None:
    """The program NAME hands in nothing more; what it sent stays."""
    try:
        with unit_of_work():
            actions.revoke_key(name)
    except Problem as problem:
        _refused(problem)


def _day(moment: datetime) -> str:
    return short_date(vietnam_date(moment), DEFAULT_LOCALE)


def _refused(problem: Problem) -> NoReturn:
    click.echo(translate(problem.title, DEFAULT_LOCALE), err=True)
    sys.exit(1)
