"""Forgetting what signing in leaves behind."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select, text

from api.accounts import actions
from api.accounts.jobs import forget
from api.accounts.models import Session, SignInCode
from api.core import clock
from api.core.database import db
from tests import make
from tests.conftest import MONDAY


def test_codes_go_after_a_day_and_sessions_after_a_month(app: Flask) -> None:
    actions.ask_for_code(make.RESIDENT, "vi")
    make.token_of(make.RESIDENT)

    with clock.standing_at(MONDAY + timedelta(hours=23)):
        forget()
    assert _left() == (1, 1)
    with clock.standing_at(MONDAY + timedelta(hours=25)):
        forget()
    assert _left() == (0, 1)
    with clock.standing_at(MONDAY + timedelta(days=90 + 31)):
        forget()
    assert _left() == (0, 0)


def test_limits_name_nobody(app: Flask) -> None:
    actions.ask_for_code(make.RESIDENT, "vi")

    keys = db.session.scalars(text("select key from limits")).all()

    assert keys
    assert not any("912345678" in key for key in keys)


def _left() -> tuple[int | None, int | None]:
    return (
        db.session.scalar(select(func.count()).select_from(SignInCode)),
        db.session.scalar(select(func.count()).select_from(Session)),
    )
