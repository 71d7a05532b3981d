"""Saying of which field, and of which kind, a petition is, with a guess at the field beside it."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from api.authorities.fields import fields
from api.authorities.policy import Act
from api.cases.labels import kind_of
from api.cases.models import Kind
from api.core.access import Actor
from api.core.i18n import preferred_locale
from api.pages.forms import Field, Option, Typed, Widget
from api.pages.rendering import say
from api.pages.steps import Step
from api.petitions import classification
from api.petitions.errors import PetitionNotOpen
from api.petitions.models import Petition
from api.petitions.retyping import retype
from api.petitions.signers import to_change
from api.petitions.states import BEFORE_ANSWER
from api.petitions.suggestion_routes import suggester
from api.petitions.suggestion_schemas import ClassificationGiven
from api.routing.suggestion import Suggestion


def _classifies(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, str] = ClassificationGiven().load(body)
    petition = to_change(petition_id, actor, Act.CLASSIFICATION)
    return classification.classify(petition_id, actor, given["field"], _guessed(petition))


def _retypes(petition_id: UUID, actor: Actor, body: dict[str, Any]) -> object:
    given: dict[str, Any] = ClassificationGiven().load(body)
    return retype(petition_id, actor, given["kind"], given["reason"])


def _which_kind(petition: Petition, _: Actor) -> Sequence[Field]:
    kinds = [each for each in Kind if each is not petition.kind]
    options = tuple(Option(each.value, kind_of(each, preferred_locale())) for each in kinds)
    return (
        Field("kind", "The kind", Widget.LIST, needed=True, options=options),
        Field(
            "reason", "The reason, for the sender to read", Widget.LINES, needed=True, longest=1000
        ),
    )


def _may_be_classified(petition: Petition, actor: Actor) -> None:
    classification.may_classify(petition, actor)
    if petition.state not in BEFORE_ANSWER:
        raise PetitionNotOpen(code=petition.code)


def _which(petition: Petition, _: Actor) -> Sequence[Field]:
    options = tuple(_options(_guessed(petition)))
    return (Field("field", "The field", Widget.LIST, needed=True, options=options),)


def _options(guessed: Suggestion) -> list[Option]:
    """The likely ones first, under a heading of their own; none of them is chosen already."""
    locale = preferred_locale()
    likely = [each.field for each in guessed.others]
    if guessed.field is not None:
        likely = [guessed.field, *likely]
    groups = dict.fromkeys(likely, say("Likely, by its words"))
    ordered = [*likely, *(code for code in fields() if code not in groups)]
    rest = say("Other fields")
    return [Option(code, fields()[code].name(locale), groups.get(code, rest)) for code in ordered]


def _as_it_is(petition: Petition, _: Actor) -> Typed:
    return Typed.of(field=petition.field)


def _guessed(petition: Petition) -> Suggestion:
    return suggester().suggest(classification.words_of(petition))


CLASSIFICATION: Final = Step(
    slug="linh-vuc",
    act=Act.CLASSIFICATION,
    title="Say its field",
    button="Keep the field",
    done="The field is kept.",
    takes=_classifies,
    fits=_may_be_classified,
    asks=_which,
    begins=_as_it_is,
    note="What is likely is guessed from the words; you decide.",
)

RETYPING: Final = Step(
    slug="loai-don",
    act=Act.CLASSIFICATION,
    title="Determine its kind anew",
    button="Keep the kind",
    done="The kind is kept, and the sender is told why.",
    takes=_retypes,
    fits=_may_be_classified,
    asks=_which_kind,
    note="What is owed follows by the law of that kind, counted from the day of receipt.",
)
