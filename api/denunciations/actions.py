"""What a desk does with the papers in its register; each is an event that says nothing more."""

import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.models import Level
from api.authorities.policy import Act, can, roles_of
from api.authorities.views import PositionView
from api.core import clock
from api.core.access import Actor
from api.core.database import db, lock
from api.core.errors import Missing
from api.denunciations import queries
from api.denunciations.errors import (
    NoMoreTime,
    NotTheRegister,
    NumberTaken,
    PaperIdTaken,
    StepOutsideTime,
)
from api.denunciations.models import DenunciationPaper, PaperStep, StepName, Taken
from api.events.actions import record
from api.regulation import queries as law

EVENT_OF: Final = {
    StepName.ACCEPTED: "denunciation.accepted",
    StepName.DECLINED: "denunciation.declined",
    StepName.TRANSFERRED: "denunciation.transferred",
    StepName.NOTIFIED: "denunciation.notified",
    StepName.EXTENDED: "denunciation.extended",
    StepName.CONCLUDED: "denunciation.concluded",
    StepName.CONCLUSION_SENT: "denunciation.conclusion_sent",
    StepName.CONCLUSION_PUBLISHED: "denunciation.conclusion_published",
}
"""What each step is recorded as."""

_FILE = Path(__file__).parent / "data" / "register.toml"


def register(
    paper_id: UUID, number: str, received_on: date, actor: Actor
) -> tuple[DenunciationPaper, bool]:
    """Enter a paper by its number and day; the same again is the same paper. Says if it is new."""
    desk = keeper(actor)
    lock(paper_id)
    earlier = queries.paper_with(paper_id)
    if earlier is not None:
        same = (earlier.unit_id, earlier.register_number, earlier.received_on)
        if same != (desk.unit_id, number, received_on):
            raise PaperIdTaken
        return earlier, False
    if received_on > clock.today():
        raise StepOutsideTime(on=received_on.isoformat())
    lock(desk.unit_id)
    if queries.is_numbered(desk.unit_id, received_on.year, number):
        raise NumberTaken(number=number)
    made = DenunciationPaper(
        id=paper_id,
        unit_id=desk.unit_id,
        register_number=number,
        year=received_on.year,
        received_on=received_on,
        entered_by_id=desk.id,
        entered_at=clock.now(),
        steps=[],
    )
    db.session.add(made)
    db.session.flush()
    record(
        "denunciation.received",
        at=_moment(received_on),
        actor=actor,
        unit_id=made.unit_id,
        position_id=desk.id,
        paper=str(made.id),
    )
    return made, True


def take(paper_id: UUID, taken: Taken, actor: Actor) -> DenunciationPaper:
    """Enter a step of the paper with its day."""
    desk = keeper(actor)
    paper = queries.paper_with(paper_id, to_change=True)
    if paper is None or paper.unit_id != desk.unit_id:
        raise Missing
    if taken.name is StepName.EXTENDED:
        _must_have_more_time(paper, taken)
    step = PaperStep(
        name=taken.name,
        on=taken.on,
        complexity=taken.complexity,
        position_id=desk.id,
        recorded_at=clock.now(),
    )
    paper.take(step, clock.today())
    db.session.flush()
    record(
        EVENT_OF[taken.name],
        at=_moment(taken.on),
        actor=actor,
        unit_id=paper.unit_id,
        position_id=desk.id,
        paper=str(paper.id),
        complexity=taken.complexity,
    )
    return paper


def paper_of(paper_id: UUID, actor: Actor) -> DenunciationPaper:
    """The paper, for the desk that keeps it; to everybody else it is not there."""
    desk, paper = keeper(actor), queries.paper_with(paper_id)
    if paper is None or paper.unit_id != desk.unit_id:
        raise Missing
    return paper


def papers_of(
    actor: Actor, *, limit: int, after: UUID | None = None
) -> Sequence[DenunciationPaper]:
    """Up to `limit` + 1 papers of the desk acted in, the newest first."""
    return queries.register_of(keeper(actor).unit_id, limit=limit, after=after)


def keeper(actor: Actor) -> PositionView:
    """The position acted in, when its desk keeps such a register; a refusal for all others."""
    if actor.position_id is None:
        raise NotTheRegister
    position = directory().position(actor.position_id)
    unit = directory().unit(position.unit_id)
    _, _, ending = unit.code.partition("-")
    is_above = unit.level is Level.PROVINCE and ending in _keepers()
    roles = roles_of(position.title, unit.kind)
    if not (is_above and can(roles, Act.DENUNCIATION_REGISTER, unit.kind)):
        raise NotTheRegister
    return position


def _must_have_more_time(paper: DenunciationPaper, taken: Taken) -> None:
    """Refuses an extension that no rule gives, or more often than it does."""
    accepted = next((each.on for each in paper.steps if each.name is StepName.ACCEPTED), None)
    used = sum(1 for each in paper.steps if each.name is StepName.EXTENDED)
    facts = {"complexity": taken.complexity}
    for rule in law.regulation().rules:
        extension = rule.extension_for("denunciation.extended", facts)
        is_of_then = rule.is_in_force(accepted or paper.received_on)
        if extension is not None and is_of_then and used < extension.times:
            return
    raise NoMoreTime(used=used)


def _moment(on: date) -> datetime:
    return clock.now() if on == clock.today() else clock.midnight(on)


@cache
def _keepers() -> frozenset[str]:
    """The endings of codes of the units that keep a register."""
    return frozenset(tomllib.loads(_FILE.read_text(encoding="utf-8"))["register"]["units"])
