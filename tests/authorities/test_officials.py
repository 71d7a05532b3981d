"""Accounts of officials, and changing who holds what, by command."""

from uuid import UUID

import pyotp
import pytest

from api.accounts import passwords, queries
from api.accounts.commands import accounts
from api.accounts.errors import LoginTaken
from api.accounts.models import AccountKind, Session
from api.accounts.officials import BadLogin, UnknownLogin
from api.authorities.directory import directory
from api.authorities.errors import PositionHeld, PositionVacant, UnknownPosition
from api.core import clock
from api.core.database import db, unit_of_work
from api.core.ids import new_id
from tests.authorities.conftest import VACANT, Run


def test_who_is_added_can_sign_in_and_holds_the_position(run: Run, vacant: str) -> None:
    result = run(accounts, "add", "mau.a", "--position", vacant, "--person", "Mẫu A")

    said = dict(line.split(maxsplit=1) for line in result.output.strip().splitlines())
    account = queries.official("mau.a")
    assert account is not None
    assert account.kind is AccountKind.OFFICIAL
    assert passwords.matches(account.password_hash, said["password"])
    assert said["totp"] == account.totp_secret
    assert pyotp.parse_uri(said["otpauth"]).secret == said["totp"]
    held = directory().holder_on(position_of(vacant), clock.today())
    assert held is not None
    assert (held.person, held.account_id) == ("Mẫu A", account.id)


def test_an_administrator_holds_no_position(run: Run) -> None:
    run(accounts, "add", "ky.thuat", "--administrator")

    account = queries.official("ky.thuat")
    assert account is not None
    assert account.kind is AccountKind.ADMINISTRATOR
    assert directory().appointments_of(account.id, clock.today()) == []


@pytest.mark.parametrize("options", [[], ["--position", VACANT, "--administrator"]])
def test_an_account_is_of_a_position_or_of_an_administrator(run: Run, options: list[str]) -> None:
    result = run(accounts, "add", "mau.a", *options)

    assert result.exit_code == 2
    assert queries.official("mau.a") is None


def test_nothing_is_kept_of_an_account_that_cannot_hold_its_position(run: Run, vacant: str) -> None:
    run(accounts, "add", "mau.a", "--position", vacant, "--person", "Mẫu A")

    with pytest.raises(PositionHeld):
        run(accounts, "add", "mau.b", "--position", vacant, "--person", "Mẫu B")
    with pytest.raises(UnknownPosition):
        run(accounts, "add", "mau.b", "--position", "nowhere", "--person", "Mẫu B")
    with pytest.raises(LoginTaken):
        run(accounts, "add", "mau.a", "--administrator")
    with pytest.raises(BadLogin):
        run(accounts, "add", "Mẫu A", "--administrator")

    assert queries.official("mau.b") is None


def test_a_vacant_position_needs_the_name_of_its_person(run: Run, vacant: str) -> None:
    with pytest.raises(PositionVacant):
        run(accounts, "add", "mau.a", "--position", vacant)


def test_a_reset_changes_both_secrets_and_ends_every_session(run: Run) -> None:
    run(accounts, "add", "ky.thuat", "--administrator")
    account = queries.official("ky.thuat")
    assert account is not None
    before = account.password_hash, account.totp_secret
    with unit_of_work():
        session = a_session(account.id)

    result = run(accounts, "reset", "ky.thuat")

    db.session.expire_all()
    assert "password" in result.output
    assert account.password_hash != before[0]
    assert account.totp_secret != before[1]
    assert db.session.get_one(Session, session).revoked_at == clock.now()


def test_nobody_is_reset_under_a_login_that_there_is_not(run: Run) -> None:
    with pytest.raises(UnknownLogin):
        run(accounts, "reset", "nobody")


def test_a_position_is_handed_over_with_the_seat_of_the_one_before(run: Run, vacant: str) -> None:
    named = ("--person", "Mẫu A", "--from", "2026-02-01")
    run(accounts, "add", "mau.a", "--position", vacant, *named)
    run(accounts, "add", "mau.b", "--position", "11359-kt-pho")
    first, second = queries.official("mau.a"), queries.official("mau.b")
    assert first is not None
    assert second is not None
    with unit_of_work():
        session = a_session(first.id, position_of(vacant))

    run(accounts, "handover", vacant, "mau.b", "--person", "Mẫu B")

    db.session.expire_all()
    assert directory().appointments_of(first.id, clock.today()) == []
    held = directory().holder_on(position_of(vacant), clock.today())
    assert held is not None
    assert held.account_id == second.id
    assert db.session.get_one(Session, session).revoked_at is not None


def test_a_vacant_position_cannot_be_handed_over(run: Run, vacant: str) -> None:
    run(accounts, "add", "ky.thuat", "--administrator")

    with pytest.raises(PositionVacant):
        run(accounts, "handover", vacant, "ky.thuat", "--person", "Mẫu A")


@pytest.mark.parametrize("length", [passwords.SHORTEST - 1, passwords.LONGEST + 1])
def test_a_password_too_short_or_too_long_is_not_kept(length: int) -> None:
    with pytest.raises(passwords.PasswordTooShort):
        passwords.keep("x" * length)


def test_a_password_is_kept_as_argon2id_in_64_mebibytes() -> None:
    kept = passwords.keep("ba con mèo đen ngủ")

    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert passwords.matches(kept, "ba con mèo đen ngủ")


def test_nobodys_password_is_no_password() -> None:
    assert not passwords.matches(None, "ba con mèo đen ngủ")
    assert not passwords.matches("no hash", "ba con mèo đen ngủ")


def position_of(code: str) -> UUID:
    position = directory().position_by_code(code)
    assert position is not None
    return position.id


def a_session(account_id: UUID, position_id: UUID | None = None) -> UUID:
    """Somebody is signed in."""
    session = Session(
        account_id=account_id,
        token_hash=str(new_id()),
        position_id=position_id,
        created_at=clock.now(),
        seen_at=clock.now(),
        expires_at=clock.now(),
        idle_seconds=60,
    )
    db.session.add(session)
    db.session.flush()
    return session.id
