"""A petition with everything its readers may be shown; the schemas choose from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from flask import current_app

from api.authorities.directory import directory
from api.cases.access import OUTSIDE, Reader
from api.core import clock
from api.core.http import Page, cursor
from api.petitions import course, files
from api.petitions.answers import Answer
from api.petitions.filter_schemas import due_cursor
from api.petitions.filters import DueKey, Sort
from api.petitions.models import Petition
from api.petitions.next_steps import next_steps
from api.petitions.objecting import how_to_object
from api.petitions.papers import answered, decided, desk, proposed, to_sign
from api.petitions.places import disagreement
from api.petitions.publicity import Moderation
from api.petitions.queries import Listed, ListedPublicly
from api.petitions.readers import IN_LIST, IN_PUBLIC_LIST
from api.petitions.states import PUBLIC, PetitionState
from api.regulation.queries import obligations_of
from api.regulation.views import all_shown
from api.routing.actions import explained

_STILL_OWED = frozenset({"open", "overdue"})


@dataclass(frozen=True)
class Shown:
    """A petition as one reader is shown it, in their language."""

    petition: Petition
    reader: Reader
    locale: str

    def __getattr__(self, name: str) -> Any:
        return getattr(self.petition, name)

    @property
    def received_at(self) -> datetime:
        """The legal moment of receipt."""
        return self.petition.opened_at

    @property
    def public_state(self) -> str:
        """One of the five steps everybody sees."""
        return PUBLIC[PetitionState(self.petition.state)]

    @property
    def area(self) -> dict[str, str] | None:
        """Where the matter is."""
        found = self.petition.area_code and directory().area(self.petition.area_code)
        return {"code": found.code, "name": found.name} if found else None

    @property
    def location(self) -> dict[str, float | str | None] | None:
        """The exact place, with what to check when it is not in the area that was chosen."""
        latitude, longitude = self.petition.latitude, self.petition.longitude
        if latitude is None:
            return None
        hint = disagreement(self.petition.area_code, latitude, longitude, self.locale)
        return {"lat": latitude, "lon": longitude} | ({"hint": hint} if hint else {})

    @property
    def holder(self) -> dict[str, Any]:
        """Who must answer, and which row of the competence table says so."""
        known = directory()
        position = known.position(self.petition.holder_id)
        unit = known.unit(self.petition.unit_id)
        why = explained(self.petition.holder_reason, self.locale)
        return {
            "position": position.name,
            "position_id": position.id,
            "unit": unit.name,
            "unit_id": unit.id,
            "unit_code": unit.code,
            "reason": why.reason,
            "source": why.source,
        }

    @property
    def assigned(self) -> dict[str, str | None] | None:
        """Who prepares the answer."""
        return desk(self.petition.assigned_unit_id, self.petition.assigned_id)

    @property
    def about(self) -> dict[str, str | None] | None:
        """Whom it is about."""
        return desk(self.petition.about_unit_id, self.petition.about_position_id)

    @property
    def source(self) -> dict[str, str | None] | None:
        """Where it was entered from."""
        if self.petition.source_ref is None:
            return None
        return {"system": self.petition.source_system, "ref": self.petition.source_ref}

    @cached_property
    def obligations(self) -> list[dict[str, Any]]:
        """All that was or is owed on it."""
        inside = self.reader not in OUTSIDE
        found = obligations_of(self.petition.id)
        return all_shown(found, clock.now(), self.locale, inside=inside)

    @property
    def answer(self) -> dict[str, Any] | None:
        """The signed answer; for everybody without the personal data in its words."""
        found = self.petition.answer
        if found is None:
            return None
        shown = self._answered(found)
        return _without_personal_data(shown) if self.reader is Reader.PUBLIC else shown

    @property
    def masked_title(self) -> str | None:
        """The title as others may read it."""
        shown = self.petition.public_text
        return shown.title if shown else None

    @property
    def masked_text(self) -> str | None:
        """The words as others may read them."""
        shown = self.petition.public_text
        return shown.text if shown else None

    @property
    def publicity(self) -> dict[str, Any]:
        """What the author is told of its publicity."""
        open_ = [each["last_day"] for each in self.obligations if each["state"] in _STILL_OWED]
        last_day = min(filter(None, open_), default=None)
        return _moderation().told(self.petition, last_day, self.locale)

    @property
    def draft(self) -> dict[str, Any] | None:
        """The answer while it is not signed."""
        found = self.petition.words_to_sign
        return to_sign(found, self.locale) | self._files_of(found) if found else None

    @property
    def answer_warnings(self) -> list[str]:
        """Codes of the empty formulas with which the answer that holds was signed."""
        return self.petition.answer.warnings if self.petition.answer else []

    @property
    def earlier_answers(self) -> list[dict[str, Any]]:
        """The signed answers before the one that holds, which a contest put aside."""
        shown = [self._answered(each) for each in self.petition.given[:-1]]
        is_public = self.reader is Reader.PUBLIC
        return [_without_personal_data(each) for each in shown] if is_public else shown

    @property
    def commitments(self) -> list[dict[str, Any]]:
        """What the answers promised, by which day, and whether it was done."""
        promised = course.promised(self.petition, clock.now())
        if self.reader is not Reader.PUBLIC:
            return promised
        mask = _moderation().mask
        return [each | {"what": mask(each["what"])} for each in promised]

    @property
    def rating(self) -> dict[str, Any] | None:
        """What the sender thinks of the answer."""
        return course.rated(self.petition)

    @property
    def contest(self) -> dict[str, Any] | None:
        """Why the sender does not agree, and what was decided on that."""
        return course.contested(self.petition, inside=self.reader not in OUTSIDE)

    @property
    def next_steps(self) -> list[dict[str, Any]]:
        """The lawful ways that remain after the decision on a complaint."""
        return next_steps(self.petition, self.locale)

    @property
    def notes(self) -> list[dict[str, Any]]:
        """What was written with the acts on it."""
        return course.noted(self.petition, inside=self.reader not in OUTSIDE)

    @property
    def files(self) -> list[dict[str, Any]]:
        """What stands with it: of the sender, and of the office."""
        return files.shown(self.petition, self.reader, self.locale, _moderation().mask)

    def _files_of(self, answer: Answer) -> dict[str, Any]:
        return files.of_answer(self.petition, answer, self.reader, self.locale, _moderation().mask)

    @property
    def proposal(self) -> dict[str, Any] | None:
        """What waits for a decision."""
        found = self.petition.proposal
        return proposed(found) if found else None

    @property
    def decision(self) -> dict[str, Any] | None:
        """What was decided at intake, with the words to the sender."""
        found = self.petition.decision
        return decided(found, inside=self.reader not in OUTSIDE) if found else None

    def _answered(self, answer: Answer) -> dict[str, Any]:
        told = {"how_to_object": how_to_object(self.petition, self.locale)}
        return answered(answer) | told | self._files_of(answer)


def page(
    rows: Sequence[Listed], limit: int, at: datetime, sort: Sort = Sort.RECEIPT
) -> dict[str, Any]:
    """One page of a list of petitions, from up to `limit` + 1 of them."""
    items = rows[:limit]
    more = _end(items[-1], sort) if len(rows) > limit else None
    return {"items": IN_LIST.dump_many(_in_list(items, at)), "next": more}


def _end(last: Listed, sort: Sort) -> str:
    if sort is Sort.RECEIPT or last.due_at is None:
        return cursor(last.ordinal)
    return due_cursor(DueKey(last.due_at, last.ordinal))


def public_page(rows: Sequence[ListedPublicly], limit: int) -> dict[str, Any]:
    """One page of the list that everybody reads, from up to `limit` + 1 petitions."""
    cut = Page.of(rows, limit, "ordinal")
    known = directory()
    shown = [
        vars(row)
        | {
            "unit": known.unit(row.unit_id).name,
            "area": known.areas[row.area_code].name if row.area_code else None,
            "public_state": PUBLIC[PetitionState(row.state)],
        }
        for row in cut.items
    ]
    return {"items": IN_PUBLIC_LIST.dump_many(shown), "next": cut.next}


def _moderation() -> Moderation:
    handed_in: Moderation = current_app.extensions["doithoai.moderation"]
    return handed_in


def _without_personal_data(answer: dict[str, Any]) -> dict[str, Any]:
    """Answers are public words too, and may quote the sender's."""
    mask, promise = _moderation().mask, answer["commitment"]
    return answer | {
        "text": mask(answer["text"]),
        "legal_basis": answer["legal_basis"] and mask(answer["legal_basis"]),
        "commitment": promise and promise | {"what": mask(promise["what"])},
        "done": [_masked(each) for each in answer["done"]],
    }


def _masked(done: dict[str, Any]) -> dict[str, Any]:
    mask = _moderation().mask
    return done | {"what": mask(done["what"]), "by": done["by"] and mask(done["by"])}


def _in_list(rows: Sequence[Listed], at: datetime) -> list[dict[str, Any]]:
    known = directory()
    return [
        vars(row)
        | {
            "unit": known.unit(row.unit_id).name,
            "holder": known.position(row.holder_id).name,
            "area": known.areas[row.area_code].name if row.area_code else None,
            "overdue": row.due_at is not None and row.due_at <= at,
        }
        for row in rows
    ]
