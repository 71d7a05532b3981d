"""Secretary and chair preside together: each of them has served what they owe, once."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from api.authorities.lookup import position_named
from api.authorities.models import Appointment
from api.core import clock
from api.core.database import db, unit_of_work
from api.core.reference import forget_stamp
from api.dialogues import proceedings
from api.dialogues.sessions import Dialogue, Presider
from api.regulation.language import DOCUMENTS, load
from api.regulation.models import Fulfilment, Obligation, ObligationState
from api.regulation.recurring import open_for
from tests import make
from tests.dialogues.meetings import PARTY

YEARLY, OF_THE_PARTY = "luat-72.dialogue-yearly", "local.dialogue-yearly"

OWN = """
[document]
id = "local"
title = "Quy định của địa phương"
title_en = "A text of the province's own"
basis = "party"
from = 2026-01-01

[[rule]]
id = "local.dialogue-yearly"
title = "Cấp ủy cơ sở đối thoại với nhân dân: ít nhất 1 lần mỗi năm"
title_en = "The Party committee of a commune holds a dialogue with the people once a year"
duty = "dialogue"
article = "Điều 1"
article_en = "Article 1"
confidence = "text"
source = "https://example.vn/"
every = "year"
for_each = { position = "party_secretary", level = "commune" }
met_by = { event = ["dialogue.held"], when = { organiser = "party" } }
"""
"""What Party committees owe is in texts of each province."""


@pytest.fixture(autouse=True)
def owing(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chair and secretary each owe a dialogue this year."""
    (tmp_path / "local.toml").write_text(OWN, encoding="utf-8")
    monkeypatch.setitem(app.extensions, "doithoai.regulation", load(DOCUMENTS, tmp_path))
    with unit_of_work():
        both = [position_named(each).id for each in (make.CHAIR, make.SECRETARY)]
        open_for(both, clock.today())


def held(chairs: tuple[str, ...]) -> Dialogue:
    """A dialogue of both bodies, over now."""
    dialogue = make.dialogue(chairs=chairs, co_organisers=(PARTY,))
    with clock.standing_at(dialogue.starts_at + timedelta(hours=1)):
        desk = make.actor(make.RECEIVER)
        proceedings.open_(dialogue.id, desk, dialogue.starts_at)
        proceedings.close(dialogue.id, desk, 60, {})
    return dialogue


def owed_by(position: str, rule: str) -> list[tuple[str, int]]:
    """Where each such duty of the position stands, and how many events count towards it."""
    found = select(Obligation).where(
        Obligation.position_id == position_named(position).id, Obligation.rule_id == rule
    )
    counted = select(func.count()).where(Fulfilment.obligation_id == Obligation.id)
    rows = db.session.execute(found.add_columns(counted.scalar_subquery()))
    return [(str(each.state), number) for each, number in rows]


@pytest.mark.parametrize("people", [1, 2])
def test_one_dialogue_serves_both_whether_they_are_two_people_or_one(
    app: Flask, people: int
) -> None:
    with unit_of_work():
        if people == 1:
            secretary = position_named(make.SECRETARY)
            of = select(Appointment).where(Appointment.position_id == secretary.id)
            db.session.scalars(of).one().account_id = make.account_of(make.CHAIR).id
            db.session.flush()
            forget_stamp()

    with unit_of_work():
        make.account_of(make.CHAIR)
        if people == 2:
            make.account_of(make.SECRETARY)
        dialogue = held((make.CHAIR, make.SECRETARY))

    of_presiders = select(Presider.account_id).where(Presider.dialogue_id == dialogue.id)
    assert len(set(db.session.scalars(of_presiders))) == people
    assert owed_by(make.CHAIR, YEARLY) == [(ObligationState.MET, 1)]
    assert owed_by(make.SECRETARY, OF_THE_PARTY) == [(ObligationState.MET, 1)]


@pytest.mark.parametrize("presiding", [make.CHAIR, make.SECRETARY])
def test_who_did_not_preside_has_served_nothing(app: Flask, presiding: str) -> None:
    with unit_of_work():
        held((presiding,))

    served = {make.CHAIR: YEARLY, make.SECRETARY: OF_THE_PARTY}
    for position, rule in served.items():
        expected = ObligationState.MET if position == presiding else ObligationState.OPEN
        assert [state for state, _ in owed_by(position, rule)] == [expected]
