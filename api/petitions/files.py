"""Files of a petition: sent with it or later, evidence of an answer, the answer as signed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from api.attachments import attaching, queries
from api.attachments.models import Belonging, Part
from api.attachments.queries import NO_FILES
from api.attachments.views import FileView, shown_to, views_in
from api.authorities.policy import Act
from api.cases.access import Reader
from api.cases.models import Visibility
from api.core import clock
from api.core.access import Actor
from api.core.database import db
from api.events.actions import record
from api.petitions.answers import Answer
from api.petitions.errors import PetitionNotOpen, SignedFileNotPdf
from api.petitions.models import Petition
from api.petitions.signers import to_change
from api.petitions.states import STEPS, PetitionState

PDF = "application/pdf"

WITH_THE_CASE = frozenset({Part.SENT, Part.ADDED})
"""What stands with the petition itself; all else stands with an answer of it."""


@dataclass(frozen=True)
class Addition:
    """Files that are added to a petition after it was handed in."""

    attachments: Sequence[UUID]
    caption: str | None = None
    public: bool = False
    """They should be shown to everybody, once a moderator has seen them."""
    internal: bool = False
    """For the office alone; never of a sender."""


def hand_in(petition: Petition, ids: Sequence[UUID], scan: UUID | None, actor: Actor) -> None:
    """The files that come with it; a sender who wants it public wants its pictures shown.

    The scan of the letter has name and signature on it: it is shown to nobody else.
    """
    petition.files = NO_FILES
    to, now = Belonging(petition.id, Part.SENT), clock.now()
    shown = [each for each in ids if each != scan]
    if shown:
        is_public = petition.visibility == Visibility.PUBLIC
        attaching.attach(shown, replace(to, is_wanted_public=is_public), actor, now)
    if scan is not None:
        attaching.attach([scan], to, actor, now)
    if shown or scan is not None:
        _read_again(petition)


def add(petition_id: UUID, actor: Actor, addition: Addition) -> Petition:
    """The sender adds something while the case is open; the office does at any time."""
    petition = to_change(petition_id, actor, Act.ATTACHMENT)
    by_office = actor.position_id is not None
    if not by_office and not STEPS[PetitionState(petition.state)]:
        raise PetitionNotOpen(code=petition.code, state=petition.state)
    now, is_internal = clock.now(), by_office and addition.internal
    attaching.must_have_place_for(petition.id, len(addition.attachments))
    to = Belonging(
        petition.id,
        Part.ADDED if by_office else Part.SENT,
        is_internal=is_internal,
        is_wanted_public=addition.public,
        caption=addition.caption,
    )
    attached = attaching.attach(addition.attachments, to, actor, now)
    _read_again(petition)
    # What stays inside the office is told to nobody; the file itself says who put it there.
    if not is_internal:
        record("petition.files_added", petition, at=now, actor=actor, files=len(attached))
    return petition


def give_evidence(petition: Petition, ids: Sequence[UUID] | None, actor: Actor) -> None:
    """These files prove what the draft says; as it, they are for the office until it is signed."""
    answer = petition.words_to_sign
    if ids is None or answer is None:
        return
    db.session.flush()  # a first draft has its id only then
    to = Belonging(petition.id, Part.EVIDENCE, answer.id, is_internal=True)
    attaching.replace(ids, to, actor, clock.now())
    _read_again(petition)


def give_out(
    petition: Petition, answer: Answer, signed: UUID | None, actor: Actor, at: datetime
) -> None:
    """The answer is signed: its evidence is the sender's to see, and the paper that was signed."""
    if signed is not None:
        to = Belonging(petition.id, Part.SIGNED, answer.id)
        [file] = attaching.attach([signed], to, actor, at)
        if file.media_type != PDF:
            raise SignedFileNotPdf
    has_evidence = any(each.part_id == answer.id for each in _known(petition))
    if has_evidence:
        for each in queries.of_part(petition.id, answer.id):
            each.is_internal = False
    if signed is not None or has_evidence:
        _read_again(petition)


def shown(
    petition: Petition, reader: Reader, locale: str, mask: Callable[[str], str]
) -> list[dict[str, Any]]:
    """The files that stand with the petition, as this reader has them."""
    chosen = [each for each in _known(petition) if each.part in WITH_THE_CASE]
    return shown_to(reader, chosen, locale, mask)


def of_answer(
    petition: Petition, answer: Answer, reader: Reader, locale: str, mask: Callable[[str], str]
) -> dict[str, Any]:
    """The evidence of an answer and the paper that was signed, as this reader has them."""
    mine = [each for each in _known(petition) if each.part_id == answer.id]
    evidence = [each for each in mine if each.part is Part.EVIDENCE]
    signed = [each for each in mine if each.part is Part.SIGNED]
    papers = shown_to(reader, signed, locale, mask)
    return {
        "evidence": shown_to(reader, evidence, locale, mask),
        "file": papers[0] if papers else None,
    }


def evidence_ids(petition: Petition) -> list[UUID]:
    """The files that prove what the draft says."""
    draft = petition.words_to_sign
    return [each.id for each in _known(petition) if draft and each.part_id == draft.id]


def _known(petition: Petition) -> list[FileView]:
    """Its files as they were read with it; read now, when it was found without them."""
    if petition.files is None:
        _read_again(petition)
    return views_in(petition.files or NO_FILES)


def _read_again(petition: Petition) -> None:
    db.session.flush()
    petition.files = queries.folded_now(petition.id)
