"""`doithoai outbox`."""

import json
from typing import Any

import click
from flask import current_app

from notifications.channels.outbox import Outbox
from notifications.models import ChannelName


@click.command()
@click.option("--to", help="Only what went to this telephone number or address.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON list.")
def outbox(to: str | None, as_json: bool) -> None:
    """Messages that the development channels kept, oldest first."""
    kept = list(Outbox(current_app.extensions["doithoai.settings"].home).read(to))
    if as_json:
        click.echo(json.dumps(kept, ensure_ascii=False, indent=1))
        return
    for message in kept:
        click.echo(f"{message['at']}  {message['channel']:<5} {message['to']}")
        click.echo(f"    {_words(message)}")


def _words(message: dict[str, Any]) -> str:
    if message["channel"] == ChannelName.PUSH:
        return f"{message['title']}: {message['body']}"
    lines = [message["subject"]] if "subject" in message else []
    return "\n    ".join([*lines, *str(message["text"]).splitlines()])
