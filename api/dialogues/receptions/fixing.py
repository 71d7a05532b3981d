"""What a place does with its fixed reception days: set one, change it, end it."""

from uuid import UUID

from api.authorities.directory import directory
from api.authorities.lookup import position_named, unit_named
from api.core import clock
from api.core.access import Actor
from api.core.database import db, lock
from api.dialogues.receptions import queries
from api.dialogues.receptions.errors import NotOfThisPlace, PatternIdTaken
from api.dialogues.receptions.keepers import must_keep
from api.dialogues.receptions.patterns import Fixed, ReceptionPattern


def fix(pattern_id: UUID, given: Fixed, actor: Actor) -> tuple[ReceptionPattern, bool]:
    """Set a fixed day, or change it; says also whether it is new.

    Days that are in the public schedule already stay there. Raises `PatternIdTaken` for the id of
    another unit's fixed day.
    """
    lock(pattern_id)
    unit = unit_named(given.unit)
    served = list({each.id: each for each in map(position_named, given.positions)}.values())
    must_keep(actor, unit, served)
    here = directory().same_place(unit.id)
    for position in served:
        if position.unit_id not in here:
            raise NotOfThisPlace(position=position.code)
    found = queries.pattern_with(pattern_id)
    if found is not None and found.unit_id != unit.id:
        raise PatternIdTaken
    if found is not None:
        # Nobody takes over a day of leaders whose days they do not keep.
        must_keep(actor, unit, [directory().position(each) for each in found.served])
    kept = found or ReceptionPattern(id=pattern_id)
    if kept.given_hash != given.hash:
        kept.change(
            unit_id=unit.id,
            position_ids=[str(each.id) for each in served],
            given_hash=given.hash,
            changed_by_id=actor.account_id,
            changed_at=clock.now(),
            **{name: getattr(given, name) for name in _AS_GIVEN},
        )
    db.session.add(kept)
    db.session.flush()
    return kept, found is None


_AS_GIVEN = (
    *("weekday", "nth", "day", "from_on", "until_on", "from_time", "to_time"),
    *("place", "form", "places", "minutes"),
)
