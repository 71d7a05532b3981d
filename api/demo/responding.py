"""What senders of the story do with an answer, and those who watch over who gave it."""

from collections.abc import Callable, Mapping

from api.commitments import actions as commitments
from api.commitments.queries import promised_in
from api.core.access import Actor
from api.demo.scene import Scene, sentences
from api.demo.story import story
from api.petitions import aftermath, legal_acts
from moderation import actions as moderation
from moderation.models import Verdict
from moderation.policy import ACCUSES_PERSON
from moderation.queries import latest


def inform(scene: Scene) -> None:
    """The sender adds what was missing."""
    legal_acts.inform(scene.id, scene.sender, scene.writes("information"))


def withdraw(scene: Scene) -> None:
    """The sender takes it back."""
    legal_acts.withdraw(scene.id, scene.sender, scene.writes("withdrawal"))


def rate(scene: Scene) -> None:
    """The sender thinks of the answer what people think of this head's."""
    _rate(scene, scene.dice.randint(*scene.habit.stars))


def rate_again(scene: Scene) -> None:
    """The second answer pleases better."""
    first, last = story().given["second_answer"]["stars"]
    _rate(scene, scene.dice.randint(first, last))


def contest(scene: Scene) -> None:
    """The sender does not agree."""
    aftermath.contest(scene.id, scene.sender, scene.writes("contest"))


def close(scene: Scene) -> None:
    """The sender says yes to it."""
    aftermath.close(scene.id, scene.sender)


def confirm(scene: Scene) -> None:
    """The sender has seen that the promise was kept."""
    promise = promised_in(scene.id)[-1]
    commitments.confirm(
        promise.id, scene.sender, confirmed=True, words=scene.writes("confirmation")
    )


def uphold(scene: Scene) -> None:
    """The head above agrees with the sender."""
    reason = scene.writes("upholding")
    aftermath.decide_contest(scene.id, scene.above, uphold=True, reason=reason)


def dismiss(scene: Scene) -> None:
    """The head above finds that the answer stands."""
    reason = scene.writes("dismissal")
    aftermath.decide_contest(scene.id, scene.above, uphold=False, reason=reason)


def verify(scene: Scene) -> None:
    """The Front has seen that the promise was kept."""
    promise = promised_in(scene.id)[-1]
    commitments.verify(promise.id, scene.monitor, verified=True, reason=None)


def reject(scene: Scene) -> None:
    """The Front has seen that it was not kept yet."""
    promise = promised_in(scene.id)[-1]
    reason = scene.writes("rejection")
    commitments.verify(promise.id, scene.monitor, verified=False, reason=reason)


def withhold(scene: Scene) -> None:
    """It speaks of one person, and is not shown."""
    _decide(scene, scene.moderator(1), Verdict(publish=False, reasons=(ACCUSES_PERSON,)))


def publish(scene: Scene) -> None:
    """Another one finds that it may be shown."""
    _decide(scene, scene.moderator(2), Verdict(publish=True))


def appeal(scene: Scene) -> None:
    """The sender wants it to be shown all the same."""
    moderation.appeal(scene.id, scene.sender, scene.writes("appeal"))


RESPONDING: Mapping[str, Callable[[Scene], None]] = {
    "information": inform,
    "withdrawal": withdraw,
    "rating": rate,
    "second_rating": rate_again,
    "contest": contest,
    "closure": close,
    "confirmation": confirm,
    "upholding": uphold,
    "dismissal": dismiss,
    "verification": verify,
    "rejection": reject,
    "withholding": withhold,
    "publication": publish,
    "appeal": appeal,
}
"""What each of these steps is."""


def _rate(scene: Scene, stars: int) -> None:
    said = [None, *sentences("stars", str(stars))]
    aftermath.rate(scene.id, scene.sender, stars, scene.dice.choice(said))


def _decide(scene: Scene, moderator: Actor, verdict: Verdict) -> None:
    screening = latest(scene.id)
    if screening is None:
        raise KeyError(scene.draw.id)
    moderation.decide(screening.id, moderator, verdict)
