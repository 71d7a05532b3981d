"""Questions to the competence table, with codes where the product has ids."""

from datetime import date

from api.authorities.directory import Directory
from api.cases.models import Addressee, Kind
from api.routing.actions import routed
from api.routing.models import Question, Route
from api.routing.reading import shipped
from tests.authorities.provinces import position_id, unit_id

WARD = "11359"


class Asked:
    """Asks one directory, about a reflection on a road in a ward unless told otherwise."""

    def __init__(self, known: Directory) -> None:
        self.known = known

    def __call__(
        self,
        *,
        kind: Kind = Kind.REFLECTION,
        addressee: Addressee = Addressee.GOVERNMENT,
        field: str | None = "transport",
        area: str | None = WARD,
        unit: str | None = None,
        position: str | None = None,
        instance: int = 1,
        on: date | None = None,
    ) -> Route:
        question = Question(
            instance=instance,
            on=on,
            kind=kind,
            addressee=addressee,
            field=field,
            area_code=area,
            about_unit_id=unit_id(self.known, unit) if unit else None,
            about_position_id=position_id(self.known, position) if position else None,
        )
        return routed(question, self.known, shipped())

    def holder(self, route: Route) -> str:
        return self.known.position(route.position_id).code

    def preparing(self, route: Route) -> str | None:
        unit = route.prepares_unit_id
        return self.known.unit(unit).code if unit else None
