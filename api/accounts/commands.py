"""`doithoai accounts …`. What needs a position (add, handover) is added by `api.authorities`."""

import click

from api.accounts import officials
from api.core.database import unit_of_work


@click.group()
def accounts() -> None:
    """People who can sign in: officials and administrators."""


@accounts.command()
@click.argument("login")
def reset(login: str) -> None:
    """Give LOGIN a new password and code generator, and end all its sessions."""
    given = officials.new_secrets()
    with unit_of_work():
        officials.reset(login, given)
    show(login, given)


def show(login: str, given: officials.Secrets) -> None:
    """Print what the person needs, this once."""
    click.echo(f"login     {login}")
    click.echo(f"password  {given.password}")
    click.echo(f"totp      {given.totp_secret}")
    click.echo(f"otpauth   {given.uri(login)}")
