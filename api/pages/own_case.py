"""The page of one's own case: what stands there, what happened, and what its sender may say now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from api.cases.access import Reader, reader_of, roles_on
from api.commitments import queries as commitments
from api.commitments.models import Commitment
from api.commitments.views import whole
from api.core import clock
from api.core.access import Actor
from api.core.errors import Missing
from api.core.i18n import preferred_locale
from api.events.timeline import timeline
from api.pages.forms import Field, Form, Typed, Widget
from api.pages.looks import publicity_forms
from api.pages.paper_links import PaperLink, links_to
from api.pages.promises import forms_on
from api.pages.sheets import Promise, again
from api.pages.steps import Step, mark_of
from api.pages.steps_of_ending import OF_SENDERS
from api.pages.steps_of_sender import IN_ORDER as OF_ANSWERS
from api.petitions import queries
from api.petitions.group_views import shown as people_of
from api.petitions.history import history_of
from api.petitions.models import Petition
from api.petitions.printed import Printed
from api.petitions.relations import related
from api.petitions.views import Shown

IN_ORDER: Final = (*OF_ANSWERS[:-1], *OF_SENDERS, *OF_ANSWERS[-1:])
"""To take the whole back comes last."""

STEPS: Final[Mapping[str, Step]] = {step.slug: step for step in IN_ORDER}
"""What a sender may say, by its name in addresses."""

SEEN: Final = Field("seen", widget=Widget.CARRIED)
"""What stood there when the form was opened."""


@dataclass(frozen=True)
class OwnCase:
    """A petition as its sender reads it."""

    case: Shown
    happened: Sequence[Mapping[str, Any]]
    forms: Sequence[Form]
    promises: Sequence[Promise]
    papers: Sequence[PaperLink]
    publicity: Sequence[Form]
    """What may be said about whether others read it."""
    relations: Mapping[str, Any]
    """What it has to do with other cases."""
    people: Mapping[str, Any]
    """Who stands for several people, when it is theirs together."""
    course: Mapping[str, Any]
    """Both settlements of a complaint, what was taken back, and each time it was opened again."""
    refused: Form | None = None
    """The form that was sent and refused, as it was sent."""

    @property
    def is_lost(self) -> bool:
        """Whether what was refused may not be sent any more: then its words are only shown."""
        promised = [form for promise in self.promises for form in promise.forms]
        names = {form.name for form in (*self.forms, *promised, *self.publicity)}
        return self.refused is not None and self.refused.name not in names


def own_case(petition: Petition, actor: Actor, refused: Form | None = None) -> OwnCase:
    """The page of this petition, for its sender."""
    locale = preferred_locale()
    forms = [form_of(s, petition, actor) for s in IN_ORDER if s.is_possible(petition, actor)]
    shown = Shown(petition, Reader.AUTHOR, locale)
    return OwnCase(
        case=shown,
        happened=timeline(petition.id, locale, inside=False),
        forms=again(forms, refused),
        promises=_promises(petition, actor, refused),
        papers=links_to(Printed(petition, Reader.AUTHOR)),
        publicity=again(publicity_forms(petition.id, shown.publicity), refused),
        relations=related(petition, actor, Reader.AUTHOR, locale),
        people=people_of(petition, actor),
        course=history_of(petition.id, actor),
        refused=refused,
    )


def own_petition(petition_id: UUID, actor: Actor) -> Petition:
    """The petition, read by its sender; `Missing` for everybody else."""
    found = queries.petition_to_read(petition_id)
    if reader_of(actor, found) is not Reader.AUTHOR:
        raise Missing
    return found


def own_promise(promise_id: UUID, actor: Actor) -> Commitment:
    """What was promised to this sender; `Missing` for everybody else."""
    found = commitments.commitment_to_read(promise_id)
    if reader_of(actor, found) is not Reader.AUTHOR:
        raise Missing
    return found


def form_of(step: Step, petition: Petition, actor: Actor, typed: Typed | None = None) -> Form:
    """The step as a page shows it: as it begins, or with what was typed."""
    begun = typed or step.begins(petition, actor)
    return Form(
        name=step.slug,
        to=f"/vu-viec/{petition.id}/{step.slug}",
        title=step.title,
        button=step.button,
        fields=(*step.asks(petition, actor), SEEN),
        typed=Typed({"seen": (mark_of(petition),), **begun.values}),
        note=step.note,
    )


def _promises(petition: Petition, actor: Actor, refused: Form | None) -> list[Promise]:
    listed = commitments.promised_in(petition.id)
    found = [commitments.commitment_to_read(each.id) for each in listed]
    return [_promise(each, actor, refused) for each in found if roles_on(actor, each)]


def _promise(found: Commitment, actor: Actor, refused: Form | None) -> Promise:
    shown = whole(found, Reader.AUTHOR, clock.now(), preferred_locale())
    return Promise(shown, again(forms_on(found, actor), refused))
