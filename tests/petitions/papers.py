"""Decisions on paper, and what is owed on a petition."""

from api.cases.models import Kind
from api.core import clock
from api.petitions import actions
from api.petitions.models import Lodgement, Petition
from api.petitions.notes import Paper
from api.petitions.outcomes import Outcome
from api.regulation.models import Obligation
from api.regulation.queries import obligations_of
from tests import make


def paper() -> Paper:
    """A decision of today."""
    return Paper("7", "QĐ-UBND", clock.today())


def duty(petition: Petition, rule_id: str) -> Obligation:
    [found] = [each for each in obligations_of(petition.id) if each.rule_id == rule_id]
    return found


def accepted_complaint() -> Petition:
    """A complaint on paper that the chair has accepted."""
    petition = make.petition(kind=Kind.COMPLAINT)
    actions.lodge(petition.id, make.actor(make.RECEIVER), Lodgement.PAPER, clock.now())
    return actions.decide(petition.id, make.actor(make.CHAIR), Outcome.ACCEPTANCE, {})
