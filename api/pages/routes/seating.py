"""Who comes to a dialogue, at the desk that organises it: seats, lists, codes, and the door."""

from unicodedata import normalize
from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.authorities.queries import names_of_neighbourhoods
from api.core import clock
from api.core.access import allowed, current_actor
from api.core.errors import Missing
from api.core.http import Page, read_cursor, takes_form
from api.dialogues import allotting, registering, registration_views
from api.dialogues import registration_queries as queries
from api.dialogues.registrations import Registration, RegistrationState
from api.dialogues.session_queries import dialogue_named
from api.dialogues.session_routes import ORGANISERS
from api.dialogues.sessions import AHEAD, Dialogue
from api.pages import dialogue_views as views
from api.pages import seating_forms as forms
from api.pages.blueprint import pages
from api.pages.desks import desk_page
from api.pages.doors import Answer, chosen_at, let_in, shown_at
from api.pages.forms import Form, Typed, tried
from api.pages.letters import id_in
from api.pages.rendering import see

A_PAGE = 50
MOST_INVITATIONS = 100
LONGEST_SHOWN = 300


@pages.get("/can-bo/doi-thoai/<string:code>/cho-ngoi")
@allowed(*ORGANISERS)
def seats_at_desk(code: str) -> Response:
    """How the seats are shared out and taken, and the invitations"""
    return _seats(_kept(code))


@pages.post("/can-bo/doi-thoai/<string:code>/cho-ngoi/<string:slug>")
@allowed(*ORGANISERS)
@takes_form
def give_seats(code: str, slug: str) -> ResponseReturnValue:
    """Share out the seats, change their number, or make an invitation"""
    found, act = _kept(code), forms.GIVING.get(slug)
    if act is None:
        raise Missing
    asked = forms.seat_form(slug, found)
    form = forms.seat_form(slug, found, Typed.into(asked.fields, request.form))
    if slug == forms.INVITING and id_in({"ma": form.typed.get("id")}) is None:
        raise Missing
    refused = tried(form, lambda: act(found, form, current_actor()))
    if refused is not None:
        return _seats(_kept(code), refused)
    return see(url_for("pages.seats_at_desk", code=found.code, xong=slug))


@pages.get("/can-bo/doi-thoai/<string:code>/danh-sach")
@allowed(*ORGANISERS)
def registrations_at_desk(code: str) -> Response:
    """Who registered, with a search, and the form to register who called"""
    return _list(_kept(code))


@pages.post("/can-bo/doi-thoai/<string:code>/danh-sach/khach")
@allowed(*ORGANISERS)
@takes_form
def register_at_desk(code: str) -> ResponseReturnValue:
    """Register somebody who called or came to the office"""
    found = _kept(code)
    form = _guest(found, at_door=False)
    made: list[Registration] = []
    refused = tried(form, lambda: made.append(_registered(found, form, at_door=False)))
    if refused is not None:
        return _list(found, refused)
    return see(url_for("pages.registrations_at_desk", code=found.code, moi=made[0].id))


@pages.post("/can-bo/doi-thoai/<string:code>/danh-sach/<uuid:registration_id>/huy")
@allowed(*ORGANISERS)
@takes_form
def cancel_at_desk(code: str, registration_id: UUID) -> ResponseReturnValue:
    """Somebody said at the desk that they do not come"""
    found = _kept(code)
    registering.cancel(registration_id, current_actor())
    return see(url_for("pages.registrations_at_desk", code=found.code))


@pages.get("/can-bo/doi-thoai/<string:code>/cua")
@allowed(*ORGANISERS)
def door(code: str) -> Response:
    """The door on the day: one field for a ticket or a name"""
    found = _kept(code)
    came = id_in({"ma": request.args.get("vao", "")})
    registration = queries.registration_with(came) if came else None
    is_here = registration is not None and registration.dialogue_id == found.id
    answer = let_in(registration) if registration is not None and is_here else None
    return _door(found, answer)


@pages.post("/can-bo/doi-thoai/<string:code>/cua")
@allowed(*ORGANISERS)
@takes_form
def let_in_at_door(code: str) -> ResponseReturnValue:
    """Let in who shows this ticket, or look for the name"""
    found, actor = _kept(code), current_actor()
    shown = normalize("NFC", request.form.get("ve", "").strip()[:LONGEST_SHOWN])
    chosen = id_in({"ma": request.form.get("ai", "")})
    if chosen is None and not shown:
        return see(url_for("pages.door", code=found.code))
    answer = chosen_at(chosen, actor) if chosen else shown_at(found, shown, actor)
    return _answered(found, answer, shown)


