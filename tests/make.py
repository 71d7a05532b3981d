"""Makers: name only what the test is about."""

import itertools
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from api.accounts import actions as accounts
from api.accounts.models import Account, AccountKind
from api.attachments import actions as attachments
from api.attachments.actions import Said
from api.attachments.keeping import keeping
from api.attachments.models import Attachment
from api.attachments.quarantine import received
from api.authorities.acting import who
from api.authorities.directory import directory
from api.authorities.lookup import position_named
from api.authorities.models import Appointment
from api.authorities.policy import Authority
from api.cases.models import Kind
from api.commitments import actions as commitments
from api.commitments.models import Commitment
from api.core import clock
from api.core.access import Actor
from api.core.database import db
from api.core.reference import forget_stamp
from api.dialogues import registering, scheduling
from api.dialogues.questions import actions as questions
from api.dialogues.questions.given import QuestionGiven
from api.dialogues.questions.models import Question
from api.dialogues.receptions import actions as receptions
from api.dialogues.receptions import booking
from api.dialogues.receptions.bookings import Booking, Matter, Wish
from api.dialogues.receptions.models import Held, Plan, Reception
from api.dialogues.registrations import Guest, Registration
from api.dialogues.session_plans import Notice, SessionPlan
from api.dialogues.sessions import Dialogue
from api.petitions import actions as petitions
from api.petitions.answers import Draft, Result, Signature
from api.petitions.handing_in import submit
from api.petitions.models import Lodgement, Petition
from api.petitions.outcomes import Outcome
from api.petitions.submission import Submission

PDF = b"%PDF-1.4\ntrailer<</Root 1 0 R>>\n%%EOF"
"""As little as a PDF may be."""

COMMUNE = "11359"
"""Phường Gia Viên."""
CHAIR = f"{COMMUNE}-ubnd-chu-tich"
DEPUTY = f"{COMMUNE}-ubnd-pho-chu-tich-1"
SECRETARY = f"{COMMUNE}-dang-bi-thu"
RECEIVER = f"{COMMUNE}-tcd-tiep-nhan"
HANDLER = f"{COMMUNE}-kt-chuyen-vien"
FRONT = f"{COMMUNE}-mttq-chuyen-vien"
CITY_CHAIR = "31-ubnd-chu-tich"
CITY_MONITOR = "31-mttq-chuyen-vien"
MODERATOR = "31-btgdv-xet-cong-khai-1"
OTHER_MODERATOR = "31-btgdv-xet-cong-khai-2"
RESIDENT = "+84912345678"
OTHER_RESIDENT = "+84987654321"
_days = itertools.count()
"""Nobody presides over two dialogues at once."""


def account_of(name: str) -> Account:
    """The resident with this number, or an official who holds the position with this code."""
    if name.startswith("+"):
        return _resident(name)
    position = directory().position_by_code(name)
    assert position is not None, name
    appointment = db.session.scalars(
        select(Appointment).where(Appointment.position_id == position.id)
    ).one()
    if appointment.account_id is None:
        account = Account(kind=AccountKind.OFFICIAL, login=name, created_at=clock.now())
        db.session.add(account)
        db.session.flush()
        appointment.account_id = account.id
        db.session.flush()
        forget_stamp()
    return db.session.get_one(Account, appointment.account_id)


def token_of(name: str) -> str:
    """A new session of theirs."""
    return accounts.open_session(account_of(name)).token


def actor(name: str) -> Actor:
    """Them, as the one who asks."""
    found = who(token_of(name))
    assert found is not None, name
    return found


def submission(**given: Any) -> Submission:
    """A reflection to the government of the commune."""
    usual: dict[str, Any] = {
        "kind": Kind.REFLECTION,
        "text": "Cống trước ngõ 12 bị tắc, mưa là ngập.",
        "area": COMMUNE,
        "field": "drainage",
    }
    return Submission(**(usual | given))


def petition(by: str = RESIDENT, **given: Any) -> Petition:
    """A petition, just handed in."""
    return submit(uuid4(), submission(**given), actor(by))[0]


def accepted(by: str = RESIDENT, head: str = CHAIR, **given: Any) -> Petition:
    """A petition that the head has accepted."""
    made = petition(by, **given)
    return petitions.decide(made.id, actor(head), Outcome.ACCEPTANCE, {})


def at_signature(by: str = RESIDENT, head: str = CHAIR, **given: Any) -> Petition:
    """A petition whose answer lies with the head."""
    made = accepted(by, head, **given)
    return petitions.draft(made.id, actor(head), Draft("Đã khơi thông cống.", Result.RESOLVED))


def answered(by: str = RESIDENT, head: str = CHAIR, **given: Any) -> Petition:
    """A petition with a signed answer."""
    made = at_signature(by, head, **given)
    return petitions.sign(made.id, actor(head), signature())


def file(by: str = RESIDENT, name: str = "don.pdf", content: bytes = PDF) -> Attachment:
    """A file that somebody has sent: a small PDF, which takes no time to look at."""
    with received(keeping().quarantine, BytesIO(content), keeping().limits.largest) as incoming:
        return attachments.keep(incoming, Said(name), actor(by)).attachment


def reception(by: str = RECEIVER, **given: Any) -> Reception:
    """A reception day of the commune's chair, planned for today."""
    return receptions.plan(uuid4(), plan(**given), actor(by))[0]


