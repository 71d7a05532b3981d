"""What desks do with a question: group it, hand it out, prepare, screen, decide and answer it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.models import UnitKind
from api.authorities.policy import Authority
from api.authorities.views import UnitView
from api.core import clock
from api.core.access import Actor
from api.dialogues.questions import outcomes, queries, screening, triage
from api.dialogues.questions.errors import (
    MayNotSignIt,
)
from api.dialogues.questions.given import Signed
from api.dialogues.questions.models import Outcome, Question
from api.dialogues.questions.schemas import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    LONGEST_REASON,
    AgendaPlaceGiven,
    LeadGiven,
    OutcomeSaid,
    PreparationGiven,
    PreparerGiven,
    QuestionScreened,
    WrittenAnswerGiven,
)
from api.dialogues.session_queries import dialogue_to_read
from api.dialogues.sessions import Dialogue
from api.pages.attending_forms import numbers_in
from api.pages.forms import Field, Option, Typed, Widget
from api.pages.handlings import (
    Body,
    Handling,
    is_decided_now,
    is_ours,
    leads,
    prepares,
    screens,
    signs,
)
from api.pages.rendering import say
from api.pages.words import word

_LONGEST_LABEL = 70


def offered(question: Question, actor: Actor) -> list[Handling]:
    """What may be done with it now at this desk, the likeliest first."""
    dialogue = dialogue_to_read(question.dialogue_id)
    return [each for each in HANDLINGS.values() if each.fits(question, dialogue, actor)]


def _outcome_fields(_: Question, dialogue: Dialogue) -> Sequence[Field]:
    known = [Option(str(each), word("question_outcome", each)) for each in Outcome]
    said = "What was answered, or why it is not answered here"
    return (
        Field("outcome", "Its one outcome", Widget.ONE, needed=True, options=known),
        Field("said", said, Widget.LINES, longest=LONGEST_ANSWER, when="needed when answered"),
        Field("what", "What was promised", Widget.LINES, longest=LONGEST_REASON, when=_OF_PROMISE),
        Field("measure", "How one sees that it is done", Widget.LINES, longest=LONGEST_REASON),
        Field("due_on", "By which day", Widget.DAY, when="needed for a promise"),
        Field("owner", "Who owes it", Widget.LIST, options=_owners(dialogue)),
        Field("to", "To whom it goes, or which way was shown", when=_OF_OTHERS),
    )


_OF_PROMISE = "needed for a promise"
_OF_OTHERS = "needed when it is for others"


def _owners(dialogue: Dialogue) -> Sequence[Option]:
    """The heads who may owe it: of the organisers, their departments, and units that come."""
    known, today = directory(), clock.today()
    named = map(UUID, (*dialogue.co_organisers, *dialogue.expected_units))
    ids = known.below(dialogue.unit_id) | {dialogue.unit_id} | set(named)
    units = sorted(map(known.unit, ids), key=lambda unit: unit.code)
    heads = [known.head_of(each.id) for each in units if each.is_current(today)]
    chair = Option("", say("Who presides"))
    return [chair, *(Option(each.code, each.name) for each in heads if each)]


def _decide(question_id: UUID, actor: Actor, body: Body) -> object:
    return outcomes.decide(question_id, OutcomeSaid().load(body), actor)


def _preparing_fields(question: Question, dialogue: Dialogue) -> Sequence[Field]:
    known, today = directory(), clock.today()
    units = sorted(map(known.unit, known.same_place(dialogue.unit_id)), key=lambda it: it.code)
    shown = [Option(each.code, each.name) for each in units if _may_prepare(each, today)]
    suggested = Option("", say("By the table: %(unit)s", unit=triage.suggested_unit(question).name))
    return (
        Field("unit", "Which unit prepares it", Widget.LIST, options=[suggested, *shown]),
        Field("due_on", "By which day", Widget.DAY, "Before the dialogue.", needed=True),
    )


def _may_prepare(unit: UnitView, today: Any) -> bool:
    return unit.is_current(today) and unit.kind is not UnitKind.DESK


def _assign(question_id: UUID, actor: Actor, body: Body) -> object:
    return triage.assign(question_id, PreparerGiven().load(body), actor)


def _group_fields(question: Question, dialogue: Dialogue) -> Sequence[Field]:
    others = [
        Option(str(each.id), f"{each.number}. {_short(each.text)}")
        for each in queries.lacking_outcome(dialogue.id)
        if each.id != question.id
    ]
    alone = Option("", say("Alone"))
    return (Field("lead", "Together with", Widget.LIST, options=[alone, *others]),)


def _group(question_id: UUID, actor: Actor, body: Body) -> object:
    given = LeadGiven().load({"lead": body.get("lead") or None})
    return triage.join(question_id, given["lead"], actor)


def _place_fields(_: Question, __: Dialogue) -> Sequence[Field]:
    hint = "Left empty it stands in no order."
    return (
        Field("place", "Place in the agenda", Widget.NUMBER, hint, longest=5),
        Field("minutes", "For how many minutes", Widget.NUMBER, longest=3),
    )


def _place(question_id: UUID, actor: Actor, body: Body) -> object:
    given = AgendaPlaceGiven().load({"place": None} | numbers_in(body, "place", "minutes"))
    return triage.place(question_id, actor, **given)


def _prepare(question_id: UUID, actor: Actor, body: Body) -> object:
    return triage.prepare(question_id, actor, PreparationGiven().load(body)["text"])


def _screen_fields(_: Question, __: Dialogue) -> Sequence[Field]:
    shown = (Option("true", say("Shown in public")), Option("false", say("Not shown")))
    hint = "Without names, telephone numbers or addresses of others."
    why = "Who asked reads it as it stands here."
    return (
        Field("publish", "Is it shown in public?", Widget.ONE, needed=True, options=shown),
        Field("text", "The words everybody reads", Widget.LINES, hint, longest=LONGEST_QUESTION),
        Field("reason", "Why it is not shown", Widget.LINES, why, longest=LONGEST_REASON),
    )


def _screen(question_id: UUID, actor: Actor, body: Body) -> object:
    given = QuestionScreened().load(body)
    return screening.screen(question_id, actor, **given)


def _answer_fields(_: Question, __: Dialogue) -> Sequence[Field]:
    signing = [Option(str(each), word("authority", each)) for each in Authority]
    return (
        Field("text", "The answer", Widget.LINES, needed=True, longest=LONGEST_ANSWER),
        Field("number", "Number", needed=True, longest=20),
        Field("symbol", "Symbol", needed=True, longest=60),
        Field("signed_on", "Signed on", Widget.DAY, needed=True),
        Field("authority", "Signed", Widget.LIST, options=signing),
    )


def _answer(question_id: UUID, actor: Actor, body: Body) -> object:
    given = WrittenAnswerGiven().load(body)
    if actor.position_id is None:
        raise MayNotSignIt
    return outcomes.answer(question_id, actor, Signed(**given, position=actor.position_id))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_LABEL else f"{line[:_LONGEST_LABEL]}…"


def _nothing(_: Question) -> Typed:
    return Typed()


def _decided(question: Question) -> Typed:
    # Until there is an outcome, its day is the one by which the answer was to be prepared.
    due_on = question.due_on if question.outcome else None
    return Typed.of(outcome=question.outcome, said=question.said, to=question.to, due_on=due_on)


def _handed(question: Question) -> Typed:
    unit = question.assigned_unit_id
    code = directory().unit(unit).code if unit else None
    return Typed.of(unit=code, due_on=question.due_on)


DECIDE: Final = Handling(
    "ket-qua",
    "Give it its outcome",
    "Record the outcome",
    "The outcome is recorded; who asked is told.",
    _outcome_fields,
    _decided,
    _decide,
    is_decided_now,
)

HANDLINGS: Final[Mapping[str, Handling]] = {
    each.slug: each
    for each in (
        DECIDE,
        Handling(
            "tra-loi",
            "Sign the answer in writing",
            "Sign and send it",
            "The answer is signed; who asked is told.",
            _answer_fields,
            lambda _: Typed.of(signed_on=clock.today()),
            _answer,
            signs,
        ),
        Handling(
            "chuan-bi",
            "Prepare the answer",
            "Keep what is prepared",
            "It is kept for who presides.",
            lambda _, __: (
                Field(
                    "text",
                    "What is to be answered",
                    Widget.LINES,
                    "Who presides and who prepares read it; nobody else does.",
                    needed=True,
                    longest=LONGEST_ANSWER,
                ),
            ),
            lambda question: Typed.of(text=question.prepared),
            _prepare,
            prepares,
        ),
        Handling(
            "giao",
            "Hand it to the unit that prepares the answer",
            "Hand it out",
            "It is handed out.",
            _preparing_fields,
            _handed,
            _assign,
            leads,
        ),
        Handling(
            "gop",
            "Answer it together with another one",
            "Put them together",
            "It is done; everybody who asks stays informed.",
            _group_fields,
            lambda question: Typed.of(lead=question.leads_id),
            _group,
            is_ours,
        ),
        Handling(
            "thu-tu",
            "Its place in the agenda",
            "Keep the place",
            "The agenda is changed.",
            _place_fields,
            lambda question: Typed.of(place=question.place, minutes=question.minutes),
            _place,
            leads,
        ),
        Handling(
            "xet",
            "Say whether it is shown in public",
            "Record it",
            "It is recorded.",
            _screen_fields,
            lambda question: Typed.of(text=question.public_text or question.text),
            _screen,
            screens,
        ),
    )
}
"""All of them by their names in addresses, in the order of work on the day."""
