"""`doithoai routing explain`: who would answer, by which row of the competence table, and why."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import click
from marshmallow import ValidationError

from api.core.database import unit_of_work
from api.core.errors import Problem
from api.core.foreign import translate_any
from api.core.i18n import translate
from api.routing.dry_run import dry_run
from api.routing.schemas import RouteAsked

ANSWERS = "Answers"
PREPARES = "Prepares"
COOPERATES = "Works with it"
WHY = "Why it is theirs"
SOURCE = "By which source"
NOBODY = "Nobody answers"
HEADINGS = (ANSWERS, PREPARES, COOPERATES, WHY, SOURCE, NOBODY)


@click.group()
def routing() -> None:
    """Who is responsible for what."""


@routing.command()
@click.option("--kind", default="reflection", show_default=True)
@click.option("--addressee", default="government", show_default=True)
@click.option("--field", help="A field or a part of one; see /api/v1/fields.")
@click.option("--area", help="Code of the commune; left out when it is not known where.")
@click.option("--about-unit", help="Code of the unit complained of.")
@click.option("--about-position", help="Code of the position complained of.")
@click.option("--instance", type=int, default=1, show_default=True, help="2: it was settled once.")
@click.option("--on", help="The day whose officials count, as 2026-11-20; today when not given.")
@click.option("--locale", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def explain(locale: str, as_json: bool, **given: Any) -> None:
    """Say which rows hold for such a matter, which wins and why; nothing is handed in."""
    about = {
        name: code
        for name in ("unit", "position")
        if (code := given.pop(f"about_{name}")) is not None
    }
    asked = {name: value for name, value in given.items() if value is not None}
    try:
        with unit_of_work():
            question = RouteAsked().load(asked | ({"about": about} if about else {}))
            found = dry_run(question, locale)
    except (Problem, ValidationError) as refusal:
        click.echo("\n".join(_said(refusal, locale)), err=True)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for line in _lines(found, locale):
        click.echo(line)


def _said(refusal: Problem | ValidationError, locale: str) -> list[str]:
    if isinstance(refusal, Problem):
        return [translate(refusal.title, locale)]
    wrong: dict[str, list[str]] = refusal.messages_dict
    return [f"{name}: {translate_any(each, locale)}" for name in wrong for each in wrong[name]]


def _lines(found: dict[str, Any], locale: str) -> Iterator[str]:
    for row in found["rows"]:
        sign = {"won": "*", "lost": "+", "no": "-"}[row["outcome"]]
        yield f"{sign} {row['id']}"
        yield from (f"    {sentence}" for sentence in row["because"])
    yield ""
    if found["refused"]:
        yield f"{translate(NOBODY, locale)}: {found['refused']}"
        return
    holder, prepares = found["holder"], found["prepares"]
    yield f"{translate(ANSWERS, locale)}: {holder['name']} ({holder['position']})"
    if prepares:
        yield f"{translate(PREPARES, locale)}: {prepares['unit_name']} ({prepares['unit']})"
    for each in found["cooperates"]:
        yield f"{translate(COOPERATES, locale)}: {each['unit_name']} ({each['unit']})"
    for each in found["delegations"]:
        yield f"  {each['because']}"
    yield f"{translate(WHY, locale)}: {found['reason']}"
    yield f"{translate(SOURCE, locale)}: {found['source']} ({found['confidence']})"
