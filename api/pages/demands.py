"""Asking the government of a commune for a dialogue: the forms, and what everybody reads of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid4

from api.authorities.directory import directory
from api.authorities.models import Level, UnitKind
from api.authorities.views import AreaView, UnitView
from api.core import clock
from api.core.access import Actor
from api.core.i18n import preferred_locale
from api.dialogues.requests import actions as asking
from api.dialogues.requests.models import DialogueRequest
from api.dialogues.requests.schemas import JudgementGiven, RequestGiven
from api.pages.forms import Field, Form, Option, Typed, Widget
from api.pages.rendering import say
from api.regulation.queries import regulation

AT: Final = "/doi-thoai"
AT_DESK: Final = "/can-bo/yeu-cau-doi-thoai"
WITHDRAWAL: Final = "rut"

_ID: Final = Field("id", widget=Widget.CARRIED)
"""Made when the page is opened, so that pressing twice is asking once."""

_ASKED: Final = (
    Field(
        "topic",
        "What should the dialogue be about?",
        Widget.LINES,
        "The reception of the commune reads it; it is not shown in public.",
        needed=True,
        longest=500,
    ),
    Field("name", "Your name", needed=True, longest=120),
    Field(
        "address",
        "Your address",
        hint="By name and address it is seen whether you are a voter of the commune.",
        needed=True,
    ),
    _ID,
)


@dataclass(frozen=True)
class Footing:
    """By which rule so many voters may ask for it."""

    title: str
    citation: str


def government_of(area: AreaView) -> UnitView | None:
    """The government of the commune, which may be asked; None where there is none."""
    today = clock.today()
    return next(
        (
            unit
            for unit in directory().units.values()
            if unit.area_code == area.code
            and unit.kind is UnitKind.GOVERNMENT
            and unit.level is Level.COMMUNE
            and unit.is_current(today)
        ),
        None,
    )


def governments_kept_by(unit: UnitView) -> Sequence[UnitView]:
    """Whose requests the reception at this unit looks at: those of its own place."""
    known = directory()
    near = (known.unit(each) for each in known.same_place(unit.id))
    return [
        each for each in near if each.kind is UnitKind.GOVERNMENT and each.level is Level.COMMUNE
    ]


def footings() -> Sequence[Footing]:
    """The rules by which a dialogue is owed that voters ask for."""
    locale = preferred_locale()
    return [
        Footing(rule.title(locale), rule.citation(locale))
        for rule in regulation().opening(asking.ASKED_FOR, clock.today())
        if any(condition.fact == "voters_share" for condition in rule.when)
    ]


def asking_form(unit: UnitView, typed: Typed | None = None) -> Form:
    """A resident asks."""
    return Form(
        name="yeu-cau",
        to=f"{AT}/{unit.code}",
        title="Ask for a dialogue",
        button="Send the request",
        fields=_ASKED,
        typed=typed or Typed.of(id=uuid4()),
        note="Each resident asks once. You may take it back at any time.",
    )


def ask(unit: UnitView, form: Form, actor: Actor) -> DialogueRequest:
    """Ask."""
    body = form.typed.body([each for each in form.fields if each is not _ID])
    asked = RequestGiven().load(body | {"unit": unit.code})
    return asking.ask(UUID(form.typed.get("id")), asked, actor)[0]


def withdrawal_form(unit: UnitView) -> Form:
    """Who asked does so no more."""
    return Form(
        name=WITHDRAWAL,
        to=f"{AT}/{unit.code}/{WITHDRAWAL}",
        title="Take your request back",
        button="Take it back",
        fields=(),
        note="It counts no more. You may ask again later.",
    )


def judging_form(request: DialogueRequest, typed: Typed | None = None) -> Form:
    """Reception says whether it comes from a voter."""
    return Form(
        name=f"yeu-cau-{request.id}",
        to=f"{AT_DESK}/{request.id}",
        title="Does it come from a voter of the commune?",
        button="Record it",
        fields=(
            Field(
                "is_voter",
                "A voter of the commune?",
                Widget.ONE,
                needed=True,
                options=(
                    Option("true", say("Yes: it counts")),
                    Option("false", say("No: it does not count")),
                ),
            ),
            Field(
                "reason",
                "Why it does not count",
                Widget.LINES,
                "Who asked reads it as it stands here.",
                longest=500,
                when="needed when it does not count",
            ),
        ),
        typed=typed or Typed(),
    )


def judge(request_id: UUID, actor: Actor, body: dict[str, Any]) -> DialogueRequest:
    """Say whether it counts."""
    given: dict[str, Any] = JudgementGiven().load(body)
    return asking.judge(request_id, actor, **given)
