"""Acts on several petitions at once: to merge, to take a merge back, and to split a letter."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from api.authorities.fields import fields
from api.authorities.policy import Act
from api.core import clock
from api.core.access import Actor
from api.core.i18n import preferred_locale
from api.pages.beginnings import cut
from api.pages.forms import Field, Option, Typed, Widget
from api.pages.steps import Step, all_of, as_they_are, is_in, must_lead_to
from api.petitions import merging, queries, splitting
from api.petitions.joint_errors import (
    LodgedNotSplit,
    NothingToMergeInto,
    OthersGoOnInIt,
    SettledEachByItself,
)
from api.petitions.mergers import has_merged
from api.petitions.models import Petition
from api.petitions.outcomes import may_be_merged
from api.petitions.relation_schemas import MergeGiven, SeparationGiven, SplitGiven
from api.petitions.schemas import LONGEST_TEXT
from api.petitions.signers import must_act_for
from api.petitions.similarity import ones_like
from api.petitions.states import PetitionState

_S = PetitionState

PARTS = 4
"""As many as a page offers; a letter of more matters is rare."""

_REASON: Final = Field("reason", "The reason", Widget.LINES, needed=True, longest=1000)


def _merges(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    code = body.pop("code", "").upper()
    if code:
        found = queries.by_number(code)
        if found is None:
            raise NothingToMergeInto(into=code)
        body["into"] = str(found.id)
    given: dict[str, Any] = MergeGiven().load(body)
    return merging.merge(petition_id, actor, given["into"], given["reason"])


def _separates(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = SeparationGiven().load(body)
    return merging.separate(petition_id, actor, given["reason"])


def _splits(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    ids = body.pop("ids", "").split()
    parts = []
    for number, id_ in enumerate(ids, start=1):
        text, field = body.pop(f"text{number}", None), body.pop(f"field{number}", None)
        if text is not None:
            parts.append({"id": id_, "text": text} | ({"field": field} if field else {}))
    given: dict[str, Any] = SplitGiven().load(body | {"parts": parts})
    return splitting.split(petition_id, actor, given["parts"], given["reason"])


def _may_go_on_elsewhere(petition: Petition, _: Actor) -> None:
    must_lead_to(petition, _S.MERGED)
    if not may_be_merged(petition.kind):
        raise SettledEachByItself(code=petition.code)
    if has_merged(petition.id):
        raise OthersGoOnInIt(code=petition.code)


def _may_be_split(petition: Petition, _: Actor) -> None:
    must_lead_to(petition, _S.SPLIT)
    if petition.is_lodged:
        raise LodgedNotSplit(code=petition.code)


def _into_which(petition: Petition, actor: Actor) -> Sequence[Field]:
    """The likeliest to choose from, and room for the code of any other."""
    alike = ones_like(petition, actor, clock.now())
    options = tuple(
        Option(str(each.id), f"{each.code}: {cut(each.title or each.text)}") for each in alike
    )
    chosen = Field("into", "Cases that seem to be on the same matter", Widget.ONE, options=options)
    other = Field("code", "Or the code of another case", longest=20)
    return (chosen, other, _REASON) if options else (other, _REASON)


def _which_parts(_: Petition, __: Actor) -> Sequence[Field]:
    locale = preferred_locale()
    options = tuple(Option(code, each.name(locale)) for code, each in fields().items())
    asked: list[Field] = []
    for number in range(1, PARTS + 1):
        asked.append(
            Field(
                f"text{number}",
                _PART[number - 1],
                Widget.LINES,
                needed=number <= 2,
                longest=LONGEST_TEXT,
            )
        )
        asked.append(Field(f"field{number}", "Its field", Widget.LIST, options=options))
    return (*asked, _REASON, Field("ids", widget=Widget.CARRIED))


_PART: Final = ("The first matter", "The second matter", "A third matter", "A fourth matter")


def _with_ids(petition: Petition, _: Actor) -> Typed:
    """Made when the page is opened, so that pressing twice splits once."""
    ids = " ".join(str(uuid4()) for _ in range(PARTS))
    return Typed.of(text1=petition.text, ids=ids)


MERGE: Final = Step(
    slug="gop",
    act=Act.MERGE,
    title="Merge it into another case",
    button="Merge",
    done="Merged; its senders are told, and hear of the answer.",
    takes=_merges,
    fits=all_of(must_act_for, _may_go_on_elsewhere),
    asks=_into_which,
    note="What is owed on this one ends. Its senders read the answer to the other, and no words.",
)

SEPARATION: Final = Step(
    slug="tach-khoi-vu-viec-gop",
    act=Act.MERGE,
    title="Take the merge back",
    button="Separate",
    done="It stands by itself again, with the days it had.",
    takes=_separates,
    fits=all_of(must_act_for, is_in(_S.MERGED)),
    asks=as_they_are(_REASON),
)

SPLIT: Final = Step(
    slug="tach",
    act=Act.SPLIT,
    title="Split the letter into several cases",
    button="Split it",
    done="Split; the sender is told each code.",
    takes=_splits,
    fits=all_of(must_act_for, _may_be_split),
    asks=_which_parts,
    begins=_with_ids,
    note="Each part is received when the letter was. A denunciation is no part: guide its sender.",
)
