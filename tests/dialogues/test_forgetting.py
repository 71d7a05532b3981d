"""Long after a dialogue nobody need know any more who registered for it."""

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from api.core import clock, jobs
from api.core.database import db, unit_of_work
from api.core.jobs import Job
from api.dialogues import proceedings
from api.dialogues.guests import forgotten_after
from api.dialogues.jobs import forget_registrations
from api.dialogues.registration_queries import figures_of
from api.dialogues.registrations import Registration
from tests import make

KNOWN: dict[str, Any] = {
    "name": "Nguyễn Thị Hồng Phượng",
    "question": "Khi nào khơi thông cống thoát nước ngõ 12?",
    "needs": ("wheelchair",),
}


def forget() -> None:
    """The night's work, with the jobs it makes."""
    waiting: list[Job] = []
    with jobs.handed_to(waiting.append), unit_of_work():
        forget_registrations()
        for each in waiting:
            jobs.do(each)


def test_names_and_telephones_go_and_figures_stay(app: Flask) -> None:
    with unit_of_work():
        over, later = make.dialogue(), make.dialogue(chairs=(make.DEPUTY,))
        for dialogue in (over, later):
            make.registered(dialogue.id, **KNOWN)
        make.registered(over.id, make.OTHER_RESIDENT, companions=1)
        with clock.standing_at(over.ends_at):
            desk = make.actor(make.RECEIVER)
            proceedings.open_(over.id, desk, over.starts_at)
            proceedings.close(over.id, desk, 20, {})
            later.ends_at += timedelta(days=1)
        before = figures_of(over.id)

    with clock.standing_at(over.ends_at + forgotten_after()):
        forget()
    assert db.session.scalars(select(Registration.name)).all().count(KNOWN["name"]) == 2

    with clock.standing_at(over.ends_at + forgotten_after() + timedelta(seconds=1)):
        forget()
        forget()

    kept = {each.dialogue_id: each for each in db.session.scalars(select(Registration))}
    of_over = select(Registration).where(Registration.dialogue_id == over.id)
    for each in db.session.scalars(of_over):
        assert (each.name, each.phone, each.question, each.needs) == (None, None, None, [])
        assert each.account_id is not None
    assert kept[later.id].name == KNOWN["name"]
    assert kept[later.id].phone == make.RESIDENT
    assert figures_of(over.id) == before
    assert before.registered == 3