@pages.post("/can-bo/doi-thoai/<string:code>/cua/khach")
@allowed(*ORGANISERS)
@takes_form
def let_in_guest(code: str) -> ResponseReturnValue:
    """Let in somebody who did not register, while there is room"""
    found = _kept(code)
    form = _guest(found, at_door=True)
    made: list[Registration] = []
    refused = tried(form, lambda: made.append(_registered(found, form, at_door=True)))
    return _door(found, None, guest=refused) if refused else _answered(found, let_in(made[0]), "")


def _kept(code: str) -> Dialogue:
    """The dialogue; refuses who may not read the names of those who come."""
    return allotting.must_keep_list(dialogue_named(code).id, current_actor())


def _guest(found: Dialogue, *, at_door: bool) -> Form:
    asked = forms.guest_form(found, at_door=at_door)
    typed = Typed.into(asked.fields, request.form)
    if id_in({"ma": typed.get("id")}) is None:
        raise Missing
    return forms.guest_form(found, at_door=at_door, typed=typed)


def _registered(found: Dialogue, form: Form, *, at_door: bool) -> Registration:
    return forms.register_guest(found, form, current_actor(), at_door=at_door)


def _answered(found: Dialogue, answer: Answer, shown: str) -> ResponseReturnValue:
    if answer.registration is not None:
        return see(url_for("pages.door", code=found.code, vao=answer.registration.id))
    return _door(found, answer, shown)


def _seats(found: Dialogue, refused: Form | None = None) -> Response:
    invitations = queries.invitations_to(found.id, None, MOST_INVITATIONS)
    offered = forms.seat_forms(found) if found.state in AHEAD else []
    kept = registration_views.seats_for_organiser(found.id)
    names = names_of_neighbourhoods(
        found.unit_area_code, {each.village for each in invitations if each.village}
    )
    return desk_page(
        "desk/dialogue_seats.html",
        refused.status if refused else 200,
        dialogue=views.whole(found, clock.now()),
        seats=kept,
        forms=[refused if refused and refused.name == each.name else each for each in offered],
        invitations=invitations,
        village_names=names,
        refused=refused,
        done=request.args.get("xong", "") in forms.GIVING,
    )


def _list(found: Dialogue, refused: Form | None = None) -> Response:
    words = normalize("NFC", request.args.get("tim", "").strip()[:60])
    chosen = request.args.get("loc", "")
    after = request.args.get("sau")
    wanted = queries.RegistrationsWanted(
        state=RegistrationState(chosen) if chosen in set(RegistrationState) else None,
        q=words or None,
        after=read_cursor(after) if after else None,
        limit=A_PAGE,
    )
    cut = Page.of(queries.registrations_of(found.id, wanted), A_PAGE, "ordinal")
    new = id_in({"ma": request.args.get("moi", "")})
    return desk_page(
        "desk/dialogue_list.html",
        refused.status if refused else 200,
        dialogue=views.whole(found, clock.now()),
        listed=views.registrations(cut.items, found),
        next=cut.next,
        words=words,
        chosen=chosen,
        states=list(RegistrationState),
        figures=queries.figures_of(found.id),
        form=(refused or forms.guest_form(found, at_door=False)) if _is_open(found) else None,
        refused=refused,
        new=queries.registration_with(new) if new else None,
    )


def _door(
    found: Dialogue, answer: Answer | None, shown: str = "", guest: Form | None = None
) -> Response:
    registration = answer.registration if answer else None
    status = guest.status if guest else answer.status if answer else 200
    return desk_page(
        "desk/door.html",
        status,
        dialogue=views.whole(found, clock.now()),
        answer=answer,
        one=views.registration(registration, found) if registration else None,
        people=views.registrations(answer.found, found) if answer else [],
        shown=shown,
        figures=queries.figures_of(found.id),
        form=guest or forms.guest_form(found, at_door=True),
        refused=guest,
    )


def _is_open(found: Dialogue) -> bool:
    return found.state in AHEAD and found.registration_from is not None
