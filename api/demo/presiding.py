"""What is done at the dialogues of the story, by desks, heads, and those who come."""

from collections.abc import Callable, Mapping
from datetime import time
from typing import Any
from uuid import UUID

from api.authorities import actions as authorities
from api.authorities.directory import directory
from api.authorities.models import NeighbourhoodKind, UnitKind
from api.authorities.policy import Authority
from api.authorities.rows import NeighbourhoodRow
from api.commitments import actions as commitments
from api.core import clock
from api.core.access import Actor
from api.demo.gathering import Gathering
from api.demo.scene import id_of
from api.demo.story import story
from api.dialogues import attending, proceedings, registering, reminding, scheduling
from api.dialogues.live import actions as live
from api.dialogues.live.models import Speaker
from api.dialogues.opinions import actions as opinions
from api.dialogues.opinions.models import Said, SheetGiven
from api.dialogues.papers import actions as papers
from api.dialogues.papers.models import ConclusionGiven
from api.dialogues.questions import actions as questions
from api.dialogues.questions import outcomes, triage
from api.dialogues.questions.given import Assigned, OutcomeGiven, QuestionGiven, Signed
from api.dialogues.questions.models import Outcome
from api.dialogues.registration_queries import registration_with
from api.dialogues.registrations import Guest
from api.dialogues.session_plans import Move, Notice, Result, SessionForm, SessionKind, SessionPlan
from api.regulation.calendar import ONE_DAY

SECRETARY = "dang-bi-thu"
"""The head of the Party committee, which then organises it too."""

_EVIDENCE = "Ảnh chụp kèm ngày đăng, lưu tại Văn phòng"


def plan(it: Gathering) -> None:
    """The desk puts it into the plan."""
    given, told, place = it.told.given, it.told, it.place
    with_party = [UnitKind.PARTY] if SECRETARY in given["chairs"] else []
    others = [
        directory().body(place, kind, clock.today()) for kind in (UnitKind.FRONT, *with_party)
    ]
    scheduling.schedule(
        it.id,
        SessionPlan(
            unit=f"{place}-ubnd",
            topic=given["topic"],
            place=given["room"],
            starts_at=told.starts_at,
            ends_at=told.starts_at + told.lasts,
            chairs=tuple(f"{place}-{desk}" for desk in given["chairs"]),
            kind=SessionKind(given.get("kind", SessionKind.REGULAR)),
            form=SessionForm(given.get("form", SessionForm.IN_PERSON)),
            fields=tuple(given["fields"]),
            co_organisers=tuple(each.code for each in others if each is not None),
            expected_units=tuple(f"{place}-{unit}" for unit in given.get("expected", ())),
            capacity=given["capacity"],
            registration_from=told.announced_at,
            registration_to=told.registration_to,
            how_to_take_part="Đăng ký trên ứng dụng, tại nhà văn hóa hoặc Nơi tiếp công dân.",
        ),
        it.officer,
    )


def announce(it: Gathering) -> None:
    """Everybody is told of it."""
    notices = [Notice(way, clock.now(), _EVIDENCE) for way in it.told.given["ways"]]
    scheduling.announce(it.id, it.officer, notices, None)


def move(it: Gathering) -> None:
    """It takes place on another day."""
    told, why = it.told, it.told.given["moved"]
    ends_at = told.held_at + told.lasts
    moved = Move(told.held_at, ends_at, why["reason"], why["notice"])
    scheduling.reschedule(it.id, it.officer, moved)


def cancel(it: Gathering) -> None:
    """It does not take place."""
    why = it.told.given["cancelled"]
    proceedings.cancel(it.id, it.officer, why["reason"], why["notice"])


def register(it: Gathering) -> None:
    """Somebody wants to come: every fourth brings somebody along, every ninth needs something."""
    place: int = it.step.about
    guest = Guest(
        name=it.told.person(place),
        companions=int(place % 4 == 3),
        needs=("wheelchair",) if place % 9 == 4 else (),
        group="elderly" if place % 6 == 2 else None,
    )
    registering.register(it.id, it.registration(place), guest, it.resident(place))


def ask(it: Gathering) -> None:
    """Somebody asks, on the day by way of the desk."""
    given, live = it.asked.given, bool(it.asked.given.get("live"))
    said = QuestionGiven(
        given["text"],
        asker=it.told.person(it.asked.place),
        field=given.get("field"),
        registration=it.registration(it.asked.place) if live else None,
    )
    questions.ask(it.id, it.asked.id, said, it.officer if live else it.asker)


