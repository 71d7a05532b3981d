"""What remains of a dialogue over HTTP: who came, conclusions, records, and official papers."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, jsonify

from api.cases.access import Reader, reader_of, roles_on
from api.core import clock
from api.core.access import Role, actor_or_none, allowed, current_actor, public
from api.core.errors import Missing
from api.core.http import Blueprint
from api.core.openapi import refuses
from api.dialogues.errors import DialogueNotThere
from api.dialogues.opinions.keepers import reads_sheets
from api.dialogues.opinions.routes import blueprint as opinions
from api.dialogues.papers import actions, queries
from api.dialogues.papers.models import ConclusionGiven, RecordsGiven
from api.dialogues.papers.printed import Printed
from api.dialogues.papers.schemas import (
    ConclusionShown,
    DialogueConclusionGiven,
    DialogueRecordsGiven,
    PresencesGiven,
    RecordsShown,
)
from api.dialogues.papers.views import conclusion_shown, records_shown
from api.dialogues.papers.wording import PaperFormat, PaperName, words
from api.dialogues.session_queries import dialogue_to_read
from api.dialogues.session_schemas import DialogueShown
from api.dialogues.session_views import whole
from api.dialogues.sessions import Dialogue
from api.printing.press import Press

blueprint = Blueprint(
    "dialogue_papers",
    __name__,
    url_prefix="/api/v1/dialogues",
    description="What remains of a dialogue: who came, its papers, recording and pictures.",
)

blueprints = (opinions, blueprint)
"""What is written down before a dialogue, and after it."""

ORGANISERS = (Role.HEAD, Role.ASSISTANT, Role.RECEIVER)

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BYTES = {"type": "string", "format": "binary"}


@blueprint.post("/<uuid:dialogue_id>/presences")
@allowed(*ORGANISERS)
@blueprint.arguments(PresencesGiven)
@blueprint.response(201, DialogueShown)
def presences(given: dict[str, Any], dialogue_id: UUID) -> Response:
    """Record who came for each unit that was to send somebody, from the opening to the closing"""
    dialogue = actions.note_presences(dialogue_id, current_actor(), given["units"])
    response = jsonify(DialogueShown().dump(whole(dialogue, clock.now())))
    response.status_code = 201
    return response


@blueprint.post("/<uuid:dialogue_id>/conclusion")
@allowed(*ORGANISERS)
@blueprint.arguments(DialogueConclusionGiven)
@blueprint.response(201, ConclusionShown)
def conclude(given: ConclusionGiven, dialogue_id: UUID) -> dict[str, Any]:
    """Record the signed notice of its conclusions"""
    return conclusion_shown(actions.conclude(dialogue_id, current_actor(), given))


@blueprint.get("/<uuid:dialogue_id>/conclusion")
@public
@blueprint.response(200, ConclusionShown)
def conclusion(dialogue_id: UUID) -> dict[str, Any]:
    """What was concluded, once it is signed"""
    found = queries.conclusion_of(dialogue_to_read(dialogue_id).id)
    if found is None:
        raise Missing
    return conclusion_shown(found)


@blueprint.post("/<uuid:dialogue_id>/records")
@allowed(*ORGANISERS)
@blueprint.arguments(DialogueRecordsGiven)
@blueprint.response(201, RecordsShown)
def keep_records(given: RecordsGiven, dialogue_id: UUID) -> dict[str, Any]:
    """Name a recording; add photographs, and say whether everybody sees them"""
    return _records(actions.keep_records(dialogue_id, current_actor(), given))


@blueprint.get("/<uuid:dialogue_id>/records")
@public
@blueprint.response(200, RecordsShown)
def records(dialogue_id: UUID) -> dict[str, Any]:
    """Recordings and photographs; who organises it or watches over it has the evidence too"""
    return _records(dialogue_to_read(dialogue_id))


@blueprint.delete("/<uuid:dialogue_id>/records/<uuid:recording_id>")
@allowed(*ORGANISERS)
@blueprint.response(204)
def drop_recording(dialogue_id: UUID, recording_id: UUID) -> None:
    """Take a recording's address away"""
    actions.drop_recording(dialogue_id, recording_id, current_actor())


@blueprint.get("/<uuid:dialogue_id>/minutes.pdf")
@public
@refuses({"409": "It has not begun, or the template has a fault"})
@blueprint.response(200, _BYTES, content_type=PDF)
def minutes_as_pdf(dialogue_id: UUID) -> Response:
    """The minutes to be read and printed; until conclusions are signed a draft, inside only"""
    return given_out(dialogue_id, PaperName.MINUTES, PaperFormat.PDF)


@blueprint.get("/<uuid:dialogue_id>/minutes.docx")
@public
@refuses({"409": "It has not begun, or the template has a fault"})
@blueprint.response(200, _BYTES, content_type=WORD)
def minutes_as_word(dialogue_id: UUID) -> Response:
    """The minutes as a Word file, to be edited"""
    return given_out(dialogue_id, PaperName.MINUTES, PaperFormat.DOCX)


@blueprint.get("/<uuid:dialogue_id>/conclusion.pdf")
@public
@refuses({"409": "It is not over, or the template has a fault"})
@blueprint.response(200, _BYTES, content_type=PDF)
def conclusion_as_pdf(dialogue_id: UUID) -> Response:
    """The notice of conclusions to be read and printed; until it is signed a draft, inside only"""
    return given_out(dialogue_id, PaperName.CONCLUSION, PaperFormat.PDF)


@blueprint.get("/<uuid:dialogue_id>/conclusion.docx")
@public
@refuses({"409": "It is not over, or the template has a fault"})
@blueprint.response(200, _BYTES, content_type=WORD)
def conclusion_as_word(dialogue_id: UUID) -> Response:
    """The notice of conclusions as a Word file, to be edited"""
    return given_out(dialogue_id, PaperName.CONCLUSION, PaperFormat.DOCX)


def given_out(dialogue_id: UUID, name: PaperName, format_: PaperFormat) -> Response:
    """The file; `Missing` for who may not have a draft."""
    dialogue, actor = dialogue_to_read(dialogue_id), actor_or_none()
    printed = Printed(
        dialogue, is_demonstration=current_app.extensions["doithoai.settings"].demonstration
    )
    if printed.conclusion is None and not (actor and reads_sheets(actor, dialogue)):
        raise Missing
    if not printed.has(name):
        raise DialogueNotThere(state=dialogue.state)
    press: Press = current_app.extensions["doithoai.press"]
    sheet = printed.sheet(name)
    made = press.pdf(sheet) if format_ is PaperFormat.PDF else press.word(sheet)
    file = f"{words(name)['file']}-{dialogue.code}.{format_}"
    return Response(
        made,
        content_type=PDF if format_ is PaperFormat.PDF else WORD,
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


def _records(dialogue: Dialogue) -> dict[str, Any]:
    actor = actor_or_none()
    is_seen = actor is not None and roles_on(actor, dialogue)
    return records_shown(dialogue, reader=reader_of(actor, dialogue) if is_seen else Reader.PUBLIC)
