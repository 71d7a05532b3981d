"""A dialogue that goes on: the screen for everybody, and the line at the desk."""

from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.authorities.directory import directory
from api.authorities.queries import neighbourhood_names
from api.core.access import Role, actor_or_none, allowed, current_actor, public
from api.core.errors import Missing
from api.core.http import takes_form
from api.dialogues.live import actions, queries
from api.dialogues.live.models import Speaker
from api.dialogues.live.timing import more_minutes
from api.dialogues.scheduling import must_organise
from api.dialogues.session_queries import dialogue_named
from api.dialogues.sessions import Dialogue
from api.pages import live as forms
from api.pages import spoken_forms
from api.pages.blueprint import pages
from api.pages.desks import OFFICIALS, desk, desk_page
from api.pages.forms import Form, Typed, tried
from api.pages.letters import id_in
from api.pages.rendering import page, see

LAST_SHOWN = 5
FOR_A_MOMENT = "public, max-age=1"


@pages.get("/doi-thoai/phien/<string:code>/man-hinh")
@public
def dialogue_screen(code: str) -> Response:
    """Who speaks now, for how long yet, and who is next: for a hall's wall and for telephones"""
    found = dialogue_named(code)
    seen, mine = forms.seen_by_all(found), forms.mine(found, actor_or_none())
    return page("screen.html", live=seen, mine=mine, keep=FOR_A_MOMENT)


@pages.post("/doi-thoai/phien/<string:code>/phat-bieu")
@allowed(Role.RESIDENT)
@takes_form
def want_to_speak(code: str) -> ResponseReturnValue:
    """Join the line: who has come"""
    found, chosen = dialogue_named(code), id_in({"ma": request.form.get("id", "")})
    if chosen is None:
        raise Missing
    actions.join(found.id, chosen, Speaker(), current_actor())
    return see(url_for("pages.dialogue_screen", code=code))


@pages.post("/doi-thoai/phien/<string:code>/phat-bieu/rut")
@allowed(Role.RESIDENT)
@takes_form
def not_want_to_speak(code: str) -> ResponseReturnValue:
    """Leave the line again"""
    own = forms.mine(dialogue_named(code), current_actor())
    if own is None or own.turn is None:
        raise Missing
    actions.leave(own.turn.id, current_actor())
    return see(url_for("pages.dialogue_screen", code=code))


@pages.get("/can-bo/doi-thoai/<string:code>/hang-doi")
@allowed(*OFFICIALS)
def dialogue_line(code: str) -> Response:
    """Who speaks and who waits, with a button for each thing that may be done"""
    return _line(_own(code))


@pages.post("/can-bo/doi-thoai/<string:code>/hang-doi")
@allowed(*OFFICIALS)
@takes_form
def enter_into_line(code: str) -> ResponseReturnValue:
    """Put somebody into the line"""
    dialogue, actor = _own(code), desk().actor
    typed = Typed.into(forms.entering_form(dialogue).fields, request.form)
    form = forms.entering_form(dialogue, typed)
    if id_in({"ma": typed.get("id")}) is None:
        raise Missing
    refused = tried(form, lambda: forms.enter(dialogue, form, actor))
    return _line(dialogue, refused) if refused else see(forms.at(dialogue))


@pages.post("/can-bo/doi-thoai/<string:code>/hang-doi/cau-hoi")
@allowed(*OFFICIALS)
@takes_form
def write_question_down(code: str) -> ResponseReturnValue:
    """Write down one matter of what somebody says at the microphone"""
    dialogue, actor = _own(code), desk().actor
    typed = Typed.into(spoken_forms.writing_form(dialogue).fields, request.form)
    form = spoken_forms.writing_form(dialogue, typed)
    if id_in({"ma": typed.get("id")}) is None:
        raise Missing
    refused = tried(form, lambda: spoken_forms.write_down(dialogue, form, actor))
    if refused is not None:
        return _line(dialogue, refused)
    return see(url_for("pages.dialogue_line", code=dialogue.code, xong=spoken_forms.WRITING))


@pages.post("/can-bo/doi-thoai/<string:code>/hang-doi/<uuid:turn_id>/<string:slug>")
@allowed(*OFFICIALS)
@takes_form
def press_in_line(code: str, turn_id: UUID, slug: str) -> ResponseReturnValue:
    """Call somebody, give them longer, end their turn, or let them be called earlier or later"""
    dialogue, actor = _own(code), desk().actor
    turn = queries.turn_with(turn_id)
    if slug not in forms.PRESSES or turn is None or turn.dialogue_id != dialogue.id:
        raise Missing
    form = forms.press_form(
        dialogue, turn_id, slug, Typed({"seen": (request.form.get("seen", ""),)})
    )
    refused = tried(form, lambda: forms.press(slug, turn_id, form, actor))
    return _line(dialogue, refused) if refused else see(forms.at(dialogue))


def _own(code: str) -> Dialogue:
    """The dialogue; refuses who does not organise it."""
    found = dialogue_named(code)
    must_organise(desk().actor, directory().unit(found.unit_id))
    return found


def _line(dialogue: Dialogue, refused: Form | None = None) -> Response:
    form = None
    if forms.is_open(dialogue):
        is_entering = refused is not None and refused.name == forms.ENTERING
        form = refused if is_entering else forms.entering_form(dialogue)
    writing = None
    if spoken_forms.takes(dialogue):
        is_writing = refused is not None and refused.name == spoken_forms.WRITING
        writing = refused if is_writing else spoken_forms.writing_form(dialogue)
    return desk_page(
        "desk/line.html",
        refused.status if refused else 200,
        dialogue=dialogue,
        line_at=forms.at(dialogue),
        live=forms.seen_by_all(dialogue),
        is_open=form is not None,
        speaking=queries.speaking_at(dialogue.id),
        line=queries.line_of(dialogue.id),
        over=queries.spoken_at(dialogue.id, LAST_SHOWN),
        villages=neighbourhood_names(dialogue.unit_area_code),
        more_minutes=more_minutes(),
        form=form,
        writing=writing,
        is_written=request.args.get("xong") == spoken_forms.WRITING,
        refused=refused,
    )
