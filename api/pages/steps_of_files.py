"""Adding files to a case: by the office, for the sender or for itself, and by the sender."""

from typing import Any, Final
from uuid import UUID

from api.attachments.formats import ACCEPTED
from api.attachments.schemas import LONGEST_CAPTION
from api.authorities.policy import Act
from api.core.access import Actor
from api.pages.forms import Field, Widget
from api.pages.steps import Step, as_they_are
from api.pages.uploads import asking, ids_in
from api.petitions import files
from api.petitions.errors import PetitionNotOpen
from api.petitions.file_schemas import FilesAdded
from api.petitions.models import Petition
from api.petitions.states import STEPS, PetitionState

_FILES: Final = asking(
    Field(
        "files",
        "Pictures, documents, sound or short video",
        Widget.FILE,
        "Up to 5 at a time. Pictures are kept without what they tell of place and telephone.",
        needed=True,
        accepts=ACCEPTED,
        many=True,
    )
)
_CAPTION: Final = Field("caption", "What is to be seen", longest=LONGEST_CAPTION)
_INTERNAL: Final = Field(
    "internal", "For the office alone", Widget.YES, "The sender neither sees it nor hears of it."
)


def _adds(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    body |= {"attachments": ids_in(body, "files")}
    return files.add(petition_id, actor, FilesAdded().load(body))


def _may_add(petition: Petition, actor: Actor) -> None:
    if actor.position_id is None and not STEPS[PetitionState(petition.state)]:
        raise PetitionNotOpen(code=petition.code, state=petition.state)


OF_OFFICE: Final = Step(
    slug="tep",
    act=Act.ATTACHMENT,
    title="Add files",
    button="Add",
    done="The files stand with the case.",
    takes=_adds,
    fits=_may_add,
    asks=as_they_are(*_FILES, _CAPTION, _INTERNAL),
)

OF_SENDER: Final = Step(
    slug="tep",
    act=Act.ATTACHMENT,
    title="Add pictures or documents",
    button="Add",
    done="The files stand with the case.",
    takes=_adds,
    fits=_may_add,
    asks=as_they_are(*_FILES, _CAPTION),
)
