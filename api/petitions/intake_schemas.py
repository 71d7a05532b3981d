"""What was noted at intake, as JSON."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load

from api.core.http import Moment, Text
from api.petitions.intake_notes import Agreed, Agreeing


class ConsentNoted(Schema):
    by = fields.Enum(Agreeing, by_value=fields.String, load_default=Agreeing.SENDER)
    how = fields.Enum(Agreed, by_value=fields.String, required=True)
    at = Moment(metadata={"description": "When it is entered, when left out"})


class ReadBackNoted(Schema):
    done = fields.Boolean(
        required=True, metadata={"description": "Whether the words were read back to the sender"}
    )
    at = Moment(metadata={"description": "When it is entered, when left out"})


class LetterNoted(Schema):
    dated = fields.Date(metadata={"description": "The day written on the letter"})
    received_number = Text(40, metadata={"description": "In the incoming register (số đến)"})
    scan = fields.UUID(metadata={"description": "The attachment that is its scan"})


class IntakeNoted(Schema):
    consent = fields.Nested(ConsentNoted)
    read_back = fields.Nested(ReadBackNoted)
    letter = fields.Nested(LetterNoted)

    @post_load
    def plain(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """As it is kept; a note that says nothing is none."""
        said = {name: note for name, note in data.items() if note}
        if not said:
            raise ValidationError("Note something, or leave it out")
        kept: dict[str, Any] = self.dump(said)
        return {
            name: {member: value for member, value in note.items() if value is not None}
            for name, note in kept.items()
            if note is not None
        }
