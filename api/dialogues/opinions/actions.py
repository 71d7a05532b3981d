"""What people do before a dialogue: collect opinions, put them together, set the agenda."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from api.authorities.lookup import unit_named
from api.authorities.queries import neighbourhood_codes
from api.core import clock
from api.core.access import Actor
from api.core.database import db, lock
from api.dialogues.errors import UnknownVillage
from api.dialogues.opinions import queries
from api.dialogues.opinions.agenda import sections
from api.dialogues.opinions.errors import (
    AgendaFrozen,
    AgendaIncomplete,
    MetInFuture,
    MorePeopleThanCame,
    NothingPutTogether,
    OpinionsLeft,
    SheetIdTaken,
    SheetIsUsed,
    SheetThere,
    TooLateForOpinions,
    UnknownOpinion,
    UsedAndLeftOut,
    VillageNotInvited,
)
from api.dialogues.opinions.keepers import must_collect, must_synthesise
from api.dialogues.opinions.models import (
    AgendaSet,
    Matter,
    Opinion,
    OpinionSheet,
    SheetGiven,
    Synthesis,
    SynthesisGiven,
    all_of,
)
from api.dialogues.opinions.points import Part
from api.dialogues.scheduling import to_change
from api.dialogues.session_queries import dialogue_to_change
from api.dialogues.sessions import AHEAD, Dialogue
from api.events.actions import record


def collect(
    dialogue_id: UUID, sheet_id: UUID, given: SheetGiven, actor: Actor
) -> tuple[OpinionSheet, bool]:
    """A village said this before the dialogue; said anew, it is the next version of its sheet.

    Says also whether the sheet is new. Once a synthesis is made, no sheet changes any more; one of
    a village that had none is taken, and the synthesis then lacks it until it is made again.
    """
    dialogue = dialogue_to_change(dialogue_id)
    lock(sheet_id)
    must_collect(actor, dialogue)
    now = clock.now()
    _must_fit(dialogue, given, now)
    sheet = queries.sheet_with(sheet_id)
    if sheet is None:
        sheet = _new_sheet(dialogue, sheet_id, given.village)
    elif (sheet.dialogue_id, sheet.village) != (dialogue_id, given.village):
        raise SheetIdTaken
    elif sheet.given_hash == given.hash:
        return sheet, False
    elif queries.synthesis_of(dialogue_id) is not None:
        raise SheetIsUsed
    sheet.write(given, now)
    sheet.entered_by_id, sheet.entered_as_id = actor.account_id, actor.position_id
    db.session.add(sheet)
    db.session.flush()
    record(
        "dialogue.opinions_collected",
        dialogue,
        at=now,
        actor=actor,
        sheet=str(sheet.id),
        village=sheet.village,
        people=sheet.people,
        opinions=len(sheet.items),
        version=sheet.version,
    )
    return sheet, sheet.version == 1


def put_together(dialogue_id: UUID, given: SynthesisGiven, actor: Actor) -> tuple[Synthesis, bool]:
    """The opinions of all sheets as the dialogue will answer them; nothing gets lost silently.

    Says also whether it is the first version. Raises `OpinionsLeft` with those that are neither
    used nor left out with a reason.
    """
    dialogue = dialogue_to_change(dialogue_id)
    must_synthesise(actor, dialogue)
    now = clock.now()
    if dialogue.state not in AHEAD:
        raise TooLateForOpinions(state=dialogue.state)
    if given.made_on > clock.vietnam_date(now):
        raise MetInFuture(on=given.made_on.isoformat())
    synthesis = queries.synthesis_of(dialogue_id) or _new_synthesis(dialogue_id)
    if synthesis.version and synthesis.given_hash == given.hash:
        return synthesis, False
    sheets = queries.sheets_of(dialogue_id)
    _must_be_accounted_for(given, all_of(sheets))
    synthesis.write(given, [_matter(each, sheets, dialogue) for each in given.items], now)
    synthesis.made_by_id, synthesis.made_as_id = actor.account_id, actor.position_id
    db.session.add(synthesis)
    db.session.flush()
    record(
        "dialogue.synthesised",
        dialogue,
        at=now,
        actor=actor,
        matters=len(synthesis.items),
        left_out=len(synthesis.left_out),
        version=synthesis.version,
    )
    return synthesis, synthesis.version == 1


def show_everybody(dialogue_id: UUID, actor: Actor) -> Synthesis:
    """Who made the synthesis shows it to everybody before the dialogue begins."""
    dialogue = dialogue_to_change(dialogue_id)
    must_synthesise(actor, dialogue)
    synthesis = queries.synthesis_of(dialogue_id)
    if synthesis is None:
        raise NothingPutTogether
    left = all_of(queries.sheets_of(dialogue_id)) - synthesis.spoken_for
    if left:
        raise OpinionsLeft(opinions=[each._asdict() for each in sorted(left)])
    synthesis.published_at = synthesis.published_at or clock.now()
    return synthesis


def set_agenda(dialogue_id: UUID, actor: Actor, parts: Sequence[dict[str, Any]]) -> Dialogue:
    """The organiser sets the order of the parts, and how long some of them are."""
    dialogue = to_change(dialogue_id, actor)
    if dialogue.state not in AHEAD:
        raise AgendaFrozen(state=dialogue.state)
    if sorted(each["part"] for each in parts) != sorted(Part):
        raise AgendaIncomplete(parts=list(Part))
    agenda = queries.agenda_set(dialogue_id)
    agenda.parts = [{"part": str(each["part"]), "minutes": each["minutes"]} for each in parts]
    db.session.add(agenda)
    db.session.flush()
    record("dialogue.agenda_set", dialogue, at=clock.now(), actor=actor)
    return dialogue


def freeze(dialogue: Dialogue, at: datetime) -> AgendaSet:
    """It begins with this agenda, which is kept as it is now."""
    agenda = queries.agenda_set(dialogue.id)
    agenda.frozen = [each.as_data() for each in sections(dialogue, at)]
    agenda.frozen_at = at
    db.session.add(agenda)
    return agenda


def _must_fit(dialogue: Dialogue, given: SheetGiven, now: datetime) -> None:
    if dialogue.state not in AHEAD:
        raise TooLateForOpinions(state=dialogue.state)
    if given.met_on > clock.vietnam_date(now):
        raise MetInFuture(on=given.met_on.isoformat())
    if not neighbourhood_codes(dialogue.unit_area_code, [given.village]):
        raise UnknownVillage(villages=[given.village])
    if dialogue.villages and given.village not in dialogue.villages:
        raise VillageNotInvited(villages=dialogue.villages)
    if any(each.people > given.people for each in given.items):
        raise MorePeopleThanCame(people=given.people)


def _new_sheet(dialogue: Dialogue, sheet_id: UUID, village: str) -> OpinionSheet:
    there = [each for each in queries.sheets_of(dialogue.id) if each.village == village]
    if there:
        raise SheetThere(sheet=str(there[0].id))
    return OpinionSheet(
        id=sheet_id, dialogue_id=dialogue.id, village=village, version=0, earlier=[]
    )


def _new_synthesis(dialogue_id: UUID) -> Synthesis:
    return Synthesis(dialogue_id=dialogue_id, version=0, earlier=[], published_at=None)


def _must_be_accounted_for(given: SynthesisGiven, there: frozenset[Opinion]) -> None:
    used = frozenset(each for matter in given.items for each in matter.opinions)
    left_out = frozenset(Opinion(each.sheet, each.item) for each in given.left_out)
    wrong: tuple[tuple[type[UnknownOpinion | UsedAndLeftOut | OpinionsLeft], Any], ...] = (
        (UnknownOpinion, (used | left_out) - there),
        (UsedAndLeftOut, used & left_out),
        (OpinionsLeft, there - used - left_out),
    )
    for problem, opinions in wrong:
        if opinions:
            raise problem(opinions=[each._asdict() for each in sorted(opinions)])


def _matter(matter: Matter, sheets: Sequence[OpinionSheet], dialogue: Dialogue) -> dict[str, Any]:
    """As it is kept: villages and people are those of its opinions when they are not named."""
    known = {str(each.id): each for each in sheets}
    drawn = [
        (known[each.sheet], known[each.sheet].items[each.item - 1]) for each in matter.opinions
    ]
    villages = matter.villages or tuple(dict.fromkeys(sheet.village for sheet, _ in drawn))
    unknown = set(villages) - neighbourhood_codes(dialogue.unit_area_code, villages)
    if matter.villages and unknown:
        raise UnknownVillage(villages=sorted(unknown))
    counted = sum(item["people"] for _, item in drawn)
    unit = unit_named(matter.prepared_by) if matter.prepared_by else None
    return asdict(matter) | {
        "opinions": [list(each) for each in matter.opinions],
        "villages": list(villages),
        "people": counted if matter.people is None else matter.people,
        "prepared_by": str(unit.id) if unit else None,
    }
