"""How offices of the story handle a petition, from its receipt to what becomes of it there."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.models import Title
from api.authorities.policy import Act, can, roles_of
from api.core import clock
from api.demo.players import name_of, phone_of
from api.demo.scene import SOURCE, Scene, words
from api.demo.story import SUBMISSION, story
from api.petitions import actions as petitions
from api.petitions import legal_acts
from api.petitions.handing_in import submit
from api.petitions.models import Lodgement, Petition
from api.petitions.notes import Paper
from api.petitions.outcomes import Outcome
from api.petitions.submission import Submission

_PREPARING = (Title.HANDLER, Title.ASSISTANT, Title.RECEPTION_OFFICER, Title.DEPUTY)
"""Who is told to prepare an answer: the first of these in the unit."""


def hand_in(scene: Scene) -> None:
    """The sender does so themselves, or a receiving officer enters what came in."""
    draw = scene.draw
    person = {"name": name_of(draw.sender)}
    submission = Submission(
        kind=draw.kind,
        text=draw.text,
        addressee=draw.addressee,
        field=draw.field,
        area=draw.area,
        place=retold(draw.place),
        about={"position": draw.about} if draw.about else None,
        visibility=draw.visibility,
        petitioner=person,
        contact={"phone": phone_of(draw.sender)},
        channel=draw.channel,
    )
    desk = f"{draw.area}-tcd-tiep-nhan"
    actor = scene.sender if draw.has_account else scene.players.holding(desk)
    petition, _ = submit(scene.id, submission, actor)
    # Where it comes from is no word of the sender's: it is known of every petition of the story.
    petition.source_system, petition.source_ref = SOURCE, draw.id


def retold(place: str | None) -> str | None:
    """Where it really happened, said so that nobody looks for it in the commune of the story."""
    if place is None:
        return None
    return str(words()["places"]["real"]).format(place=place)


def accept(scene: Scene) -> None:
    """The head takes it on."""
    petitions.decide(scene.id, scene.head, Outcome.ACCEPTANCE, {"complex": False})


def decline(scene: Scene) -> None:
    """The head does not take it on, and says why."""
    details = {"ground": scene.writes("declining"), "text": scene.writes("declining_text")}
    petitions.decide(scene.id, scene.head, Outcome.DECLINING, details)


def guide(scene: Scene) -> None:
    """The sender is shown the lawful way."""
    petitions.decide(scene.id, scene.head, Outcome.GUIDANCE, {"text": scene.writes("guidance")})


def transfer(scene: Scene) -> None:
    """It goes to a body that is competent."""
    petitions.decide(scene.id, scene.head, Outcome.TRANSFER, _elsewhere(scene))


def file(scene: Scene) -> None:
    """Nothing is asked for."""
    petitions.decide(scene.id, scene.head, Outcome.FILING, {"ground": scene.writes("filing")})


def propose(scene: Scene) -> None:
    """A receiving officer proposes to take it on."""
    details, reason = {"complex": False}, scene.writes("proposal")
    petitions.propose(scene.id, scene.receiver, Outcome.ACCEPTANCE, details, reason)


def propose_transfer(scene: Scene) -> None:
    """A receiving officer proposes to pass it on."""
    details, reason = _elsewhere(scene), scene.writes("transfer_proposal")
    petitions.propose(scene.id, scene.receiver, Outcome.TRANSFER, details, reason)


def approve(scene: Scene) -> None:
    """The head follows the proposal."""
    petitions.decide_on_proposal(scene.id, scene.head, approve=True)


def refuse(scene: Scene) -> None:
    """The head does not follow the proposal."""
    reason = scene.writes("refusal")
    petitions.decide_on_proposal(scene.id, scene.head, approve=False, reason=reason)


def ask(scene: Scene) -> None:
    """Something is missing."""
    legal_acts.ask(scene.id, scene.receiver, scene.writes("request"))


def lodge(scene: Scene) -> None:
    """The signed paper of a complaint has come."""
    petitions.lodge(scene.id, scene.receiver, Lodgement.PAPER, clock.now())


def send_back(scene: Scene) -> None:
    """The head holds it for somebody else's."""
    to = directory().unit_by_code(story().given["returned_to"][scene.petition.field])
    legal_acts.send_back(scene.id, scene.head, scene.writes("return"), to)


def assign(scene: Scene) -> None:
    """Somebody of the unit that prepares is told to."""
    petitions.assign(scene.id, scene.head, _to_prepare(scene.petition))


def extend(scene: Scene) -> None:
    """It takes longer."""
    legal_acts.extend(scene.id, scene.head, _paper(scene), scene.writes("extension"))


def suspend(scene: Scene) -> None:
    """It stands still until another body has said something."""
    why = scene.writes("suspension")
    legal_acts.suspend(scene.id, scene.head, "awaiting_other_body", _paper(scene), why)


def resume(scene: Scene) -> None:
    """It goes on."""
    legal_acts.resume(scene.id, scene.head, scene.writes("resumption"))


def direct(scene: Scene) -> None:
    """The head of the Party committee has the government prepare the answer."""
    legal_acts.direct(scene.id, scene.head, scene.writes("direction"))


def urge(scene: Scene) -> None:
    """The head of the Party committee above wants it answered."""
    legal_acts.urge(scene.id, scene.above, scene.writes("urging"))


HANDLING: Mapping[str, Callable[[Scene], None]] = {
    SUBMISSION: hand_in,
    "acceptance": accept,
    "declining": decline,
    "guidance": guide,
    "transfer": transfer,
    "filing": file,
    "proposal": propose,
    "transfer_proposal": propose_transfer,
    "approval": approve,
    "refusal": refuse,
    "request": ask,
    "lodgement": lodge,
    "return": send_back,
    "assignment": assign,
    "extension": extend,
    "suspension": suspend,
    "resumption": resume,
    "direction": direct,
    "urging": urge,
}
"""What each of these steps is."""


def _elsewhere(scene: Scene) -> dict[str, Any]:
    field = scene.petition.field or "other"
    to = directory().unit_by_code(story().given["returned_to"][field])
    return {"to": to.name if to else "", "ground": scene.writes("transfer")}


def _paper(scene: Scene) -> Paper:
    return Paper(str(scene.dice.randint(10, 480)), "QĐ-UBND", clock.today())


def _to_prepare(petition: Petition) -> UUID:
    known, own = directory(), petition.unit_id
    prepares = petition.assigned_unit_id or own
    parent = known.parent(prepares)
    is_own = prepares == own or (parent is not None and parent.id == own)
    fitting = [
        desk
        for desk in known.positions_of(prepares if is_own else own)
        if desk.title in _PREPARING and desk.id != petition.about_position_id
        if can(roles_of(desk.title, known.unit(desk.unit_id).kind), Act.DRAFT)
    ]
    fitting.sort(key=lambda desk: (_PREPARING.index(desk.title), desk.code))
    return fitting[0].id if fitting else petition.holder_id
