"""What stands in a calendar: a dialogue, a reception day, or the last day of something owed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from api.authorities.directory import directory
from api.core import clock
from api.dialogues.receptions.models import Reception, ReceptionState
from api.dialogues.sessions import Dialogue
from api.regulation.models import Obligation


class EntryKind(StrEnum):
    """What it is."""

    DIALOGUE = "dialogue"
    RECEPTION = "reception"
    DUTY = "duty"


@dataclass(frozen=True)
class Entry:
    """One thing on one day, as every calendar of ours tells of it."""

    kind: EntryKind
    id: UUID
    on: date
    stamp: datetime
    """When it was last changed: the same as long as nothing is."""
    sequence: int
    """How often it was moved or called off."""
    starts_at: datetime | None = None
    """None for what is owed by the end of the day."""
    ends_at: datetime | None = None
    what: str = ""
    """The subject of a dialogue, or who receives."""
    place: str = ""
    unit: str = ""
    code: str | None = None
    """Of the dialogue, or of the case something is owed on."""
    is_called_off: bool = False
    obligation: Obligation | None = None

    @property
    def order(self) -> tuple[date, datetime, UUID]:
        """By day; what has an hour before what is owed by the end of the day."""
        last = clock.midnight(self.on).replace(hour=23, minute=59)
        return self.on, self.starts_at or last, self.id


def of_dialogue(dialogue: Dialogue) -> Entry:
    """A dialogue, wherever it stands."""
    changes = [each["at"] for each in dialogue.changes]
    called_off = [dialogue.called_off["at"]] if dialogue.called_off else []
    changed = [datetime.fromisoformat(each) for each in (*changes, *called_off)]
    return Entry(
        kind=EntryKind.DIALOGUE,
        id=dialogue.id,
        on=clock.vietnam_date(dialogue.starts_at),
        stamp=max([dialogue.opened_at, *changed]),
        sequence=len(changed),
        starts_at=dialogue.starts_at,
        ends_at=dialogue.ends_at,
        what=dialogue.topic,
        place=dialogue.place,
        unit=directory().unit(dialogue.unit_id).name,
        code=dialogue.code,
        is_called_off=dialogue.called_off is not None,
    )


def of_reception(reception: Reception) -> Entry:
    """A reception day; one that is moved is called off, and the other day stands beside it."""
    known = directory()
    is_called_off = reception.state is ReceptionState.NOT_HELD
    names = sorted(known.position(each.position_id).name for each in reception.served)
    changed = reception.recorded_at if is_called_off else None
    return Entry(
        kind=EntryKind.RECEPTION,
        id=reception.id,
        on=reception.on,
        stamp=changed or reception.planned_at,
        sequence=int(is_called_off),
        starts_at=reception.starts_at,
        ends_at=reception.ends_at,
        what="; ".join(names),
        place=reception.place,
        unit=known.unit(reception.unit_id).name,
        is_called_off=is_called_off,
    )


def of_duty(obligation: Obligation, code: str | None, last_day: date) -> Entry:
    """Something owed, on its last day."""
    halts = sum(1 if pause["until"] is None else 2 for pause in obligation.pauses)
    return Entry(
        kind=EntryKind.DUTY,
        id=obligation.id,
        on=last_day,
        stamp=obligation.started_at,
        sequence=halts + len(obligation.extensions),
        unit=directory().unit(obligation.unit_id).name,
        code=code,
        obligation=obligation,
    )
