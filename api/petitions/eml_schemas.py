"""What is read out of an e-mail file, as JSON: the form that a clerk looks over."""

from marshmallow import Schema, fields

from api.core.http import Moment


class FileInLetter(Schema):
    name = fields.String(required=True)
    media_type = fields.String(required=True, metadata={"description": "As the letter says"})
    size = fields.Integer(required=True, metadata={"description": "Bytes"})


class SenderRead(Schema):
    name = fields.String(required=True)


class ContactRead(Schema):
    email = fields.String(required=True)


class SourceRead(Schema):
    system = fields.String(required=True)
    ref = fields.String(required=True)


class FormRead(Schema):
    """The members of `PUT /petitions/{id}` that the letter fills; its kind a person says."""

    channel = fields.String(required=True)
    title = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)
    petitioner = fields.Nested(SenderRead, required=True, allow_none=True)
    contact = fields.Nested(ContactRead, required=True, allow_none=True)
    source = fields.Nested(SourceRead, required=True)
    received_at = Moment(required=True, allow_none=True)


class LetterRead(Schema):
    """Nothing is kept: what is to become a petition is sent back by who has looked it over."""

    form = fields.Nested(FormRead, required=True)
    files = fields.List(fields.Nested(FileInLetter), required=True)
    hints = fields.List(
        fields.String(), required=True, metadata={"description": "What to look at again"}
    )
    entered_as = fields.String(
        required=True, allow_none=True, metadata={"description": "The code, if it was entered"}
    )
