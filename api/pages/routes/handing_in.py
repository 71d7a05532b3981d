"""Handing in, one question a page: what kind, where, the words, and whose telephone it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from api.attachments.formats import ACCEPTED
from api.authorities.acting import who
from api.authorities.fields import fields
from api.authorities.search import AreaSearch, areas_named
from api.core.access import Actor, Role, actor_or_none, keep_token, public
from api.core.errors import Missing, Problem
from api.core.http import takes_file
from api.core.i18n import preferred_locale
from api.pages import codes
from api.pages.blueprint import pages
from api.pages.hints import hints_for, with_choice
from api.pages.kinds import KindOffered, kinds
from api.pages.letters import Letter, accusable, area_in, id_in, kind_in, opened
from api.pages.rendering import FOR_ALL, GOING_BACK, page, say, see
from api.pages.uploads import FORM_TYPES, LARGEST_FORM, Basket, Brought, bring_in
from api.pages.words import ADDRESSEES
from api.petitions.errors import IdTaken
from api.petitions.handing_in import submit
from api.petitions.redirection import source_of, ways_of
from api.petitions.schemas import LONGEST_TEXT
from api.petitions.similar_views import AN_HOUR, similar_to
from api.petitions.submission import Submission
from api.routing import reading as competence

FILES = "files"
"""The question at which files are chosen."""

MOST_PLACES = 30
"""So many places a search shows; who does not find theirs types more of its name."""


@pages.get("/gui")
@public
def choose_kind() -> ResponseReturnValue:
    """What somebody wants to hand in"""
    kind = kind_in(request.args)
    if kind is not None:
        return redirect(_after(kind))
    # Who presses the button having chosen nothing sends the button alone.
    is_sent = not {"loai", "tiep"}.isdisjoint(request.args)
    errors = {"loai": say("Please choose one of these")} if is_sent else {}
    return page("hand_in_kind.html", kinds=kinds().values(), errors=errors, keep=FOR_ALL)


@pages.get("/gui/to-cao")
@public
def not_here() -> Response:
    """The lawful way of a denunciation and of a crime report; nothing is asked for"""
    locale = preferred_locale()
    ways = {
        kind: (ways_of(kind, locale), source_of(kind)) for kind in ("denunciation", "crime_report")
    }
    return page("hand_in_not_here.html", ways=ways, keep=FOR_ALL)


@pages.get("/gui/noi")
@public
def choose_place() -> ResponseReturnValue:
    """Where it is: by the name of today or an old one; none is picked for anybody"""
    kind = _kind(request.args)
    if kind.redirect:
        return redirect(_after(kind))
    words = request.args.get("q", "").strip()[:100]
    province = competence.shipped().province
    wanted = AreaSearch(words=words, limit=MOST_PLACES, province=province)
    found, has_more = areas_named(wanted) if words else ((), False)
    return page(
        "hand_in_place.html",
        kind=kind,
        words=words,
        found=found,
        has_more=has_more,
        province=province,
        keep=FOR_ALL,
    )


@pages.get("/gui/viet")
@public
def write() -> ResponseReturnValue:
    """The words; the id is made now, and stands in the address, so that a reload keeps it"""
    kind = _kind(request.args)
    if kind.redirect:
        return redirect(_after(kind))
    letter = opened(kind, area_in(request.args), {"ma": request.args.get("ma", "")})
    if id_in(request.args) is None:
        place = letter.area_code or None
        return redirect(url_for("pages.write", loai=kind.slug, xa=place, ma=letter.id))
    return _page("hand_in_write.html", letter, {}, keep=GOING_BACK)


@pages.post("/gui/viet")
@public
@takes_file(LARGEST_FORM, *FORM_TYPES)
def hand_in() -> ResponseReturnValue:
    """Hand it in; who is not signed in shows first that a telephone is theirs"""
    kind = _kind(request.form)
    if kind.redirect:
        return redirect(_after(kind), 303)
    letter, wrong = _with_files(opened(kind, area_in(request.form), request.form))
    if wrong or request.form.get("act") == "files" or "bo" in request.form:
        return _page("hand_in_write.html", letter, wrong, 422 if wrong else 200)
    return _gone_on(letter, request.form.get("act"))


def _with_files(letter: Letter) -> tuple[Letter, dict[str, str]]:
    """With what was taken in just now, and without what was taken off again."""
    resident = _resident()
    basket = bring_in(request.files, resident) if resident else Basket()
    brought = basket.brought.get(FILES, Brought())
    together = letter.with_files(brought).without_file(request.form.get("bo", ""))
    return together, {FILES: " ".join(brought.wrong)} if brought.wrong else {}


def _gone_on(letter: Letter, act: str | None) -> ResponseReturnValue:
    if act == "hint" or "chon" in request.form:
        return _hinted(with_choice(letter, request.form.get("chon", "")))
    submission, wrong = letter.submission()
    if submission is None or act == "back":
        return _page("hand_in_write.html", letter, wrong, 422 if wrong else 200)
    return _goes_on(letter, submission, act)


def _goes_on(letter: Letter, submission: Submission, act: str | None) -> ResponseReturnValue:
    """What is whole goes on its way: what others said first, then whose telephone it is."""
    if act == "send" and (found := _repeated(submission)):
        return _page("hand_in_similar.html", letter, {}, found=found)
    resident = _resident()
    if resident is not None:
        return _sent(letter, submission, resident)
    if act in {"code", "show", "enter"}:
        return _by_code(letter, submission)
    return _page("hand_in_phone.html", letter, {})


def _repeated(submission: Submission) -> Sequence[Mapping[str, Any]]:
    """Public cases that seem to be on the same matter; nothing of the words is kept.

    Who has looked many times is shown none, and sends theirs.
    """
    if not AN_HOUR.hit(request.remote_addr or "-"):
        return ()
    found = similar_to(submission.text, submission.area, None, submission.field)
    items: Sequence[Mapping[str, Any]] = found["items"]
    return items


def _hinted(letter: Letter) -> Response:
    """The words again, and beside them what they seem to be about: to be taken or left."""
    if not letter.typed.get("text"):
        wrong = {"text": say("Please write what it is about")}
        return _page("hand_in_write.html", letter, wrong, 422)
    return _page("hand_in_write.html", letter, {}, hints=hints_for(letter))


def _by_code(letter: Letter, submission: Submission) -> ResponseReturnValue:
    """The last step of who was not signed in: all that was typed goes along, nothing is kept."""
    step = codes.go_on(request.form)
    if step.signed_in is None:
        errors = step.errors or {}
        at_phone = "phone" in errors
        template = "hand_in_phone.html" if at_phone else "hand_in_code.html"
        return _page(template, letter, errors, step.status, step=step)
    actor = who(step.signed_in.token)
    if actor is None:
        raise Missing
    response = _sent(letter, submission, actor)
    if response.status_code < 400:
        keep_token(response, step.signed_in.token)
    return response


def _sent(letter: Letter, submission: Submission, actor: Actor) -> Response:
    """On to the receipt; or back to the words, none of them lost, with what is wrong."""
    try:
        petition, _new = submit(letter.id, submission, actor)
    except IdTaken as refused:
        again = {"text": say("This page was sent already. Is it another matter? Then send again.")}
        return _page("hand_in_write.html", letter.with_new_id(), again, refused.status)
    except Problem as refused:
        return _page("hand_in_write.html", letter, {"text": say(refused.title)}, refused.status)
    return see(url_for("pages.receipt", petition_id=petition.id))


def _page(
    template: str,
    letter: Letter,
    errors: Mapping[str, str],
    status: int = 200,
    **more: Any,
) -> Response:
    return page(
        template,
        status,
        letter=letter,
        errors=errors,
        fields=fields().values(),
        addressees=ADDRESSEES,
        accusable=accusable(letter.area),
        longest=LONGEST_TEXT,
        accepted=ACCEPTED,
        phone=request.form.get("phone", ""),
        **more,
    )


def _kind(given: Mapping[str, str]) -> KindOffered:
    found = kind_in(given)
    if found is None:
        raise Missing
    return found


def _after(kind: KindOffered) -> str:
    if kind.redirect:
        return url_for("pages.not_here")
    return url_for("pages.choose_place", loai=kind.slug)


def _resident() -> Actor | None:
    """Who is signed in as a resident; an official hands in at their desk, not here."""
    actor = actor_or_none()
    return actor if actor is not None and actor.is_(Role.RESIDENT) else None
