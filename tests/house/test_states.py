"""State machines: every state says where it may go, and every state can be reached."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib import import_module

from api.commitments.models import CommitmentState
from api.denunciations.models import PaperState
from api.dialogues.live.models import TurnState
from api.dialogues.proposals.models import ProposalState
from api.dialogues.questions.models import QuestionState
from api.dialogues.receptions.bookings import BookingState
from api.dialogues.receptions.models import ReceptionState
from api.dialogues.registrations import RegistrationState
from api.dialogues.requests.models import RequestState
from api.dialogues.sessions import SessionState
from api.petitions.states import PUBLIC, PetitionState, PublicState
from moderation.models import ScreeningState
from tests.house.sources import modules

WITHOUT_STEPS = {
    "DeliveryState",  # a retry may take it anywhere; what is sent is never sent again
    "ObligationState",  # follows from the law's events, never from a person's step
    "PartState",  # follows from whether and what a unit replied
    "PublicState",  # a view of the petition's
}
"""States that no table of steps speaks of."""

BEGINNING: dict[str, set[StrEnum]] = {
    "PaperState": {PaperState.RECEIVED},
    "PetitionState": {PetitionState.DRAFT},
    "BookingState": {BookingState.BOOKED},
    "CommitmentState": {CommitmentState.GIVEN},
    "QuestionState": {QuestionState.ASKED},
    "ProposalState": {ProposalState.PROPOSED},
    "ReceptionState": {ReceptionState.PLANNED},
    "RegistrationState": {RegistrationState.CONFIRMED, RegistrationState.WAITING},
    "RequestState": {RequestState.WAITING},
    "ScreeningState": {ScreeningState.WAITING},
    "SessionState": {SessionState.PLANNED},
    "TurnState": {TurnState.WAITING},
}
"""Where each begins."""


def machines() -> Iterator[tuple[type[StrEnum], Mapping[StrEnum, frozenset[StrEnum]]]]:
    """Every table of steps with the states it is about."""
    for name in modules():
        steps = vars(import_module(name)).get("STEPS")
        if steps and type(next(iter(steps))).__module__ == name:
            yield type(next(iter(steps))), steps


def states() -> set[str]:
    """The name of every set of states of the product."""
    return {
        kind.__name__
        for name in modules()
        for kind in vars(import_module(name)).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind.__name__.endswith("State")
    }


def test_every_set_of_states_has_its_steps_or_a_reason_why_not() -> None:
    with_steps = {kind.__name__ for kind, _ in machines()}

    assert with_steps
    assert states() == with_steps | WITHOUT_STEPS


def test_every_state_says_where_it_may_go() -> None:
    for kind, steps in machines():
        assert set(steps) == set(kind)


def test_no_state_leads_to_itself_or_out_of_its_set() -> None:
    for kind, steps in machines():
        assert [state for state, nexts in steps.items() if not nexts <= set(kind)] == []
        looping = {state for state, nexts in steps.items() if state in nexts}
        assert looping <= MAY_REPEAT.get(kind.__name__, set())


def test_every_state_can_be_reached_from_a_beginning() -> None:
    for kind, steps in machines():
        reached = _reached(steps, BEGINNING[kind.__name__])

        assert set(kind) - reached == set()


def test_from_every_state_an_end_can_be_reached() -> None:
    for kind, steps in machines():
        ends = {state for state, nexts in steps.items() if not nexts}

        assert ends
        assert [state for state in kind if not _reached(steps, {state}) & ends] in ([], CIRCLE)


def test_every_state_of_a_petition_is_one_of_the_five_that_everybody_sees() -> None:
    assert set(PUBLIC) == set(PetitionState)
    assert set(PUBLIC.values()) == set(PublicState)


MAY_REPEAT: dict[str, set[StrEnum]] = {
    "PetitionState": {PetitionState.IN_PROGRESS, PetitionState.AT_SIGNATURE},
}
"""Work goes on: another hand takes it over, another draft is laid before the head."""

CIRCLE: list[StrEnum] = []


def _reached(steps: Mapping[StrEnum, frozenset[StrEnum]], beginning: set[StrEnum]) -> set[StrEnum]:
    found = set(beginning)
    waiting = list(beginning)
    while waiting:
        for state in steps[waiting.pop()] - found:
            found.add(state)
            waiting.append(state)
    return found
