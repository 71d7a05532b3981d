"""Whose desk it is: the position somebody acts in, the others they hold, and what is theirs."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from flask import Response

from api.authorities.directory import directory
from api.authorities.models import Level, Title, UnitKind
from api.authorities.policy import Act, can, roles_of
from api.authorities.views import PositionView, UnitView
from api.core import clock
from api.core.access import Actor, Role, current_actor
from api.core.errors import Forbidden
from api.denunciations.actions import keeper
from api.denunciations.errors import NotTheRegister
from api.dialogues.errors import NotTheOrganiser
from api.dialogues.scheduling import must_organise
from api.monitoring.asking import WATCHING
from api.pages.rendering import page
from api.regulation import deciders
from api.regulation.errors import NotOfTheProvince

WORKING: Final = (Role.RECEIVER, Role.HANDLER, Role.ASSISTANT, Role.HEAD)
"""Who has something to do with petitions."""

OFFICIALS: Final = (*WORKING, Role.MODERATOR, Role.MONITOR, Role.INSPECTOR, Role.OVERSIGHT)
"""Who has a desk at all."""

_STANDING_IN: Final = frozenset({Title.DEPUTY, Title.ASSISTANT})
"""Who works for the head of the own unit: signs for them, or prepares."""


@dataclass(frozen=True)
class Desk:
    """The position acted in, with the person's other positions."""

    actor: Actor
    acting: PositionView
    unit: UnitView

    @property
    def position_ids(self) -> frozenset[UUID]:
        """The positions whose work lies here: one's own, and the head's for who stands in."""
        head = directory().head_of(self.unit.id)
        stands_in = head is not None and self.acting.title in _STANDING_IN
        return frozenset({self.acting.id} | ({head.id} if head and stands_in else set()))

    @property
    def held(self) -> Sequence[tuple[PositionView, UnitView]]:
        """All positions of the person, each with its unit."""
        known = directory()
        found = sorted(map(known.position, self.actor.position_ids), key=lambda each: each.code)
        return [(each, known.unit(each.unit_id)) for each in found]

    @property
    def works(self) -> bool:
        """Whether petitions are worked on here."""
        return self.actor.is_(*WORKING)

    @property
    def watches(self) -> bool:
        """Whether figures are watched from here."""
        return self.actor.is_(*WATCHING)

    @property
    def receives(self) -> bool:
        """Whether petitions may be entered here for somebody who came."""
        return self.actor.is_(Role.RECEIVER)

    @property
    def keeps_requests(self) -> bool:
        """Whether requests for a dialogue are looked at here."""
        kinds = can(
            roles_of(self.acting.title, self.unit.kind), Act.DIALOGUE_REQUEST, self.unit.kind
        )
        return self.receives and kinds and self.unit.level is Level.COMMUNE

    @property
    def reads_proposals(self) -> bool:
        """Whether dialogues are proposed from here, or proposals to the own unit answered."""
        roles = roles_of(self.acting.title, self.unit.kind)
        answers = can(roles, Act.DIALOGUE_PROPOSAL_ANSWER, self.unit.kind)
        return can(roles, Act.DIALOGUE_PROPOSAL, self.unit.kind) or (
            answers and self.unit.kind is UnitKind.GOVERNMENT
        )

    @property
    def keeps_promises(self) -> bool:
        """Whether something promised may be owed, confirmed or verified from here."""
        return self.actor.is_(*WORKING, Role.MONITOR, Role.INSPECTOR)

    def organises(self, unit_id: UUID) -> bool:
        """Whether dialogues of this unit are planned and recorded in the position acted in."""
        with suppress(NotTheOrganiser):
            must_organise(self.actor, directory().unit(unit_id))
            return True
        return False

    @property
    def moderates(self) -> bool:
        """Whether it is decided here what is shown in public."""
        return self.actor.is_(Role.MODERATOR)

    @property
    def screens_questions(self) -> bool:
        """Whether it is decided here which questions to dialogues are shown in public."""
        is_front = self.unit.kind is UnitKind.FRONT and self.unit.level is Level.COMMUNE
        return self.moderates or (is_front and self.actor.is_(Role.MONITOR))

    @property
    def keeps_receptions(self) -> bool:
        """Whether reception days may be planned and recorded in the position acted in."""
        return can(roles_of(self.acting.title, self.unit.kind), Act.RECEPTION, self.unit.kind)

    @property
    def keeps_papers(self) -> bool:
        """Whether a register of denunciation papers is kept here."""
        with suppress(NotTheRegister):
            keeper(self.actor)
            return True
        return False

    @property
    def changes_law(self) -> bool:
        """Whether a change of the law here may be proposed in the position acted in."""
        return self._may_change(Act.LAW_PROPOSAL)

    @property
    def adopts_law(self) -> bool:
        """Whether what others propose may be adopted."""
        return self._may_change(Act.LAW_ADOPTION)

    def _may_change(self, act: Act) -> bool:
        with suppress(NotOfTheProvince):
            deciders.must_be_able(self.actor, act)
            return True
        return False


def desk() -> Desk:
    """The desk of who asks; refused to who holds no position."""
    actor = current_actor()
    if actor.position_id is None:
        raise Forbidden
    acting = directory().position(actor.position_id)
    return Desk(actor, acting, directory().unit(acting.unit_id))


def desk_page(template: str, status: int = 200, **shown: Any) -> Response:
    """A page of the desk: what it shows, and in which capacity it is read."""
    return page(template, status, desk=desk(), today=clock.today(), **shown)
