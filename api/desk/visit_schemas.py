"""A petition made from a visit as JSON."""

from marshmallow import Schema, fields

from api.dialogues.receptions.visit_schemas import VisitShown
from api.petitions.schemas import PetitionSubmission


class PetitionOfVisitGiven(PetitionSubmission):
    """A petition without what the visit tells: how and when it came, and why it is entered now."""

    class Meta:
        """What is not taken from who makes it."""

        exclude = ("channel", "received_at", "reason", "source")


class PetitionOfVisit(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    receipt_number = fields.String(required=True)


class VisitTakenIn(Schema):
    visit = fields.Nested(VisitShown, required=True)
    petition = fields.Nested(PetitionOfVisit, required=True)
