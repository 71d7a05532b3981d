"""What the author is told of the publicity of a petition, and a look as others see it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.cases.models import Visibility
from api.core import clock
from api.core.i18n import short_date, translate
from api.petitions.groups import representatives_of
from api.petitions.models import Petition
from moderation import queries
from moderation.masking import masked
from moderation.models import Screening, ScreeningState
from moderation.policy import ACCUSES_PERSON, reasons
from moderation.queries import Looked
from moderation.senders import naming_sender
from moderation.text import look
from moderation.words import word_list

PRIVATE, WAITING, PUBLIC = "private", "waiting", "public"
"""How it stands with what no look speaks of: not wanted public, not looked at yet, public."""


def mask(text: str) -> str:
    """The text without personal data."""
    return masked(text).text


def mask_for_others(petition: Petition, text: str) -> str:
    """The text without personal data, nor what names the sender of this petition."""
    return masked(text, naming_sender(petition, representatives_of(petition.id))).text


def told(petition: Petition, last_day: date | None, locale: str) -> dict[str, Any]:
    """How it stands with the publicity of the author's petition, why, and what comes next.

    `last_day` is the next by which something is owed: not being public changes nothing in it.
    """
    wanted = petition.visibility == Visibility.PUBLIC
    screening = queries.latest(petition.id) if wanted else None
    is_public = petition.published_at is not None
    state = PUBLIC if is_public else _state(screening, wanted=wanted)
    shown = petition.public_text if wanted else None
    is_withheld = state == ScreeningState.WITHHELD
    is_late = screening is not None and screening.is_late(clock.now())
    words = _sentence(state, last_day, locale)
    if is_late:
        words += " " + translate(
            "The time for a decision has passed; it still waits for a person to decide.", locale
        )
    return {
        "state": state,
        "words": words,
        "reasons": _why(screening.reasons, locale) if screening else [],
        "shown_title": shown.title if shown else None,
        "shown_text": shown.text if shown else None,
        "decide_by": screening.due_at if screening and screening.is_asked else None,
        "appeal_until": screening.appeal_until if screening and is_withheld else None,
    }


@dataclass(frozen=True)
class InQueue:
    """A look with what is needed to decide on it, in the reader's language."""

    looked: Looked
    locale: str
    at: datetime

    def __getattr__(self, name: str) -> Any:
        return getattr(self.looked, name)

    @property
    def id(self) -> UUID:
        """Of the look."""
        return self.looked.id

    @property
    def petition_id(self) -> UUID:
        """Of what was looked at."""
        return self.looked.screening.case_id

    @property
    def unit(self) -> str:
        """Who answers it."""
        return directory().unit(self.looked.unit_id).name

    @property
    def area(self) -> str | None:
        """Where the matter is."""
        code = self.looked.area_code
        return directory().areas[code].name if code else None

    @property
    def state(self) -> str:
        """How far the look has come."""
        return self.looked.screening.state

    @property
    def reasons(self) -> list[dict[str, str]]:
        """Why it is not public."""
        return _why(self.looked.screening.reasons, self.locale)

    @property
    def masked(self) -> dict[str, int]:
        """How often personal data of each kind was masked."""
        return self.looked.screening.masked

    @property
    def masked_title(self) -> str | None:
        """The title without personal data."""
        return self.looked.title

    @property
    def masked_text(self) -> str:
        """The words without personal data."""
        return self.looked.text

    @property
    def looked_at(self) -> datetime:
        """When the look was."""
        return self.looked.screening.created_at

    @property
    def decide_by(self) -> datetime | None:
        """The first moment that is too late for a decision."""
        return self.looked.screening.due_at

    @property
    def late(self) -> bool:
        """Whether that moment has come."""
        return self.looked.screening.is_late(self.at)

    @property
    def decided_at(self) -> datetime | None:
        """When somebody decided, the last time."""
        appeal = self.looked.appeal
        return (appeal and appeal.decided_at) or self.looked.screening.decided_at

    @property
    def decided_by_unit(self) -> str | None:
        """The unit of who decided, the last time."""
        appeal = self.looked.appeal
        by = (appeal and appeal.decided_by_id) or self.looked.screening.decided_by_id
        return directory().unit(directory().position(by).unit_id).name if by else None

    @property
    def appeal(self) -> dict[str, Any] | None:
        """The author's words against the decision, without personal data."""
        found = self.looked.appeal
        return {"words": mask(found.words), "made_at": found.made_at} if found else None


def accuses(text: str) -> bool:
    """Whether the text seems to accuse somebody; such words are looked up and kept nowhere."""
    return ACCUSES_PERSON in look(None, text, word_list()).reasons


def counted(months: Any) -> dict[str, Any]:
    """The months with their counts."""
    return {"items": [vars(each) | {"month": f"{each.first_day:%Y-%m}"} for each in months]}


def _state(screening: Screening | None, *, wanted: bool) -> str:
    if not wanted:
        return PRIVATE
    return WAITING if screening is None else screening.state


def _sentence(state: str, last_day: date | None, locale: str) -> str:
    if state == PRIVATE:
        return translate("Not public, as you chose.", locale)
    if state == PUBLIC:
        return translate("Public; personal data is masked.", locale)
    if last_day is None:
        return translate("Not public yet. This changes nothing in how it is dealt with.", locale)
    return translate(
        "Not public yet. Your petition is dealt with all the same, by the end of %(day)s.",
        locale,
        day=short_date(last_day, locale),
    )


def _why(codes: list[str], locale: str) -> list[dict[str, str]]:
    """The reasons in words; a code that the data no longer has speaks for itself."""
    known = reasons()
    return [
        {"code": code, "words": known[code].said[locale] if code in known else code}
        for code in codes
    ]
