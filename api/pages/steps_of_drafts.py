"""What is said of a draft before it is signed: a remark, or that it goes back."""

from typing import Any, Final
from uuid import UUID

from api.authorities.policy import Act
from api.core.access import Actor
from api.pages.forms import Field, Widget
from api.pages.steps import Step, all_of, as_they_are, is_in
from api.petitions import drafting
from api.petitions.draft_schemas import LONGEST_COMMENT, CommentGiven, DraftReturnGiven
from api.petitions.errors import NothingDrafted, WrongAuthority
from api.petitions.models import Petition
from api.petitions.signers import ways_to_sign
from api.petitions.states import PetitionState


def _comments(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = CommentGiven().load(body)
    return drafting.comment(petition_id, actor, given["text"])


def _sends_back(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = DraftReturnGiven().load(body)
    return drafting.send_back(petition_id, actor, given["reason"])


def _is_drafted(petition: Petition, _: Actor) -> None:
    if petition.words_to_sign is None:
        raise NothingDrafted(code=petition.code, state=petition.state)


def _could_sign(petition: Petition, actor: Actor) -> None:
    if not ways_to_sign(petition, actor):
        raise WrongAuthority


COMMENT: Final = Step(
    slug="gop-y-du-thao",
    act=Act.DRAFT,
    title="Say something about the draft",
    button="Send the remark",
    done="The remark stands under the draft.",
    takes=_comments,
    fits=all_of(is_in(PetitionState.AT_SIGNATURE, PetitionState.IN_PROGRESS), _is_drafted),
    asks=as_they_are(
        Field("text", "The remark", Widget.LINES, needed=True, longest=LONGEST_COMMENT)
    ),
    note="Only the office reads it.",
)

DRAFT_RETURN: Final = Step(
    slug="tra-du-thao",
    act=Act.SIGNATURE,
    title="Send the draft back",
    button="Send back",
    done="The draft went back to who prepares the answer.",
    takes=_sends_back,
    fits=all_of(is_in(PetitionState.AT_SIGNATURE), _is_drafted, _could_sign),
    asks=as_they_are(
        Field("reason", "What is to be changed", Widget.LINES, needed=True, longest=LONGEST_COMMENT)
    ),
    note="The terms go on.",
)
