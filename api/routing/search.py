"""One look for the position that must answer a matter: the table first, then whom it is about."""

from uuid import UUID

from api.authorities.directory import Directory
from api.authorities.fields import field_of
from api.authorities.models import Manner, Title
from api.authorities.policy import BODIES
from api.authorities.views import PositionView, UnitView
from api.cases.models import Kind
from api.core import clock
from api.routing.errors import NobodyResponsible, NoSecondHere
from api.routing.models import UNSAID, Because, Question, Route
from api.routing.table import Competence, Facts, Row

FOR_THE_TIME_BEING = frozenset({Manner.ACTING, Manner.IN_CHARGE})
"""How somebody holds a position until another is elected or appointed."""


class Search:
    """One look for the responsible position; what it decided by stands in `because`."""

    def __init__(self, known: Directory, table: Competence, question: Question) -> None:
        self.known = known
        self.table = table
        self.question = question
        self.day = question.on or clock.today()
        self.because: list[Because] = []
        self.field = field_of(question.field)
        self.about_unit_id = self._standing(question.about_unit_id)
        self.about_position_id = question.about_position_id
        self.area_code = question.area_code or self._area_of_the_accused() or table.province

    def route(self) -> Route:
        """Who must answer; `NobodyResponsible` when the table or the directory names nobody."""
        row = self._row()
        usual = self.usual(row)
        rightful = self._above_the_accused(usual) or usual
        if self.question.instance > 1:
            rightful = self._second_settler(rightful)
        holder = self._seated(rightful)
        # A vacancy moves who answers, not who prepares it.
        prepares = self._prepares(row, rightful, usual)
        return Route(
            position_id=holder.id,
            unit_id=holder.unit_id,
            prepares_unit_id=prepares.id if prepares else None,
            row_id="+".join([row.id, *self.because]),
            source=self.table.top.source if Because.TOP in self.because else row.source,
            is_fallback=not {Because.TOP, Because.NO_FIELD}.isdisjoint(self.because),
            cooperates_unit_ids=self._cooperates(row, prepares, usual),
        )

    def facts(self) -> Facts:
        """What the table is asked of this matter."""
        area = self.known.area(self.area_code)
        if area is None:
            raise NobodyResponsible(area=self.area_code)
        codes = {code for code in (self.field, self.question.field) if code}
        return {
            "addressee": frozenset({self.question.addressee}),
            "kind": frozenset({self.question.kind}),
            "field": frozenset(codes),
            "level": frozenset({area.level}),
            "area": frozenset({area.code}),
        }

    def usual(self, row: Row) -> PositionView:
        """Whom the row names, whoever the matter is about."""
        unit = (
            self.known.body(self.area_code, row.to.body, self.day)
            if row.to.body
            else self.known.desk(self.area_code, row.to.desk or "", self.day)
        )
        desks = self.known.positions_of(unit.id) if unit else ()
        found = next((desk for desk in desks if desk.title is row.to.title), None)
        if found is None:
            raise NobodyResponsible(area=self.area_code, row=row.id)
        return found

    def _row(self) -> Row:
        row = self.table.row_for(self.facts())
        if row is None:
            raise NobodyResponsible(area=self.area_code, addressee=self.question.addressee)
        return row

    def _standing(self, unit_id: UUID | None) -> UUID | None:
        """The unit, or the one that took its place: what was decided before is its matter now."""
        if unit_id is None:
            return None
        standing = self.known.standing(unit_id, self.day)
        if standing.id != unit_id:
            self.because.append(Because.SUCCEEDED)
        return standing.id

    def _above_the_accused(self, usual: PositionView) -> PositionView | None:
        """Somebody else than the usual one, because of whom the matter is about."""
        position_id, unit_id = self.about_position_id, self.about_unit_id
        if position_id is not None:
            holder = self._line_of(self.known.position(position_id).unit_id, usual)
            above = self.known.superior_of(position_id) if holder else usual
            return self._untouched(above, usual, Because.ABOVE_POSITION)
        if unit_id is None:
            return None
        in_line = self._line_of(unit_id, usual)
        if in_line and self.question.kind is Kind.COMPLAINT:
            return self._first_settler(unit_id)
        parent = self.known.parent(unit_id)
        above = usual if not in_line else self._head_from(parent)
        return self._untouched(above, usual, Because.ABOVE_UNIT)

    def _first_settler(self, unit_id: UUID) -> PositionView | None:
        """A complaint against a unit's decision: its own head first, or the next head up."""
        self.because.append(Because.FIRST_SETTLER)
        unit: UnitView | None = self.known.unit(unit_id)
        while unit is not None and unit.kind not in self.table.settlers[unit.level]:
            unit = self.known.parent(unit.id)
        return self._head_from(unit)

    def _second_settler(self, first: PositionView) -> PositionView:
        """The head above the one who settled it first."""
        above = self.known.superior_of(first.id)
        while above is not None and self._is_accused(above):
            above = self.known.superior_of(above.id)
        if above is None:
            raise NoSecondHere(position=first.name)
        if Because.FIRST_SETTLER in self.because:
            self.because.remove(Because.FIRST_SETTLER)
        self.because.append(Because.SECOND)
        return above

    def _seated(self, rightful: PositionView) -> PositionView:
        """The position while somebody holds it or acts for it, else the first such one above.

        A position that nobody was ever entered for is not vacant: its list is not loaded yet.
        """
        held = self.known.holder_on(rightful.id, self.day)
        if (held is not None and held.manner in FOR_THE_TIME_BEING) or self._has_deputy(rightful):
            self.because.append(Because.ACTING)
            return rightful
        if not self._is_vacant(rightful):
            return rightful
        above = self.known.superior_of(rightful.id)
        while above is not None and (self._is_accused(above) or self._is_vacant(above)):
            above = self.known.superior_of(above.id)
        if above is None:
            return rightful
        self.because.append(Because.VACANT)
        return above

    def _is_vacant(self, position: PositionView) -> bool:
        held = self.known.holder_on(position.id, self.day)
        return held is None and self.known.held_since(position.id) is not None

    def _has_deputy(self, position: PositionView) -> bool:
        """Whether the position is vacant and a deputy there is in charge (phụ trách) meanwhile."""
        if not self._is_vacant(position):
            return False
        deputies = (
            desk
            for desk in self.known.positions_of(position.unit_id)
            if desk.title is Title.DEPUTY and not self._is_accused(desk)
        )
        holders = (self.known.holder_on(desk.id, self.day) for desk in deputies)
        return any(held is not None and held.manner in FOR_THE_TIME_BEING for held in holders)

    def _untouched(
        self, above: PositionView | None, usual: PositionView, why: Because
    ) -> PositionView:
        """The first one, going up, whom the matter is not about."""
        while above is not None and self._is_accused(above):
            above = self.known.superior_of(above.id)
        if above is None:
            self.because.append(Because.TOP)
            return self._instead_of(usual)
        if above.id != usual.id:
            self.because.append(why)
        return above

    def _is_accused(self, position: PositionView) -> bool:
        if self.about_position_id is not None and self._is_same_person(
            position.id, self.about_position_id
        ):
            return True
        unit_id = self.about_unit_id
        return unit_id is not None and position.unit_id in self.known.below(unit_id)

    def _is_same_person(self, one: UUID, other: UUID) -> bool:
        """One person may hold two positions, as secretary and as chair."""
        holders = self.known.holder_on(one, self.day), self.known.holder_on(other, self.day)
        if one == other or holders[0] is None or holders[1] is None:
            return one == other
        return (
            holders[0].account_id is not None and holders[0].account_id == holders[1].account_id
        ) or (holders[0].person == holders[1].person and self._is_same_place(one, other))

    def _is_same_place(self, one: UUID, other: UUID) -> bool:
        beside = self.known.same_place(self.known.position(one).unit_id)
        return self.known.position(other).unit_id in beside

    def _instead_of(self, usual: PositionView) -> PositionView:
        body = self._body_above(usual.unit_id)
        other = self.known.body(self.table.province, self.table.top.instead[body.kind], self.day)
        head = self.known.head_of(other.id) if other else None
        if head is None or self._is_accused(head):
            raise NobodyResponsible(area=self.table.province)
        return head

    def _head_from(self, unit: UnitView | None) -> PositionView | None:
        """The head of the unit, or of the next one up that has one."""
        while unit is not None:
            head = self.known.head_of(unit.id)
            if head is not None:
                return head
            unit = self.known.parent(unit.id)
        return None

    def _line_of(self, unit_id: UUID, usual: PositionView) -> bool:
        """Whether the accused belongs to the same line (Party, government, …) as the addressee."""
        return self._body_above(unit_id).kind is self._body_above(usual.unit_id).kind

    def _body_above(self, unit_id: UUID) -> UnitView:
        unit = self.known.unit(unit_id)
        while unit.kind not in BODIES and (above := self.known.parent(unit.id)) is not None:
            unit = above
        return unit

    def _prepares(self, row: Row, holder: PositionView, usual: PositionView) -> UnitView | None:
        """The unit that prepares the answer, which is not the one it is about either."""
        unit = self.known.unit(holder.unit_id)
        by_field = self._by_field(row) if holder.id == usual.id else None
        above = self.table.about.get(self._body_above(unit.id).kind, {}).get(unit.level)
        if Because.FIRST_SETTLER in self.because:
            settling = (self._desk(unit, code) for code in (by_field, above))
            accused = self.about_unit_id
            return next((desk for desk in settling if desk and desk.id != accused), None)
        asked = [by_field, above] if self._is_examined_above() else [by_field]
        desks = (self._desk(unit, code) for code in asked)
        return next((desk for desk in desks if desk and not self._is_touched(desk)), None)

    def _cooperates(self, row: Row, lead: UnitView | None, usual: PositionView) -> tuple[UUID, ...]:
        """The units that the row lets work with the one that prepares."""
        area = self.known.unit(usual.unit_id)
        codes = row.cooperating(self.question.field, self.field) if lead else ()
        desks = (self._desk(area, code) for code in codes)
        return tuple(
            desk.id
            for desk in desks
            if desk and lead and desk.id != lead.id and not self._is_touched(desk)
        )

    def _by_field(self, row: Row) -> str | None:
        code = row.preparing(self.question.field, self.field)
        is_vague = code is None or self.field == UNSAID
        if is_vague and row.receives is not None:
            self.because.append(Because.NO_FIELD)
        return code or row.receives

    def _desk(self, unit: UnitView, code: str | None) -> UnitView | None:
        return self.known.desk(unit.area_code, code, self.day) if code else None

    def _is_examined_above(self) -> bool:
        """Whether it is about somebody, or was settled once: examined for the head above."""
        accused = self.about_position_id or self.about_unit_id
        return accused is not None or Because.SECOND in self.because

    def _is_touched(self, unit: UnitView) -> bool:
        """Whether the unit, or somebody in it, is the one the matter is about."""
        accused = self.about_unit_id
        if accused is not None and unit.id in self.known.below(accused):
            return True
        position_id = self.about_position_id
        return position_id is not None and self.known.position(position_id).unit_id == unit.id

    def _area_of_the_accused(self) -> str | None:
        unit_id = self.about_unit_id
        if self.about_position_id is not None:
            unit_id = self.known.position(self.about_position_id).unit_id
        return None if unit_id is None else self.known.unit(unit_id).area_code
