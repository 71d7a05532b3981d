"""The command `doithoai`."""

import os
import socket
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click
from flask import json

from api import app as application
from api import settings as reading
from api.core import embedded, jobs, logs, schema
from api.core.database import THREADS, unit_of_work
from api.core.errors import Problem
from api.core.processes import Child, is_free, run
from api.demo.actions import AccountShown, accounts, is_loaded, load
from api.demo.commands import DAY, demo, tell
from api.settings import BadSetting, Settings
from notifications import standin

GROUPS = (*application.COMMANDS, demo)
"""Commands of the rooms: each runs inside the application."""

HERE = "127.0.0.1"
WORKERS = 2


class Told(click.Group):
    """A refusal of ours ends a command with its title, not with a trace."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except Problem as problem:
            facts = ", ".join(f"{name}={fact}" for name, fact in problem.facts.items())
            raise click.ClickException(f"{problem.title} {facts}".strip()) from None


@click.group(cls=Told)
@click.pass_context
def main(context: click.Context) -> None:
    """Đối Thoại: residents speak to the people who govern them, and somebody answers."""
    if context.invoked_subcommand in {group.name for group in GROUPS}:
        logs.configure()
        context.with_resource(application.create_app(_settings()).app_context())


for group in GROUPS:
    main.add_command(group)


@main.command()
@click.option("--home", type=click.Path(path_type=Path), help="Folder of everything kept.")
@click.option("--port", default=8000, show_default=True)
@click.option(
    "--demo", "is_demo", is_flag=True, help="With the made-up people of the demonstration."
)
@click.option(
    "--until", type=DAY, help="Last day of the demonstration's story; today if not given."
)
def up(home: Path | None, port: int, is_demo: bool, until: datetime | None) -> None:
    """Start everything on this machine: PostgreSQL, migrations, web, worker."""
    if not is_free(port):
        raise click.ClickException(f"port {port} is in use: choose another with --port")
    if home is not None:
        os.environ["DOITHOAI_HOME"] = str(home)
    if is_demo:
        _mark_demonstration()
    address = f"http://{HERE}:{port}"
    os.environ.setdefault("PUBLIC_ADDRESS", address)
    settings = _settings()
    schema.upgrade(settings)
    people = _load_demonstration(settings, until) if settings.demonstration else []
    sys.exit(
        run(
            [Child("web", _web(HERE, port, WORKERS))],
            health=f"{address}/readyz",
            ready=lambda: _announce(address, people),
            afterwards=_behind(settings),
            tend=_tend,
        )
    )


@main.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default=HERE, show_default=True)
@click.option("--workers", default=WORKERS, show_default=True, help="Web processes.")
def serve(port: int, host: str, workers: int) -> None:
    """Serve HTTP."""
    _settings()
    command = _web(host, port, workers)
    os.execv(command[0], command)  # noqa: S606 -- no shell is wanted


@main.command()
def work() -> None:
    """Do the jobs: tell people, remind, look after the queue."""
    logs.configure()
    jobs.work(application.create_app(_settings()))


@main.command()
def migrate() -> None:
    """Bring the database to the newest step, as the owner's role."""
    schema.upgrade(_settings())


@main.group("schema")
def schema_group() -> None:
    """For developers: the steps of the database."""


@schema_group.command()
def check() -> None:
    """Fail when the models say something else than the steps make."""
    with tempfile.TemporaryDirectory(prefix="doithoai-") as folder:
        settings = _settings_of(os.environ | {"DOITHOAI_HOME": folder, "DATABASE_URL": ""})
        schema.upgrade(settings)
        drifted = schema.has_drifted(settings)
        embedded.release(settings.home)
    if drifted:
        raise click.ClickException('models and migrations differ: make migration m="…"')
    click.echo("models and migrations agree")


@schema_group.command()
@click.argument("message")
def revise(message: str) -> None:
    """Write the next numbered step from the models."""
    settings = _settings()
    schema.upgrade(settings)
    schema.revise(settings, message)


