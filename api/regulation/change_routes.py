"""Changing the law over HTTP: scans, proposals, decisions, and open terms that follow."""

from typing import Any
from uuid import UUID

from flask import Response, request

from api.authorities.policy import Act
from api.core import jobs
from api.core.access import Actor, Role, allowed, current_actor
from api.core.database import db
from api.core.errors import Missing
from api.core.http import Blueprint, KeyedPageQuery, Page, cursor, takes_file
from api.core.openapi import refuses
from api.regulation import adoption, editing, replay
from api.regulation.adoption import LARGEST_SCAN, MEDIA_TYPES, Paper
from api.regulation.book import LARGEST, XLSX
from api.regulation.change_schemas import (
    LawAdoptionGiven,
    LawProposalGiven,
    LawProposalPage,
    LawProposalShown,
    LawRefusalGiven,
    MovePage,
    MovesQuery,
    PaperQuery,
    ScanShown,
    TransitionGiven,
    TransitionShown,
)
from api.regulation.complaints import refused
from api.regulation.deciders import must_be_able
from api.regulation.language import InvalidRegulation
from api.regulation.models import Scan, Transition
from api.regulation.moves import BEGINNING, Move, basis, look
from api.regulation.views import proposal_shown

blueprint = Blueprint(
    "changes",
    __name__,
    url_prefix="/api/v1/regulation",
    description="Changing the law here: one person proposes, a second one adopts.",
)

PROPOSING = (Role.HEAD, Role.HANDLER, Role.ASSISTANT)

FILE_NAME = "quy-dinh.xlsx"
"""What the workbook is called, coming and going."""

_FILE = {"schema": {"type": "string", "format": "binary"}}


@blueprint.post("/scans")
@allowed(*PROPOSING)
@takes_file(LARGEST_SCAN, *MEDIA_TYPES)
@blueprint.doc(requestBody={"required": True, "content": dict.fromkeys(MEDIA_TYPES, _FILE)})
@blueprint.response(201, ScanShown)
def keep_scan() -> Scan:
    """Keep the scan of a signed paper; it is named by its hash from then on"""
    return adoption.keep_scan(request.get_data(), current_actor())


@blueprint.get("/scans/<string:digest>")
@allowed(*PROPOSING)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/pdf")
def scan(digest: str) -> Response:
    """The scan of a signed paper"""
    _official()
    found = db.session.get(Scan, digest)
    if found is None:
        raise Missing
    name = {"Content-Disposition": f'attachment; filename="{digest[:12]}"'}
    return Response(found.content, mimetype=found.media_type, headers=name)


@blueprint.get("/proposals")
@allowed(*PROPOSING)
@blueprint.arguments(KeyedPageQuery, location="query")
@blueprint.response(200, LawProposalPage)
def proposals(query: dict[str, Any]) -> Page[dict[str, Any]]:
    """What was proposed, by whom, and what was decided, newest first"""
    _official()
    limit = query["limit"]
    page = Page.of(adoption.proposals(limit, query.get("after")), limit, "id")
    return Page([proposal_shown(each) for each in page.items], page.next)


@blueprint.get("/proposals/<uuid:proposal_id>")
@allowed(*PROPOSING)
@blueprint.response(200, LawProposalShown)
def proposal(proposal_id: UUID) -> dict[str, Any]:
    """A proposal with every word of it"""
    _official()
    return proposal_shown(adoption.proposal_with(proposal_id))


@blueprint.post("/proposals")
@allowed(*PROPOSING)
@blueprint.arguments(LawProposalGiven)
@blueprint.response(201, LawProposalShown)
def propose(paper: Paper) -> dict[str, Any]:
    """Propose the documents and days of one signed paper; nothing is in force by this"""
    return _shown(adoption.propose(paper, current_actor()).id)


@blueprint.post("/proposals/<uuid:proposal_id>/adoption")
@allowed(Role.HEAD)
@blueprint.arguments(LawAdoptionGiven)
@blueprint.response(201, LawProposalShown)
def adopt(given: dict[str, Any], proposal_id: UUID) -> dict[str, Any]:
    """Adopt what somebody else has proposed; open terms stay as they are"""
    adoption.adopt(proposal_id, current_actor(), given.get("scan"))
    return _shown(proposal_id)


@blueprint.post("/proposals/<uuid:proposal_id>/refusal")
@allowed(*PROPOSING)
@blueprint.arguments(LawRefusalGiven)
@blueprint.response(201, LawProposalShown)
def refuse(given: dict[str, Any], proposal_id: UUID) -> dict[str, Any]:
    """Say why it is not adopted; who proposed it takes it back in the same way"""
    adoption.refuse(proposal_id, current_actor(), given["reason"])
    return _shown(proposal_id)


@blueprint.get("/workbook")
@allowed(*PROPOSING)
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=XLSX)
def workbook() -> Response:
    """Documents, rules, competence table and calendar as a workbook, to be edited"""
    _official()
    name = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return Response(editing.exported(), mimetype=XLSX, headers=name)


@blueprint.post("/workbook")
@allowed(*PROPOSING)
@takes_file(LARGEST, XLSX)
@blueprint.arguments(PaperQuery, location="query")
@blueprint.doc(requestBody={"required": True, "content": {XLSX: _FILE}})
@blueprint.response(201, LawProposalShown)
def propose_workbook(query: dict[str, Any]) -> dict[str, Any]:
    """Propose what is otherwise in this workbook; one mistake, and nothing of it is kept"""
    actor = _official()
    try:
        found = editing.changes(FILE_NAME, request.get_data())
    except InvalidRegulation as bad:
        raise refused(bad.problems) from None
    paper = Paper(
        number=query["number"],
        signed_on=query["signed_on"],
        documents=found.documents,
        days=found.days,
        competence=found.competence,
        scan_hash=query.get("scan"),
    )
    return _shown(adoption.propose(paper, actor).id)


@blueprint.get("/replay")
@allowed(*PROPOSING)
@blueprint.arguments(MovesQuery, location="query")
@blueprint.response(200, MovePage)
def would_move(query: dict[str, Any]) -> Page[Move]:
    """Open terms that would end on another day by what was adopted; a page may hold none"""
    _official()
    looked = look(basis(query["rule"]), query.get("after", BEGINNING), most=query["limit"])
    shown = [each for each in looked.moves if not each.explained]
    return Page(shown, cursor(looked.after) if looked.after else None)


@blueprint.post("/replay")
@allowed(Role.HEAD)
@refuses({"422": "A rule without the number of a decision, or one that is not known"})
@blueprint.arguments(TransitionGiven)
@blueprint.response(202, TransitionShown)
def move(given: dict[str, Any]) -> Transition:
    """Let open terms follow the calendar, and these rules by this decision; it is done at once"""
    transition = replay.decide(current_actor(), given["rules"], given.get("document"))
    jobs.defer("regulation.move", transition_id=transition.id, after=BEGINNING)
    return transition


def _official() -> Actor:
    """Who asks, when the law here is theirs to change."""
    actor = current_actor()
    must_be_able(actor, Act.LAW_PROPOSAL)
    return actor


def _shown(proposal_id: UUID) -> dict[str, Any]:
    return proposal_shown(adoption.proposal_with(proposal_id))
