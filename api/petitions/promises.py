"""What an answer promises, opened as a commitment when it is signed; and whether it was kept."""

from datetime import datetime

from api.commitments import actions as commitments
from api.commitments import queries
from api.commitments.models import CommitmentState
from api.core import clock
from api.core.access import Actor
from api.petitions.answers import PROMISING, Answer
from api.petitions.errors import PromiseMissing
from api.petitions.models import Petition


def open_promise(petition: Petition, answer: Answer, actor: Actor, at: datetime) -> None:
    """What the signed answer promises becomes something to be done, shown and verified."""
    what, due_on = answer.commitment, answer.commitment_due_on
    if answer.result not in PROMISING or what is None or due_on is None:
        return
    if due_on < clock.vietnam_date(at):
        raise PromiseMissing(errors={"commitment": ["The day has passed already"]})
    commitments.make(petition, what, due_on, at=at, actor=actor)


def are_kept(petition: Petition) -> bool:
    """Whether all that the answers promised was verified."""
    promised = queries.promised_in(petition.id)
    return bool(promised) and all(each.state == CommitmentState.VERIFIED for each in promised)