def booked(reception_id: UUID, by: str = RESIDENT, **given: Any) -> Booking:
    """Somebody who has a place at this reception day of the commune; ten places are opened."""
    booking.open_for_booking(reception_id, actor(RECEIVER), 10)
    wish = Wish(**({"name": "Bà Năm", "matter": Matter.REFLECTION} | given))
    return booking.book(reception_id, uuid4(), wish, actor(by), "-")[0]


def reception_held(
    *positions: str, on: date | None = None, by: str = RECEIVER, **given: Any
) -> Reception:
    """A reception day on which these positions received; the chair and today, when not said."""
    day = on or clock.today()
    chosen = {"on": day, "positions": positions or (CHAIR,)}
    # What is written down later was announced all the same, on its day at the latest.
    with clock.standing_at(clock.now() if day >= clock.today() else clock.midnight(day)):
        planned = reception(by, **(given | chosen))
    return receptions.hold(planned.id, Held(visitors=3), actor(by))


def plan(**given: Any) -> Plan:
    """A reception day of the commune's chair, in person, from eight to eleven."""
    usual: dict[str, Any] = {
        "unit": f"{COMMUNE}-tcd",
        "on": clock.today(),
        "from_time": time(8),
        "to_time": time(11),
        "place": "Trụ sở Ủy ban nhân dân phường",
        "positions": (CHAIR,),
    }
    return Plan(**(usual | given))


def promised(due_on: date, by: str = RESIDENT, head: str = CHAIR, **given: Any) -> Petition:
    """A petition whose signed answer promises a new drain by this day."""
    made = accepted(by, head, **given)
    words = Draft("Sẽ làm cống mới.", Result.PLANNED, None, "Làm cống mới", due_on)
    petitions.draft(made.id, actor(head), words)
    return petitions.sign(made.id, actor(head), signature())


def settled_complaint(**given: Any) -> Petition:
    """A complaint on paper, accepted and decided by the chair."""
    made = petition(kind=Kind.COMPLAINT, **given)
    petitions.lodge(made.id, actor(RECEIVER), Lodgement.PAPER, clock.now())
    petitions.decide(made.id, actor(CHAIR), Outcome.ACCEPTANCE, {})
    petitions.draft(made.id, actor(CHAIR), Draft("Bác khiếu nại.", Result.EXPLAINED))
    return petitions.sign(made.id, actor(CHAIR), signature())


def dialogue(**given: Any) -> Dialogue:
    """A dialogue of the commune's chair in eighteen days, for which people may register now."""
    now = clock.now()
    starts_at = now + timedelta(days=18)
    usual: dict[str, Any] = {
        "unit": f"{COMMUNE}-ubnd",
        "topic": "Thoát nước khu dân cư",
        "place": f"Nhà văn hóa {uuid4()}",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=3),
        "chairs": (CHAIR,),
        "capacity": 3,
        "registration_from": now,
        "registration_to": starts_at - timedelta(days=2),
        "how_to_take_part": "Đăng ký trên ứng dụng hoặc tại nhà văn hóa.",
    }
    planned, _ = scheduling.schedule(uuid4(), SessionPlan(**(usual | given)), actor(RECEIVER))
    told = Notice("mass_media", now, "Bản tin số 12")
    return scheduling.announce(planned.id, actor(RECEIVER), [told], None)


def pledged(
    due_on: date = date(2026, 3, 29),
    asker: str | None = RESIDENT,
    owner: str = CHAIR,
    what: str = "Làm cống ngõ 12",
) -> Commitment:
    """What a leader promised to a resident before people, at a dialogue of the commune."""
    starts_at = clock.now() + timedelta(days=18 + next(_days))
    held = dialogue(starts_at=starts_at, ends_at=starts_at + timedelta(hours=3))
    origin = question(held.id, asker or RECEIVER)
    return commitments.make(
        origin,
        what,
        due_on,
        at=clock.now(),
        actor=actor(CITY_CHAIR),
        measure="Đo được 120 m cống đã lắp",
        owner=position_named(owner),
    )


def registered(dialogue_id: UUID, by: str = RESIDENT, **given: Any) -> Registration:
    """Somebody who registered for it."""
    return registering.register(dialogue_id, uuid4(), Guest(**given), actor(by))[0]


def question(dialogue_id: UUID, by: str = RESIDENT, **given: Any) -> Question:
    """Something that somebody asks at it."""
    asked = QuestionGiven(**({"text": "Bao giờ nạo vét mương?"} | given))
    return questions.ask(dialogue_id, uuid4(), asked, actor(by))[0]


def signature(authority: Authority = Authority.TM) -> Signature:
    """Number, symbol and day of an answer."""
    return Signature("15", "UBND-VP", clock.today(), authority)


def body(**given: Any) -> dict[str, Any]:
    """What a client sends to hand in a petition."""
    return {
        "kind": "reflection",
        "text": "Cống trước ngõ 12 bị tắc, mưa là ngập.",
        "area": COMMUNE,
        "field": "drainage",
    } | given


def new_address() -> tuple[UUID, str]:
    """The id a client chose, and where it puts the petition."""
    chosen = uuid4()
    return chosen, f"/api/v1/petitions/{chosen}"


def _resident(phone: str) -> Account:
    found = db.session.scalar(select(Account).where(Account.phone == phone))
    if found is None:
        found = Account(kind=AccountKind.RESIDENT, phone=phone, created_at=clock.now())
        db.session.add(found)
        db.session.flush()
    return found
