"""How many have the same matter, as it is shown."""

from typing import Any

from api.core.access import Actor, Role
from api.petitions import supporters
from api.petitions.models import Petition


def shown(petition: Petition, actor: Actor | None) -> dict[str, Any]:
    """How many support it, and what of that is the reader's own."""
    own = actor.account_id if actor is not None and actor.is_(Role.RESIDENT) else None
    return {
        "supporters": supporters.how_many(petition.id),
        "supporting": own is not None and supporters.supports(petition.id, own),
        "following": own is not None and supporters.follows(petition.id, own),
    }
