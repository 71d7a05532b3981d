"""Who collects opinions before a dialogue, who puts them together, and who reads which of them."""

from contextlib import suppress
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.models import UnitKind
from api.authorities.policy import Act, can, roles_of
from api.core.access import Actor, Role
from api.core.errors import Forbidden
from api.dialogues.opinions.errors import NotTheCollector, NotTheSynthesiser
from api.dialogues.opinions.models import Synthesis
from api.dialogues.scheduling import must_organise
from api.dialogues.sessions import AHEAD, Dialogue, SessionState


def fronts_of(dialogue: Dialogue) -> frozenset[UUID]:
    """The units of the Front that organise it, alone or with others."""
    known = directory()
    organisers = [dialogue.unit_id, *map(UUID, dialogue.co_organisers)]
    return frozenset(each for each in organisers if known.unit(each).kind is UnitKind.FRONT)


def must_collect(actor: Actor, dialogue: Dialogue) -> None:
    """Refuses who may not enter sheets: neither of the Front that organises it, nor reception."""
    if actor.position_id is None:
        raise NotTheCollector
    known = directory()
    acting = known.position(actor.position_id)
    unit = known.unit(acting.unit_id)
    roles = roles_of(acting.title, unit.kind)
    receives = Role.RECEIVER in roles and unit.id in known.same_place(dialogue.unit_id)
    if not (can(roles, Act.OPINIONS, unit.kind) and (unit.id in fronts_of(dialogue) or receives)):
        raise NotTheCollector


def must_read_sheets(actor: Actor, dialogue: Dialogue) -> None:
    """Refuses who neither organises the dialogue nor collects opinions for it."""
    if not organises(actor, dialogue):
        must_collect(actor, dialogue)


def must_synthesise(actor: Actor, dialogue: Dialogue) -> None:
    """Refuses who may not put opinions together: the Front does, else the organiser."""
    fronts = fronts_of(dialogue)
    if not fronts:
        must_organise(actor, directory().unit(dialogue.unit_id))
        return
    acting = directory().position(actor.position_id) if actor.position_id else None
    if acting is None or acting.unit_id not in fronts:
        raise NotTheSynthesiser
    if not can(roles_of(acting.title, UnitKind.FRONT), Act.SYNTHESIS, UnitKind.FRONT):
        raise NotTheSynthesiser


def organises(actor: Actor, dialogue: Dialogue) -> bool:
    """Whether they plan and record this dialogue."""
    with suppress(Forbidden):
        must_organise(actor, directory().unit(dialogue.unit_id))
        return True
    return False


def collects(actor: Actor, dialogue: Dialogue) -> bool:
    """Whether they enter sheets for it."""
    with suppress(Forbidden):
        must_collect(actor, dialogue)
        return True
    return False


def reads_sheets(actor: Actor, dialogue: Dialogue) -> bool:
    """Whether they read the sheets as they were entered."""
    return organises(actor, dialogue) or collects(actor, dialogue)


def synthesises(actor: Actor, dialogue: Dialogue) -> bool:
    """Whether they put opinions together for it."""
    with suppress(Forbidden):
        must_synthesise(actor, dialogue)
        return True
    return False


def reads_synthesis(actor: Actor | None, dialogue: Dialogue, synthesis: Synthesis) -> bool:
    """Whether they read it: everybody once the dialogue has begun or its maker shows it."""
    has_begun = dialogue.state not in AHEAD | {SessionState.CANCELLED}
    if has_begun or synthesis.published_at is not None:
        return True
    return actor is not None and reads_sheets(actor, dialogue)
