"""One step of a petition's life: the petition, who takes part, and words for it."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from api.cases.access import head_above
from api.core.access import Actor
from api.core.database import db
from api.demo.draws import Draw
from api.demo.players import Players
from api.demo.story import Habit, Step, chance, story
from api.petitions.models import Petition

SOURCE = "demo"
"""The system that petitions of the story are said to come from; the sample's id is the number."""

_WORDS = Path(__file__).with_name("words.toml")


@dataclass(frozen=True)
class Scene:
    """A step with all that it takes to do it."""

    step: Step
    players: Players

    @property
    def draw(self) -> Draw:
        """What was drawn for the petition."""
        return self.step.draw

    @property
    def habit(self) -> Habit:
        """How the head of the place works where it was handed in."""
        return story().places[self.draw.area].habit

    @cached_property
    def dice(self) -> Random:
        """Of this step alone."""
        return chance(self.draw.id, self.step.number)

    @property
    def id(self) -> UUID:
        """Of the petition, the same wherever the story is told."""
        return id_of(self.draw.id)

    @property
    def petition(self) -> Petition:
        """The petition as it stands."""
        return db.session.get_one(Petition, self.id)

    @property
    def sender(self) -> Actor:
        """Who handed it in, signed in."""
        return self.players.sender(self.draw.sender)

    @property
    def receiver(self) -> Actor:
        """The receiving officer of the place where it is now."""
        return self.players.holding(f"{self.petition.unit_area_code}-tcd-tiep-nhan")

    @property
    def head(self) -> Actor:
        """Who must answer."""
        return self.players.at(self.petition.holder_id)

    @property
    def preparer(self) -> Actor:
        """Who prepares the answer; the head, as long as nobody was told to."""
        assigned_id = self.petition.assigned_id
        return self.head if assigned_id is None else self.players.at(assigned_id)

    @property
    def above(self) -> Actor:
        """The head above."""
        found = head_above(self.petition)
        if found is None:
            raise KeyError(self.draw.id)
        return self.players.at(found.id)

    @property
    def monitor(self) -> Actor:
        """Who watches for the Front of the city."""
        return self.players.holding("31-mttq-chuyen-vien")

    def moderator(self, place: int) -> Actor:
        """The first or the second of those who look at what may be public."""
        return self.players.holding(f"31-btgdv-xet-cong-khai-{place}")

    def writes(self, act: str) -> str:
        """What is written with the act."""
        return self.dice.choice(sentences("acts", act))

    def days(self, step: str) -> int:
        """For how many working days something is put off."""
        return self.dice.randint(*story().wait(self.draw, step))


def id_of(name: str) -> UUID:
    """The id of something in the story, the same each time it is told."""
    return uuid5(NAMESPACE_URL, f"{SOURCE}:{name}")


def sentences(kind: str, name: str) -> Sequence[str]:
    """The ways to say it."""
    found: Sequence[str] = words()[kind][name]
    return found


@cache
def words() -> dict[str, Any]:
    """All that people of the story write."""
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))
