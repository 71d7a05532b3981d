"""What villages say before a dialogue, and what is written down after it, at the desk."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from api.core import clock
from api.core.access import allowed, current_actor
from api.core.errors import Missing
from api.core.http import takes_file, takes_form
from api.core.i18n import preferred_locale
from api.dialogues.opinions.keepers import must_read_sheets
from api.dialogues.opinions.views import sheets_shown
from api.dialogues.papers.printed import Printed
from api.dialogues.papers.wording import PaperName
from api.dialogues.session_queries import dialogue_named
from api.dialogues.session_views import results_shown
from api.dialogues.sessions import Dialogue
from api.pages import conclusion_forms, opinion_forms, synthesis_forms
from api.pages.blueprint import pages
from api.pages.desks import OFFICIALS, desk_page
from api.pages.dialogue_papers import agenda_context, results_context
from api.pages.forms import Form, Typed, tried
from api.pages.rendering import see
from api.pages.uploads import FORM_TYPES, LARGEST_FORM, bring_in


@pages.get("/can-bo/doi-thoai/<string:code>/y-kien")
@allowed(*OFFICIALS)
def opinions(code: str) -> Response:
    """What villages said before the dialogue, and what is made of it"""
    return _opinions(_read(code))


@pages.post("/can-bo/doi-thoai/<string:code>/y-kien/<string:slug>")
@allowed(*OFFICIALS)
@takes_form
def collect_opinions(code: str, slug: str) -> ResponseReturnValue:
    """Enter a sheet, put all of them together, or set the agenda"""
    found = _read(code)
    asked = opinion_forms.form_named(slug, found)
    if asked is None:
        raise Missing
    form = opinion_forms.form_named(slug, found, Typed.into(asked.fields, request.form)) or asked
    refused = tried(form, lambda: opinion_forms.take(slug, found, current_actor(), form))
    return see(synthesis_forms.at(found)) if refused is None else _opinions(_read(code), refused)


@pages.get("/can-bo/doi-thoai/<string:code>/ket-luan")
@allowed(*OFFICIALS)
def conclusions(code: str) -> Response:
    """Who came, what was concluded, and how everybody was told"""
    return _conclusions(_read(code))


@pages.post("/can-bo/doi-thoai/<string:code>/ket-luan/<string:slug>")
@allowed(*OFFICIALS)
@takes_file(LARGEST_FORM, *FORM_TYPES)
def conclude(code: str, slug: str) -> ResponseReturnValue:
    """Write down who came, the conclusions, how everybody was told, or a recording"""
    actor = current_actor()
    brought = bring_in(request.files, actor) if request.files else None
    found = _read(code)
    asked = conclusion_forms.form_named(slug, found)
    if asked is None:
        raise Missing
    typed = Typed.into(asked.fields, request.form)
    form = conclusion_forms.form_named(slug, found, typed) or asked
    form = brought.into(form) if brought else form
    refused = (form if form.errors else None) or tried(
        form, lambda: conclusion_forms.take(slug, found, actor, form)
    )
    if refused is None:
        return see(conclusion_forms.at(found))
    return _conclusions(_read(code), refused)


def _read(code: str) -> Dialogue:
    """The dialogue, for who organises it or collects opinions for it."""
    found = dialogue_named(code)
    must_read_sheets(current_actor(), found)
    return found


def _opinions(found: Dialogue, refused: Form | None = None) -> Response:
    actor = current_actor()
    return desk_page(
        "desk/opinions.html",
        refused.status if refused else 200,
        dialogue=found,
        at=synthesis_forms.SLUG,
        sheets=sheets_shown(found),
        forms=_again(opinion_forms.forms_on(found, actor), refused),
        refused=refused,
        **agenda_context(found, actor, clock.now()),
    )


def _conclusions(found: Dialogue, refused: Form | None = None) -> Response:
    printed = Printed(found)
    return desk_page(
        "desk/conclusions.html",
        refused.status if refused else 200,
        dialogue=found,
        at=conclusion_forms.SLUG,
        papers=[str(each) for each in PaperName if printed.has(each)],
        results=results_shown(found, preferred_locale()),
        is_draft=printed.conclusion is None,
        forms=_again(conclusion_forms.forms_on(found, current_actor()), refused),
        refused=refused,
        **results_context(found),
    )


def _again(forms: list[Form], refused: Form | None) -> list[Form]:
    if refused is None:
        return forms
    return [refused, *(each for each in forms if each.name != refused.name)]
