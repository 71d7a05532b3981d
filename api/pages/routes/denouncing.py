"""The lawful way of a denunciation: where to go, and a form that is filled on the device alone."""

from typing import Final
from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.authorities.directory import directory
from api.authorities.models import Level
from api.core import clock
from api.core.access import public
from api.core.errors import Missing
from api.core.http import takes_form
from api.core.i18n import preferred_locale
from api.core.ids import new_id
from api.dialogues.receptions import booking, bookings, queries
from api.dialogues.receptions.booking_schemas import BookingGiven
from api.dialogues.receptions.bookings import places_left
from api.dialogues.receptions.views import shown
from api.pages.blueprint import pages
from api.pages.forms import Field, Form, Typed, Widget, tried
from api.pages.letters import id_in
from api.pages.rendering import NOT_KEPT, page, see
from api.petitions.guidance import blanks, guidance, head, reception_above

ALONE: Final = (
    "default-src 'none'; script-src 'none'; style-src 'self'; img-src data:; connect-src 'none';"
    " form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
"""Nothing of such a page runs, is loaded, or is sent anywhere."""

MOST_SHOWN: Final = 10


@pages.get("/to-cao")
@public
def denouncing() -> Response:
    """The bodies above, what to bring, the days of reception; nothing of the matter is asked"""
    asked = request.args.get("cap", "")
    level = Level.PROVINCE if asked == "thanh-pho" else Level.COMMUNE
    told = guidance(level, None, preferred_locale())
    unit_id = reception_above(None)
    here = directory().same_place(unit_id) if unit_id else ()
    wanted = queries.Wanted(unit_ids=here, first_day=clock.today(), limit=MOST_SHOWN)
    days = [shown(each) for each in queries.schedule(wanted)[:MOST_SHOWN]]
    free = {each["id"]: left.free for each in days if (left := places_left(each["id"]))}
    return page("denouncing.html", told=told, days=days, free=free, keep=NOT_KEPT)


@pages.get("/to-cao/hen/<uuid:reception_id>")
@public
def place_at_reception(reception_id: UUID) -> Response:
    """Take a place at a reception above the communes; nobody asks why"""
    return _place(reception_id, _form(reception_id))


@pages.post("/to-cao/hen/<uuid:reception_id>")
@public
@takes_form
def take_place(reception_id: UUID) -> ResponseReturnValue:
    """Take it; or the page again, with what is wrong"""
    form = _form(reception_id, Typed.into(_ASKED, request.form))
    chosen = id_in(request.form)
    if chosen is None:
        raise Missing
    refused = tried(form, lambda: _book(reception_id, chosen, form))
    if refused is not None:
        return _place(reception_id, refused)
    return see(url_for("pages.my_place", reception_id=reception_id, booking_id=chosen))


@pages.get("/to-cao/hen/<uuid:reception_id>/<uuid:booking_id>")
@public
def my_place(reception_id: UUID, booking_id: UUID) -> Response:
    """The number one is called by, and when"""
    return page(
        "reception_place.html",
        booking=bookings.booking_of(reception_id, booking_id),
        reception=shown(queries.reception_to_read(reception_id)),
        form=None,
        keep=NOT_KEPT,
    )


@pages.post("/to-cao/hen/<uuid:reception_id>/<uuid:booking_id>/huy")
@public
@takes_form
def give_place_back(reception_id: UUID, booking_id: UUID) -> ResponseReturnValue:
    """Give it back; the name is forgotten at once"""
    booking.cancel(reception_id, booking_id)
    return see(url_for("pages.my_place", reception_id=reception_id, booking_id=booking_id))


@pages.get("/to-cao/mau-don")
@public
def form_to_print() -> Response:
    """A form to fill on the device or by hand, and to print; it can be sent nowhere"""
    response = page("denouncing_form.html", head=head(), blanks=blanks(), keep=NOT_KEPT)
    response.headers["Content-Security-Policy"] = ALONE
    return response


_ASKED: Final = (
    Field("name", "What you want to be called", longest=120),
    Field("phone", "Telephone, if you want to be told of a change", longest=30),
    Field("ma", widget=Widget.CARRIED),
)
"""Nothing of the matter: there is no place for it."""


def _form(reception_id: UUID, typed: Typed | None = None) -> Form:
    return Form(
        name="hen",
        to=url_for("pages.take_place", reception_id=reception_id),
        title="Take a place",
        button="Take a place",
        fields=_ASKED,
        typed=typed or Typed.of(ma=new_id()),
        note="You need not say who you are, and nobody asks why you come.",
    )


def _book(reception_id: UUID, chosen: UUID, form: Form) -> object:
    body = form.typed.body(_ASKED[:-1])
    given = BookingGiven().load(body)
    return booking.book(reception_id, chosen, given, None, request.remote_addr or "-")


def _place(reception_id: UUID, form: Form) -> Response:
    return page(
        "reception_place.html",
        form.status,
        booking=None,
        reception=shown(queries.reception_to_read(reception_id)),
        form=form,
        keep=NOT_KEPT,
    )
