"""Turns and the live view of a dialogue as JSON: what is sent, and what each reader reads."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from api.core.http import KeyedPageQuery, Moment, Text, page_of
from api.dialogues.live.models import Speaker, TurnState
from api.dialogues.live.timing import longest, more_minutes
from api.dialogues.sessions import SessionState

_MINUTES = validate.Range(1, longest())
_MOST_IN_LINE = 1000


class SpeakerGiven(Schema):
    registration_id = fields.UUID(
        data_key="registration",
        metadata={"description": "By the desk: who of the list; name and village come from there"},
    )
    name = Text(120, metadata={"description": "As everybody reads it on the screen"})
    village = Text(40, metadata={"description": "Code inside the commune of where they live"})
    minutes = fields.Integer(
        strict=True, validate=_MINUTES, metadata={"description": "By the desk"}
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Speaker:
        """Who wants to speak."""
        return Speaker(**data)


class MoreMinutesGiven(Schema):
    minutes = fields.Integer(strict=True, load_default=more_minutes(), validate=_MINUTES)


class PlaceInLineGiven(Schema):
    place = fields.Integer(
        strict=True,
        required=True,
        validate=validate.Range(1, _MOST_IN_LINE),
        metadata={"description": "1 for the next; beyond the end is the end"},
    )


class TurnsQuery(KeyedPageQuery):
    """Which turns, in the order in which they are called."""

    state = fields.Enum(TurnState, by_value=fields.String)


class TurnShown(Schema):
    id = fields.UUID(required=True)
    dialogue_id = fields.UUID(required=True, data_key="dialogue")
    number = fields.Integer(
        required=True, metadata={"description": "As the how manyth they joined, from 1 on"}
    )
    registration_id = fields.UUID(required=True, allow_none=True, data_key="registration")
    name = fields.String(required=True, allow_none=True)
    village = fields.String(required=True, allow_none=True)
    state = fields.Enum(TurnState, by_value=fields.String, required=True)
    position_in_line = fields.Integer(
        required=True, allow_none=True, metadata={"description": "1 is called next"}
    )
    minutes = fields.Integer(required=True)
    extra = fields.Integer(required=True, metadata={"description": "Minutes added meanwhile"})
    asked_at = Moment(required=True)
    started_at = Moment(required=True, allow_none=True)
    ended_at = Moment(required=True, allow_none=True)
    version = fields.Integer(
        required=True, metadata={"description": 'For If-Match, as "2": refused once it changed'}
    )


TurnPage = page_of(TurnShown)


class PersonSeen(Schema):
    number = fields.Integer(required=True)
    name = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Null for who gave none and is called by the number"},
    )
    village = fields.String(required=True, allow_none=True)


class SpeakerSeen(PersonSeen):
    turn = fields.UUID(required=True)
    started_at = Moment(required=True)
    allotted = fields.Integer(
        required=True, metadata={"description": "Seconds from `started_at` on, extra ones included"}
    )


class QuestionSeen(Schema):
    """What who speaks asked last."""

    number = fields.Integer(required=True)
    text = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Null while nobody has looked whether it may be public"},
    )


class QuestionsSeen(Schema):
    """Of the questions that are answered each for itself, how many have an outcome."""

    decided = fields.Integer(required=True)
    open = fields.Integer(required=True)


class LiveShown(Schema):
    """What everybody sees while a dialogue goes on."""

    now = Moment(
        required=True,
        metadata={"description": "The moment here when this was read, at most a second ago"},
    )
    version = fields.Integer(required=True)
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    state = fields.Enum(SessionState, by_value=fields.String, required=True)
    topic = fields.String(required=True)
    place = fields.String(required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    opened_at = Moment(required=True, allow_none=True)
    closed_at = Moment(required=True, allow_none=True)
    speaking = fields.Nested(SpeakerSeen, required=True, allow_none=True)
    next = fields.List(fields.Nested(PersonSeen), required=True)
    waiting = fields.Integer(required=True, metadata={"description": "How many want to speak"})
    spoke = fields.Integer(required=True, metadata={"description": "How many turns were had"})
    question = fields.Nested(QuestionSeen, required=True, allow_none=True)
    questions = fields.Nested(QuestionsSeen, required=True, allow_none=True)
