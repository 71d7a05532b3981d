"""Registrations as JSON: what is sent, what the person reads, and what the organiser reads."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from api.core.http import KeyedPageQuery, Moment, Text, page_of
from api.dialogues.guests import groups, most_companions, needs
from api.dialogues.registrations import Guest, RegistrationState

_COMPANIONS = validate.Range(0, most_companions())


class GuestGiven(Schema):
    name = Text(120)
    question = Text(2000, lines=True, metadata={"description": "The organiser alone reads it"})
    companions = fields.Integer(strict=True, load_default=0, validate=_COMPANIONS)
    needs = fields.List(
        fields.String(validate=validate.OneOf(list(needs()))),
        load_default=list,
        validate=validate.Length(max=len(needs())),
    )
    village = Text(40, metadata={"description": "Code inside the commune of where they live"})
    group = fields.String(validate=validate.OneOf(list(groups())))
    invitation = Text(20, metadata={"description": "The code they were given"})
    phone = Text(20, metadata={"description": "By a desk alone, of who is registered"})
    is_delegate = fields.Boolean(
        data_key="delegate", metadata={"description": "By a desk alone: sent by their village"}
    )
    is_walk_in = fields.Boolean(
        data_key="walk_in", metadata={"description": "By a desk alone: at the door, on the day"}
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Guest:
        """Who registers."""
        return Guest(**data | {"needs": tuple(dict.fromkeys(data["needs"]))})


class FiguresShown(Schema):
    """People, companions counted."""

    registered = fields.Integer(required=True)
    confirmed = fields.Integer(required=True)
    came = fields.Integer(required=True)
    absent = fields.Integer(required=True)
    walk_ins = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    cancelled = fields.Integer(required=True)


class CompanionsGiven(Schema):
    companions = fields.Integer(strict=True, required=True, validate=_COMPANIONS)


class LinkGiven(Schema):
    token = Text(100, required=True, metadata={"description": "What the link of a reminder says"})


class OfDialogue(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    topic = fields.String(required=True)
    place = fields.String(required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    state = fields.String(required=True)


class RegistrationGiven(Schema):
    """What everybody who may read a registration reads of it."""

    id = fields.UUID(required=True)
    dialogue = fields.Nested(OfDialogue, required=True)
    state = fields.Enum(RegistrationState, by_value=fields.String, required=True)
    ticket = fields.String(
        required=True, metadata={"description": "Shown at the door; it proves the seat"}
    )
    ticket_content = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What its picture says, signed; null while there is no seat"},
    )
    position_in_line = fields.Integer(
        required=True, allow_none=True, metadata={"description": "From 1 on; null with a seat"}
    )
    number = fields.Integer(required=True)
    seats = fields.Integer(required=True)
    companions = fields.Integer(required=True)
    needs = fields.List(fields.String(), required=True)
    name = fields.String(required=True, allow_none=True)
    village = fields.String(required=True, allow_none=True)
    group = fields.String(required=True, allow_none=True)
    question = fields.String(required=True, allow_none=True)
    registered_at = Moment(required=True)
    confirm_by = Moment(
        required=True,
        allow_none=True,
        metadata={"description": "Until when to say that they come; null when nobody is asked"},
    )
    coming_at = Moment(required=True, allow_none=True)
    came_at = Moment(required=True, allow_none=True)
    ended_at = Moment(required=True, allow_none=True)


class RegistrationForGuest(RegistrationGiven):
    """The person's own."""


class RegistrationForOrganiser(RegistrationGiven):
    """In the list at the desk: with the number, to reach them."""

    phone = fields.String(required=True, allow_none=True)
    is_told = fields.Boolean(
        data_key="told",
        required=True,
        metadata={"description": "Whether messages reach them; the others are to be called"},
    )
    sort = fields.String(required=True, allow_none=True)
    is_walk_in = fields.Boolean(data_key="walk_in", required=True)


class RegistrationsQuery(KeyedPageQuery):
    state = fields.Enum(RegistrationState, by_value=fields.String)
    q = Text(60, metadata={"description": "A part of the name or number, or the ticket"})
    came = fields.Boolean()


RegistrationPage = page_of(RegistrationForGuest)
RegistrationPageForOrganiser = page_of(RegistrationForOrganiser)
