"""A petition while it is written on a page: what was typed, and what is still wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID, uuid4

from marshmallow import ValidationError

from api.authorities.directory import directory
from api.authorities.policy import BODIES
from api.authorities.views import AreaView
from api.cases.models import Channel
from api.core import clock
from api.core.foreign import translate_any
from api.core.i18n import preferred_locale, translate
from api.pages.kinds import KindOffered, kinds
from api.pages.uploads import Brought
from api.petitions.schemas import LONGEST_TEXT, PetitionSubmission
from api.petitions.submission import Submission
from api.routing import reading as competence

TYPED: Final = (
    "addressee",
    "field",
    "text",
    "place",
    "about",
    "name",
    "address",
    "contact",
    "visibility",
    "tep",
    "chup_o",
    "dung_cho_chup",
)
"""What somebody types or chooses on the page; the kind and the place are chosen before."""

_LONGEST_FORM = 2 * LONGEST_TEXT


@dataclass(frozen=True)
class Letter:
    """What somebody is about to hand in. Nothing of it is kept here before it is handed in."""

    id: UUID
    """Made when the page is opened, so that pressing twice makes one petition."""
    kind: KindOffered
    area: AreaView | None
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def carried(self) -> dict[str, str]:
        """All of it, as the fields that the next page carries along unseen."""
        return {"loai": self.kind.slug, "xa": self.area_code, "ma": str(self.id), **self.typed}

    @property
    def area_code(self) -> str:
        """The official code of the place; empty when nobody knows it."""
        return self.area.code if self.area else ""

    @property
    def files(self) -> list[str]:
        """The ids of the files that were taken in already."""
        return [each for each in self.typed.get("tep", "").split(",") if each]

    @property
    def taken_at(self) -> tuple[float, float] | None:
        """Where one of its pictures was taken, as that picture said."""
        latitude, _, longitude = self.typed.get("chup_o", "").partition(",")
        try:
            return float(latitude), float(longitude)
        except ValueError:
            return None

    def with_files(self, brought: Brought) -> "Letter":
        """The same with files that came along just now, without those that were taken off."""
        together = ",".join([*self.files, *brought.ids])
        place = brought.place
        said = {"tep": together} | ({"chup_o": f"{place[0]},{place[1]}"} if place else {})
        return replace(self, typed={**self.typed, **{k: v for k, v in said.items() if v}})

    def without_file(self, file: str) -> "Letter":
        """The same without this file; it belongs to nothing and goes by itself."""
        left = ",".join(each for each in self.files if each != file)
        rest = {name: text for name, text in self.typed.items() if name != "tep"}
        return replace(self, typed=rest | ({"tep": left} if left else {}))

    def with_new_id(self) -> "Letter":
        """The same words as another petition."""
        return replace(self, id=uuid4())

    def submission(self) -> tuple[Submission | None, dict[str, str]]:
        """What is handed in, or what is wrong, by the field it is wrong in."""
        wrong = dict(self._missing())
        try:
            made: Submission = PetitionSubmission().load(self._body())
        except ValidationError as error:
            wrong = _in_words(error.messages) | wrong
            return None, wrong
        return (None, wrong) if wrong else (made, {})

    def _missing(self) -> Iterator[tuple[str, str]]:
        locale, typed = preferred_locale(), self.typed
        if not typed.get("text"):
            yield "text", translate("Please write what it is about", locale)
        needed = self.kind.needs_sender or (typed.get("address") and not typed.get("name"))
        if needed and not typed.get("name"):
            yield "name", translate("Please give your name", locale)
        if self.kind.needs_sender and not typed.get("address"):
            yield "address", translate("Please give your address", locale)

    def _body(self) -> dict[str, Any]:
        """As the API takes it."""
        typed = self.typed
        kind, _, code = typed.get("about", "").partition(":")
        sender = {name: typed[name] for name in ("name", "address") if typed.get(name)}
        body: dict[str, Any] = {
            "kind": self.kind.code,
            "channel": str(Channel.WEB),
            "area": self.area_code,
            "about": {kind: code} if code else None,
            "petitioner": sender if "name" in sender else None,
            "visibility": "public" if typed.get("visibility") else None,
        }
        if typed.get("tep"):
            body["attachments"] = self.files
        if typed.get("dung_cho_chup") and (point := self.taken_at):
            body["location"] = {"lat": point[0], "lon": point[1]}
        plain = ("addressee", "field", "text", "place", "contact")
        body |= {name: typed.get(name) for name in plain}
        return {name: value for name, value in body.items() if value}


def opened(kind: KindOffered, area: AreaView | None, given: Mapping[str, str]) -> Letter:
    """The letter as the page sent it; with an id of its own when the page had none."""
    typed = {name: given.get(name, "").strip()[:_LONGEST_FORM] for name in TYPED}
    return Letter(
        id=id_in(given) or uuid4(),
        kind=kind,
        area=area,
        typed={name: text for name, text in typed.items() if text},
    )


def kind_in(given: Mapping[str, str]) -> KindOffered | None:
    """The kind that was chosen."""
    return kinds().get(given.get("loai", ""))


def area_in(given: Mapping[str, str]) -> AreaView | None:
    """The place that was chosen, when it is one of this province today."""
    found = directory().area(given.get("xa", ""))
    is_ours = found is not None and found.province_code == competence.shipped().province
    return found if found and is_ours and found.is_current(clock.today()) else None


def id_in(given: Mapping[str, str]) -> UUID | None:
    """The id that was made when the page was opened."""
    try:
        return UUID(given.get("ma", ""))
    except ValueError:
        return None


def accusable(area: AreaView | None) -> list[tuple[str, str]]:
    """Whom a matter of this place may be about: its bodies and desks, and who leads the bodies."""
    if area is None:
        return []
    known, today = directory(), clock.today()
    units = [u for u in known.units.values() if u.area_code == area.code and u.is_current(today)]
    heads = [known.head_of(unit.id) for unit in units if unit.kind in BODIES]
    found = [(f"position:{head.code}", head.name) for head in heads if head]
    return found + [(f"unit:{unit.code}", unit.name) for unit in units]


def _in_words(messages: Any) -> dict[str, str]:
    """The first sentence about each field, in the reader's language."""
    locale = preferred_locale()
    return {
        _SHOWN_AT.get(name, name): translate_any(_first(said), locale)
        for name, said in messages.items()
    }


def _first(said: Any) -> str:
    while not isinstance(said, str):
        said = next(iter(said.values() if isinstance(said, dict) else said))
    return said


_SHOWN_AT: Final = {"petitioner": "name"}
