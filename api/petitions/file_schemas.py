"""Files added to a petition, as JSON."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from api.attachments.schemas import LONGEST_CAPTION
from api.core.http import Text
from api.petitions.files import Addition

MOST_IDS = 50
"""Of one list; how many files are taken says each installation."""


class FilesAdded(Schema):
    attachments = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=MOST_IDS)
    )
    caption = Text(LONGEST_CAPTION)
    public = fields.Boolean(
        load_default=False,
        metadata={"description": "Pictures that everybody may see, once a moderator has agreed"},
    )
    internal = fields.Boolean(
        load_default=False, metadata={"description": "For the office alone; never of a sender"}
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Addition:
        """The addition."""
        return Addition(**data)
