"""A petition that came to the wrong unit: whose it is now, and when the head above must say so."""

from api.authorities.directory import directory
from api.authorities.policy import Act
from api.authorities.views import PositionView, UnitView
from api.cases.access import head_above, is_accused
from api.core import clock
from api.petitions.errors import AboutThem, NoHeadThere, ReturnedToItself
from api.petitions.models import Petition
from api.routing.actions import goes_up, sent_back, sent_up


def times_returned(petition: Petition) -> int:
    """How often it has been sent back so far."""
    return sum(note.act is Act.RETURN for note in petition.notes)


def hand_on(petition: Petition, to: UnitView | None, times: int) -> bool:
    """It goes to the unit named; at every so-manyth return to the head above, whoever is named.

    Says whether it went up. It stays where it is when none is named and it does not go up.
    """
    above = head_above(petition) if goes_up(times) else None
    if above is not None:
        _give(petition, above, sent_up(petition.holder_reason))
        return True
    if to is not None:
        _give(petition, _head_of(petition, to), sent_back(petition.holder_reason))
    return False


def _give(petition: Petition, head: PositionView, reason: str) -> None:
    """From now on this head must answer."""
    unit = directory().unit(head.unit_id)
    petition.unit_id, petition.unit_area_code, petition.holder_id = unit.id, unit.area_code, head.id
    petition.holder_reason = reason
    petition.register_year = petition.register_number = None


def _head_of(petition: Petition, to: UnitView) -> PositionView:
    """The head of this unit; never one it is about."""
    if to.id == petition.unit_id:
        raise ReturnedToItself(unit=to.name)
    head = directory().head_of(to.id)
    if head is None or not to.is_current(clock.today()):
        raise NoHeadThere(unit=to.name)
    if concerns(petition, to):
        raise AboutThem(code=petition.code)
    return head


def concerns(petition: Petition, unit: UnitView) -> bool:
    """Whether it complains of the unit, of one that the unit is a part of, or of either's head."""
    known = directory()
    head = known.head_of(unit.id)
    if head is not None and is_accused(petition, head):
        return True
    accused = petition.about_unit_id
    if accused is None and petition.about_position_id is not None:
        person = known.position(petition.about_position_id)
        accused = person.unit_id if person.is_head else None
    is_part = accused is not None and unit.id in known.below(accused)
    return is_part or unit.id == petition.about_unit_id
