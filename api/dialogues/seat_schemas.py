"""The seats of a dialogue as JSON: how they are shared out, what is left, and who came."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from api.core.http import KeyedPageQuery, Moment, Text, page_of
from api.dialogues.guests import groups
from api.dialogues.registration_schemas import FiguresShown
from api.dialogues.registrations import Sharing
from api.dialogues.session_plans import MOST_NAMED, MOST_SEATS

LONGEST_NOTICE = 24 * 30
"""Hours before the beginning until which people may be asked to say that they come."""

_SEATS = validate.Range(1, MOST_SEATS)


class CapacityGiven(Schema):
    capacity = fields.Integer(strict=True, required=True, validate=_SEATS)


class SharingGiven(Schema):
    delegates = fields.Dict(
        keys=Text(40),
        values=fields.Integer(strict=True, validate=_SEATS),
        load_default=dict,
        validate=validate.Length(max=MOST_NAMED),
        metadata={"description": "Seats kept for villages, by their codes inside the commune"},
    )
    invited = fields.Integer(
        strict=True,
        load_default=0,
        validate=validate.Range(0, MOST_SEATS),
        metadata={"description": "Seats kept for invitations that belong to no village"},
    )
    overbooking = fields.Integer(
        strict=True,
        load_default=0,
        validate=validate.Range(0, 100),
        metadata={"description": "Per cent more that are promised than there are"},
    )
    groups_ = fields.List(
        fields.String(validate=validate.OneOf(list(groups()))), data_key="groups", load_default=list
    )
    confirm_hours = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=validate.Range(1, LONGEST_NOTICE),
        metadata={"description": "So long before the beginning people must say that they come"},
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Sharing:
        """How the seats are shared out."""
        return Sharing(groups=tuple(dict.fromkeys(data.pop("groups_"))), **data)


class InvitationGiven(Schema):
    village = Text(40, load_default=None)
    uses = fields.Integer(strict=True, load_default=1, validate=validate.Range(1, 1000))


class InvitationShown(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    village = fields.String(required=True, allow_none=True)
    uses = fields.Integer(required=True)
    used = fields.Integer(required=True)
    made_at = Moment(required=True)


InvitationPage = page_of(InvitationShown)


class InvitationsQuery(KeyedPageQuery):
    pass


class TicketGiven(Schema):
    ticket = Text(
        300, required=True, metadata={"description": "The short code, or what the picture says"}
    )


class NamedCode(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)


class SeatsShown(Schema):
    """What everybody may know who thinks of registering."""

    capacity = fields.Integer(required=True, allow_none=True)
    left = fields.Integer(required=True, metadata={"description": "Seats for whoever comes first"})
    waiting = fields.Integer(required=True, metadata={"description": "Registrations in line"})
    delegates = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    groups = fields.List(fields.Nested(NamedCode), required=True)
    needs = fields.List(fields.Nested(NamedCode), required=True)
    most_companions = fields.Integer(required=True)
    confirm_by = Moment(required=True, allow_none=True)


class SeatsForOrganiser(SeatsShown):
    """The same with what the organiser decided, and who came until now."""

    invited = fields.Integer(required=True)
    overbooking = fields.Integer(required=True)
    confirm_hours = fields.Integer(required=True, allow_none=True)
    taken = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    figures = fields.Nested(FiguresShown, required=True)
    ticket_key = fields.String(
        required=True,
        metadata={"description": "Ed25519, to check tickets at the door without a network"},
    )
