"""A petition made from a visit to a reception: received at the moment at which somebody came."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from api.cases.models import Channel
from api.core.access import Actor
from api.core.i18n import DEFAULT_LOCALE, translate
from api.dialogues.receptions.visiting import visit_to_change
from api.dialogues.receptions.visits import Visit
from api.petitions.handing_in import submit
from api.petitions.models import Petition
from api.petitions.submission import Submission

WHY: Final = "Taken down at the reception, number %(number)s in its register"
"""Why it is entered after the moment at which it was received."""


def take_in(
    reception_id: UUID, visit_id: UUID, petition_id: UUID, given: Submission, actor: Actor
) -> tuple[Visit, Petition, bool]:
    """Hand in, for who came, what they came with; says also whether the petition is new.

    It came by the reception, when they came: the clock runs from then. Who they are is what the
    register says, unless the petition names somebody else.
    """
    visit = visit_to_change(reception_id, visit_id, actor)
    visit.must_be_free_for(petition_id)
    petition, is_new = submit(petition_id, _as_received(given, visit), actor)
    visit.take_in(petition.id)
    return visit, petition, is_new


def _as_received(given: Submission, visit: Visit) -> Submission:
    who = {"name": visit.name or "", "address": visit.address or ""}
    named = {key: value for key, value in who.items() if value}
    is_told = given.petitioner is not None or given.people is not None
    return replace(
        given,
        channel=Channel.RECEPTION,
        received_at=visit.came_at,
        reason=translate(WHY, DEFAULT_LOCALE, number=visit.register),
        petitioner=given.petitioner if is_told else named or None,
        contact=given.contact or ({"phone": visit.phone} if visit.phone else None),
    )
