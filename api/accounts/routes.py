"""Signing in and out over HTTP."""

from typing import Any

from flask import Response, after_this_request
from flask.typing import ResponseReturnValue

from api.accounts import actions
from api.accounts.schemas import CodeRequest, CodeRequested, SignedInShown, SignIn
from api.core.access import allowed, current_actor, keep_token, public
from api.core.http import Blueprint
from api.core.i18n import preferred_locale
from api.core.openapi import refuses

blueprint = Blueprint(
    "sessions", __name__, url_prefix="/api/v1/sessions", description="Signing in and out."
)


@blueprint.post("/codes")
@public
@refuses({"429": "Too many codes for this number"})
@blueprint.arguments(CodeRequest)
@blueprint.response(202, CodeRequested)
def ask_for_code(request: dict[str, Any]) -> dict[str, int]:
    """Ask for a sign-in code by SMS"""
    actions.ask_for_code(request["phone"], preferred_locale())
    return {"expires_in": int(actions.CODE_LIVES.total_seconds())}


@blueprint.post("")
@public
@refuses({"429": "Too many wrong attempts"})
@blueprint.arguments(SignIn)
@blueprint.response(201, SignedInShown)
def sign_in(given: dict[str, Any]) -> ResponseReturnValue | actions.SignedIn | dict[str, object]:
    """Sign in by telephone code, or as an official by password and one-time code"""
    if "phone" in given:
        signed_in = actions.sign_in_with_code(given["phone"], given["code"])
    else:
        signed_in = actions.sign_in_with_password(given["login"], given["password"], given["totp"])
    if not given["cookie"]:
        return signed_in

    @after_this_request
    def keep(response: Response) -> Response:
        keep_token(response, signed_in.token)
        return response

    return {"token": None, "session": signed_in.session, "account": signed_in.account}


@blueprint.delete("/current")
@allowed()
@blueprint.response(204)
def sign_out() -> None:
    """Sign out"""
    actions.sign_out(current_actor())
