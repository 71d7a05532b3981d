"""Signing in, as JSON."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from api.core.http import Moment, Text, must_be_text


class CodeRequest(Schema):
    phone = Text(30, required=True, metadata={"example": "0912 345 678"})


class CodeRequested(Schema):
    expires_in = fields.Integer(required=True, metadata={"description": "Seconds the code lives"})


class SignIn(Schema):
    """A resident gives `phone` and `code`; an official `login`, `password` and `totp`."""

    phone = Text(30)
    code = fields.String(validate=validate.Regexp(r"^[0-9]{6}$"))
    login = Text(60)
    password = fields.String(validate=[validate.Length(1, 128), must_be_text])
    totp = fields.String(validate=validate.Regexp(r"^[0-9]{6}$"))
    cookie = fields.Boolean(
        load_default=False, metadata={"description": "Keep the token in a cookie (web)"}
    )

    @validates_schema
    def one_way(self, data: dict[str, Any], **_: object) -> None:
        """Exactly one of the two ways, whole."""
        given = set(data) - {"cookie"}
        if given not in ({"phone", "code"}, {"login", "password", "totp"}):
            raise ValidationError("Give phone and code, or login, password and totp")


class AccountShown(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    phone = fields.String(allow_none=True)
    login = fields.String(allow_none=True)
    locale = fields.String(allow_none=True)


class SignedInShown(Schema):
    token = fields.String(
        required=True, allow_none=True, metadata={"description": "null when kept in the cookie"}
    )
    expires_at = Moment(required=True, attribute="session.expires_at")
    account = fields.Nested(AccountShown, required=True)
