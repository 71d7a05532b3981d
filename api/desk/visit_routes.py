"""Petitions made from visits to receptions, over HTTP."""

from uuid import UUID

from flask import Response, jsonify

from api.core.access import Role, allowed, current_actor
from api.core.http import Blueprint
from api.core.openapi import refuses
from api.desk import visits
from api.desk.visit_schemas import PetitionOfVisitGiven, VisitTakenIn
from api.petitions.submission import Submission

blueprint = Blueprint(
    "petitions-of-visits",
    __name__,
    url_prefix="/api/v1/receptions",
    description="Petitions made from what somebody said at a reception.",
)


@blueprint.put("/<uuid:reception_id>/visits/<uuid:visit_id>/petitions/<uuid:petition_id>")
@allowed(Role.RECEIVER)
@refuses({"409": "Another petition was made from this visit, or the id is taken"})
@blueprint.response(200, VisitTakenIn, description="It was there already")
@blueprint.arguments(PetitionOfVisitGiven)
@blueprint.response(201, VisitTakenIn)
def take_in(
    submission: Submission, reception_id: UUID, visit_id: UUID, petition_id: UUID
) -> Response:
    """Make a petition from a visit (200 when it was made already), received when they came"""
    visit, petition, is_new = visits.take_in(
        reception_id, visit_id, petition_id, submission, current_actor()
    )
    response = jsonify(VisitTakenIn().dump({"visit": visit, "petition": petition}))
    response.status_code = 201 if is_new else 200
    return response
