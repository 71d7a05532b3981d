"""The page of one case at the desk: what its reader may see of it, and do to it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from api.cases.access import OUTSIDE, Reader, reader_of, roles_on
from api.commitments import queries as commitments
from api.commitments.models import Commitment
from api.commitments.views import whole
from api.core import clock
from api.core.access import Actor, current_actor
from api.core.i18n import preferred_locale
from api.desk.actions import acting
from api.desk.models import StandardText
from api.desk.placeholders import filled
from api.desk.queries import text_for, texts_of
from api.events.timeline import timeline
from api.pages import steps_of_drafts as drafts
from api.pages import steps_of_ending as ending
from api.pages import steps_of_fields as fields_
from api.pages import steps_of_files as files
from api.pages import steps_of_intake as intake
from api.pages import steps_of_law as law
from api.pages import steps_on_clock as clock_
from api.pages import steps_to_answer as work
from api.pages import steps_together as together
from api.pages import steps_with_others as others
from api.pages.forms import Field, Form, Typed, Widget
from api.pages.paper_links import PaperLink, links_to
from api.pages.promises import forms_on
from api.pages.steps import Step, mark_of, offered
from api.petitions import queries
from api.petitions.columns import as_read
from api.petitions.contribution_views import shown as parts_shown
from api.petitions.contributions import contributions_to
from api.petitions.draft_comments import comments_on
from api.petitions.earlier_drafts import earlier_drafts
from api.petitions.group_views import shown as people_of
from api.petitions.history import READERS, history_of
from api.petitions.models import Petition
from api.petitions.papers import commented, drafted_before
from api.petitions.presences import AtWork, at_work
from api.petitions.printed import Printed
from api.petitions.relations import related

IN_ORDER: Final = (
    others.CONTRIBUTION,
    others.REFUSAL,
    intake.LODGEMENT,
    intake.DECISION,
    law.CONTEST_DECISION,
    work.SIGNATURE,
    *intake.DECISIONS[:1],
    *intake.PROPOSALS,
    work.DRAFT,
    drafts.COMMENT,
    drafts.DRAFT_RETURN,
    work.ASSIGNMENT,
    law.INFORMATION_REQUEST,
    *intake.DECISIONS[1:],
    law.RETURN,
    fields_.CLASSIFICATION,
    fields_.RETYPING,
    together.MERGE,
    together.SEPARATION,
    together.SPLIT,
    law.DIRECTION,
    law.URGING,
    clock_.EXTENSION,
    clock_.SUSPENSION,
    clock_.RESUMPTION,
    ending.WITHDRAWAL_LODGEMENT,
    ending.TERMINATION,
    ending.REOPENING,
    law.CLOSURE,
    files.OF_OFFICE,
    others.PART,
    others.NOTE,
)
"""Everything an official may do to a petition, in the order of work."""

STEPS: Final[Mapping[str, Step]] = {step.slug: step for step in IN_ORDER}
"""The same by their names in addresses."""

SEEN: Final = Field("seen", widget=Widget.CARRIED)
"""What stood there when the form was opened."""


@dataclass(frozen=True)
class Promise:
    """Something promised in an answer to the case, with what may be said of it now."""

    shown: Mapping[str, Any]
    forms: Sequence[Form]


@dataclass(frozen=True)
class Sheet:
    """The case as one official reads it."""

    case: Mapping[str, Any]
    """Exactly what the API gives this reader."""
    reader: Reader
    happened: Sequence[Mapping[str, Any]]
    forms: Sequence[Form]
    promises: Sequence[Promise]
    course: Mapping[str, Any] | None
    """Its whole course, for who works on it."""
    comments: Sequence[Mapping[str, Any]]
    """What the office said of the draft that lies there and of those before it, oldest first."""
    earlier_drafts: Sequence[Mapping[str, Any]]
    """Drafts that were written over, the newest first."""
    papers: Sequence[PaperLink]
    relations: Mapping[str, Any]
    """What it has to do with other cases."""
    people: Mapping[str, Any] | None
    """Who stands for several people; none for who watches from outside."""
    parts: Sequence[Mapping[str, Any]] = ()
    """What other units were asked for, and what they said."""
    at_work: Sequence[AtWork] = ()
    """The desks that work on it right now."""
    texts: Sequence[StandardText] = ()
    """The texts that a draft may begin with."""
    refused: Form | None = None
    """The form that was sent and refused, as it was sent."""

    @property
    def is_lost(self) -> bool:
        """Whether what was refused may not be sent any more: then its words are only shown."""
        promised = [form for promise in self.promises for form in promise.forms]
        names = {form.name for form in (*self.forms, *promised)}
        return self.refused is not None and self.refused.name not in names

    @property
    def is_inside(self) -> bool:
        """Whether the reader works on it, or watches from outside."""
        return self.reader not in OUTSIDE


def sheet_of(
    petition_id: UUID, actor: Actor, refused: Form | None = None, text_id: UUID | None = None
) -> Sheet:
    """The case; `Missing` when this person may not see it. What was refused stands as it was.

    The draft begins with the standard text of this id, when one is chosen.
    """
    petition = queries.petition_to_read(petition_id)
    reader, locale = reader_of(actor, petition), preferred_locale()
    case = as_read(petition, reader, locale)
    is_inside = reader not in OUTSIDE
    forms = again([form_of(s, petition, actor) for s in _open(petition, actor)], refused)
    drafts = is_inside and any(each.name == work.DRAFT.slug for each in forms)
    return Sheet(
        case=case,
        reader=reader,
        happened=timeline(petition.id, locale, inside=is_inside),
        forms=_begun(forms, petition, text_id) if drafts and text_id else forms,
        promises=_promises(case, actor, refused),
        parts=parts_shown(contributions_to(petition.id), clock.now()) if is_inside else (),
        at_work=at_work(petition, actor) if is_inside else (),
        texts=texts_at(actor) if drafts else (),
        course=history_of(petition.id, actor) if reader in READERS else None,
        comments=_comments(case, petition),
        earlier_drafts=_earlier_drafts(case, petition),
        papers=links_to(Printed(petition, reader)),
        relations=related(petition, actor, reader, locale),
        people=people_of(petition, actor) if is_inside else None,
        refused=refused,
    )


def texts_at(actor: Actor) -> Sequence[StandardText]:
    """The standard texts of the desk acted in and of its unit."""
    desk = acting(actor)
    return texts_of(desk.id, desk.unit_id)


def _begun(forms: Sequence[Form], petition: Petition, text_id: UUID) -> list[Form]:
    """The draft first, with the words of this text in it."""
    desk = acting(current_actor())
    words = filled(text_for(text_id, desk.id, desk.unit_id).text, petition, preferred_locale())
    draft = next(each for each in forms if each.name == work.DRAFT.slug)
    begun = replace(draft, typed=Typed({**draft.typed.values, "text": (words,)}))
    return [begun, *(each for each in forms if each is not draft)]


def form_of(step: Step, petition: Petition, actor: Actor, typed: Typed | None = None) -> Form:
    """The step as a page shows it: as it begins, or with what was typed."""
    begun = typed or step.begins(petition, actor)
    return Form(
        name=step.slug,
        to=f"/can-bo/vu-viec/{petition.id}/{step.slug}",
        title=step.title,
        button=step.button,
        fields=(*step.asks(petition, actor), SEEN),
        typed=Typed({"seen": (mark_of(petition),), **begun.values}),
        note=step.note,
    )


def promise_to_read(promise_id: UUID, actor: Actor) -> Commitment:
    """Something promised; `Missing` when this person may not see it."""
    found = commitments.commitment_to_read(promise_id)
    reader_of(actor, found)
    return found


def _open(petition: Petition, actor: Actor) -> list[Step]:
    return offered(IN_ORDER, petition, actor)


def _promises(case: Mapping[str, Any], actor: Actor, refused: Form | None) -> list[Promise]:
    """Those this person may see: a case that was sent back may have left a promise elsewhere."""
    listed = case.get("commitments", ())
    found = [commitments.commitment_to_read(UUID(each["id"])) for each in listed]
    return [_promise(each, actor, refused) for each in found if roles_on(actor, each)]


def _promise(found: Commitment, actor: Actor, refused: Form | None) -> Promise:
    shown = whole(found, reader_of(actor, found), clock.now(), preferred_locale())
    return Promise(shown, again(forms_on(found, actor), refused))


def _comments(case: Mapping[str, Any], petition: Petition) -> Sequence[Mapping[str, Any]]:
    """Those of the drafts, for who reads drafts; nobody asks for them where there is none."""
    if not case.get("draft"):
        return []
    return [commented(each) for each in comments_on(petition.id)]


def _earlier_drafts(case: Mapping[str, Any], petition: Petition) -> Sequence[Mapping[str, Any]]:
    if not case.get("draft"):
        return []
    return [drafted_before(each) for each in earlier_drafts(petition.id)]


def again(forms: Sequence[Form], refused: Form | None) -> list[Form]:
    """The forms, the refused one with what was typed into it; it may be sent as things now are."""
    if refused is None:
        return list(forms)
    return [_as_sent(each, refused) if each.name == refused.name else each for each in forms]


def _as_sent(now: Form, refused: Form) -> Form:
    """What was typed, and against what stands there now."""
    fresh = {
        each.name: now.typed.values[each.name]
        for each in now.fields
        if each.widget is Widget.CARRIED and each.name in now.typed.values
    }
    typed = Typed({**refused.typed.values, **fresh})
    return replace(now, typed=typed, errors=refused.errors, status=refused.status)
