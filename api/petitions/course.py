"""What became of a petition after its answer, as its readers are shown it."""

from datetime import datetime
from typing import Any

from api.authorities.directory import directory
from api.commitments import queries as commitments
from api.commitments.views import in_list
from api.petitions import queries
from api.petitions.contests import Contest
from api.petitions.models import Petition
from api.petitions.notes import TOLD, Note


def rated(petition: Petition) -> dict[str, Any] | None:
    """What the sender thinks of the answer."""
    if petition.rating is None:
        return None
    return {"stars": petition.rating, "words": petition.rating_words, "at": petition.rated_at}


def contested(petition: Petition, *, inside: bool) -> dict[str, Any] | None:
    """Why the sender does not agree, and what was decided on that."""
    if petition.contested_at is None:
        return None
    found = queries.contest_of(petition.id)
    return _contested(found, inside=inside) if found else None


def promised(petition: Petition, at: datetime) -> list[dict[str, Any]]:
    """What the answers promised, and how each stands at this moment."""
    if not any(each.commitment for each in petition.given):
        return []
    return [in_list(each, at) for each in commitments.promised_in(petition.id)]


def noted(petition: Petition, *, inside: bool) -> list[dict[str, Any]]:
    """What was written with the acts on it; to the outside only what was written to the sender."""
    return [_noted(each, inside=inside) for each in petition.notes if inside or each.act in TOLD]


def _contested(contest: Contest, *, inside: bool) -> dict[str, Any]:
    return {
        "reasons": contest.reasons,
        "at": contest.contested_at,
        "decision": _decided(contest, inside=inside),
    }


def _decided(contest: Contest, *, inside: bool) -> dict[str, Any] | None:
    if contest.decided_at is None or contest.decided_by_id is None:
        return None
    position = directory().position(contest.decided_by_id)
    return {
        "upheld": contest.upheld,
        "reason": contest.decision_reason,
        "at": contest.decided_at,
        "unit": directory().unit(position.unit_id).name,
        "position": position.name if inside else None,
    }


def _noted(note: Note, *, inside: bool) -> dict[str, Any]:
    position = directory().position(note.position_id) if note.position_id else None
    return {
        "act": note.act,
        "words": note.words,
        "number": note.number,
        "symbol": note.symbol,
        "signed_on": note.signed_on,
        "legal_basis": note.basis,
        "at": note.at,
        "unit": directory().unit(position.unit_id).name if position else None,
        "position": position.name if position and inside else None,
    }
