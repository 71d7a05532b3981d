"""What each class of reader sees of a petition: the table of rights, one schema a column."""

from marshmallow import Schema, fields

from api.commitments.schemas import CommitmentBrief
from api.core.dumping import Dumper
from api.core.http import Moment, page_of
from api.regulation.schemas import ObligationShown


class Place(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)


class Holder(Schema):
    position = fields.String(required=True)
    position_id = fields.UUID(required=True)
    unit = fields.String(required=True)
    unit_id = fields.UUID(required=True)
    unit_code = fields.String(required=True)
    reason = fields.String(required=True)
    source = fields.String(required=True)


class Desk(Schema):
    unit = fields.String(required=True, allow_none=True)
    position = fields.String(required=True, allow_none=True)


class Promise(Schema):
    what = fields.String(required=True)
    due_on = fields.Date(required=True)


class DraftShown(Schema):
    text = fields.String(required=True)
    result = fields.String(required=True)
    legal_basis = fields.String(required=True, allow_none=True)
    commitment = fields.Nested(Promise, required=True, allow_none=True)
    drafted_at = Moment(required=True)


class AnswerShown(DraftShown):
    number = fields.String(required=True)
    symbol = fields.String(required=True)
    signed_on = fields.Date(required=True)
    authority = fields.String(required=True, allow_none=True)
    signer = fields.String(required=True)
    position = fields.String(required=True, allow_none=True)
    signed_at = Moment(required=True)


class RatingShown(Schema):
    stars = fields.Integer(required=True)
    words = fields.String(required=True, allow_none=True)
    at = Moment(required=True)


class ContestDecisionShown(Schema):
    upheld = fields.Boolean(required=True)
    reason = fields.String(required=True)
    unit = fields.String(required=True)
    position = fields.String(required=True, allow_none=True)
    at = Moment(required=True)


class ContestShown(Schema):
    reasons = fields.String(required=True)
    at = Moment(required=True)
    decision = fields.Nested(ContestDecisionShown, required=True, allow_none=True)


class NextStep(Schema):
    way = fields.String(required=True, metadata={"description": "second_settlement or court"})
    title = fields.String(required=True)
    to = fields.String(required=True, allow_none=True)
    until = fields.Date(required=True, allow_none=True)
    citation = fields.String(required=True)
    explanation = fields.List(fields.String(), required=True)


class NoteShown(Schema):
    act = fields.String(required=True)
    words = fields.String(required=True)
    number = fields.String(required=True, allow_none=True)
    symbol = fields.String(required=True, allow_none=True)
    signed_on = fields.Date(required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    position = fields.String(required=True, allow_none=True)
    at = Moment(required=True)


class ProposalShown(Schema):
    act = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    details = fields.Dict(required=True)
    proposed_by = fields.String(required=True, allow_none=True)
    proposed_at = Moment(required=True)


class DecisionShown(Schema):
    act = fields.String(required=True)
    details = fields.Dict(required=True)
    unit = fields.String(required=True, allow_none=True)
    decided_by = fields.String(required=True, allow_none=True)
    decided_at = Moment(required=True)


class PetitionForMonitor(Schema):
    """MTTQ: what is owed, by whom and whether in time; the words only masked."""

    id = fields.UUID(required=True)
    code = fields.String(required=True)
    kind = fields.String(required=True)
    addressee = fields.String(required=True)
    field = fields.String(required=True, allow_none=True)
    subfield = fields.String(required=True, allow_none=True)
    area = fields.Nested(Place, required=True, allow_none=True)
    state = fields.String(required=True)
    public_state = fields.String(required=True)
    visibility = fields.String(required=True)
    instance = fields.Integer(required=True)
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
    rating = fields.Nested(RatingShown, required=True, allow_none=True)
    contest = fields.Nested(ContestShown, required=True, allow_none=True)


class PetitionForModerator(PetitionForMonitor):
    """Who decides what may be public: the words as they were sent, and nothing of the sender."""

    title = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)


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
    masked_text = fields.String(required=True, allow_none=True)
    answer = fields.Nested(AnswerShown, required=True, allow_none=True)
    rating = fields.Integer(required=True, allow_none=True, attribute="petition.rating")
    contested_at = Moment(required=True, allow_none=True, attribute="petition.contested_at")


class WithWords(PetitionForMonitor):
    receipt_number = fields.String(required=True)
    title = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)
    place = fields.String(required=True, allow_none=True)
    about = fields.Nested(Desk, required=True, allow_none=True)
    lodged_at = Moment(required=True, allow_none=True)
    decision = fields.Nested(DecisionShown, required=True, allow_none=True)
    notes = fields.List(fields.Nested(NoteShown), required=True)


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
        required=True, allow_none=True, metadata={"description": "A decision comes before this"}
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
