"""Making a petition public, or not: what moderation has decided takes place here.

The caller holds the petition's row. Nothing here touches its state, its holder or what is owed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm.attributes import set_committed_value

from api.cases.models import Visibility
from api.core.access import Actor
from api.core.database import db
from api.events.actions import record
from api.petitions.models import Petition
from api.petitions.public_places import keep_place
from api.petitions.public_text import Maker, PublicText


@dataclass(frozen=True)
class Moderation:
    """What the application hands in of moderation, which stands above this room."""

    mask: Callable[[str], str]
    """The text without personal data."""
    mask_for_others: Callable[[Petition, str], str]
    """The same, and without what names the sender of this petition."""
    told: Callable[[Petition, date | None, str], dict[str, Any]]
    """What its author is told of its publicity: petition, next last day, language."""
    accuses: Callable[[str], bool]
    """Whether the text seems to accuse somebody of a wrong."""


def public_text(petition: Petition) -> PublicText | None:
    """The version that others may read; None while nothing has looked at the words."""
    return db.session.get(PublicText, petition.id)


def keep_text(
    petition: Petition, title: str | None, text: str, *, made_by: Maker, at: datetime
) -> None:
    """This is the version that others read from now on."""
    kept = public_text(petition) or PublicText(petition_id=petition.id)
    kept.title, kept.text, kept.made_by, kept.made_at = title, text, made_by, at
    db.session.add(kept)
    set_committed_value(petition, "public_text", kept)


def publish(petition: Petition, *, at: datetime, actor: Actor | None = None) -> None:
    """Everybody may read it from now on; what is public already stays so."""
    petition.held_at = None
    if petition.published_at is None:
        petition.published_at = at
        keep_place(petition)
        record("petition.published", petition, at=at, actor=actor)


def hold(petition: Petition, *, at: datetime) -> None:
    """Somebody is to decide whether it may be public; until then it is not."""
    was_public, petition.held_at, petition.published_at = petition.published_at, at, None
    if was_public is not None:
        record("petition.withheld", petition, at=at)


def withhold(petition: Petition, *, at: datetime, actor: Actor | None = None) -> None:
    """Nobody but those whom it concerns reads it, and no decision is asked for."""
    petition.held_at = petition.published_at = None
    record("petition.withheld", petition, at=at, actor=actor)


def conceal(petition: Petition, *, at: datetime, actor: Actor) -> None:
    """Its author wants it to be public no more."""
    petition.visibility = Visibility.PRIVATE
    if petition.published_at is not None:
        withhold(petition, at=at, actor=actor)
    petition.held_at = None


def end(petition: Petition) -> None:
    """It goes on elsewhere: nothing of it is public any more, as the step itself tells its sender.

    What the sender chose stays, in case it is taken up again.
    """
    petition.held_at = petition.published_at = None
