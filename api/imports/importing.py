"""A list of earlier petitions taken in line by line, each as if a receiving officer entered it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from marshmallow import ValidationError
from marshmallow.exceptions import SCHEMA

from api.authorities.acting import on_behalf_of
from api.authorities.directory import directory
from api.authorities.models import Level
from api.authorities.policy import roles_of
from api.authorities.views import PositionView, UnitView
from api.cases.models import Channel
from api.core.access import Actor, Role
from api.core.database import unit_of_work
from api.core.errors import Problem
from api.core.foreign import translate_any
from api.core.i18n import translate
from api.imports.errors import NotAReceiver, NotYourPlace
from api.imports.members import Read, read
from api.imports.sheets import Row
from api.petitions import queries
from api.petitions.accusing import calls_itself
from api.petitions.errors import AlreadyEntered, IdTaken
from api.petitions.handing_in import submit
from api.petitions.intake_notes import Door
from api.petitions.redirection import ways_of
from api.petitions.schemas import PetitionSubmission
from api.petitions.submission import Submission

SAY_WHY = "Received earlier: say in this column, or with --reason, why it is entered only now"
SAY_WHERE = "Say the commune by its code, in this column or with --area"

_IDS = UUID("0f4c1f0e-8c5b-5d0a-9a51-6b7b6f0c2d3e")
"""Ids of what was imported are made from this, the source and the number there: never change it."""

_SHOWN_FACTS = ("code", "founded_on")
"""Facts of a refusal that are ours: others may be what somebody wrote."""

_SCHEMA = PetitionSubmission()

LONGEST_REF = 120


class Fate(StrEnum):
    """What became of a line."""

    IMPORTED = "imported"
    THERE = "there"
    """It had been taken in before, the very same."""
    REFUSED = "refused"


@dataclass(frozen=True)
class Refusal:
    """Why a line was not taken: never with its words."""

    line: int
    ref: str
    """The number in the source, when the line names one."""
    member: str
    """The dotted name of what is wrong; empty when it is the line as a whole."""
    reason: str


@dataclass(frozen=True)
class Terms:
    """Who takes the list in, and what holds for lines that do not say it themselves."""

    actor: Actor
    source: str
    area: str | None = None
    reason: str | None = None
    """Why what was received earlier is entered only now."""
    locale: str = "vi"
    """The language of the refusals."""


def importer(name: str) -> Actor:
    """The official with this login or position code, acting in a receiving position of theirs.

    Who receives at several desks is named by the position they act in.
    """
    actor = on_behalf_of(name)
    held = (directory().position(position_id) for position_id in actor.position_ids)
    desks = [desk for desk in held if _receives(desk)]
    if not desks:
        raise NotAReceiver
    desks.sort(key=lambda desk: (desk.id != actor.position_id, desk.code))
    return replace(actor, position_id=desks[0].id)


def desk_of(actor: Actor) -> UnitView:
    """The unit that receives what they take in."""
    if actor.position_id is None:
        raise NotAReceiver
    return directory().unit(directory().position(actor.position_id).unit_id)


def receivers() -> Sequence[str]:
    """The positions that receive for a whole province, by code."""
    known = directory()
    return sorted(
        desk.code
        for desk in known.positions.values()
        if _receives(desk) and known.unit(desk.unit_id).level is Level.PROVINCE
    )


def take_in(row: Row, terms: Terms) -> tuple[Fate, Sequence[Refusal]]:
    """The line becomes a petition, was one already, or is refused; it stands or falls by itself."""
    if row.fault is not None:
        reason = translate(row.fault, terms.locale)
        return Fate.REFUSED, [Refusal(row.number, "", "", reason)]
    found = _by_its_own_name(read(row.cells))
    try:
        with unit_of_work():
            return _entered(_submission(found, terms), terms.actor), ()
    except ValidationError as bad:
        reasons = list(_flat(bad.messages_dict))
    except Problem as problem:
        reasons = _reasons(problem, found.body, terms.locale)
    ref = _ref(found.body)
    return Fate.REFUSED, [
        Refusal(row.number, ref, member, translate_any(reason, terms.locale))
        for member, reason in reasons
    ]


def _by_its_own_name(found: Read) -> Read:
    """What a line calls itself counts, when that is never handed in here, not what its kind is."""
    title, text = found.body.get("title"), found.body.get("text")
    words = [each if isinstance(each, str) else "" for each in (title, text)]
    kind = calls_itself(*words)
    return replace(found, body=found.body | {"kind": kind}) if kind else found


def _submission(found: Read, terms: Terms) -> Submission:
    """The submission, with what the terms say for it; raises all that is wrong with it at once."""
    body, faults = _completed(found, terms)
    wrong = {member: [fault] for member, fault in faults.items()}
    try:
        submission: Submission = _SCHEMA.load(body)
    except ValidationError as bad:
        for member, sentence in _flat(bad.messages_dict):
            if member not in faults:
                wrong.setdefault(member, []).append(sentence)
    else:
        if not wrong:
            return submission
    raise ValidationError(dict(wrong))


def _completed(found: Read, terms: Terms) -> tuple[dict[str, Any], dict[str, str]]:
    body, faults = {"channel": Channel.IMPORT.value} | found.body, dict(found.faults)
    if "received_at" in body and "reason" not in body:
        if terms.reason is None:
            faults["reason"] = SAY_WHY
        body["reason"] = terms.reason
    if "area" not in body and terms.area is not None:
        body["area"] = terms.area
    elif "area" not in body and desk_of(terms.actor).level is not Level.PROVINCE:
        faults.setdefault("area", SAY_WHERE)
    source = body.get("source", {})
    if isinstance(source, dict):
        ref = source.get("ref") or _content(found.body)
        body["source"] = {"system": terms.source} | source | {"ref": ref}
    return body | _agreed(body), faults


def _agreed(body: Mapping[str, Any]) -> dict[str, Any]:
    """How the sender agreed, where a cell says it in a word."""
    intake = body.get("intake")
    how = intake.get("consent") if isinstance(intake, dict) else None
    return {"intake": intake | {"consent": {"how": how}}} if intake and isinstance(how, str) else {}


def _content(body: Mapping[str, Any]) -> str:
    """The number of a line that has none: the same words are the same letter."""
    whole = json.dumps(body, sort_keys=True, default=str)
    return f"sha256:{hashlib.sha256(whole.encode()).hexdigest()}"


def _entered(submission: Submission, actor: Actor) -> Fate:
    _must_receive_for(actor, submission.area)
    source = submission.source or {}
    system, ref = source["system"], source["ref"]
    petition_id = uuid5(_IDS, f"{system}\n{ref}")
    try:
        _, is_new = submit(petition_id, submission, actor, Door.LIST)
    except (AlreadyEntered, IdTaken):
        earlier = queries.entered_from(system, ref)
        if earlier is None:
            raise
        if (earlier.id, earlier.submission_hash) != (petition_id, submission.hash):
            raise AlreadyEntered(code=earlier.code) from None
        return Fate.THERE
    return Fate.IMPORTED if is_new else Fate.THERE


def _must_receive_for(actor: Actor, area_code: str | None) -> None:
    """Who receives for a commune takes in what is there; for a province, all that is in it."""
    area = directory().area(area_code) if area_code else None
    if area is None:
        return  # of the province as a whole, or refused as unknown
    if desk_of(actor).area_code not in {area.code, area.province_code}:
        raise NotYourPlace(area=area.code)


def _receives(desk: PositionView) -> bool:
    return Role.RECEIVER in roles_of(desk.title, directory().unit(desk.unit_id).kind)


def _ref(body: Mapping[str, Any]) -> str:
    """The number the line names, when it has the form of one."""
    source = body.get("source")
    ref = source.get("ref") if isinstance(source, dict) else None
    return ref if isinstance(ref, str) and len(ref) <= LONGEST_REF and ref.isprintable() else ""


def _reasons(problem: Problem, body: Mapping[str, Any], locale: str) -> list[tuple[str, str]]:
    """What is the matter, by member. Of what the sender wrote nothing is said again."""
    if "errors" in problem.facts:
        return list(_flat(problem.facts["errors"]))
    title = translate(problem.title, locale)
    if "ways" in problem.facts:
        return [("kind", " ".join([title, *ways_of(body["kind"], locale)]))]
    facts = [str(problem.facts[name]) for name in _SHOWN_FACTS if name in problem.facts]
    member = next((name for name in problem.facts if name in _SCHEMA.fields), "")
    return [(member, ": ".join([title, *facts]))]


def _flat(messages: Any, within: str = "") -> Iterator[tuple[str, str]]:
    """Every sentence with the dotted name of its member; of a whole, that of the whole."""
    if isinstance(messages, str):
        yield within, messages
    elif isinstance(messages, dict):
        for name, inner in messages.items():
            named = "" if name == SCHEMA else str(name)
            yield from _flat(inner, ".".join(part for part in (within, named) if part))
    else:
        for message in messages:
            yield from _flat(message, within)
