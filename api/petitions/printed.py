"""The official papers of a petition: which of them there are now for whom, and what they say."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.models import Title
from api.authorities.policy import Authority
from api.cases.access import Reader
from api.cases.labels import kind_of
from api.cases.models import Kind
from api.core.clock import vietnam_date
from api.core.i18n import short_date
from api.petitions.answers import Answer
from api.petitions.columns import column_of
from api.petitions.drafting import INSIDE
from api.petitions.models import Petition
from api.petitions.objecting import how_to_object
from api.petitions.outcomes import Outcome
from api.petitions.paper_blocks import (
    VIETNAMESE,
    details,
    fact,
    handing,
    mark_of,
    paragraphs,
    structure,
)
from api.petitions.paper_words import PaperName, common, words_of
from api.petitions.proposals import Proposal
from api.petitions.readers import WithSender
from api.petitions.receipt import Slip
from api.printing.letterheads import letterhead_of, number_line, place_and_day, signing_lines
from api.printing.sheet import Block, Proof, Sheet, Signing

OWN: Final = INSIDE | {Reader.AUTHOR}
"""Who has papers of it at all: its sender, and who works on it."""

_RECEIPT: Final = OWN - {Reader.HANDLER}
"""Who prepares the answer gives nobody a receipt."""

_INSTANCES: Final = {1: "đầu", 2: "hai"}


@dataclass(frozen=True)
class Printed:
    """The papers of one petition, as one reader may have them."""

    petition: Petition
    reader: Reader
    address: str = ""
    """Where whoever holds a signed answer can check it; its code is put after this."""
    is_demonstration: bool = False

    @property
    def names(self) -> Sequence[PaperName]:
        """What there is now."""
        return [name for name in PaperName if self.has(name)]

    def has(self, name: PaperName) -> bool:
        """Whether there is this paper, for this reader."""
        if name is PaperName.RECEIPT:
            return self.reader in _RECEIPT
        if name is PaperName.PROPOSAL:
            return self.reader in INSIDE and self._proposal is not None
        if name is PaperName.ANSWER:
            return self._answer is not None and self.reader in OWN
        decision = self.petition.decision
        return decision is not None and decision.outcome == name.value and self.reader in OWN

    def is_draft(self, name: PaperName) -> bool:
        """Whether it is not signed yet."""
        answer = self._answer
        return name is PaperName.ANSWER and answer is not None and answer.signed_at is None

    def sheet(self, name: PaperName) -> Sheet:
        """The paper, which must be there."""
        writers: Mapping[PaperName, Callable[[], Sheet]] = {
            PaperName.RECEIPT: self._receipt,
            PaperName.PROPOSAL: self._proposed,
            PaperName.ANSWER: self._answered,
        }
        return writers.get(name, lambda: self._decided(name))()

    @property
    def _answer(self) -> Answer | None:
        """The answer that holds; for the office the draft of the next one, while there is one."""
        draft = self.petition.words_to_sign if self.reader in INSIDE else None
        return draft or self.petition.answer

    @property
    def _proposal(self) -> Proposal | None:
        """What was last proposed to the head, and not decided by the head alone."""
        proposed = [each for each in self.petition.proposals if each.reason or not _at_once(each)]
        return proposed[-1] if proposed else None

    def _receipt(self) -> Sheet:
        slip, words = Slip(self.petition, VIETNAMESE), words_of(PaperName.RECEIPT)
        return self._sheet(
            PaperName.RECEIPT,
            vietnam_date(self.petition.opened_at),
            blocks=[
                Block(self._fill(words["opening"])),
                fact("number", slip.number),
                fact("code", self.petition.code),
                fact("kind", slip.kind),
                fact("received", slip.received),
                fact("responsible", slip.position),
                *self._duties(slip),
                *([Block(words["paper"])] if slip.needs_paper else []),
            ],
            to=[self._sender],
            signing=Signing([common()["receiver"]]),
            signs_left=common()["bringer"],
        )

    def _proposed(self) -> Sheet:
        proposal, words = self._proposal, words_of(PaperName.PROPOSAL)
        if proposal is None:
            raise LookupError(PaperName.PROPOSAL)
        return self._sheet(
            PaperName.PROPOSAL,
            vietnam_date(proposal.proposed_at),
            blocks=[
                Block(self._fill(words["opening"])),
                fact("proposed", common("outcomes")[proposal.outcome]),
                *details(proposal.details),
                *([fact("reason", proposal.reason)] if proposal.reason else []),
            ],
            to=[directory().position(self.petition.holder_id).name],
            signing=Signing([common()["proposer"]], _person(proposal.proposed_by_id, proposal)),
            signs_left=common()["asked"],
        )

    def _decided(self, name: PaperName) -> Sheet:
        decision, words = self.petition.decision, words_of(name)
        if decision is None:
            raise LookupError(name)
        given, slip = decision.details, Slip(self.petition, VIETNAMESE)
        is_accepted = decision.outcome is Outcome.ACCEPTANCE
        day = given.get("signed_on") or vietnam_date(decision.decided_at or decision.proposed_at)
        return self._sheet(
            name,
            date.fromisoformat(day) if isinstance(day, str) else day,
            number=(given.get("number"), given.get("symbol")),
            blocks=[
                Block(self._fill(words["opening"])),
                *([fact("register", self.petition.register)] if self.petition.register else []),
                *([fact("responsible", slip.position)] if is_accepted else []),
                *details(given, is_to_shown="handing" not in words),
                *(self._duties(slip) if is_accepted else ()),
                *handing(words, self._fill, given),
            ],
            to=[given["to"]] if name is PaperName.TRANSFER else [self._sender],
            signing=self._signed_by(decision.decided_by_id, decision),
            recipients=common()[
                "recipients_with_sender" if name is PaperName.TRANSFER else "recipients"
            ],
        )

    def _answered(self) -> Sheet:
        answer, words = self._answer, words_of(PaperName.ANSWER)
        if answer is None:
            raise LookupError(PaperName.ANSWER)
        is_decision = self.petition.kind is Kind.COMPLAINT
        of = "decision_" if is_decision else ""
        return self._sheet(
            PaperName.ANSWER,
            answer.signed_on,
            number=(answer.number, answer.symbol),
            blocks=[
                Block(self._fill(words[f"{of}opening"])),
                *paragraphs(answer.text),
                *structure(answer),
                Block(how_to_object(self.petition, VIETNAMESE)),
                *([] if is_decision else [Block(common()["closing"])]),
            ],
            title=words["decision_title"] if is_decision else "",
            subject=self._fill(words[f"{of}subject"]),
            to=[] if is_decision else [self._sender],
            signing=self._signature(answer),
            recipients=common()["recipients_of_decision" if is_decision else "recipients"],
            mark=common()["draft"] if answer.signed_at is None else "",
            proof=self._proof(answer),
        )

    def _sheet(
        self,
        name: PaperName,
        day: date | None,
        number: tuple[str | None, str | None] = (None, None),
        **rest: Any,
    ) -> Sheet:
        unit, words = directory().unit(self.petition.unit_id), words_of(name)
        named = {
            "title": words.get("title", ""),
            "subject": self._fill(words["subject"]),
            "notes": [
                *([common()["demonstration"]] if self.is_demonstration else []),
                common()["printed"],
            ],
        }
        return Sheet(
            letterhead=letterhead_of(unit),
            number=number_line(unit, *number),
            place_and_day=place_and_day(unit, day),
            **(named | rest),
        )

    @property
    def _sender(self) -> str:
        """By name for who may read it, else as the sender of what has this code."""
        petitioner = self.petition.petitioner or {}
        is_named = issubclass(column_of(self.reader, self.petition), WithSender)
        if is_named and petitioner.get("name"):
            return str(common()["sender"]).format(name=petitioner["name"])
        return self._fill(common()["sender_unnamed"])

    def _fill(self, words: str, to: str = "") -> str:
        return words.format(
            kind=kind_of(self.petition.kind, VIETNAMESE),
            code=self.petition.code,
            received=short_date(vietnam_date(self.petition.opened_at), VIETNAMESE),
            unit=directory().unit(self.petition.unit_id).name,
            instance=_INSTANCES.get(self.petition.instance, ""),
            to=to,
        )

    def _duties(self, slip: Slip) -> Iterator[Block]:
        for duty in slip.duties:
            yield fact("until", ". ".join(filter(None, (duty.what.rstrip("."), duty.why))))

    def _signature(self, answer: Answer) -> Signing:
        if answer.signed_by_id is None:
            return self._signed_by(self.petition.holder_id, None)
        lines = self._lines(answer.signed_by_id, answer.authority)
        return Signing(lines, answer.signer or "")

    def _signed_by(self, position_id: UUID | None, decision: Proposal | None) -> Signing:
        """A head in their own name, a deputy for the head."""
        position_id = position_id or self.petition.holder_id
        is_deputy = directory().position(position_id).title is Title.DEPUTY
        lines = self._lines(position_id, Authority.KT if is_deputy else None)
        return Signing(lines, _person(position_id, decision) if decision else "")

    def _lines(self, position_id: UUID, authority: Authority | None) -> Sequence[str]:
        known = directory()
        holder, signer = known.position(self.petition.holder_id), known.position(position_id)
        return signing_lines(holder, signer, authority)

    def _proof(self, answer: Answer) -> Proof | None:
        if answer.paper_code is None:
            return None
        return Proof(f"{self.address}{answer.paper_code}", answer.paper_code, mark_of(answer))


def _at_once(proposal: Proposal) -> bool:
    """Whether the head decided it without anybody having proposed it."""
    return proposal.proposed_at == proposal.decided_at


def _person(position_id: UUID | None, proposal: Proposal) -> str:
    """Who held the position when it was proposed or decided."""
    at = proposal.decided_at or proposal.proposed_at
    held = position_id and directory().holder_on(position_id, vietnam_date(at))
    return held.person if held else ""
