"""Petitions over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify, request
from marshmallow import Schema

from api.authorities.lookup import position_named
from api.cases.access import OUTSIDE, Reader, reader_of
from api.core import clock
from api.core.access import Role, actor_or_none, allowed, current_actor, public
from api.core.database import db
from api.core.http import Blueprint
from api.core.i18n import preferred_locale
from api.core.openapi import gives_any_of, refuses
from api.core.versions import tagged
from api.events.schemas import Timeline
from api.events.timeline import timeline
from api.petitions import actions, handing_in, queries
from api.petitions.answers import Draft, Signature
from api.petitions.columns import SEEN, as_read, column_of
from api.petitions.disclosures import leave_a_trace
from api.petitions.filter_schemas import PetitionQuery
from api.petitions.filters import Wanted
from api.petitions.following import followed
from api.petitions.models import Petition
from api.petitions.outcomes import Outcome
from api.petitions.readers import (
    CaseTracking,
    PetitionAtIntake,
    PetitionForAuthor,
    PetitionForHead,
    PetitionForReceiver,
    PetitionPage,
    PublicPage,
)
from api.petitions.schemas import (
    AcceptanceGiven,
    AssignmentGiven,
    DecisionGiven,
    DecliningGiven,
    DraftGiven,
    GuidanceGiven,
    LodgementGiven,
    PetitionSubmission,
    ProposalGiven,
    SignatureGiven,
    TransferGiven,
)
from api.petitions.states import PetitionState
from api.petitions.submission import Submission
from api.petitions.tracking import Tracked
from api.petitions.views import Shown, page, public_page

blueprint = Blueprint(
    "petitions",
    __name__,
    url_prefix="/api/v1/petitions",
    description="What residents ask and report.",
)
tracking = Blueprint(
    "cases", __name__, url_prefix="/api/v1/cases", description="Following a case by its code."
)

STAFF = (Role.RECEIVER, Role.HANDLER, Role.ASSISTANT, Role.HEAD)


@blueprint.put("/<uuid:petition_id>")
@allowed(Role.RESIDENT, Role.RECEIVER)
@gives_any_of(*SEEN)
@refuses({"429": "Too many in a short time"})
@blueprint.response(200, PetitionForAuthor, description="It was there already")
@blueprint.arguments(PetitionSubmission)
@blueprint.response(201, PetitionForAuthor)
def submit(submission: Submission, petition_id: UUID) -> Response:
    """Hand in a petition (200 when it was there already)"""
    actor = current_actor()
    petition, is_new = handing_in.submit(petition_id, submission, actor)
    if not is_new and petition.state != PetitionState.RECEIVED:
        return _for(petition, reader_of(actor, petition))
    # Until somebody acts on it, who handed it in reads it back, also when it is about their unit.
    reader = Reader.AUTHOR if actor.is_(Role.RESIDENT) else Reader.RECEIVER
    schema = PetitionForAuthor if actor.is_(Role.RESIDENT) else PetitionAtIntake
    return _answer(petition, reader, schema, 201 if is_new else 200)


@blueprint.get("")
@public
@gives_any_of(PetitionPage, PublicPage)
@refuses({"403": "Not for you to look for by sender", "429": "Too many in a short time"})
@blueprint.arguments(PetitionQuery, location="query")
@blueprint.response(200, PetitionPage)
def petitions(wanted: Wanted) -> Response:
    """Petitions of yours or your office, newest first; not signed in, those that are public"""
    actor, at = actor_or_none(), clock.now()
    if actor is None or wanted.published:
        return jsonify(public_page(queries.public_petitions(actor, wanted, at), wanted.limit))
    leave_a_trace(actor, wanted)
    rows = queries.petitions_for(actor, wanted, at)
    return jsonify(page(rows, wanted.limit, at, wanted.sort))


@blueprint.get("/<uuid:petition_id>")
@public
@gives_any_of(*SEEN)
@blueprint.response(200, PetitionForAuthor)
def petition(petition_id: UUID) -> Response:
    """A petition, as much of it as you may see"""
    actor = actor_or_none()  # a token that opens nothing is refused before anything is looked for
    found = queries.petition_to_read(petition_id)
    return _for(found, reader_of(actor, found))


@blueprint.get("/<uuid:petition_id>/timeline")
@public
@blueprint.response(200, Timeline)
def petition_timeline(petition_id: UUID) -> dict[str, Any]:
    """What happened to a petition so far"""
    actor, found = actor_or_none(), queries.petition_outline(petition_id)
    reader = reader_of(actor, found)
    inside = reader not in OUTSIDE
    in_public = reader is Reader.PUBLIC
    shown = timeline(found.id, preferred_locale(), inside=inside, in_public=in_public)
    return {"items": shown}


@tracking.get("/<string:code>")
@public
@refuses({"429": "Too many look-ups from this address"})
@tracking.response(200, CaseTracking)
def track(code: str) -> Shown:
    """Follow a case by its code or receipt number"""
    found = followed(code, request.remote_addr or "-")
    return Tracked(found, Reader.AUTHOR, preferred_locale())


@blueprint.post("/<uuid:petition_id>/proposal")
@allowed(*STAFF)
@gives_any_of(*SEEN)
@blueprint.arguments(ProposalGiven)
@blueprint.response(201, PetitionForHead)
def propose(given: dict[str, Any], petition_id: UUID) -> Response:
    """Propose acceptance, declining, guidance or transfer"""
    return changed(actions.propose(petition_id, current_actor(), **given))


@blueprint.post("/<uuid:petition_id>/decision")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(DecisionGiven)
@blueprint.response(201, PetitionForHead)
def decision(given: dict[str, Any], petition_id: UUID) -> Response:
    """Follow the proposal, or send it back with a reason"""
    return changed(actions.decide_on_proposal(petition_id, current_actor(), **given))


@blueprint.post("/<uuid:petition_id>/acceptance")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(AcceptanceGiven)
@blueprint.response(201, PetitionForHead)
def acceptance(given: dict[str, Any], petition_id: UUID) -> Response:
    """Accept for settlement, and give it its number in the register"""
    return changed(actions.decide(petition_id, current_actor(), Outcome.ACCEPTANCE, given))


@blueprint.post("/<uuid:petition_id>/declining")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(DecliningGiven)
@blueprint.response(201, PetitionForHead)
def declining(given: dict[str, Any], petition_id: UUID) -> Response:
    """Decline, with the ground and words to the sender"""
    return changed(actions.decide(petition_id, current_actor(), Outcome.DECLINING, given))


@blueprint.post("/<uuid:petition_id>/guidance")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(GuidanceGiven)
@blueprint.response(201, PetitionForHead)
def guidance(given: dict[str, Any], petition_id: UUID) -> Response:
    """Guide the sender to the right way"""
    return changed(actions.decide(petition_id, current_actor(), Outcome.GUIDANCE, given))


@blueprint.post("/<uuid:petition_id>/transfer")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(TransferGiven)
@blueprint.response(201, PetitionForHead)
def transfer(given: dict[str, Any], petition_id: UUID) -> Response:
    """Transfer to the competent body, with the ground"""
    return changed(actions.decide(petition_id, current_actor(), Outcome.TRANSFER, given))


@blueprint.post("/<uuid:petition_id>/lodgement")
@allowed(Role.RECEIVER)
@gives_any_of(*SEEN)
@blueprint.arguments(LodgementGiven)
@blueprint.response(201, PetitionForReceiver)
def lodgement(given: dict[str, Any], petition_id: UUID) -> Response:
    """Enter the signed paper, or the record made in person, of a complaint"""
    return changed(actions.lodge(petition_id, current_actor(), **given))


@blueprint.post("/<uuid:petition_id>/assignment")
@allowed(*STAFF)
@gives_any_of(*SEEN)
@blueprint.arguments(AssignmentGiven)
@blueprint.response(201, PetitionForHead)
def assignment(given: dict[str, Any], petition_id: UUID) -> Response:
    """Assign the preparation of the answer to a position"""
    position, actor = position_named(given["position"]), current_actor()
    # Who hands the work on to another desk may see it no more: this answer is the last they read.
    reader = reader_of(actor, queries.petition_outline(petition_id))
    return last_look(actions.assign(petition_id, actor, position.id), reader)


@blueprint.post("/<uuid:petition_id>/draft")
@allowed(*STAFF)
@gives_any_of(*SEEN)
@blueprint.arguments(DraftGiven)
@blueprint.response(201, PetitionForHead)
def draft(words: Draft, petition_id: UUID) -> Response:
    """Lay a draft of the answer before the head"""
    return changed(actions.draft(petition_id, current_actor(), words))


@blueprint.post("/<uuid:petition_id>/signature")
@allowed(Role.HEAD)
@gives_any_of(*SEEN)
@blueprint.arguments(SignatureGiven)
@blueprint.response(201, PetitionForHead)
def signature(given: Signature, petition_id: UUID) -> Response:
    """Sign the answer"""
    return changed(actions.sign(petition_id, current_actor(), given))


def changed(after: Petition) -> Response:
    """The petition after an act, as the one who acted may see it."""
    return last_look(after, reader_of(current_actor(), after))


def last_look(after: Petition, reader: Reader) -> Response:
    """The petition after an act by which the one who acted may have lost sight of it."""
    db.session.flush()
    return _for(after, reader, 201)


def _for(found: Petition, reader: Reader, status: int = 200) -> Response:
    return _answer(found, reader, column_of(reader, found), status)


def _answer(found: Petition, reader: Reader, schema: type[Schema], status: int) -> Response:
    response = jsonify(as_read(found, reader, preferred_locale(), schema))
    response.status_code = status
    return tagged(response, found.version)
