"""Looking at what may be public, deciding on it, and what its author may do about that.

Nothing here changes whether a petition is received, who answers it, or by when.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from api.authorities.policy import Act
from api.cases.access import moderates, roles_on
from api.cases.models import Visibility
from api.core import clock
from api.core.access import Actor, Role
from api.core.database import db
from api.core.errors import Forbidden, Missing
from api.core.ids import new_id
from api.core.limits import Limit
from api.events.actions import record
from api.events.models import Event
from api.petitions import publicity
from api.petitions.groups import representatives_of
from api.petitions.models import Petition
from api.petitions.public_text import Maker
from api.petitions.publicity import hold, keep_text, public_text, publish, withhold
from api.petitions.queries import petition_to_change
from api.petitions.signers import must_be_able
from api.petitions.states import NEVER_PUBLIC
from moderation import queries
from moderation.errors import (
    AnotherDecides,
    DecidedMeanwhile,
    MoreThanMasked,
    NeverPublic,
    NotForPublic,
    NothingToAppeal,
    TooManyVersions,
)
from moderation.masking import only_masks
from moderation.models import Appeal, Screening, ScreeningState, Verdict
from moderation.policy import end_of, holding, may_be_released, policy
from moderation.senders import naming_sender
from moderation.signs import reasons_before, signs
from moderation.text import look, without_words
from moderation.words import word_list

VERSIONS = Limit("public-texts", 20, timedelta(hours=1))


@dataclass(frozen=True)
class Version:
    """Words that are to be shown, and who made them."""

    title: str | None
    text: str
    made_by: Maker


def screen(event: Event) -> None:
    """Look at a petition that came in or was added to; the same event again changes nothing.

    What was withdrawn or merged meanwhile waits for no look any more.
    """
    if event.case_id is None:
        return
    petition = petition_to_change(event.case_id)
    if petition.state in NEVER_PUBLIC:
        _put_aside(petition)
    elif not queries.is_looked_at(event.id):
        _look_at(petition, _version_of(petition), event_id=event.id)


def change(petition_id: UUID, actor: Actor, title: str | None, text: str) -> Petition:
    """The author words the public version anew; it is looked at like the first."""
    petition = _own(petition_id, actor)
    _may_be_public(petition)
    if not VERSIONS.hit(str(actor.account_id)):
        raise TooManyVersions
    kept = public_text(petition)
    shown = title or (kept.title if kept else petition.title)
    _look_at(petition, Version(shown, text, Maker.AUTHOR))
    return petition


def appeal(petition_id: UUID, actor: Actor, words: str) -> Petition:
    """The author does not agree that it is not public: another moderator decides."""
    petition = _own(petition_id, actor)
    _may_be_public(petition)
    screening = queries.latest(petition.id)
    if screening is None:
        raise NothingToAppeal
    at = clock.now()
    screening.appeal(at, end_of(policy().appeal_decision, at))
    db.session.add(Appeal(screening_id=screening.id, words=words, made_at=at))
    hold(petition, at=at)
    record("screening.appealed", petition, at=at, actor=actor, screening=str(screening.id))
    return petition


def conceal(petition_id: UUID, actor: Actor) -> Petition:
    """The author wants it to be public no more; what is owed goes on."""
    petition = _own(petition_id, actor)
    _put_aside(petition)
    publicity.conceal(petition, at=clock.now(), actor=actor)
    db.session.flush()
    return petition


def decide(screening_id: UUID, actor: Actor, verdict: Verdict) -> Screening:
    """A moderator says whether it may be public; on an appeal another one than before."""
    petition = petition_to_change(queries.case_of(screening_id))
    screening = queries.screening_as_it_is(screening_id)
    _must_be_free_to_decide(actor, petition, screening, verdict)
    at = clock.now()
    _mask_more(petition, verdict, at)
    _note_who(screening, actor, at)
    if verdict.publish:
        screening.clear()
        publish(petition, at=at, actor=actor)
    else:
        screening.withhold([*verdict.reasons], end_of(policy().appeal, at))
        withhold(petition, at=at, actor=actor)
    record(
        "screening.decided",
        petition,
        at=at,
        actor=actor,
        screening=str(screening.id),
        publish=verdict.publish,
        reasons=screening.reasons,
    )
    return screening


def release(screening_id: UUID) -> None:
    """Nobody has decided in time: publish what may be, with its words of the list masked.

    What a person has decided on waits for a person, also on an appeal.
    """
    petition = petition_to_change(queries.case_of(screening_id))
    screening = queries.screening_as_it_is(screening_id)
    at, shown = clock.now(), public_text(petition)
    if petition.state in NEVER_PUBLIC or shown is None or not _may_be_released(screening, at):
        return
    words = word_list()
    title = shown.title and without_words(shown.title, words)
    text = without_words(shown.text, words)
    if (title, text) != (shown.title, shown.text):
        keep_text(petition, title, text, made_by=Maker.MODERATOR, at=at)
    screening.clear()
    publish(petition, at=at)
    record(
        "screening.decided",
        petition,
        at=at,
        screening=str(screening.id),
        publish=True,
        by_time=True,
    )


def _look_at(petition: Petition, version: Version, event_id: UUID | None = None) -> None:
    """One look: the masked words are kept, and what may be public is, unless something holds it."""
    at, own = clock.now(), naming_sender(petition, representatives_of(petition.id))
    found = look(version.title, version.text, word_list(), own)
    before = reasons_before(petition, version.made_by)
    reasons = [*dict.fromkeys([*found.reasons, *signs(petition), *before])]
    keep_text(petition, found.title, found.text, made_by=version.made_by, at=at)
    _put_aside(petition)
    db.session.flush()
    screening = Screening(
        id=new_id(),
        case_id=petition.id,
        event_id=event_id,
        is_for_public=petition.visibility == Visibility.PUBLIC,
        state=ScreeningState.WAITING,
        reasons=reasons,
        masked={kind.value: number for kind, number in found.masked.items()},
        created_at=at,
    )
    db.session.add(screening)
    if screening.is_for_public and holding(reasons):
        screening.hold(end_of(policy().decision, at))
        hold(petition, at=at)
        record(
            "screening.held",
            petition,
            at=at,
            screening=str(screening.id),
            reasons=holding(reasons),
        )
        return
    screening.clear()
    if screening.is_for_public:
        publish(petition, at=at)
    db.session.flush()


def _put_aside(petition: Petition) -> None:
    """No decision is asked for on the look there is."""
    if (screening := queries.latest(petition.id)) is not None:
        screening.give_way()


def _may_be_released(screening: Screening, at: datetime) -> bool:
    """Whether the time alone publishes it: never what a person has decided on."""
    is_undecided = screening.decider_id is None
    return screening.is_late(at) and is_undecided and may_be_released(screening.reasons)


def _may_be_public(petition: Petition) -> None:
    """Refuses what its sender took back, and what went on in another petition."""
    if petition.state in NEVER_PUBLIC:
        raise NeverPublic(code=petition.code)


def _version_of(petition: Petition) -> Version:
    """What somebody made of it, or the words as they were sent."""
    kept = public_text(petition)
    if kept is not None and kept.made_by is not Maker.MASKING:
        return Version(kept.title, kept.text, kept.made_by)
    return Version(petition.title, petition.text, Maker.MASKING)


def _own(petition_id: UUID, actor: Actor) -> Petition:
    """The petition, locked, when this person is its author and wanted it public."""
    petition = petition_to_change(petition_id)
    roles = roles_on(actor, petition)
    if not roles:
        raise Missing
    if Role.RESIDENT not in roles:
        raise Forbidden
    if petition.visibility != Visibility.PUBLIC:
        raise NotForPublic(code=petition.code)
    return petition


def _must_be_free_to_decide(
    actor: Actor, petition: Petition, screening: Screening, verdict: Verdict
) -> None:
    """Refuses who may not decide here, and who comes after somebody else has.

    All positions that the person holds count, not only the one acted in.
    """
    is_moderator = moderates(actor, petition)
    if is_moderator:
        _may_be_public(petition)
    if is_moderator and not screening.is_asked:
        raise DecidedMeanwhile(state=screening.state)
    must_be_able(actor, petition, Act.PUBLICATION if verdict.publish else Act.WITHHOLDING)
    if not is_moderator:
        raise Forbidden
    if verdict.title or verdict.text:
        must_be_able(actor, petition, Act.MASKING)
    if screening.decider_id == actor.account_id:
        raise AnotherDecides


def _mask_more(petition: Petition, verdict: Verdict, at: datetime) -> None:
    """What the moderator covers; no word is changed."""
    shown = public_text(petition)
    if shown is None or not (verdict.title or verdict.text):
        return
    title, text = verdict.title or shown.title, verdict.text or shown.text
    for name, before, after in (
        ("masked_title", shown.title or "", title or ""),
        ("masked_text", shown.text, text),
    ):
        if not only_masks(before, after):
            raise MoreThanMasked(
                errors={name: ["Put *** over parts of it and change nothing else"]}
            )
    keep_text(petition, title, text, made_by=Maker.MODERATOR, at=at)


def _note_who(screening: Screening, actor: Actor, at: datetime) -> None:
    """The first decision stands on the look, the one on an appeal on the appeal."""
    decided = queries.appeal_against(screening.id) or screening
    decided.decided_at, decided.decider_id = at, actor.account_id
    decided.decided_by_id = actor.position_id
