"""The step of a form at which somebody shows, by a code sent by SMS, that a telephone is theirs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from marshmallow import ValidationError

from api.accounts import actions
from api.accounts.actions import SignedIn
from api.accounts.errors import WrongCode
from api.accounts.schemas import SignIn
from api.core import clock
from api.core.errors import Problem
from api.core.i18n import preferred_locale, translate

Messages = Callable[[str], Iterable[Mapping[str, Any]]]


@dataclass
class CodeStep:
    """What the step knows: whom the code went to, since when, and what is wrong with it."""

    phone: str
    at: str
    """ISO 8601: the SMS that is shown in a demonstration is not an older one."""
    looks: int = 0
    """How often the demonstration was asked for the SMS: it stops asking by itself."""
    status: int = 200
    errors: Mapping[str, str] | None = None
    signed_in: SignedIn | None = None

    @property
    def minutes(self) -> int:
        """How long the code is good."""
        return int(actions.CODE_LIVES.total_seconds()) // 60

    @property
    def message(self) -> str | None:
        """The SMS, in a demonstration and when it has been sent."""
        return message_to(self.phone, self.at)


def ask(phone: str) -> CodeStep:
    """Send a code to this telephone."""
    step = CodeStep(phone, clock.now().isoformat())
    try:
        actions.ask_for_code(phone, preferred_locale())
    except Problem as refused:
        step.status, step.errors = refused.status, {"phone": _said(refused)}
    return step


def go_on(form: Mapping[str, str]) -> CodeStep:
    """What became of the step: another code, a look at the outbox, or the code that was given."""
    phone, act = form.get("phone", ""), form.get("act")
    if act == "code":
        return ask(phone)
    looks = form.get("looks", "")
    step = CodeStep(phone, form.get("asked_at", ""), int(looks) if looks.isdecimal() else 0)
    if act == "show":
        step.looks += 1
        return step
    try:
        given = SignIn().load({"phone": phone, "code": form.get("code", "").replace(" ", "")})
        step.signed_in = actions.sign_in_with_code(given["phone"], given["code"])
    except ValidationError:
        step.status, step.errors = WrongCode.status, {"code": _said(WrongCode())}
    except Problem as refused:
        step.status, step.errors = refused.status, {"code": _said(refused)}
    return step


def message_to(phone: str, since: str) -> str | None:
    """The newest SMS to this telephone since then; None when nothing is kept here to be shown."""
    messages: Messages | None = current_app.extensions.get("doithoai.messages")
    begun = _moment(since)
    if messages is None or begun is None:
        return None
    texts = [
        str(each["text"])
        for each in messages(phone)
        if each["channel"] == "sms" and datetime.fromisoformat(each["at"]) >= begun
    ]
    return texts[-1] if texts else None


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _said(refused: Problem) -> str:
    return translate(refused.title, preferred_locale())
