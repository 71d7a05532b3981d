"""Where somebody is reached, as people write it."""

from marshmallow import Schema, fields, validate

from api.core.http import Text


class ContactMembers(Schema):
    """By name: a telephone number, an e-mail address."""

    phone = Text(30)
    email = fields.Email(validate=validate.Length(max=200))


class Contact(fields.Field[dict[str, str]]):
    """Where news goes: a telephone number or e-mail address, or both by name."""

    def _deserialize(self, value: object, *_: object, **__: object) -> dict[str, str]:
        given = {"email" if "@" in value else "phone": value} if isinstance(value, str) else value
        loaded: dict[str, str] = ContactMembers().load(given)  # type: ignore[arg-type]
        return loaded