@main.command()
def openapi() -> None:
    """Print the description of the API."""
    nowhere = Settings("postgresql+psycopg://", "", reading.home_folder(), "-")
    app = application.create_app(nowhere)
    with app.app_context():
        description = app.extensions["doithoai.api"].description
    click.echo(json.dumps(description, ensure_ascii=False, indent=1, sort_keys=True))


@main.group("jobs")
def jobs_group() -> None:
    """The queue of work for later."""


@jobs_group.command("again")
def jobs_again() -> None:
    """Send every failed job again."""
    app = application.create_app(_settings())
    with app.app_context(), unit_of_work():
        sent = jobs.send_failed_again()
    click.echo(f"{sent} jobs sent again")


@main.command("google", hidden=True)
@click.argument("port", type=int)
def google(port: int) -> None:
    """Stand in for Google's push service, in the demonstration."""
    standin.serve(reading.home_folder(), port)


def _settings() -> Settings:
    try:
        return _settings_of(os.environ)
    except BadSetting as bad:
        raise click.ClickException(str(bad)) from None


def _settings_of(environment: Mapping[str, str]) -> Settings:
    """The settings; with a PostgreSQL of our own when no address is given."""
    given = dict(environment)
    if not given.get("DATABASE_URL") and not given.get("DATABASE_URL_FILE"):
        addresses = embedded.ensure(reading.home_folder(given))
        given |= {"DATABASE_URL": addresses.app, "DATABASE_OWNER_URL": addresses.owner}
        given.setdefault("OUTBOX", "yes")
        if environment is os.environ:
            os.environ.update(given)
    return reading.read(given)


def _mark_demonstration() -> None:
    home = reading.home_folder()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    (home / reading.DEMONSTRATION).touch()


def _load_demonstration(settings: Settings, until: datetime | None) -> Sequence[AccountShown]:
    """The province and its story are there; who can sign in to it."""
    with application.create_app(settings).app_context():
        with unit_of_work():
            if not is_loaded():
                click.echo("loading the demonstration province …")
                load(settings.home)
        tell(until)
        with unit_of_work():
            return accounts(settings.home)


def _behind(settings: Settings) -> list[Child]:
    """What works behind the web server, for later."""
    us = (sys.executable, "-m", "api.cli")
    children = [Child("worker", (*us, "work"))]
    if settings.demonstration and settings.firebase_credentials is None:
        google_port = _free_port()
        url = f"http://{HERE}:{google_port}"
        os.environ["FIREBASE_CREDENTIALS"] = str(standin.write_service_account(settings.home, url))
        os.environ["FIREBASE_URL"] = url
        children.append(Child("google", (*us, "google", str(google_port))))
    return children


def _tend() -> None:
    """Our own PostgreSQL is started again when it died; another one is somebody else's to keep."""
    try:
        embedded.keep(reading.home_folder())
    except embedded.ServerUnavailable as error:
        click.echo(str(error), err=True)


def _web(host: str, port: int, workers: int) -> tuple[str, ...]:
    """The web server's own command: its first process need not know the application."""
    given = {"host": host, "port": port, "workers": workers, "blocking-threads": THREADS}
    options = [f"--{name}={value}" for name, value in given.items()]
    kept = ("--respawn-failed-workers", "--workers-kill-timeout=30", "--no-log")
    what = ("--interface=wsgi", "--factory", "api.app:from_environment")
    return (sys.executable, "-m", "granian", *options, *kept, *what)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


def _announce(address: str, people: Sequence[AccountShown]) -> None:
    click.echo(f"ready {address}")
    click.echo(f"      {address}/api/docs/ shows the API")
    if people:
        click.echo("sign-ins of the demonstration (made-up people; doithoai demo accounts --json):")
    for each in people:
        click.echo(f"  {each.login:<20} {each.position or each.role}")


if __name__ == "__main__":
    main()
