"""What an official may do to a petition now, each as a form of its own, in the order of work."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.policy import Act
from api.core.access import Actor
from api.core.errors import Problem
from api.core.i18n import preferred_locale
from api.events.timeline import since
from api.pages.forms import GENERAL, Field, Form, Typed
from api.pages.rendering import say
from api.petitions import queries
from api.petitions.errors import ChangedMeanwhile, PetitionNotOpen
from api.petitions.models import Petition
from api.petitions.signers import must_be_able
from api.petitions.states import STEPS, PetitionState

Asks = Callable[[Petition, Actor], Sequence[Field]]
Fits = Callable[[Petition, Actor], object]
Begins = Callable[[Petition, Actor], Typed]
Takes = Callable[[UUID, Actor, dict[str, Any]], object]


def nothing_typed(_: Petition, __: Actor) -> Typed:
    """An empty form."""
    return Typed()


def as_they_are(*fields: Field) -> Asks:
    """The same questions, whatever the petition."""
    return lambda _, __: fields


@dataclass(frozen=True)
class Step:
    """One act as a form. Whether it is offered is a courtesy; the action itself is the judge."""

    slug: str
    """Its name in addresses."""
    act: Act | None
    """What the table of rights calls it; None where `fits` alone says whose it is."""
    title: str
    """What it is called; this and the three below are sentences of the catalogue."""
    button: str
    done: str
    """What is said once it is done."""
    takes: Takes
    """Reads the body as the API does, and acts."""
    fits: Fits
    """Raises a Problem where the state, or the position acted in, does not allow it."""
    asks: Asks = field(default=as_they_are())
    begins: Begins = nothing_typed
    note: str = ""
    """What it means, where the title does not say it."""
    is_from_above: bool = False
    """Whether it is done by who stands above the unit that answers."""

    def is_offered(self, petition: Petition, actor: Actor) -> bool:
        """Whether it seems possible now, and is this official's to do."""
        return self.is_possible(petition, actor) and (
            self.is_from_above or _is_near(petition, actor)
        )

    def is_possible(self, petition: Petition, actor: Actor) -> bool:
        """Whether rights and state allow it now, as far as can be seen before it is tried."""
        try:
            if self.act is not None:
                must_be_able(actor, petition, self.act)
            self.fits(petition, actor)
        except Problem:
            return False
        return True


def offered(steps: Iterable[Step], petition: Petition, actor: Actor) -> list[Step]:
    """What may be done now, the most likely first."""
    return [step for step in steps if step.is_offered(petition, actor)]


def _is_near(petition: Petition, actor: Actor) -> bool:
    """Whether it is worked on where the person works; who stands above mostly only watches."""
    if actor.position_id is None:
        return False
    own = directory().position(actor.position_id).unit_id
    here = directory().same_place(own)
    return petition.unit_id in here or petition.assigned_unit_id == own


def leads_to(state: PetitionState) -> Fits:
    """The petition can take a step to this state, or is in it already."""

    def fits(petition: Petition, _: Actor) -> None:
        if petition.state != state:
            must_lead_to(petition, state)

    return fits


def must_lead_to(petition: Petition, state: PetitionState) -> None:
    """Refuses where there is no such step."""
    if state not in STEPS[PetitionState(petition.state)]:
        raise PetitionNotOpen(code=petition.code, state=petition.state)


def is_in(*states: PetitionState) -> Fits:
    """The petition stands at one of these."""

    def fits(petition: Petition, _: Actor) -> None:
        if petition.state not in states:
            raise PetitionNotOpen(code=petition.code, state=petition.state)

    return fits


def all_of(*conditions: Fits) -> Fits:
    """Every one of these holds."""

    def fits(petition: Petition, actor: Actor) -> None:
        for condition in conditions:
            condition(petition, actor)

    return fits


def mark_of(petition: Petition) -> str:
    """What acts depend on, as it stands: another mark means that somebody acted meanwhile."""
    proposal, draft = petition.proposal, petition.words_to_sign
    parts: Mapping[str, object] = {
        "state": petition.state,
        "holder": petition.holder_id,
        "prepares": petition.assigned_id,
        "lodged": _written(petition.lodged_at),
        "proposed": _written(proposal.proposed_at if proposal else None),
        "drafted": _written(draft.drafted_at if draft else None),
    }
    return " ".join(str(part) for part in (petition.version, *parts.values()))


def _since(petition: Petition, seen: str) -> str:
    """Who did what since the version that was read, in a sentence; empty when that is not known."""
    read = seen.partition(" ")[0]
    locale = preferred_locale()
    happened = since(petition.id, int(read), locale, inside=True) if read.isdecimal() else []
    return "; ".join(f"{each['title']} ({each['position'] or each['unit']})" for each in happened)


def take(step: Step, petition_id: UUID, actor: Actor, form: Form) -> None:
    """Act on what the person saw; who was not the first is told so, and sees what is new."""
    petition = queries.petition_to_change(petition_id)
    seen = form.typed.get("seen")
    if mark_of(petition).partition(" ")[2] != seen.partition(" ")[2]:
        title, happened = say(ChangedMeanwhile.title), _since(petition, seen)
        told = f"{title}. {happened}." if happened else title
        raise ChangedMeanwhile(code=petition.code, errors={GENERAL: told})
    step.takes(petition_id, actor, form.typed.body(form.fields[:-1]))


def _written(at: datetime | None) -> str:
    return at.isoformat() if at else "-"
