"""The timeline of a case (quá trình giải quyết), as its readers are shown it."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from api.authorities.directory import directory
from api.core.database import db
from api.core.i18n import translate
from api.events.models import Event

TITLES = {
    "petition.received": "Petition received",
    "petition.information_requested": "More information asked for",
    "petition.supplemented": "Information added by the sender",
    "petition.files_added": "Files added",
    "petition.proposed": "How to proceed is being considered",
    "petition.accepted": "Petition accepted",
    "petition.declined": "Petition declined, with reason",
    "petition.guided": "Sender guided to the right way",
    "petition.transferred": "Petition transferred to the competent body",
    "petition.filed": "Petition filed",
    "petition.returned": "Petition returned",
    "petition.assigned": "Somebody was assigned to prepare the answer",
    "petition.classified": "Kind or field determined anew",
    "petition.suspended": "Settlement suspended",
    "petition.resumed": "Settlement resumed",
    "petition.extended": "Term lengthened",
    "petition.directed": "Direction given",
    "petition.urged": "Urged to answer",
    "petition.answered": "Petition answered",
    "petition.contested": "Sender does not agree with the answer",
    "petition.contest_decided": "Decided on the sender's disagreement",
    "petition.rated": "Answer rated by the sender",
    "petition.supported": "Somebody else has the same matter",
    "petition.reopened": "Petition reopened",
    "petition.published": "Petition made public",
    "petition.withheld": "Petition not yet public",
    "petition.withdrawn": "Petition withdrawn",
    "petition.withdrawn_in_part": "A part of the petition withdrawn",
    "petition.withdrawal_lodged": "Withdrawal received on paper or in person",
    "petition.terminated": "Settlement terminated",
    "petition.merged": "Petition merged with another",
    "petition.split": "Petition split",
    "petition.represented": "Others stand for the people who ask",
    "petition.closed": "Petition closed",
    "petition.drafted": "Draft of the answer laid before who signs",
    "petition.noted": "Note written for colleagues",
    "petition.part_asked": "Another unit asked to contribute",
    "petition.part_contributed": "A unit contributed its part",
    "petition.part_declined": "A unit said why it does not contribute",
    "complaint.lodged": "Complaint lodged",
    "obligation.moved": "A due date moved",
    "obligation.due_soon": "Reminded that it is due soon",
    "obligation.overdue": "Told that it is overdue",
}
"""What the events of a case are called, in the words of people; others are not shown."""

INSIDE = frozenset(
    {"petition.proposed", "petition.assigned", "petition.returned", "petition.directed"}
)
"""Steps inside the office: their facts are for officials."""

REMINDERS = frozenset({"obligation.due_soon", "obligation.overdue"})
"""Who was reminded is told to officials only; everybody sees the duties themselves."""

AMONG_US = REMINDERS | {
    "petition.drafted",
    "petition.noted",
    "petition.part_asked",
    "petition.part_contributed",
    "petition.part_declined",
}
"""What is told to officials only: what was reminded, prepared, and asked of each other."""

OF_SENDERS = frozenset(
    {
        "petition.supplemented",
        "petition.files_added",
        "petition.contested",
        "petition.rated",
        "petition.supported",
        "petition.withdrawn",
        "petition.withdrawn_in_part",
        "petition.reopened",
    }
)
"""What senders do themselves, unless an official wrote it down for them."""

BETWEEN_US = frozenset({"petition.withheld", "petition.files_added"})
"""What is told to the sender and to officials, and not to everybody."""


COUNTED = frozenset({"petition.supported"})
"""What happens so often that only how often is told, beside the timeline."""


def timeline(
    case_id: UUID, locale: str, *, inside: bool, in_public: bool = False
) -> list[dict[str, Any]]:
    """What happened on the case, oldest first.

    `inside` is for officials: they see which position acted and the facts, others the unit.
    """
    names = TITLES.keys() - COUNTED - (frozenset() if inside else AMONG_US)
    names -= BETWEEN_US if in_public else frozenset()
    return [_shown(event, locale, inside=inside) for event in _events(case_id, names)]


def since(case_id: UUID, version: int, locale: str, *, inside: bool) -> list[dict[str, Any]]:
    """What happened on the case after somebody read this version of it, oldest first."""
    names = TITLES.keys() - (frozenset() if inside else AMONG_US)
    found = [each for each in _events(case_id, names) if (each.case_version or 0) > version]
    return [_shown(event, locale, inside=inside) for event in found]


def _events(case_id: UUID, names: Iterable[str]) -> Sequence[Event]:
    return db.session.scalars(
        select(Event)
        .where(Event.case_id == case_id, Event.name.in_(names))
        .order_by(Event.at, Event.id)
    ).all()


def _shown(event: Event, locale: str, *, inside: bool) -> dict[str, Any]:
    known = directory()
    acted = known.position(event.actor_position_id) if event.actor_position_id else None
    unit_id = acted.unit_id if acted else event.unit_id
    facts = event.facts if inside or event.name not in INSIDE else {}
    return {
        "id": event.id,
        "name": event.name,
        "title": translate(TITLES[event.name], locale),
        "at": event.at,
        "recorded_at": event.recorded_at,
        "unit": known.unit(unit_id).name,
        "position": acted.name if acted and inside else None,
        "by_sender": acted is None and event.name in OF_SENDERS,
        "facts": facts,
    }
