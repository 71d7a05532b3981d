"""Drafts, answers, proposals and decisions as readers are shown them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.petitions.answers import Answer
from api.petitions.draft_comments import DraftComment
from api.petitions.earlier_drafts import EarlierDraft
from api.petitions.proposals import Proposal


def desk(unit_id: UUID | None, position_id: UUID | None) -> dict[str, str | None] | None:
    """A unit and a position by their names; None when neither is given."""
    if unit_id is None and position_id is None:
        return None
    known = directory()
    return {
        "unit": known.unit(unit_id).name if unit_id else None,
        "position": known.position(position_id).name if position_id else None,
    }


def to_sign(answer: Answer, locale: str) -> dict[str, Any]:
    """A draft, with what is empty in it."""
    return drafted(answer) | {"warnings": [each.shown(locale) for each in answer.empty_formulas]}


def drafted(answer: Answer) -> dict[str, Any]:
    """The words of an answer, signed or not."""
    promise: dict[str, str | date | None] | None = None
    if answer.commitment:
        promise = {"what": answer.commitment, "due_on": answer.commitment_due_on}
    return {
        "text": answer.text,
        "result": answer.result,
        "legal_basis": answer.legal_basis,
        "commitment": promise,
        "done": things_done(answer.done),
        "drafted_at": answer.drafted_at,
    }


def things_done(kept: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What was done or will be, with its days as days."""
    return [dict(each) | {"on": each["on"] and date.fromisoformat(each["on"])} for each in kept]


def answered(answer: Answer) -> dict[str, Any]:
    """A signed answer: number, symbol, day, who signed and on whose behalf."""
    position = directory().position(answer.signed_by_id) if answer.signed_by_id else None
    return drafted(answer) | {
        "number": answer.number,
        "symbol": answer.symbol,
        "signed_on": answer.signed_on,
        "authority": answer.authority,
        "signer": answer.signer,
        "position": position.name if position else None,
        "signed_at": answer.signed_at,
        "contributed": [directory().unit(each).name for each in answer.co_unit_ids or ()],
    }


def commented(comment: DraftComment) -> dict[str, Any]:
    """A remark on a draft, with the desk it comes from."""
    position = directory().position(comment.position_id)
    return vars(comment) | {
        "position": position.name,
        "unit": directory().unit(position.unit_id).name,
    }


def drafted_before(draft: EarlierDraft) -> dict[str, Any]:
    """A draft that was written anew since."""
    rest, promise = draft.rest, None
    if rest["commitment"]:
        due_on = date.fromisoformat(rest["commitment_due_on"])
        promise = {"what": rest["commitment"], "due_on": due_on}
    position = draft.drafted_by_id and directory().position(draft.drafted_by_id)
    return {
        "text": draft.text,
        "result": draft.result,
        "legal_basis": rest["legal_basis"],
        "commitment": promise,
        "done": things_done(rest["done"]),
        "position": position.name if position else None,
        "drafted_at": draft.drafted_at,
    }


def proposed(proposal: Proposal) -> dict[str, Any]:
    """What waits for the decision of the head."""
    position = proposal.proposed_by_id and directory().position(proposal.proposed_by_id)
    return {
        "act": proposal.outcome,
        "reason": proposal.reason,
        "details": proposal.details,
        "proposed_by": position.name if position else None,
        "proposed_at": proposal.proposed_at,
    }


def decided(proposal: Proposal, *, inside: bool) -> dict[str, Any]:
    """What was decided when it came in; who decided is named to officials only."""
    position = proposal.decided_by_id and directory().position(proposal.decided_by_id)
    unit = directory().unit(position.unit_id) if position else None
    return {
        "act": proposal.outcome,
        "details": proposal.details,
        "unit": unit.name if unit else None,
        "decided_by": position.name if position and inside else None,
        "decided_at": proposal.decided_at,
    }
