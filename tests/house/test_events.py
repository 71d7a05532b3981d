"""Events: each name is known to who tells people, and who is told leaves nothing half done."""

import ast
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, event, func, select, text

from api.app import SUBSCRIBERS
from api.authorities.directory import directory
from api.cases.models import Case
from api.core import clock
from api.core.database import Model, db
from api.core.i18n import LOCALES
from api.denunciations.actions import EVENT_OF as OF_PAPERS
from api.events.actions import Subscriber
from api.events.jobs import dispatch
from api.events.models import Event
from api.events.names import EVENT_NAMES
from api.events.timeline import TITLES
from api.petitions.outcomes import EVENT_OF
from notifications.actions import register
from notifications.models import AddressKind, Platform
from notifications.plan import HEARS_OF, SILENT
from notifications.render import TEMPLATES, files_of
from tests import make
from tests.house.sources import PACKAGES, calls, strings


def recorded() -> set[str]:
    """Every name that is written down in a call of `record`."""
    return {
        name
        for _, called, call in calls(*PACKAGES)
        if called.rpartition(".")[2] == "record" and call.args
        for name in strings(call.args[0])
    }


def test_every_recorded_name_is_one_that_others_may_subscribe_to() -> None:
    names = recorded() | set(EVENT_OF.values()) | set(OF_PAPERS.values())

    assert len(names) > 5
    assert names - EVENT_NAMES == set()


def test_names_given_to_record_are_written_out() -> None:
    found = [
        f"{name}: {ast.unparse(call.args[0])}"
        for name, called, call in calls(*PACKAGES)
        if called.rpartition(".")[2] == "record" and call.args
        if not isinstance(call.args[0], ast.Constant)
    ]

    assert found == [
        "api/denunciations/actions.py: EVENT_OF[taken.name]",
        "api/petitions/actions.py: EVENT_OF[decided.outcome]",
    ]


def test_a_name_is_either_told_to_somebody_or_silent() -> None:
    assert set(HEARS_OF) | SILENT == EVENT_NAMES
    assert set(HEARS_OF) & SILENT == set()


def test_nobody_subscribes_to_a_name_that_there_is_not() -> None:
    assert set(SUBSCRIBERS) - EVENT_NAMES == set()
    assert set(HEARS_OF) - set(SUBSCRIBERS) == set()


def test_what_happens_to_a_petition_has_a_title_in_its_timeline() -> None:
    of_petitions = {name for name in EVENT_NAMES if name.startswith("petition.")}

    assert of_petitions - set(TITLES) == set()
    assert set(TITLES) - EVENT_NAMES == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_who_is_told_is_told_in_words_of_every_language(locale: str) -> None:
    wanted = {
        path
        for name, audiences in HEARS_OF.items()
        for audience, channels in audiences.items()
        for channel in channels
        for path in files_of(name, audience, channel, locale)
    }

    assert wanted
    assert [str(path.relative_to(TEMPLATES)) for path in wanted if not path.is_file()] == []


def test_a_subscriber_that_breaks_at_any_write_leaves_no_rows(app: Flask) -> None:
    names = sorted(SUBSCRIBERS)
    happened = _one_of_each(names)
    db.session.commit()
    before = _rows()

    offers = [(each, subscriber) for each in happened for subscriber in SUBSCRIBERS[each.name]]

    broken = [offer for offer in offers for _ in _breaking_at_every_write(*offer)]

    assert {(each.name, who) for each, who in broken} == {(each.name, who) for each, who in offers}
    assert _rows() == before


def test_a_subscriber_that_is_asked_twice_writes_once(app: Flask) -> None:
    happened = _one_of_each(sorted(SUBSCRIBERS))
    for each in happened:
        dispatch(each, SUBSCRIBERS[each.name])
    db.session.commit()
    once = _rows()

    for each in happened:
        dispatch(each, SUBSCRIBERS[each.name])
    db.session.commit()

    assert once["messages"] > 0
    assert _rows() == once


def _one_of_each(names: list[str]) -> list[Event]:
    """An event of each name, about a petition that is prepared, whose author has a telephone."""
    petition, handler = make.answered(), directory().position_by_code(make.HANDLER)
    assert handler is not None
    make.account_of(make.HANDLER)
    petition.assigned_unit_id, petition.assigned_id = handler.unit_id, handler.id
    account = make.account_of(make.RESIDENT)
    register(
        UUID(int=1),
        account.id,
        address="of this telephone",
        kind=AddressKind.TOKEN,
        platform=Platform.ANDROID,
    )
    dialogue = make.dialogue()
    seat = make.registered(dialogue.id, make.OTHER_RESIDENT)
    question = make.question(dialogue.id)
    place = make.booked(make.reception(on=clock.today() + timedelta(days=1)).id)
    found = []
    for name in names:
        known = db.session.scalars(select(Event).where(Event.name == name)).first()
        facts = {"former_kind": "thanks"} if name == "petition.classified" else {}
        if name.startswith("registration."):
            facts = {"registration": str(seat.id)}
        if name.startswith("reception."):
            facts = {"reception": str(place.reception_id), "booking": str(place.id)}
        case = {"dialogue": dialogue, "question": question}.get(name.partition(".")[0], petition)
        found.append(known or _event(name, case, facts))
    return found


def _event(name: str, case: Case, facts: dict[str, str]) -> Event:
    answered = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert answered is not None
    made = Event(
        name=name,
        case_id=case.id,
        unit_id=case.unit_id,
        position_id=answered.position_id,
        at=answered.at,
        recorded_at=answered.recorded_at,
        facts=facts,
    )
    db.session.add(made)
    db.session.flush()
    return made


def _breaking_at_every_write(happened: Event, subscriber: Subscriber) -> Iterator[int]:
    """Offer the event while the first write fails, then while the second does, and so on."""
    for number in range(1, 50):
        if not _breaks(happened, subscriber, number):
            db.session.rollback()
            return
        db.session.commit()
        yield number


def _breaks(happened: Event, subscriber: Subscriber, number: int) -> bool:
    """Whether there was such a write to break."""
    left = [number]

    def fail(_: object, __: object, statement: str, *___: object) -> None:
        if statement.lstrip().lower().startswith(("insert", "update", "delete")):
            left[0] -= 1
            if left[0] == 0:
                raise ConnectionError("the database is gone")

    event.listen(Engine, "before_cursor_execute", fail)
    try:
        dispatch(happened, [subscriber])
    except ExceptionGroup:
        return True
    finally:
        event.remove(Engine, "before_cursor_execute", fail)
    return False


def _rows() -> dict[str, int]:
    """How many rows each table has, that of the jobs too."""
    db.session.rollback()
    counted = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Model.metadata.sorted_tables
    }
    jobs = db.session.execute(text("select count(*) from procrastinate_jobs")).scalar_one()
    return counted | {"jobs": jobs}
