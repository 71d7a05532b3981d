"""The minutes (biên bản) and the notice of conclusions (thông báo kết luận) of a dialogue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from api.authorities.directory import directory
from api.authorities.policy import Authority
from api.core.clock import VIETNAM, vietnam_date
from api.core.i18n import short_date
from api.dialogues.opinions.queries import synthesis_of
from api.dialogues.papers.blocks import Told, heading
from api.dialogues.papers.models import Conclusion
from api.dialogues.papers.queries import conclusion_of
from api.dialogues.papers.wording import PaperName, words
from api.dialogues.session_views import presided_by
from api.dialogues.sessions import OVER, Dialogue, SessionState
from api.printing.letterheads import letterhead_of, number_line, place_and_day, signing_lines
from api.printing.sheet import Block, Sheet, Signing

VIETNAMESE: Final = "vi"
"""The language of official papers, whoever prints them."""


@dataclass(frozen=True)
class Printed:
    """The papers of one dialogue."""

    dialogue: Dialogue
    is_demonstration: bool = False

    @cached_property
    def conclusion(self) -> Conclusion | None:
        """The signed conclusions; without them both papers are drafts."""
        return conclusion_of(self.dialogue.id)

    def has(self, name: PaperName) -> bool:
        """Whether it has come so far that there is this paper, at least as a draft."""
        begun = OVER | {SessionState.IN_SESSION} if name is PaperName.MINUTES else OVER
        return self.dialogue.state in begun

    def sheet(self, name: PaperName) -> Sheet:
        """The paper, which must be there."""
        return self._minutes() if name is PaperName.MINUTES else self._notice()

    def _minutes(self) -> Sheet:
        told, given = Told(self.dialogue), words("minutes")
        return self._sheet(
            PaperName.MINUTES,
            blocks=[
                Block(self._fill(given["opening"])),
                *told.where_and_who(),
                *self._before(told),
                *told.questions(),
                *told.promises(),
                *self._concluded(),
                *self._ended(given["closing"]),
            ],
            signing=Signing([given["chair"]], self._chair),
            signs_left=given["secretary"],
        )

    def _notice(self) -> Sheet:
        told, given, conclusion = Told(self.dialogue), words("conclusion"), self.conclusion
        holder = directory().position(self.dialogue.holder_id)
        signed_by = directory().position(conclusion.signed_by_id) if conclusion else holder
        authority = conclusion.authority if conclusion else Authority.TM
        return self._sheet(
            PaperName.CONCLUSION,
            blocks=[
                Block(self._fill(given["opening"])),
                *told.where_and_who(),
                *self._before(told),
                *told.outcomes(),
                *told.promises(),
                *self._concluded(),
                Block(self._fill(given["closing"])),
            ],
            signing=Signing(
                signing_lines(holder, signed_by, authority), conclusion.signer if conclusion else ""
            ),
            recipients=given["recipients"],
        )

    def _sheet(
        self,
        name: PaperName,
        blocks: Sequence[Block],
        signing: Signing,
        recipients: Sequence[str] = (),
        signs_left: str = "",
    ) -> Sheet:
        unit, common, conclusion = (
            directory().unit(self.dialogue.unit_id),
            words("common"),
            self.conclusion,
        )
        is_notice = name is PaperName.CONCLUSION
        signed = conclusion if is_notice else None
        day = signed.signed_on if signed else vietnam_date(self.dialogue.starts_at)
        return Sheet(
            letterhead=letterhead_of(unit),
            number=number_line(
                unit, signed.number if signed else None, signed.symbol if signed else None
            ),
            place_and_day=place_and_day(unit, None if is_notice and signed is None else day),
            title=words(name)["title"],
            subject=self._fill(words(name)["subject"]),
            blocks=blocks,
            signing=signing,
            recipients=recipients,
            signs_left=signs_left,
            mark="" if conclusion else common["draft"],
            notes=[
                *([common["demonstration"]] if self.is_demonstration else []),
                common["printed"],
            ],
        )

    @property
    def _chair(self) -> str:
        return next((each["person"] for each in presided_by(self.dialogue) if each["person"]), "")

    def _before(self, told: Told) -> Iterator[Block]:
        """Who came, and what was said before."""
        yield heading("people")
        yield from told.presences()
        yield from told.numbers()
        synthesis = synthesis_of(self.dialogue.id)
        if synthesis is not None:
            yield from told.synthesis(synthesis)

    def _concluded(self) -> Iterator[Block]:
        yield heading("conclusions")
        if self.conclusion is None:
            yield Block(words("words")["not_yet"])
            return
        for line in self.conclusion.text.splitlines():
            if line.strip():
                yield Block(line.strip())

    def _ended(self, closing: str) -> Iterator[Block]:
        until = self.dialogue.held_until
        if until is not None:
            local = until.astimezone(VIETNAM)
            day = short_date(vietnam_date(until), VIETNAMESE)
            yield Block(closing.format(time=f"{local:%H:%M}", day=day))

    def _fill(self, text: str) -> str:
        known = directory()
        return text.format(
            topic=self.dialogue.topic,
            place=self.dialogue.place,
            day=short_date(vietnam_date(self.dialogue.starts_at), VIETNAMESE),
            unit=known.unit(self.dialogue.unit_id).name,
            chair=known.position(self.dialogue.holder_id).name,
        )
