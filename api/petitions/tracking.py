"""A case as whoever has its code follows it, also where it goes on in another one."""

from collections.abc import Sequence
from typing import Any

from api.authorities.directory import directory
from api.cases.models import Case
from api.petitions import queries
from api.petitions.mergers import merger_of
from api.petitions.models import Petition
from api.petitions.splits import parts_of
from api.petitions.states import PUBLIC, PetitionState
from api.petitions.views import Shown


class Tracked(Shown):
    """State, unit and dates, and the same of where it went."""

    @property
    def goes_on(self) -> list[dict[str, Any]]:
        """The petition it was merged into, or those it was split into; each by its own code."""
        known = directory()
        return [
            {
                "code": each.code,
                "public_state": PUBLIC[PetitionState(each.state)],
                "unit": known.unit(each.unit_id).name,
                "position": known.position(each.holder_id).name,
                "answered_at": each.answered_at,
            }
            for each in _next_of(self.petition)
        ]


def _next_of(petition: Petition) -> Sequence[Case]:
    if petition.state == PetitionState.SPLIT:
        return parts_of(petition.id)
    merger = merger_of(petition.id) if petition.state == PetitionState.MERGED else None
    return [queries.petition_outline(merger.into_id)] if merger else []
