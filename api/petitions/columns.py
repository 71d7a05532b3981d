"""Which column of the table of rights a reader is shown: a schema for each, and more at intake."""

from typing import Any

from marshmallow import Schema

from api.cases.access import Reader
from api.core.dumping import Dumper
from api.petitions.models import Petition
from api.petitions.readers import (
    PetitionAtIntake,
    PetitionAtIntakeAndWork,
    PetitionForAuthor,
    PetitionForHandler,
    PetitionForHead,
    PetitionForModerator,
    PetitionForMonitor,
    PetitionForPublic,
    PetitionForReceiver,
)
from api.petitions.states import INTAKE
from api.petitions.views import Shown

SEES: dict[Reader, type[Schema]] = {
    Reader.AUTHOR: PetitionForAuthor,
    Reader.RECEIVER: PetitionForReceiver,
    Reader.HANDLER: PetitionForHandler,
    Reader.RECEIVING_HANDLER: PetitionForHandler,
    Reader.HEAD: PetitionForHead,
    Reader.MODERATOR: PetitionForModerator,
    Reader.MONITOR: PetitionForMonitor,
    Reader.PUBLIC: PetitionForPublic,
}

AT_INTAKE: dict[Reader, type[Schema]] = {
    Reader.RECEIVER: PetitionAtIntake,
    Reader.RECEIVING_HANDLER: PetitionAtIntakeAndWork,
}
"""Who sees more of a petition while it is in intake."""

SEEN: tuple[type[Schema], ...] = tuple(dict.fromkeys([*SEES.values(), *AT_INTAKE.values()]))


def column_of(reader: Reader, petition: Petition) -> type[Schema]:
    """What this reader is shown of the petition as it stands."""
    sees = SEES | AT_INTAKE if petition.state in INTAKE else SEES
    return sees[reader]


def as_read(
    petition: Petition, reader: Reader, locale: str, schema: type[Schema] | None = None
) -> dict[str, Any]:
    """The petition as JSON has it for this reader, and nothing beside; or as another schema has it.

    API and pages both show what this gives them, so neither can show more.
    """
    column = schema or column_of(reader, petition)
    return _READY[column].dump(Shown(petition, reader, locale))


_READY = {schema: Dumper(schema) for schema in SEEN}
"""Made once: making one costs more than using it."""