def collect(it: Gathering) -> None:
    """A residential group has met; the Front enters what was said there."""
    given, on = it.step.about, clock.today()
    group = NeighbourhoodRow(
        area_code=it.place,
        code=given["village"],
        name=given["name"],
        kind=NeighbourhoodKind.GROUP,
        since_on=story().first_day,
    )
    authorities.keep_neighbourhoods([group])
    said = tuple(Said(text, None, given["people"] // 2) for text in given["items"])
    sheet = SheetGiven(given["village"], on, given["people"], said)
    front = it.players.holding(f"{it.place}-mttq-chuyen-vien")
    opinions.collect(it.id, id_of(f"{it.told.name} {given['village']}"), sheet, front)


def withdraw(it: Gathering) -> None:
    """Who asked does so no more."""
    questions.withdraw(it.asked.id, it.asker)


def assign(it: Gathering) -> None:
    """A unit is to prepare the answer."""
    day = clock.vietnam_date(it.told.before("prepared_before", time()))
    due_on = max(clock.today(), day)
    triage.assign(it.asked.id, Assigned(None, due_on), it.officer)


def prepare(it: Gathering) -> None:
    """The unit writes down what is to be answered."""
    unit_id = it.question.assigned_unit_id
    head = directory().head_of(unit_id) if unit_id is not None else None
    preparer = it.players.at(head.id) if head is not None else it.chair
    text = it.asked.given.get("said") or "Đã kiểm tra thực tế, có số liệu kèm theo để trả lời."
    triage.prepare(it.asked.id, preparer, text)


def remind(it: Gathering) -> None:
    """Who has a seat is reminded of it."""
    reminding.look_at(it.id)


def open_(it: Gathering) -> None:
    """It begins."""
    proceedings.open_(it.id, it.officer, it.told.held_at)


def attend(it: Gathering) -> None:
    """Somebody who has a seat comes."""
    found = registration_with(it.registration(it.step.about))
    if found is not None and found.is_live:
        attending.attend(found.id, it.officer)


def queue(it: Gathering) -> None:
    """Somebody who has come wants to speak."""
    if it.has_come(it.step.about):
        speaker = Speaker(name=it.told.person(it.step.about))
        live.join(it.id, it.turn(it.step.about), speaker, it.resident(it.step.about))


def call(it: Gathering) -> None:
    """They are called to the microphone."""
    if it.has_come(it.step.about):
        live.start(it.turn(it.step.about), it.officer)


def thank(it: Gathering) -> None:
    """They have spoken."""
    if it.has_come(it.step.about):
        live.end(it.turn(it.step.about), it.officer)


def decide(it: Gathering) -> None:
    """It gets its outcome."""
    given = it.asked.given
    due = given.get("due")
    on = clock.vietnam_date(it.told.held_at)
    outcomes.decide(
        it.asked.id,
        OutcomeGiven(
            outcome=Outcome(given["outcome"]),
            said=given.get("said"),
            due_on=on + due * ONE_DAY if due else None,
            what=given.get("what"),
            measure=given.get("measure"),
            to=given.get("to"),
        ),
        it.officer,
    )


def close(it: Gathering) -> None:
    """It is over."""
    proceedings.close(it.id, it.officer, it.told.given["registered"] + 7, {})


def conclude(it: Gathering) -> None:
    """The notice of what was concluded is signed."""
    text = (
        f"Kết luận hội nghị đối thoại về: {it.told.given['topic']}. Các việc đã hứa được theo dõi"
    )
    given = ConclusionGiven(
        number=str(it.told.sender(0) % 90 + 10),
        symbol="TB-UBND",
        signed_on=clock.today(),
        authority=Authority.TM,
        text=f"{text} và công khai đến khi làm xong.",
    )
    papers.conclude(it.id, it.officer, given)


def publish(it: Gathering) -> None:
    """Its results are published in one way."""
    channel: str = it.step.about
    proceedings.publish(it.id, it.officer, Result(channel, clock.now(), _EVIDENCE))


def answer(it: Gathering) -> None:
    """The chair signs the answer that was owed."""
    signed = Signed(
        text="Ủy ban nhân dân đã kiểm tra và trả lời như phụ lục kèm theo.",
        number=str(100 + it.asked.place),
        symbol="UBND-VP",
        signed_on=clock.today(),
        authority=Authority.TM,
        position=_position(it.chair),
    )
    outcomes.answer(it.asked.id, it.chair, signed)


def report(it: Gathering) -> None:
    """Who promised says that it is done."""
    promise = it.promise
    text = f"Đã làm xong: {promise.what[0].lower()}{promise.what[1:]}."
    commitments.report(promise.id, it.chair, text, clock.today())


def confirm(it: Gathering) -> None:
    """Who asked has seen it, or sees that it is not so."""
    is_so = it.asked.given["promise"] != "broken"
    words = "Tôi đã xem, đúng như đã hứa." if is_so else "Mới làm một đoạn, chưa xong như báo cáo."
    commitments.confirm(it.promise.id, it.asker, confirmed=is_so, words=words)


def verify(it: Gathering) -> None:
    """The people's inspection board of the place has seen it, too."""
    board = it.players.holding(f"{it.place}-mttq-thanh-tra-nhan-dan")
    commitments.verify(it.promise.id, board, verified=True, reason=None)


PRESIDING: Mapping[str, Callable[[Gathering], Any]] = {
    "planning": plan,
    "announcement": announce,
    "move": move,
    "cancellation": cancel,
    "registration": register,
    "question": ask,
    "sheet": collect,
    "withdrawal": withdraw,
    "assignment": assign,
    "preparation": prepare,
    "reminding": remind,
    "opening": open_,
    "attendance": attend,
    "turn": queue,
    "call": call,
    "thanks": thank,
    "outcome": decide,
    "closing": close,
    "conclusion": conclude,
    "publication": publish,
    "answer": answer,
    "report": report,
    "confirmation": confirm,
    "verification": verify,
}
"""What each of these steps is."""


def _position(actor: Actor) -> UUID:
    if actor.position_id is None:
        raise KeyError(actor.account_id)
    return actor.position_id
