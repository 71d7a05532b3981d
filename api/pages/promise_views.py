"""What was promised, on pages: the ledger with its lists, and one promise with its forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import url_for

from api.authorities.directory import directory
from api.authorities.views import AreaView
from api.cases.access import Reader
from api.commitments.ledger import Asked, By, ledger
from api.commitments.models import Commitment, Source
from api.commitments.piles import Pile, piles
from api.commitments.queries import Wanted, promises_for
from api.commitments.views import in_list, ledger_shown, whole
from api.core import clock
from api.core.access import Actor
from api.core.i18n import preferred_locale
from api.pages.forms import Form
from api.pages.promises import forms_on
from api.pages.sheets import again

MOST_OWN: Final = 50

AS_ASKED: Final = {"unit": "don_vi", "leader": "lanh_dao", "from": "tu", "to": "den"}
"""What a list is asked for, by its name in addresses of pages."""


@dataclass(frozen=True)
class Row:
    """One line of the ledger, and where each of its numbers is listed."""

    shown: Mapping[str, Any]
    asked: Mapping[str, str]
    """What its list is asked for."""

    @property
    def links(self) -> Mapping[str, str]:
        """The address of the list behind each number."""
        return links(self.asked)


@dataclass(frozen=True)
class OnePromise:
    """A promise as this reader has it, with what may be said of it now."""

    shown: Mapping[str, Any]
    offered: Sequence[Form]
    refused: Form | None

    @property
    def is_lost(self) -> bool:
        """Whether what was refused may not be sent any more: then its words are only shown."""
        return self.refused is not None and self.refused.name not in {f.name for f in self.offered}


def rows(area: AreaView | None) -> tuple[Sequence[Row], Mapping[str, int]]:
    """The leaders of a place, or the units of all places, and all of them together."""
    asked = Asked(by=By.UNIT) if area is None else Asked(by=By.LEADER, area_code=area.code)
    lines = ledger(asked, clock.now())
    told = ledger_shown(lines, asked)
    found = [
        Row(shown, {AS_ASKED[name]: value for name, value in shown["asked"].items()})
        for shown in told["items"]
    ]
    return found, {name: told["total"][name] for name in FIGURES}


def links(asked: Mapping[str, str]) -> Mapping[str, str]:
    """Where what each number counts is listed, of those that are asked for."""
    found: dict[str, str] = {}
    for name in FIGURES:
        given: dict[str, Any] = {**asked, **_narrowed(name)}
        found[name] = url_for("pages.promise_list", **given)
    return found


def one(
    promise: Commitment, actor: Actor | None, reader: Reader, refused: Form | None = None
) -> OnePromise:
    """The promise for this reader."""
    shown = whole(promise, reader, clock.now(), preferred_locale())
    offered = forms_on(promise, actor) if actor is not None else []
    return OnePromise(shown, again(offered, refused), refused)


def on_desk(actor: Actor) -> Mapping[Pile, Sequence[Mapping[str, Any]]]:
    """What was promised and is to be seen to at this desk."""
    at = clock.now()
    return {pile: [in_list(each, at) for each in found] for pile, found in piles(actor).items()}


def own_promises(actor: Actor, at: datetime) -> Sequence[Mapping[str, Any]]:
    """What was promised at dialogues to who asks, the newest first."""
    wanted = Wanted(mine=True, source=Source.DIALOGUE, limit=MOST_OWN)
    return [in_list(each, at) for each in promises_for(actor, wanted, at)[:MOST_OWN]]


def place_of(promise: Commitment) -> AreaView:
    """The place whose ledger it stands in."""
    return directory().areas[promise.unit_area_code]


def _narrowed(name: str) -> dict[str, str]:
    """How a list is asked for one number; all that were made need nothing more."""
    if name == "made":
        return {}
    return {"lui": "1"} if name == "moved" else {"ket_qua": name}


FIGURES: Final = ("made", "kept", "kept_late", "running", "late", "broken", "moved")
"""The numbers of the ledger, as people read them."""
