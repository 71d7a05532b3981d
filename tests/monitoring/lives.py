"""What happens to a petition, one act at a time and at moments of one's choice."""

from datetime import datetime
from typing import Any

from api.core import clock
from api.petitions import actions
from api.petitions.answers import Draft, Result
from api.petitions.models import Petition
from api.petitions.outcomes import Outcome
from tests import make

OTHER_COMMUNE = "11407"
"""Phường An Biên."""


def received(at: datetime, commune: str = make.COMMUNE, **given: Any) -> Petition:
    """Handed in at the counter of the commune."""
    with clock.standing_at(at):
        return make.petition(f"{commune}-tcd-tiep-nhan", area=commune, **given)


def accepted(petition: Petition, at: datetime) -> None:
    """The head takes it on."""
    with clock.standing_at(at):
        actions.decide(petition.id, make.actor(head_of(petition)), Outcome.ACCEPTANCE, {})


def answered(petition: Petition, at: datetime) -> None:
    """The head drafts the answer and signs it."""
    with clock.standing_at(at):
        head = make.actor(head_of(petition))
        actions.draft(petition.id, head, Draft("Đã khơi thông cống.", Result.RESOLVED))
        actions.sign(petition.id, head, make.signature())


def head_of(petition: Petition) -> str:
    """The code of the position that decides on it."""
    return f"{petition.unit_area_code}-ubnd-chu-tich"
