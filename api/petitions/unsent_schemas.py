"""Petitions not sent yet, as JSON: whatever is there already, in the form it will be sent in."""

from typing import Any

from flask import current_app
from marshmallow import Schema, fields, post_load, pre_load, validate

from api.core.http import Moment, Text
from api.core.i18n import preferred_locale
from api.petitions.joint_errors import LooksLikeDenunciation
from api.petitions.publicity import Moderation
from api.petitions.redirection import refuse_what_is_not_handed_in_here, ways_of
from api.petitions.schemas import LONGEST_TEXT, LONGEST_TITLE, AboutSchema, LocationSchema


def _some_of(*names: str) -> fields.Dict:
    """Some of these members, each in words that need not be whole yet."""
    return fields.Dict(
        keys=fields.String(validate=validate.OneOf(names)), values=Text(300, shortest=0)
    )


class UnsentGiven(Schema):
    """Nothing is required, and codes are not looked up: it is not finished."""

    kind = Text(40, shortest=0)
    text = Text(LONGEST_TEXT, lines=True, shortest=0)
    title = Text(LONGEST_TITLE, shortest=0)
    addressee = Text(40, shortest=0)
    field = Text(40, shortest=0)
    area = Text(10, shortest=0)
    place = Text(300, shortest=0)
    location = fields.Nested(LocationSchema)
    about = fields.Nested(AboutSchema)
    visibility = Text(40, shortest=0)
    petitioner = _some_of("name", "address", "organisation")
    contact = _some_of("phone", "email")
    helper = Text(120, shortest=0)
    attachments = fields.List(fields.UUID(), validate=validate.Length(max=20))
    is_no_denunciation = fields.Boolean(
        load_default=False,
        metadata={"description": "What its writer says when the text seems to accuse somebody"},
    )

    @pre_load
    def redirect(self, data: Any, **_: object) -> Any:
        """Refuse a denunciation or crime report before anything of it is read."""
        if isinstance(data, dict):
            refuse_what_is_not_handed_in_here(data.get("kind"))
        return data

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """What is kept. A text that seems to accuse somebody is not, unless it is no denunciation.

        Its writer says that; of a denunciation nothing is kept anywhere.
        """
        says_so = data.pop("is_no_denunciation")
        moderation: Moderation = current_app.extensions["doithoai.moderation"]
        words = " ".join(data.get(name, "") for name in ("title", "text", "place"))
        if not says_so and moderation.accuses(words):
            raise LooksLikeDenunciation(ways=ways_of("denunciation", preferred_locale()))
        if "attachments" in data:
            data["attachments"] = [str(each) for each in data["attachments"]]
        return data


class UnsentShown(Schema):
    id = fields.UUID(required=True)
    body = fields.Dict(required=True)
    begun_at = Moment(required=True)
    changed_at = Moment(required=True)
    kept_until = Moment(required=True)


class UnsentOnes(Schema):
    items = fields.List(fields.Nested(UnsentShown), required=True)
    next = fields.String(required=True, allow_none=True)
