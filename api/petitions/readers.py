"""What each class of reader sees of a petition: the table of rights, one schema a column."""

from marshmallow import Schema, fields

from api.attachments.schemas import FileShown
from api.commitments.schemas import CommitmentBrief
from api.core.dumping import Dumper
from api.core.http import Moment, page_of
from api.petitions.parts import (
    AnswerShown,
    ContestShown,
    DecisionShown,
    Desk,
    DraftShown,
    Holder,
    NextStep,
    NoteShown,
    Place,
    ProposalShown,
    RatingShown,
)
from api.regulation.schemas import ObligationShown


class RatingInPublic(Schema):
    stars = fields.Integer(required=True)


class ContestInPublic(Schema):
    at = Moment(required=True)


class PetitionForPublic(Schema):
    """Everybody, of what is public: who answers, by when, and the words without personal data."""

    id = fields.UUID(required=True)
    code = fields.String(required=True)
    kind = fields.String(required=True)
    addressee = fields.String(required=True)
    field = fields.String(required=True, allow_none=True)
    subfield = fields.String(required=True, allow_none=True)
    area = fields.Nested(Place, required=True, allow_none=True)
    public_state = fields.String(required=True)
    received_at = Moment(required=True)
    accepted_at = Moment(required=True, allow_none=True)
    answered_at = Moment(required=True, allow_none=True)
    holder = fields.Nested(Holder, required=True)
    obligations = fields.List(fields.Nested(ObligationShown), required=True)
    masked_title = fields.String(required=True, allow_none=True)
    masked_text = fields.String(
        required=True, allow_none=True, metadata={"description": "Null until it was looked at"}
    )
    answer = fields.Nested(AnswerShown, required=True, allow_none=True)
    earlier_answers = fields.List(fields.Nested(AnswerShown), required=True)
    commitments = fields.List(fields.Nested(CommitmentBrief), required=True)
    rating = fields.Nested(RatingInPublic, required=True, allow_none=True)
    contest = fields.Nested(ContestInPublic, required=True, allow_none=True)
    files = fields.List(
        fields.Nested(FileShown),
        required=True,
        metadata={"description": "To everybody only pictures that a moderator has cleared"},
    )


class PetitionForMonitor(PetitionForPublic):
    """MTTQ: also how it stands inside, and the words of rating and contest; its own only masked."""

    state = fields.String(required=True)
    visibility = fields.String(required=True)
    instance = fields.Integer(required=True)
    rating = fields.Nested(RatingShown, required=True, allow_none=True)
    contest = fields.Nested(ContestShown, required=True, allow_none=True)


class PetitionForModerator(PetitionForMonitor):
    """Who decides what may be public: the words as they were sent, and nothing of the sender."""

    title = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)

    class Meta:  # noqa: D106 -- the library's name
        exclude = ("rating", "contest")


class WithWords(PetitionForMonitor):
    receipt_number = fields.String(required=True)
    title = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)
    place = fields.String(required=True, allow_none=True)
    about = fields.Nested(Desk, required=True, allow_none=True)
    lodged_at = Moment(required=True, allow_none=True)
    decision = fields.Nested(DecisionShown, required=True, allow_none=True)
    notes = fields.List(fields.Nested(NoteShown), required=True)
    intake = fields.Dict(
        required=True, allow_none=True, metadata={"description": "What reception noted"}
    )
    shown_place = fields.String(required=True, allow_none=True)


class WithSender(Schema):
    petitioner = fields.Dict(required=True, allow_none=True)
    contact = fields.Dict(required=True, allow_none=True)
    helper = fields.String(required=True, allow_none=True)


class WithExactPlace(Schema):
    location = fields.Dict(required=True, allow_none=True)


class ReasonShown(Schema):
    code = fields.String(required=True)
    words = fields.String(required=True)


