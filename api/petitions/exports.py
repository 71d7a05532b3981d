"""Lists of petitions that leave the product: each row as far as who exports it may read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Engine, RowMapping, Select, and_, case, or_, select

from api.authorities.directory import Directory, directory
from api.authorities.fields import fields
from api.cases.access import OFFICE, UNTOLD, WORDLESS, concerning, sight
from api.cases.labels import CHANNELS, KINDS
from api.cases.models import Case, CaseType
from api.core.access import Actor, Role
from api.core.clock import VIETNAM
from api.core.database import db
from api.core.i18n import translate
from api.core.limits import Limit
from api.petitions.counts import number_of
from api.petitions.disclosures import Disclosed, disclose
from api.petitions.filters import Wanted, conditions, mine
from api.petitions.labels import state_called
from api.petitions.models import Petition
from api.petitions.public_text import PublicText
from api.petitions.search_errors import TooLongForAWorkbook, TooManyExports
from api.petitions.states import INTAKE
from api.regulation.calendar import ONE_DAY

A_DAY_OF_OFFICIALS: Final = Limit("exports", 5, ONE_DAY)
A_DAY_OF_RESIDENTS: Final = Limit("own-exports", 1, ONE_DAY)

LONGEST_WORKBOOK: Final = 50_000
"""Rows; a workbook is made whole before it is sent."""

A_PIECE: Final = 2_000
"""Rows that are read at a time: what is in memory does not grow with the list."""

HEADINGS: Final[Mapping[str, str]] = {
    "code": "Code",
    "receipt_number": "Receipt number",
    "register": "Number in the register",
    "kind": "Kind",
    "addressee": "Addressed to",
    "channel": "Came in by",
    "field": "Field",
    "area": "Area",
    "unit": "Unit that answers",
    "holder": "Who must answer",
    "assigned": "Who prepares",
    "state": "Stands at",
    "received_at": "Received",
    "accepted_at": "Accepted",
    "answered_at": "Answered",
    "due_at": "Next due",
    "overdue": "Overdue",
    "title": "Title",
    "text": "Words",
    "place": "Place in words",
    "sender": "Sender",
    "address": "Address of the sender",
    "phone": "Telephone",
}
"""The columns by their names in JSON, and what they are called in a table."""


@dataclass(frozen=True)
class Export:
    """What is to be read, ready to be read after the request's own transaction is over."""

    engine: Engine
    statement: Select[*tuple[Any, ...]]
    known: Directory
    at: datetime
    locale: str
    total: int

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every petition, newest first, in pieces; no transaction stays open between them."""
        after: UUID | None = None
        while True:
            asked = self.statement.limit(A_PIECE)
            if after is not None:
                asked = asked.where(Case.ordinal < after)
            with self.engine.connect() as connection:
                piece = connection.execute(asked).mappings().all()
            yield from map(self._shown, piece)
            if len(piece) < A_PIECE:
                return
            after = piece[-1]["ordinal"]

    def _shown(self, row: RowMapping) -> dict[str, Any]:
        known, position = self.known, self.known.positions
        assigned = position.get(row["assigned_id"]) if row["assigned_id"] else None
        due_at = row["next_due_at"]
        return {
            "code": row["code"],
            "receipt_number": row["receipt_number"],
            "register": row["register_number"]
            and f"{row['register_number']}/{row['register_year']}",
            "kind": row["kind"].value,
            "addressee": row["addressee"].value,
            "channel": row["channel"],
            "field": row["field"],
            "area": known.areas[row["area_code"]].name if row["area_code"] else None,
            "unit": known.unit(row["unit_id"]).name,
            "holder": known.position(row["holder_id"]).name,
            "assigned": assigned.name if assigned else None,
            "state": row["state"],
            "received_at": _moment(row["opened_at"]),
            "accepted_at": _moment(row["accepted_at"]),
            "answered_at": _moment(row["answered_at"]),
            "due_at": _moment(due_at),
            "overdue": due_at is not None and due_at <= self.at,
            **{
                name: row[name] for name in ("title", "text", "place", "sender", "address", "phone")
            },
        }


def export(actor: Actor, wanted: Wanted, at: datetime, locale: str, *, whole: bool) -> Export:
    """What this person may take out of what they ask for; on record, and only so often a day.

    `whole` is for a file that is made before it is sent, which has a longest length.
    """
    total = number_of(actor, wanted, at)
    if whole and total > LONGEST_WORKBOOK:
        raise TooLongForAWorkbook(longest=LONGEST_WORKBOOK, count=total)
    limit = A_DAY_OF_RESIDENTS if actor.is_(Role.RESIDENT) else A_DAY_OF_OFFICIALS
    if not limit.hit(str(actor.account_id)):
        raise TooManyExports
    disclose(Disclosed.EXPORT, actor, wanted, total)
    return Export(db.engine, _asked(actor, wanted, at), directory(), at, locale, total)


def in_words(row: Mapping[str, Any], locale: str) -> dict[str, Any]:
    """The same row for a table that people read: codes by what they are called."""
    channel, field = row["channel"], fields().get(row["field"] or "")
    return {
        **row,
        "kind": translate(_KINDS[row["kind"]], locale),
        "channel": translate(_CHANNELS[channel], locale) if channel else None,
        "field": field.name(locale) if field else row["field"],
        "state": state_called(row["state"], row["kind"], locale),
        "overdue": translate("Yes", locale) if row["overdue"] else None,
    }


_KINDS = {str(kind): label for kind, label in KINDS.items()}
_CHANNELS = {str(channel): label for channel, label in CHANNELS.items()}


_WORDS: Final = ("title", "text", "place", "sender", "address", "phone")


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M") if at else None


def _asked(actor: Actor, wanted: Wanted, at: datetime) -> Select[*tuple[Any, ...]]:
    """Which columns a row has depends on what who exports it is on that petition."""
    own = Petition.__table__.c
    seen = sight(actor)
    worded, told = seen.without(*WORDLESS).clause(), seen.without(*UNTOLD).clause()
    office = seen.only(*OFFICE).clause()
    receives = and_(seen.only(Role.RECEIVER).clause(), Case.state.in_(INTAKE))
    chosen = (
        select(
            Case.ordinal,
            *_PLAIN,
            _where(told, Case.receipt_number).label("receipt_number"),
            _where(office, Case.register_number).label("register_number"),
            _where(office, Case.register_year).label("register_year"),
            _where(office, Case.channel).label("channel"),
            _where(office, Case.assigned_id).label("assigned_id"),
            case((worded, own.title), else_=PublicText.title).label("title"),
            case((worded, own.text), else_=PublicText.text).label("text"),
            _where(told, own.place).label("place"),
            _where(receives, own.petitioner["name"].astext).label("sender"),
            _where(receives, own.petitioner["address"].astext).label("address"),
            _where(receives, own.contact["phone"].astext).label("phone"),
        )
        .outerjoin(PublicText, PublicText.petition_id == Case.id)
        .where(Case.type == CaseType.PETITION, concerning(actor), *conditions(actor, wanted, at))
        .order_by(Case.ordinal.desc())
    )
    return chosen.where(or_(*mine(actor))) if wanted.mine else chosen


def _where(may: ColumnElement[bool], column: Any) -> ColumnElement[Any]:
    """The column for who may read it; nothing for anybody else."""
    return case((may, column))


_PLAIN: Sequence[Any] = (
    Case.code,
    Case.kind,
    Case.addressee,
    Case.field,
    Case.area_code,
    Case.unit_id,
    Case.holder_id,
    Case.state,
    Case.opened_at,
    Case.accepted_at,
    Case.answered_at,
    Case.next_due_at,
)
