"""The list of an official's cases: what is asked for in its address, and the views kept of it."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from werkzeug.datastructures import MultiDict

from api.authorities.fields import fields
from api.cases.models import Addressee, Channel, Kind
from api.core.access import Actor
from api.desk.actions import acting
from api.desk.models import SavedView
from api.desk.queries import views_of
from api.desk.schemas import in_an_address
from api.pages.days import as_iso
from api.petitions.filter_schemas import Filters, as_filters, read_key, wanted_from
from api.petitions.filters import Sort, Wanted
from api.petitions.states import PetitionState

A_PAGE: Final = 20
LONGEST_SEARCH: Final = 200

E = TypeVar("E", bound=StrEnum)

FLAGS: Final[Mapping[str, str]] = {
    "qua-han": "overdue",
    "sap-den-han": "due_soon",
    "cua-toi": "mine",
    "cho-toi": "awaiting",
    "phoi-hop": "together",
}
"""The boxes one may tick, by their names in addresses."""


@dataclass(frozen=True)
class Asked:
    """What somebody looks for."""

    wanted: Wanted
    view: SavedView | None = None
    """The view that it was kept in, when it is one."""

    def address(self, **changed: Any) -> str:
        """The page with one thing changed; the first page of the list, unless it is named."""
        wanted = replace(self.wanted, **({"after": None} | changed))
        return f"/can-bo/tim?{urlencode(_written(wanted))}"

    @property
    def carried(self) -> Sequence[tuple[str, str]]:
        """What a form carries to ask for the same again; never a sender."""
        return _written(replace(self.wanted, sender=None))

    def export(self, ending: str) -> str:
        """Where the whole list is taken out as a file."""
        query = in_an_address(as_filters(self.wanted))
        return f"/api/v1/petitions/export.{ending}{'?' if query else ''}{query}"

    def further(self, after: str) -> str:
        """The next page of the list."""
        return f"{self.address()}&{urlencode({'sau': after})}"


def asked(given: MultiDict[str, str], actor: Actor) -> Asked:
    """What is looked for; what is none of the choices does not matter."""
    view = _view(given.get("ds", ""), actor)
    if view is not None:
        return Asked(replace(of_view(view), limit=A_PAGE), view)
    after = given.get("sau", "")
    field, area = given.get("linh-vuc", ""), given.get("dia-ban", "")
    wanted = Wanted(
        states=_some(PetitionState, given.getlist("trang-thai")),
        kind=_one(Kind, given.get("loai")),
        field=field if field in fields() else None,
        area=area or None,
        channel=_one(Channel, given.get("hinh-thuc")),
        addressee=_one(Addressee, given.get("gui-toi")),
        received_from=_day(given.get("nhan-tu")),
        received_to=_day(given.get("nhan-den")),
        q=_words(given.get("q")),
        sender=_words(given.get("nguoi-gui")),
        sort=Sort.DUE if given.get("xep") == "han" else Sort.RECEIPT,
        after=read_key(after) if after else None,
        limit=A_PAGE,
    )
    ticked = {name: bool(given.get(box)) for box, name in FLAGS.items()}
    return Asked(replace(wanted, **ticked))  # type: ignore[arg-type]


def of_view(view: SavedView) -> Wanted:
    """What a view asks for today."""
    loaded: dict[str, Any] = Filters().load(view.filters)
    return wanted_from(loaded)


def views_at(actor: Actor) -> Sequence[SavedView]:
    """The views kept at the desk acted in, and those its unit shares."""
    desk = acting(actor)
    return views_of(desk.id, desk.unit_id)


def _view(name: str, actor: Actor) -> SavedView | None:
    return next((each for each in views_at(actor) if str(each.id) == name), None) if name else None


def _written(wanted: Wanted) -> list[tuple[str, str]]:
    """The address of what is asked for."""
    plain = {
        "loai": wanted.kind,
        "linh-vuc": wanted.field,
        "dia-ban": wanted.area,
        "hinh-thuc": wanted.channel,
        "gui-toi": wanted.addressee,
        "nhan-tu": wanted.received_from,
        "nhan-den": wanted.received_to,
        "q": wanted.q,
        "nguoi-gui": wanted.sender,
        "xep": "han" if wanted.sort is Sort.DUE else None,
    }
    ticked = [(box, "1") for box, name in FLAGS.items() if getattr(wanted, name)]
    states = [("trang-thai", str(state)) for state in wanted.states]
    return [*states, *((name, str(value)) for name, value in plain.items() if value), *ticked]


def _one(choices: type[E], given: str | None) -> E | None:
    return choices(given) if given in set(choices) else None


def _some(choices: type[E], given: Sequence[str]) -> tuple[E, ...]:
    found = (_one(choices, each) for each in given)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(as_iso(given or ""))
    except ValueError:
        return None


def _words(given: str | None) -> str | None:
    return unicodedata.normalize("NFC", (given or "").strip())[:LONGEST_SEARCH] or None


def id_in(given: str) -> UUID | None:
    """The id that was sent; None when it is none."""
    try:
        return UUID(given)
    except ValueError:
        return None
