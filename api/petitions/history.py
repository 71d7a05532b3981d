"""The course of a matter as those who work on it read it: both instances, and what was undone."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from api.authorities.directory import directory
from api.cases.access import Reader, reader_of, roles_on, sight
from api.core.access import Actor, Role
from api.core.database import db
from api.core.errors import Forbidden
from api.core.i18n import preferred_locale
from api.petitions import queries
from api.petitions.answers import Answer
from api.petitions.chains import SecondComplaint, first_of, second_of
from api.petitions.models import Petition
from api.petitions.reopening import Reopening, reopenings_of, right_to_reopen
from api.petitions.settlements import findings, findings_in
from api.petitions.withdrawals import Withdrawal, withdrawals_of

READERS: Final = frozenset(
    {Reader.AUTHOR, Reader.RECEIVER, Reader.HANDLER, Reader.RECEIVING_HANDLER, Reader.HEAD}
)
"""Its sender and those who work on it; who watches or publishes has no part in it."""

SETTLING: Final = frozenset({Reader.HANDLER, Reader.HEAD})
"""Who decides on a second complaint, or prepares that; not who only takes it in."""

READING: Final = frozenset({Role.RESIDENT, Role.RECEIVER, Role.HANDLER, Role.ASSISTANT, Role.HEAD})
"""Roles whose holders read the words of a petition."""


def history_of(petition_id: UUID, actor: Actor) -> dict[str, Any]:
    """The course of this petition; `Missing` and `Forbidden` as for the petition itself.

    Who settles the second complaint reads the first one's file: it is the same matter. Who settled
    the first is told of the second only where and how it stands.
    """
    petition = queries.petition_outline(petition_id)
    reader = reader_of(actor, petition)
    if reader not in READERS:
        raise Forbidden
    right = right_to_reopen(petition)
    return {
        "instances": _instances(petition, reader, actor),
        "withdrawals": [_withdrawn(each) for each in withdrawals_of(petition.id)],
        "reopenings": [_reopened(each) for each in reopenings_of(petition.id)],
        "reopen_until": right.due.last_day if right and right.due else None,
    }


def _instances(petition: Petition, reader: Reader, actor: Actor) -> list[dict[str, Any]]:
    before, after = first_of(petition.id), second_of(petition.id)
    shown = []
    if before is not None:
        first = before[0]
        # Who settles the second reads what it is about, unless it is about them.
        settles = reader in SETTLING and not sight(actor).is_about(first)
        shown.append(_shown(first, None, is_read=settles or _reads(first, actor)))
    shown.append(_shown(petition, before[1] if before else None, is_read=True))
    if after is not None:
        shown.append(_shown(after, None, is_read=_reads(after, actor)))
    return shown


def _reads(petition: Petition, actor: Actor) -> bool:
    """Whether its words, and not only those that are shown in public, are theirs to read."""
    return not roles_on(actor, petition).isdisjoint(READING)


def _shown(petition: Petition, link: SecondComplaint | None, *, is_read: bool) -> dict[str, Any]:
    return {
        "id": petition.id,
        "code": petition.code,
        "instance": petition.instance,
        "state": petition.state,
        "unit": directory().unit(petition.unit_id).name,
        "received_at": petition.opened_at,
        "lodged_at": petition.lodged_at,
        "accepted_at": petition.accepted_at,
        "text": petition.text if is_read else None,
        "decisions": _decisions(petition.id, is_read=is_read),
        "excuse": link.excuse if link else None,
    }


def _decisions(petition_id: UUID, *, is_read: bool) -> list[dict[str, Any]]:
    signed = select(Answer).where(Answer.petition_id == petition_id, Answer.signed_at.is_not(None))
    answers = list(db.session.scalars(signed.order_by(Answer.ordinal)))
    found, locale = findings_in([each.id for each in answers]), preferred_locale()
    return [
        {
            "number": each.number,
            "symbol": each.symbol,
            "signed_on": each.signed_on,
            "finding": _found(found.get(each.id), locale),
            "text": each.text if is_read else None,
        }
        for each in answers
    ]


def _found(code: str | None, locale: str) -> dict[str, str] | None:
    if code is None:
        return None
    kind = findings().get(code)
    return {"code": code, "title": kind.title(locale) if kind else code}


def _withdrawn(each: Withdrawal) -> dict[str, Any]:
    return {
        "part": each.part,
        "form": each.form,
        "at": each.at,
        "recorded_at": each.recorded_at,
    }


def _reopened(each: Reopening) -> dict[str, Any]:
    return {
        "reason": each.reason,
        "by": "head" if each.position_id else "author",
        "closed_at": each.closed_at,
        "at": each.at,
    }
