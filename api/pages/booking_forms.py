"""The form by which a resident takes a place at a reception of a commune."""

from collections.abc import Sequence
from uuid import uuid4

from api.core.clock import VIETNAM
from api.core.database import db
from api.dialogues.receptions.booking_schemas import BookingGiven
from api.dialogues.receptions.bookings import Matter, Places, Wish, places_left
from api.dialogues.receptions.models import Reception
from api.pages.forms import Field, Form, Option, Typed, Widget
from api.pages.words import word


def booking_form(reception: Reception, typed: Typed | None = None) -> Form:
    """Who comes, with what kind of matter, and when."""
    return Form(
        name="dat-cho",
        to=f"/tiep-dan/{reception.id}",
        title="Take a place",
        button="Take a place",
        fields=(*_about(), *_slots(reception), Field("id", widget=Widget.CARRIED)),
        typed=typed or Typed.of(id=uuid4()),
        note="What you write here is forgotten after the day.",
    )


def wish_in(form: Form) -> Wish:
    """What was asked for."""
    body = form.typed.body([each for each in form.fields if each.name != "id"])
    if str(body.get("number", "")).isdecimal():
        body["number"] = int(body["number"])
    wish: Wish = BookingGiven().load(body)
    return wish


def _about() -> Sequence[Field]:
    matters = tuple(Option(each, word("matter", each)) for each in Matter)
    return (
        Field("name", "Your name", needed=True, longest=120),
        Field("matter", "Kind of matter", Widget.ONE, needed=True, options=matters),
        Field(
            "brief",
            "What it is about, in a few words",
            Widget.LINES,
            "You need not write it. To denounce a wrongdoing, take a place above the commune.",
            longest=300,
        ),
    )


def _slots(reception: Reception) -> Sequence[Field]:
    """Which time, where each place has its own."""
    left, places = places_left(reception.id), db.session.get(Places, reception.id)
    if left is None or places is None or left.minutes is None:
        return ()
    free = tuple(
        Option(str(each), f"{places.at(reception, each).astimezone(VIETNAM):%H:%M}")
        for each in left.free_numbers
    )
    return (Field("number", "Time", Widget.ONE, needed=True, options=free),)
