"""Files of a petition, over HTTP."""

from uuid import UUID

from flask import Response

from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint
from api.core.openapi import gives_any_of
from api.petitions import files
from api.petitions.columns import SEEN
from api.petitions.file_schemas import FilesAdded
from api.petitions.files import Addition
from api.petitions.readers import PetitionForHead
from api.petitions.routes import changed

blueprint = Blueprint(
    "petition-files",
    __name__,
    url_prefix="/api/v1/petitions",
    description="Files that are added to a petition after it was handed in.",
)

ADDING = (Role.RESIDENT, Role.RECEIVER, Role.HANDLER, Role.ASSISTANT, Role.HEAD)


@blueprint.post("/<uuid:petition_id>/attachments")
@allowed(*ADDING)
@gives_any_of(*SEEN)
@blueprint.arguments(FilesAdded)
@blueprint.response(201, PetitionForHead)
def add_files(given: Addition, petition_id: UUID) -> Response:
    """Add files that you have sent, by their ids"""
    return changed(files.add(petition_id, current_actor(), given))
