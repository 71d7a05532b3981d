"""A step of a dialogue of the story, with everybody it takes to do it."""

from dataclasses import dataclass
from uuid import UUID

from api.commitments.models import Commitment
from api.core.access import Actor
from api.core.database import db
from api.demo.dialogues import Asked, DialogueStep, Told
from api.demo.players import Players
from api.demo.scene import id_of
from api.dialogues.questions.models import Question
from api.dialogues.registration_queries import registration_with


@dataclass(frozen=True)
class Gathering:
    """A step of a dialogue with all that it takes to do it."""

    step: DialogueStep
    players: Players

    @property
    def told(self) -> Told:
        """The dialogue."""
        return self.step.told

    @property
    def id(self) -> UUID:
        """Of the dialogue."""
        return self.told.id

    @property
    def place(self) -> str:
        """The commune."""
        found: str = self.told.given["place"]
        return found

    @property
    def officer(self) -> Actor:
        """The receiving officer of the place, who keeps the list and the minutes."""
        return self.players.holding(f"{self.place}-tcd-tiep-nhan")

    @property
    def chair(self) -> Actor:
        """Who presides."""
        return self.players.holding(f"{self.place}-ubnd-chu-tich")

    @property
    def asked(self) -> Asked:
        """The question that the step is about."""
        found: Asked = self.step.about
        return found

    @property
    def asker(self) -> Actor:
        """Who asks it, signed in."""
        return self.resident(self.asked.place)

    @property
    def question(self) -> Question:
        """The question as it stands."""
        return db.session.get_one(Question, self.asked.id)

    @property
    def promise(self) -> Commitment:
        """What was promised to who asked."""
        return db.session.get_one(Commitment, self.question.commitment_id)

    def resident(self, place: int) -> Actor:
        """Who stands at this place of the list, signed in."""
        return self.players.sender(self.told.sender(place))

    def turn(self, place: int) -> UUID:
        """The id of their turn to speak."""
        return id_of(f"turn {self.told.name} {place}")

    def has_come(self, place: int) -> bool:
        """Whether they are there."""
        found = registration_with(self.registration(place))
        return found is not None and found.came_at is not None

    def registration(self, place: int) -> UUID:
        """The id of their registration."""
        return id_of(f"registration {self.told.name} {place}")