class Publicity(Schema):
    """Whether everybody may read it, why not, and what the author can do about it."""

    state = fields.String(required=True)
    words = fields.String(required=True)
    reasons = fields.List(fields.Nested(ReasonShown), required=True)
    shown_title = fields.String(required=True, allow_none=True)
    shown_text = fields.String(required=True, allow_none=True)
    decide_by = Moment(
        required=True, allow_none=True, metadata={"description": "A decision is due before this"}
    )
    appeal_until = Moment(required=True, allow_none=True)


class PetitionForAuthor(WithSender, WithExactPlace, WithWords):
    """The sender: everything of their own, and what they are told."""

    next_steps = fields.List(fields.Nested(NextStep), required=True)
    publicity = fields.Nested(Publicity, required=True)


class PetitionForHead(WithWords):
    """The head: the words and the work, without the sender and the exact place."""

    register = fields.String(required=True, allow_none=True)
    channel = fields.String(required=True)
    source = fields.Dict(required=True, allow_none=True)
    assigned = fields.Nested(Desk, required=True, allow_none=True)
    proposal = fields.Nested(ProposalShown, required=True, allow_none=True)
    draft = fields.Nested(DraftShown, required=True, allow_none=True)
    answer_warnings = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Empty formulas with which the answer was signed"},
    )
    version = fields.Integer(required=True)


class PetitionForReceiver(PetitionForHead):
    """The receiving officer, once the petition has left intake."""


class PetitionAtIntake(WithSender, PetitionForReceiver):
    """The receiving officer, while the petition is in intake."""


class PetitionForHandler(WithExactPlace, PetitionForHead):
    """Who prepares the answer."""


class PetitionAtIntakeAndWork(WithExactPlace, PetitionAtIntake):
    """Somebody who receives and prepares the answer too, while the petition is in intake."""


class PetitionInList(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    kind = fields.String(required=True)
    addressee = fields.String(required=True)
    field = fields.String(required=True, allow_none=True)
    subfield = fields.String(required=True, allow_none=True)
    area = fields.String(required=True, allow_none=True)
    unit = fields.String(required=True)
    holder = fields.String(required=True)
    state = fields.String(required=True)
    received_at = Moment(required=True)
    due_at = Moment(required=True, allow_none=True)
    overdue = fields.Boolean(required=True)


class PetitionInPublicList(Schema):
    id = fields.UUID(required=True)
    code = fields.String(required=True)
    kind = fields.String(required=True)
    addressee = fields.String(required=True)
    field = fields.String(required=True, allow_none=True)
    subfield = fields.String(required=True, allow_none=True)
    area = fields.String(required=True, allow_none=True)
    unit = fields.String(required=True)
    public_state = fields.String(required=True)
    received_at = Moment(required=True)
    answered_at = Moment(required=True, allow_none=True)
    masked_title = fields.String(required=True, allow_none=True)
    beginning = fields.String(required=True)


PetitionPage = page_of(PetitionInList)
PublicPage = page_of(PetitionInPublicList)
IN_LIST = Dumper(PetitionInList)
IN_PUBLIC_LIST = Dumper(PetitionInPublicList)


class GoesOn(Schema):
    code = fields.String(required=True)
    public_state = fields.String(required=True)
    unit = fields.String(required=True)
    position = fields.String(required=True)
    answered_at = Moment(required=True, allow_none=True)


class CaseTracking(Schema):
    """What anybody with the code sees: state, unit and dates, never words."""

    code = fields.String(required=True)
    kind = fields.String(required=True)
    public_state = fields.String(required=True)
    unit = fields.String(required=True, attribute="holder.unit")
    position = fields.String(required=True, attribute="holder.position")
    received_at = Moment(required=True)
    answered_at = Moment(required=True, allow_none=True)
    obligations = fields.List(fields.Nested(ObligationShown), required=True)
    goes_on = fields.List(
        fields.Nested(GoesOn),
        required=True,
        metadata={"description": "Where it goes on, once it was merged or split"},
    )
