"""How several people who ask together are shown."""

from typing import Any

from api.cases.access import reader_of
from api.core.access import Actor
from api.petitions import groups
from api.petitions.columns import column_of
from api.petitions.models import Petition
from api.petitions.readers import WithSender


def shown(petition: Petition, actor: Actor) -> dict[str, Any]:
    """The group; who does not read the sender is told how many they are."""
    group, named = groups.group_of(petition.id), groups.representatives_of(petition.id)
    count = group.count if group else None
    form = group.appointed_by if group else None
    reads_sender = issubclass(column_of(reader_of(actor, petition), petition), WithSender)
    wants_paper = bool(named) and groups.is_appointed_in_writing(petition.kind)
    return {
        "count": count,
        "named": len(named),
        "representatives": named if reads_sender else None,
        "appointment": form,
        "appointed_on": group.appointed_on if group else None,
        "appointment_missing": wants_paper and form is None,
        "bound": groups.bound(petition.kind, count or len(named)),
    }
