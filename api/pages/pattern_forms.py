"""Fixed reception days at the desk: the form to set or change one, and that of a month."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from marshmallow import ValidationError

from api.core import clock
from api.core.access import Actor
from api.dialogues.receptions import fixing, months
from api.dialogues.receptions.forms import ReceptionForm
from api.dialogues.receptions.months import Month
from api.dialogues.receptions.pattern_schemas import ReceptionPatternGiven
from api.dialogues.receptions.patterns import LAST
from api.pages.desks import Desk
from api.pages.forms import Field, Form, Option, Typed, Widget
from api.pages.month_views import MonthShown
from api.pages.reception_forms import lawful_forms, receiving_options
from api.pages.rendering import day, say

HERE: Final = "/can-bo/tiep-dan/lich-thang"

WEEKDAYS: Final = {
    "1": "Monday",
    "2": "Tuesday",
    "3": "Wednesday",
    "4": "Thursday",
    "5": "Friday",
    "6": "Saturday",
    "7": "Sunday",
}

WHICH: Final = {
    "1": "the first",
    "2": "the second",
    "3": "the third",
    "4": "the fourth",
    "5": "the fifth",
    str(LAST): "the last",
}

_NUMBERS: Final = ("weekday", "nth", "day", "places", "minutes")


def pattern_form(here: Desk, typed: Typed | None = None, *, pattern: Any = None) -> Form:
    """A fixed day: a new one, or one that is there, to be changed or ended."""
    usual = _as_it_is(pattern) if pattern else _usual()
    return Form(
        name=f"dinh-ky-{pattern['id']}" if pattern else "dinh-ky",
        to=f"{HERE}/dinh-ky",
        title="Change or end this fixed day" if pattern else "Set a fixed day",
        button="Keep it",
        fields=_questions(here),
        typed=typed or usual,
        note="Days that are in the public schedule already stay there.",
    )


def fix(here: Desk, form: Form) -> object:
    """Set it, or change it."""
    body = form.typed.body([each for each in form.fields if each.name != "id"])
    body |= {name: int(body[name]) for name in _NUMBERS if _is_number(body.get(name))}
    given = ReceptionPatternGiven().load(body | {"unit": here.unit.code})
    return fixing.fix(UUID(form.typed.get("id")), given, here.actor)


def month_form(month: MonthShown, drawn: Month, typed: Typed | None = None) -> Form | None:
    """The days that are not published yet; None when there are none."""
    left = [each for each in drawn.days if each.reception is None and each.on >= clock.today()]
    if not left:
        return None
    options = tuple(Option(str(each.id), _named(each)) for each in left)
    return Form(
        name="cong-bo",
        to=f"{HERE}?thang={month.code}",
        title="Put the month into the public schedule",
        button="Publish the days that are ticked",
        fields=(Field("days", "Days", Widget.SOME, needed=True, options=options),),
        typed=typed or Typed({"days": tuple(each.value for each in options)}),
        note="Everybody reads them at once, and why a fixed day is moved.",
    )


def publish(here: Desk, month: MonthShown, drawn: Month, form: Form, actor: Actor) -> object:
    """Publish what is ticked; the others are left out."""
    ticked = set(form.typed.values.get("days", ()))
    if not ticked:
        raise ValidationError({"days": ["Tick the days to be published"]})
    leave_out = [each.id for each in drawn.days if str(each.id) not in ticked]
    return months.publish(here.unit, month.first, leave_out, actor)


def said_of(pattern: Mapping[str, Any]) -> str:
    """When it is, in words: `Wednesday, the first of the month`."""
    if pattern["day"] is not None:
        return say("Day %(day)s of every month", day=pattern["day"])
    weekday = say(WEEKDAYS[str(pattern["weekday"])])
    return say("%(weekday)s, %(which)s of the month", weekday=weekday, which=_which(pattern["nth"]))


def _which(nth: int) -> str:
    return say(WHICH[str(nth)])


def _named(each: months.FixedDay) -> str:
    hours = f"{each.pattern.from_time:%H:%M}-{each.pattern.to_time:%H:%M}"
    return f"{day(each.on)}, {hours}, {each.pattern.place}"


def _questions(here: Desk) -> Sequence[Field]:
    return (
        Field(
            "positions", "Who receives", Widget.SOME, needed=True, options=receiving_options(here)
        ),
        Field("weekday", "Weekday", Widget.LIST, options=_choices(WEEKDAYS)),
        Field("nth", "Which one of the month", Widget.LIST, options=_choices(WHICH)),
        Field(
            "day",
            "Or the day of the month",
            Widget.NUMBER,
            "A number, instead of a weekday; of a shorter month its last day.",
            longest=2,
        ),
        Field("from", "From", Widget.TIME, needed=True),
        Field("to", "Until", Widget.TIME, needed=True),
        Field("place", "Where", hint="House, room, street.", needed=True),
        Field("form", "How", Widget.ONE, options=lawful_forms()),
        Field("places", "How many may book", Widget.NUMBER, longest=3),
        Field(
            "minutes",
            "Minutes for each",
            Widget.NUMBER,
            "Each place has its time then; left out, all come at the beginning.",
            longest=3,
        ),
        Field("from_on", "Counts from", Widget.DAY, needed=True),
        Field("until_on", "Last day it counts", Widget.DAY),
        Field("id", widget=Widget.CARRIED),
    )


def _choices(words: Mapping[str, str]) -> Sequence[Option]:
    return (Option("", "–"), *(Option(value, say(label)) for value, label in words.items()))


def _usual() -> Typed:
    return Typed.of(
        id=uuid4(),
        from_on=clock.today(),
        form=ReceptionForm.IN_PERSON,
        **{"from": "08:00", "to": "11:00"},
    )


def _as_it_is(pattern: Mapping[str, Any]) -> Typed:
    given = {name: pattern[name] for name in _AS_IT_IS}
    times = {"from": pattern["from_time"], "to": pattern["to_time"]}
    known = Typed.of(**given, **times)
    return Typed({**known.values, "positions": tuple(pattern["positions"])})


_AS_IT_IS: Final = (
    *("id", "weekday", "nth", "day", "place", "form"),
    *("places", "minutes", "from_on", "until_on"),
)


def _is_number(text: object) -> bool:
    return isinstance(text, str) and text.lstrip("-").isdecimal()


def by_id(patterns: Iterable[Mapping[str, Any]], pattern_id: str) -> Mapping[str, Any] | None:
    """The one that a form is about; None for a new one."""
    return next((each for each in patterns if str(each["id"]) == pattern_id), None)
