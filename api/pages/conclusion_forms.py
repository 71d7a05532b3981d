"""After a dialogue at the desk: who came, what was concluded, and how everybody was told."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from api.attachments.formats import ACCEPTED
from api.authorities.directory import directory
from api.authorities.models import HEADS, Title
from api.authorities.policy import SIGNS, Authority
from api.core import clock
from api.core.access import Actor
from api.core.clock import VIETNAM
from api.core.i18n import preferred_locale
from api.dialogues import proceedings
from api.dialogues.opinions.keepers import organises
from api.dialogues.papers import actions, queries
from api.dialogues.papers.schemas import (
    LONGEST_CONCLUSION,
    DialogueConclusionGiven,
    DialogueRecordsGiven,
    PresencesGiven,
)
from api.dialogues.publicity import needed_to_publish, ways
from api.dialogues.publicity_schemas import ResultGiven
from api.dialogues.sessions import OVER, Dialogue, SessionState
from api.pages.forms import Field, Form, Option, Typed, Widget
from api.pages.moments import moment_in
from api.pages.rendering import say
from api.pages.session_forms import villages_asked
from api.pages.uploads import asking, ids_in

SLUG: Final = "ket-luan"
"""The last part of the address of its page."""

PRESENCE: Final = "co-mat"
CONCLUSION: Final = "ket-luan"
RESULT: Final = "cong-khai"
RECORDS: Final = "ban-ghi"


def at(dialogue: Dialogue) -> str:
    """The address of the page."""
    return f"/can-bo/doi-thoai/{dialogue.code}/{SLUG}"


def forms_on(dialogue: Dialogue, actor: Actor) -> list[Form]:
    """What this person may write down now; the actions themselves are the judge."""
    if not organises(actor, dialogue):
        return []
    is_on, is_over = dialogue.state == SessionState.IN_SESSION, dialogue.state in OVER
    offered = {
        PRESENCE: (is_on or dialogue.state == SessionState.HELD) and bool(dialogue.expected_units),
        CONCLUSION: is_over and queries.conclusion_of(dialogue.id) is None,
        RESULT: is_over and dialogue.state != SessionState.PUBLISHED,
        RECORDS: is_on or is_over,
    }
    return [FORMS[slug](dialogue, None) for slug, fits in offered.items() if fits]


def form_named(slug: str, dialogue: Dialogue, typed: Typed | None = None) -> Form | None:
    """The form with this name; None for another name."""
    made = FORMS.get(slug)
    return None if made is None else made(dialogue, typed)


def presence_form(dialogue: Dialogue, typed: Typed | None = None) -> Form:
    """Who came for a unit."""
    known = directory()
    units = [known.unit(UUID(each)) for each in dialogue.expected_units]
    return Form(
        name=PRESENCE,
        to=f"{at(dialogue)}/{PRESENCE}",
        title="Who came for a unit",
        button="Write it down",
        fields=(
            Field(
                "unit",
                "Unit",
                Widget.LIST,
                needed=True,
                options=[Option(each.code, each.name) for each in units],
            ),
            Field(
                "came",
                "Did somebody come?",
                Widget.ONE,
                needed=True,
                options=(Option("true", say("Yes, it came")), Option("false", say("No, absent"))),
            ),
            Field("person", "Name and position of who came", longest=200),
            Field("stands_in", "Stands in for who was expected", Widget.YES),
            Field("reason", "Why nobody came", Widget.LINES, longest=500),
        ),
        typed=typed or Typed(),
        note="Everybody reads it beside the dialogue.",
    )


def conclusion_form(dialogue: Dialogue, typed: Typed | None = None) -> Form:
    """The signed notice."""
    return Form(
        name=CONCLUSION,
        to=f"{at(dialogue)}/{CONCLUSION}",
        title="Record the signed notice of conclusions",
        button="Record it",
        fields=(
            Field("number", "Number", needed=True, longest=40),
            Field("symbol", "Symbol", needed=True, longest=60),
            Field("signed_on", "Signed on", Widget.DAY, needed=True),
            Field(
                "authority",
                "Signed on behalf of",
                Widget.LIST,
                needed=True,
                options=[Option(each, f"{each}.") for each in Authority if _is_used(each)],
            ),
            Field("signer", "Who signed it", Widget.LIST, needed=True, options=_signers(dialogue)),
            Field(
                "text",
                "What the leader concluded",
                Widget.LINES,
                "Everybody reads it.",
                needed=True,
                longest=LONGEST_CONCLUSION,
            ),
            *asking(Field("file", "The signed paper as a file", Widget.FILE, accepts=ACCEPTED)),
        ),
        typed=typed or Typed.of(signed_on=clock.today()),
    )


def result_form(dialogue: Dialogue, typed: Typed | None = None) -> Form:
    """One way in which everybody was told of the results."""
    now = clock.now().astimezone(VIETNAM)
    return Form(
        name=RESULT,
        to=f"{at(dialogue)}/{RESULT}",
        title="How everybody was told of the results",
        button="Record it",
        fields=(
            Field("channel", "Way", Widget.LIST, needed=True, options=_ways()),
            Field("on", "Day", Widget.DAY, needed=True),
            Field("at", "Time", Widget.TIME, needed=True, longest=5),
            Field("evidence", "What shows it", Widget.LINES, needed=True, longest=2000),
            *villages_asked(dialogue),
            *asking(
                Field(
                    "files",
                    "Evidence: pictures or documents",
                    Widget.FILE,
                    accepts=ACCEPTED,
                    many=True,
                )
            ),
        ),
        typed=typed or Typed.of(on=clock.vietnam_date(now), at=f"{now:%H:%M}"),
    )


def records_form(dialogue: Dialogue, typed: Typed | None = None) -> Form:
    """A recording and photographs."""
    return Form(
        name=RECORDS,
        to=f"{at(dialogue)}/{RECORDS}",
        title="Recording and photographs",
        button="Keep them",
        fields=(
            Field("url", "Address of the recording", hint="It begins with https://", longest=500),
            Field("title", "What the recording is called", longest=200),
            *asking(
                Field("photos", "Photographs", Widget.FILE, accepts=ACCEPTED, many=True),
            ),
            Field(
                "public",
                "Everybody may see these photographs",
                Widget.YES,
                "Nobody can be recognised in them who did not agree.",
            ),
        ),
        typed=typed or Typed(),
    )


def take(slug: str, dialogue: Dialogue, actor: Actor, form: Form) -> object:
    """Do what the form says."""
    body: dict[str, Any] = form.typed.body(form.fields)
    if slug == PRESENCE:
        given: dict[str, Any] = PresencesGiven().load({"units": [body]})
        return actions.note_presences(dialogue.id, actor, given["units"])
    if slug == CONCLUSION:
        files = ids_in(body, "file")
        body |= {"file": files[0]} if files else {}
        return actions.conclude(dialogue.id, actor, DialogueConclusionGiven().load(body))
    if slug == RESULT:
        return _publish(dialogue, actor, body)
    return _keep(dialogue, actor, body)


FORMS: Final = {
    PRESENCE: presence_form,
    CONCLUSION: conclusion_form,
    RESULT: result_form,
    RECORDS: records_form,
}


def _publish(dialogue: Dialogue, actor: Actor, body: dict[str, Any]) -> object:
    files = ids_in(body, "files")
    moment = moment_in(body.pop("on", ""), body.pop("at", ""), "on", "at")
    given = body | {"at": moment, "attachments": files}
    return proceedings.publish(dialogue.id, actor, ResultGiven().load(given))


def _keep(dialogue: Dialogue, actor: Actor, body: dict[str, Any]) -> object:
    photos, url, title = ids_in(body, "photos"), body.pop("url", None), body.pop("title", None)
    recording = {"url": url} | ({"title": title} if title else {})
    given: dict[str, Any] = {"photos": photos} | ({"recording": recording} if url else {})
    given |= {"public": True} if body.get("public") and photos else {}
    return actions.keep_records(dialogue.id, actor, DialogueRecordsGiven().load(given))


def _ways() -> Sequence[Option]:
    needed = needed_to_publish()
    told = sorted(ways().values(), key=lambda row: row["code"] not in needed)
    return [Option(row["code"], row[preferred_locale()]) for row in told]


def _signers(dialogue: Dialogue) -> Sequence[Option]:
    held = directory().positions_of(dialogue.unit_id)
    fitting = [each for each in held if each.title in HEADS | {Title.DEPUTY}]
    ordered = sorted(fitting, key=lambda each: (each.title is Title.DEPUTY, each.code))
    return [Option(each.code, each.name) for each in ordered]


def _is_used(authority: Authority) -> bool:
    return any(authority in each for each in SIGNS.values())
