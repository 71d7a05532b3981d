"""Forgetting what signing in leaves behind."""

from datetime import timedelta

from sqlalchemy import delete, or_, text

from api.accounts.models import Session, SignInCode
from api.core import clock
from api.core.database import db
from api.core.jobs import periodic

CODES_KEPT = timedelta(days=1)
SESSIONS_KEPT = timedelta(days=30)

_LIMITS = text("delete from limits where tat < clock_timestamp()")
"""A limit whose time has run out says nothing any more."""


@periodic("accounts.forget", cron="17 20 * * *")
def forget() -> None:
    """Codes of yesterday, sessions that ended long ago, limits that have run out."""
    now = clock.now()
    ended = or_(Session.revoked_at < now - SESSIONS_KEPT, Session.expires_at < now - SESSIONS_KEPT)
    db.session.execute(delete(SignInCode).where(SignInCode.requested_at < now - CODES_KEPT))
    db.session.execute(delete(Session).where(ended))
    db.session.execute(_LIMITS)
