"""Loading the demonstration."""

import json
import stat
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from api import demo as demonstration
from api.accounts import passwords, queries
from api.accounts.models import Account, AccountKind
from api.authorities.directory import directory
from api.authorities.models import HEADS, Appointment, Area, FormerArea, Position, Unit
from api.authorities.structure import country, former_communes, shipped
from api.core import clock
from api.core.database import Model, db, unit_of_work
from api.demo.actions import accounts, is_loaded, load
from api.demo.cast import cast
from api.demo.commands import demo
from api.demo.errors import NotADemonstration
from api.demo.keys import kept
from api.regulation.calendar_file import CALENDAR, read_days
from api.regulation.models import CalendarDay, Obligation
from api.settings import Settings

TABLES: tuple[type[Model], ...] = (
    Area,
    FormerArea,
    Unit,
    Position,
    Appointment,
    CalendarDay,
    Account,
)
SAMPLES = Path(demonstration.__file__).parent / "data" / "petitions.jsonl"
KEYS = Path("keys/demo-accounts.json")


def rows() -> dict[str, object]:
    """How many rows there are, and what is in those that name people."""
    counts = {
        table.__tablename__: db.session.scalar(select(func.count()).select_from(table))
        for table in TABLES
    }
    people = select(Appointment.id, Appointment.person, Appointment.account_id)
    return {**counts, "people": {tuple(row) for row in db.session.execute(people)}}


def test_loading_it_again_changes_nothing(app: Flask, settings: Settings) -> None:
    before, secrets = rows(), kept(settings.home)

    with unit_of_work():
        load(settings.home)

    assert rows() == before
    assert kept(settings.home) == secrets
    assert is_loaded()


def test_the_country_the_province_and_the_calendar_are_there(app: Flask) -> None:
    structure = shipped()
    with CALENDAR.open(encoding="utf-8") as file:
        days = len(read_days(file))

    counts = rows()

    assert counts["areas"] == len(country())
    assert counts["former_areas"] == len(former_communes())
    assert counts["units"] == len(structure.units)
    assert counts["positions"] == len(structure.positions)
    assert counts["calendar_days"] == days


def test_every_head_is_somebody_obviously_made_up(app: Flask) -> None:
    known = directory()
    heads = [desk for desk in known.positions.values() if desk.title in HEADS]

    holders = [known.holder_on(desk.id, clock.today()) for desk in heads]

    people = [holder.person for holder in holders if holder is not None]
    assert len(people) == len(heads)
    assert all("Mẫu" in person for person in people)
    assert len(set(people)) == len(people)


def test_everybody_of_the_cast_can_sign_in_as_what_they_are(app: Flask, settings: Settings) -> None:
    known = directory()

    for each in accounts(settings.home):
        account = queries.official(each.login)
        assert account is not None
        assert account.totp_secret == each.totp_secret
        held = [
            known.position(one.position_id).name
            for one in known.appointments_of(account.id, clock.today())
        ]
        assert held == ([each.position] if each.position else [])
        assert (account.kind is AccountKind.ADMINISTRATOR) == (each.position is None)
    assert len(accounts(settings.home)) == len(cast().sign_ins)


def test_the_password_shown_is_the_one_kept(app: Flask, settings: Settings) -> None:
    shown = accounts(settings.home)[0]
    account = queries.official(shown.login)

    assert account is not None
    assert passwords.matches(account.password_hash, shown.password)
    assert not passwords.matches(account.password_hash, shown.password + "x")


def test_the_secrets_are_for_the_owner_of_the_home_alone(app: Flask, settings: Settings) -> None:
    assert stat.S_IMODE((settings.home / KEYS).stat().st_mode) == 0o600


def test_lost_secrets_are_made_anew(app: Flask, settings: Settings, home: Path) -> None:
    before = accounts(settings.home)

    with unit_of_work():
        load(home)

    after = {each.login: each for each in accounts(home)}
    assert set(after) == {each.login for each in before}
    for each in before:
        assert after[each.login].password != each.password
        account = queries.official(each.login)
        assert account is not None
        assert account.totp_secret == after[each.login].totp_secret


def test_the_sign_ins_are_shown_for_programs(app: Flask) -> None:
    result = app.test_cli_runner().invoke(demo, ["accounts", "--json"])

    shown = json.loads(result.output)
    assert {tuple(each) for each in shown} == {
        ("role", "login", "password", "totp_secret", "position", "unit")
    }
    assert {"administrator", "chair", "receiver", "handler", "monitor"} <= {
        each["role"] for each in shown
    }


def test_the_command_opens_what_everybody_owes_in_the_running_periods(app: Flask) -> None:
    result = app.test_cli_runner(catch_exceptions=False).invoke(
        demo, ["load", "--until", "2025-12-31"]
    )

    assert result.output == "the demonstration is loaded\n"
    counted = select(Obligation.period, func.count()).group_by(Obligation.period)
    opened = dict(db.session.execute(counted).all())
    assert opened == {"2026": 114, "2026-03": 116, "2026-W10": 114}


def test_where_it_is_no_demonstration_nothing_made_up_is_loaded(app: Flask) -> None:
    before = app.extensions["doithoai.settings"]
    app.extensions["doithoai.settings"] = Settings(
        database_url=before.database_url,
        database_owner_url="",
        home=before.home,
        secret_key="pepper",
        demonstration=False,
    )
    runner = app.test_cli_runner(catch_exceptions=False)

    try:
        with pytest.raises(NotADemonstration):
            runner.invoke(demo, ["load"])
        with pytest.raises(NotADemonstration):
            runner.invoke(demo, ["accounts"])
    finally:
        app.extensions["doithoai.settings"] = before


def test_the_sample_petitions_are_whole() -> None:
    path = SAMPLES

    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    assert len(found) == 202
    assert len({each["id"] for each in found}) == 202
    assert all(each["text"] and each["source_url"] and each["kind"] for each in found)
