"""Finding the position that must answer a matter, and saying why it is that one."""

from uuid import UUID

from api.authorities.directory import Directory, directory
from api.authorities.fields import field_of
from api.authorities.policy import BODIES
from api.authorities.views import PositionView, UnitView
from api.cases.models import Kind
from api.core import clock
from api.core.i18n import translate
from api.routing.adopted import in_force
from api.routing.errors import NobodyResponsible
from api.routing.models import SENTENCES, UNSAID, Because, Explanation, Question, Route
from api.routing.table import Competence, Row


def position_for(question: Question) -> Route:
    """The position that must answer; never the one the matter is about, save as the law has it."""
    return routed(question, directory(), in_force())


def routed(question: Question, known: Directory, table: Competence) -> Route:
    """The same, asked of this directory and this table."""
    return _Search(known, table, question).route()


def explained(row_id: str, locale: str) -> Explanation:
    """In words, what `Route.row_id` says."""
    name, *extras = row_id.split("+")
    because = [Because(extra) for extra in extras]
    table = in_force()
    row = table.row(name)
    if row is None:
        gone = translate("The competence table has changed since this was assigned", locale)
        return Explanation(gone, "", "")
    if Because.RETURNED in because:
        return Explanation(translate(SENTENCES[Because.RETURNED], locale) + ".", "", "")
    entry = table.top if Because.TOP in because else row
    sentences = [entry.because[locale]]
    sentences += [translate(SENTENCES[each], locale) for each in because if each in SENTENCES]
    return Explanation(". ".join(sentences) + ".", entry.source, entry.confidence)


def sent_back(row_id: str) -> str:
    """What is kept on a case that a unit sent back and handed to another one."""
    row = row_id.partition("+")[0]
    return f"{row}+{Because.RETURNED}"


class _Search:
    """One look for the responsible position."""

    def __init__(self, known: Directory, table: Competence, question: Question) -> None:
        self.known = known
        self.table = table
        self.question = question
        self.field = field_of(question.field)
        self.area_code = question.area_code or self._area_of_the_accused() or table.province
        self.because: list[Because] = []

    def route(self) -> Route:
        row = self._row()
        usual = self._usual(row)
        holder = self._above_the_accused(usual) or usual
        prepares = self._prepares(row, holder, usual)
        return Route(
            position_id=holder.id,
            unit_id=holder.unit_id,
            prepares_unit_id=prepares.id if prepares else None,
            row_id="+".join([row.id, *self.because]),
            source=self.table.top.source if Because.TOP in self.because else row.source,
            is_fallback=not {Because.TOP, Because.NO_FIELD}.isdisjoint(self.because),
        )

    def _row(self) -> Row:
        area = self.known.area(self.area_code)
        if area is None:
            raise NobodyResponsible(area=self.area_code)
        codes = {code for code in (self.field, self.question.field) if code}
        row = self.table.row_for(
            {
                "addressee": frozenset({self.question.addressee}),
                "kind": frozenset({self.question.kind}),
                "field": frozenset(codes),
                "level": frozenset({area.level}),
                "area": frozenset({area.code}),
            }
        )
        if row is None:
            raise NobodyResponsible(area=self.area_code, addressee=self.question.addressee)
        return row

    def _usual(self, row: Row) -> PositionView:
        """Whom the table names, whoever the matter is about."""
        unit = (
            self.known.body(self.area_code, row.to.body)
            if row.to.body
            else self.known.desk(self.area_code, row.to.desk or "")
        )
        desks = self.known.positions_of(unit.id) if unit else ()
        found = next((desk for desk in desks if desk.title is row.to.title), None)
        if found is None:
            raise NobodyResponsible(area=self.area_code, row=row.id)
        return found

    def _above_the_accused(self, usual: PositionView) -> PositionView | None:
        """Somebody else than the usual one, because of whom the matter is about."""
        position_id, unit_id = self.question.about_position_id, self.question.about_unit_id
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
        question = self.question
        if question.about_position_id is not None and self._is_same_person(
            position.id, question.about_position_id
        ):
            return True
        unit_id = question.about_unit_id
        return unit_id is not None and position.unit_id in self.known.below(unit_id)

    def _is_same_person(self, one: UUID, other: UUID) -> bool:
        """One person may hold two positions, as secretary and as chair."""
        today = clock.today()
        holders = self.known.holder_on(one, today), self.known.holder_on(other, today)
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
        other = self.known.body(self.table.province, self.table.top.instead[body.kind])
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
            accused = self.question.about_unit_id
            return next((desk for desk in settling if desk and desk.id != accused), None)
        asked = [by_field, above] if self._has_accused() else [by_field]
        desks = (self._desk(unit, code) for code in asked)
        return next((desk for desk in desks if desk and not self._is_touched(desk)), None)

    def _by_field(self, row: Row) -> str | None:
        code = row.preparing(self.question.field, self.field)
        is_vague = code is None or self.field == UNSAID
        if is_vague and row.receives is not None:
            self.because.append(Because.NO_FIELD)
        return code or row.receives

    def _desk(self, unit: UnitView, code: str | None) -> UnitView | None:
        return self.known.desk(unit.area_code, code) if code else None

    def _has_accused(self) -> bool:
        question = self.question
        return question.about_position_id is not None or question.about_unit_id is not None

    def _is_touched(self, unit: UnitView) -> bool:
        """Whether the unit, or somebody in it, is the one the matter is about."""
        accused = self.question.about_unit_id
        if accused is not None and unit.id in self.known.below(accused):
            return True
        position_id = self.question.about_position_id
        return position_id is not None and self.known.position(position_id).unit_id == unit.id

    def _area_of_the_accused(self) -> str | None:
        unit_id = self.question.about_unit_id
        if self.question.about_position_id is not None:
            unit_id = self.known.position(self.question.about_position_id).unit_id
        if unit_id is None:
            return None
        return self.known.unit(unit_id).area_code
