"""What somebody may see: reaches of their roles, asked of a case in memory and of a query alike."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, true

from api.authorities.views import UnitView
from api.cases.models import Case, CaseType, Kind
from api.cases.representatives import represented_by, represents
from api.core.access import Role

_WATCHING = frozenset({Role.HEAD, Role.MONITOR})


@dataclass(frozen=True)
class Reach:
    """What one role lets somebody see: cases of an area, of some units, or handed out to a unit.

    Or those to which a unit is asked to contribute.
    """

    role: Role
    area_code: str | None = None
    unit_ids: frozenset[UUID] | None = None
    assigned_unit_id: UUID | None = None
    co_unit_id: UUID | None = None
    author_id: UUID | None = None
    """The sender's account, or that of who stands for several senders."""
    everything: bool = False

    def covers(self, case: Case) -> bool:
        """Whether the case is within reach."""
        if self.everything:
            return True
        if self.author_id is not None:
            return case.author_id == self.author_id or represents(self.author_id, case.id)
        if self.co_unit_id is not None:
            return self.co_unit_id in (case.co_unit_ids or ())
        if self.assigned_unit_id is not None and case.assigned_unit_id == self.assigned_unit_id:
            return True
        return (
            (self.area_code is not None or self.unit_ids is not None)
            and self.area_code in (None, case.unit_area_code)
            and (self.unit_ids is None or case.unit_id in self.unit_ids)
        )

    def is_of(self, unit: UnitView) -> bool:
        """Whether all cases of the unit are within reach."""
        return self.everything or (
            (self.area_code is not None or self.unit_ids is not None)
            and self.area_code in (None, unit.area_code)
            and (self.unit_ids is None or unit.id in self.unit_ids)
        )

    def clause(self) -> ColumnElement[bool]:
        """The same as a condition of a query."""
        if self.everything:
            return true()
        if self.author_id is not None:
            stands_for = Case.id.in_(represented_by(self.author_id))
            return or_(Case.author_id == self.author_id, stands_for)
        if self.co_unit_id is not None:
            return Case.co_unit_ids.contains([self.co_unit_id])
        return self._by_unit()

    def _by_unit(self) -> ColumnElement[bool]:
        held: list[ColumnElement[bool]] = [true()]
        if self.area_code is not None:
            held.append(Case.unit_area_code == self.area_code)
        if self.unit_ids is not None:
            held.append(Case.unit_id.in_(self.unit_ids))
        answers = and_(*held) if len(held) > 1 else false()
        if self.assigned_unit_id is None:
            return answers
        return or_(Case.assigned_unit_id == self.assigned_unit_id, answers)


@dataclass(frozen=True)
class Published:
    """What everybody may see."""

    role: Role = Role.VISITOR

    def covers(self, case: Case) -> bool:
        """Whether the case is public."""
        return case.published_at is not None

    def clause(self) -> ColumnElement[bool]:
        """The same as a condition of a query."""
        return Case.published_at.is_not(None)


@dataclass(frozen=True)
class Inspected:
    """What was promised at dialogues about matters of this area, whoever owes it."""

    area_code: str
    role: Role = Role.INSPECTOR

    def covers(self, case: Case) -> bool:
        """Whether the case is such a promise: nobody sent it, as they do what answers promise."""
        return (
            case.type is CaseType.COMMITMENT and not case.kind and case.area_code == self.area_code
        )

    def clause(self) -> ColumnElement[bool]:
        """The same as a condition of a query."""
        return and_(
            Case.type == CaseType.COMMITMENT,
            Case.kind.is_(None),
            Case.area_code == self.area_code,
        )


@dataclass(frozen=True)
class Held:
    """What waits for a decision on its publicity, apart from what these units answer or prepare."""

    except_unit_ids: frozenset[UUID]
    role: Role = Role.MODERATOR

    def covers(self, case: Case) -> bool:
        """Whether a decision is asked for, and of somebody outside of these units."""
        return case.held_at is not None and self.is_outside(case)

    def clause(self) -> ColumnElement[bool]:
        """The same as a condition of a query."""
        return and_(Case.held_at.is_not(None), self.outside())

    def outside(self) -> ColumnElement[bool]:
        """Cases that none of these units answers or prepares, as a condition of a query."""
        prepares = Case.assigned_unit_id
        return and_(
            Case.unit_id.not_in(self.except_unit_ids),
            or_(prepares.is_(None), prepares.not_in(self.except_unit_ids)),
        )

    def is_outside(self, case: Case) -> bool:
        """Whether none of these units answers the case or prepares the answer."""
        return self.except_unit_ids.isdisjoint({case.unit_id, case.assigned_unit_id})


@dataclass(frozen=True)
class Sight:
    """All that somebody may see, and what they must not because it is about them."""

    reaches: tuple[Reach | Published | Held | Inspected, ...]
    own_units: frozenset[UUID]
    own_positions: frozenset[UUID]
    """Theirs, and the head's for whom they sign as a deputy or by delegation."""

    def roles_on(self, case: Case) -> frozenset[Role]:
        """What the person is on this case; nothing at all when it is about them."""
        if self.is_about(case):
            return frozenset()
        return frozenset(reach.role for reach in self.reaches if reach.covers(case))

    def watches(self, unit: UnitView) -> bool:
        """Whether the person watches over all that this unit does, as its head or as a monitor."""
        return any(
            reach.is_of(unit)
            for reach in self.reaches
            if isinstance(reach, Reach) and reach.role in _WATCHING
        )

    def clause(self) -> ColumnElement[bool]:
        """The cases the person may see, as a condition of a query."""
        seen = or_(false(), *(reach.clause() for reach in self.reaches))
        if not self.own_units:
            return seen
        return and_(
            seen,
            or_(
                Case.about_position_id.is_(None),
                Case.about_position_id.not_in(self.own_positions),
            ),
            or_(
                Case.about_unit_id.is_(None),
                Case.about_unit_id.not_in(self.own_units),
                and_(Case.kind == Kind.COMPLAINT, Case.about_unit_id == Case.unit_id),
            ),
        )

    def only(self, *roles: Role) -> "Sight":
        """What the person may see as one of these."""
        return replace(self, reaches=tuple(each for each in self.reaches if each.role in roles))

    def without(self, *roles: Role) -> "Sight":
        """What the person may see as anything but these."""
        return self.only(*(each.role for each in self.reaches if each.role not in roles))

    def is_about(self, case: Case) -> bool:
        """Whether it is about the person or their unit, which then know nothing of it.

        A complaint that the unit it is about settles itself is the law's exception: it knows.
        """
        if case.about_position_id in self.own_positions:
            return True
        settles_it = case.kind is Kind.COMPLAINT and case.about_unit_id == case.unit_id
        return case.about_unit_id in self.own_units and not settles_it
