"""What a petition has to do with others: where it went on, what went on in it, what it was part of.

Its senders are told of the other one as everybody would be: steps and answer, and nobody's words.
"""

from typing import Any

from flask import current_app

from api.authorities.directory import directory
from api.cases.access import OUTSIDE, Reader, roles_on, sight
from api.cases.models import Case
from api.core.access import Actor
from api.events.timeline import timeline
from api.petitions import queries, splits
from api.petitions.mergers import merged_into, merger_of
from api.petitions.models import Petition
from api.petitions.publicity import Moderation
from api.petitions.states import PUBLIC, PetitionState
from api.petitions.views import Shown


def related(petition: Petition, actor: Actor, reader: Reader, locale: str) -> dict[str, Any]:
    """All that it has to do with others, as far as this reader may know of them.

    Of what is about them they do not hear that it is there.
    """
    inside, is_about = reader not in OUTSIDE, sight(actor).is_about
    merger, merged = merger_of(petition.id), merged_into(petition.id)
    whole, parts = splits.whole_of(petition.id), splits.parts_of(petition.id)
    into = queries.petition_to_read(merger.into_id) if merger else None
    return {
        "merged_into": went_on(into, actor, locale) if into and not is_about(into) else None,
        "merged_count": len(merged),
        "merged": [brief(each, actor) for each in merged if not is_about(each)] if inside else [],
        "split_from": brief(whole, actor) if whole and not is_about(whole) else None,
        "parts": [brief(each, actor) for each in parts if not is_about(each)],
        "words_left_out": _leaves_out(petition, parts) if inside and parts else None,
    }


def brief(case: Case, actor: Actor | None) -> dict[str, Any]:
    """What whoever has its code may know; its id for who may open it."""
    known = directory()
    return {
        "id": case.id if roles_on(actor, case) else None,
        "code": case.code,
        "public_state": PUBLIC[PetitionState(case.state)],
        "unit": known.unit(case.unit_id).name,
        "position": known.position(case.holder_id).name,
        "received_at": case.opened_at,
        "answered_at": case.answered_at,
    }


def went_on(into: Petition, actor: Actor | None, locale: str) -> dict[str, Any]:
    """The one it went on in: its public steps, and its answer without personal data."""
    answer = Shown(into, Reader.PUBLIC, locale).answer
    if answer is not None:
        answer |= _without_names(into, answer)
    steps = timeline(into.id, locale, inside=False, in_public=True)
    return brief(into, actor) | {"answer": answer, "steps": steps}


def _without_names(into: Petition, answer: dict[str, Any]) -> dict[str, Any]:
    """Whatever the answer says in words, without what names the senders of that petition."""

    def mask(words: str | None) -> str | None:
        return words and _moderation().mask_for_others(into, words)

    promise = answer["commitment"]
    return {
        "text": mask(answer["text"]),
        "legal_basis": mask(answer["legal_basis"]),
        "commitment": promise and promise | {"what": mask(promise["what"])},
        "done": [
            each | {"what": mask(each["what"]), "by": mask(each["by"])} for each in answer["done"]
        ],
        "evidence": [each | {"caption": mask(each["caption"])} for each in answer["evidence"]],
    }


def _moderation() -> Moderation:
    handed_in: Moderation = current_app.extensions["doithoai.moderation"]
    return handed_in


def _leaves_out(petition: Petition, parts: Any) -> bool:
    """Whether some word of the letter stands in none of its parts, so that a clerk looks again."""
    texts = [queries.petition_outline(each.id).text for each in parts]
    said = {word for text in texts for word in text.casefold().split()}
    return not set(petition.text.casefold().split()) <= said
