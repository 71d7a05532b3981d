"""Reasons not found in the words alone: about whom, how often, what was decided before."""

from api.cases.models import Visibility
from api.petitions.models import Petition
from api.petitions.public_text import Maker
from api.petitions.publicity import public_text
from moderation import queries
from moderation.models import ScreeningState
from moderation.policy import ACCUSES_PERSON, DECIDED_BEFORE, DUPLICATE, FLOODING, policy


def signs(petition: Petition) -> list[str]:
    """Reasons that are not found in the words alone."""
    found = [ACCUSES_PERSON] if petition.about_position_id is not None else []
    if petition.author_id is None or petition.visibility != Visibility.PUBLIC:
        return found
    known = policy().signs
    if queries.public_ones_since(petition, petition.opened_at - known.period) > known.petitions:
        found.append(FLOODING)
    if queries.is_sent_again(petition):
        found.append(DUPLICATE)
    return found


def reasons_before(petition: Petition, made_by: Maker) -> list[str]:
    """Why a person kept it back or covered some of it: new words wait for a person again."""
    earlier, kept = queries.latest(petition.id), public_text(petition)
    if earlier is None or kept is None:
        return []
    was_covered = kept.made_by is Maker.MODERATOR and made_by is Maker.AUTHOR
    # Also when the look gave way to a merge meanwhile: nobody has cleared it.
    still_asked = earlier.state != ScreeningState.CLEARED and DECIDED_BEFORE in earlier.reasons
    if was_covered or still_asked or earlier.is_kept_back:
        return [*earlier.reasons, DECIDED_BEFORE]
    return []
