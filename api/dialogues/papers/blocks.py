"""What papers of a dialogue tell, paragraph by paragraph, in Vietnamese."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from api.authorities.directory import directory
from api.authorities.queries import neighbourhood_names
from api.core.clock import VIETNAM, vietnam_date
from api.core.i18n import short_date
from api.dialogues.live.queries import figures
from api.dialogues.opinions.models import Synthesis
from api.dialogues.papers.outcomes import Asked, PromiseMade, asked_at, promises_of
from api.dialogues.papers.wording import words
from api.dialogues.session_views import presences, presided_by
from api.dialogues.sessions import Dialogue
from api.printing.sheet import Block


def heading(name: str) -> Block:
    """The heading of a part of the paper."""
    return Block(words("headings")[name], is_heading=True)


def fact(label: str, text: str) -> Block:
    """A fact with its name before it."""
    return Block(text, label=words("labels")[label])


@dataclass(frozen=True)
class Told:
    """One dialogue, told."""

    dialogue: Dialogue

    def where_and_who(self) -> Iterator[Block]:
        """Time, place, who really presided, and who organised it too."""
        known, said = directory(), words("words")
        begins = self.dialogue.opened_session_at or self.dialogue.starts_at
        moments = {
            "begins": f"{begins.astimezone(VIETNAM):%H:%M}",
            "day": short_date(vietnam_date(begins), "vi"),
        }
        until = self.dialogue.held_until
        if until is None:
            yield fact("time", said["begun"].format(**moments))
        else:
            ends = f"{until.astimezone(VIETNAM):%H:%M}"
            yield fact("time", said["from_to"].format(**moments, ends=ends))
        yield fact("place", self.dialogue.place)
        for each in presided_by(self.dialogue):
            person = f"{each['person']}, " if each["person"] else ""
            stands_in = f" ({said['stands_in']})" if each["stands_in"] else ""
            yield fact("presided", f"{person}{each['name']}{stands_in}")
        for unit_id in self.dialogue.co_organisers:
            yield fact("with", known.unit(UUID(unit_id)).name)

    def presences(self) -> Iterator[Block]:
        """Which of the units that were to send somebody did."""
        for each in presences(self.dialogue):
            label = {True: "present", False: "absent", None: "unsaid"}[each["came"]]
            yield fact(label, _who_came(each))

    def numbers(self) -> Iterator[Block]:
        """People, turns at the microphone, and matters."""
        people = (self.dialogue.attendance or {}).get("people")
        if people is not None:
            yield fact("people", str(people))
        yield fact("turns", str(figures(self.dialogue.id).spoke))
        yield fact("matters", str(len(self.asked)))

    def synthesis(self, synthesis: Synthesis) -> Iterator[Block]:
        """The opinions that were put together beforehand."""
        names, said = neighbourhood_names(self.dialogue.unit_area_code), words("words")
        yield heading("synthesis")
        day = short_date(synthesis.made_on, "vi")
        form = said["report"] if synthesis.number else said["report_unnumbered"]
        yield fact("report", form.format(number=synthesis.number, day=day))
        for number, each in enumerate(synthesis.items, start=1):
            yield Block(f"{number}. {each['heading']} ({_by_whom(each, names)})")
            yield from (Block(line) for line in each["text"].splitlines() if line.strip())
            if each["prepared_by"]:
                yield fact("prepared", directory().unit(UUID(each["prepared_by"])).name)

    def questions(self) -> Iterator[Block]:
        """Each question with what came of it, and what was said."""
        yield heading("questions")
        if not self.asked:
            yield Block(words("words")["no_questions"])
        for each in self.asked:
            yield Block(_question(each))
            yield fact("outcome", _outcome(each))
            if each.said:
                yield fact("said", each.said)

    def outcomes(self) -> Iterator[Block]:
        """What is still owed, and what went elsewhere, of each question."""
        yield heading("questions")
        if not self.asked:
            yield Block(words("words")["no_questions"])
        for each in self.asked:
            yield Block(f"{_question(each)} {_outcome(each)}.")

    def promises(self) -> Iterator[Block]:
        """What was promised, by whom and by which day."""
        yield heading("promises")
        made, labels = self.promised, words("labels")
        if not made:
            yield Block(words("words")["no_promises"])
        for each in made:
            day = short_date(each.due_on, "vi")
            yield Block(
                f"- {_promise(each)}; {labels['owner']}: {each.owner}; {labels['due']} {day}."
            )

    @cached_property
    def asked(self) -> Sequence[Asked]:
        """All that was asked."""
        return asked_at(self.dialogue.id)

    @cached_property
    def promised(self) -> Sequence[PromiseMade]:
        """All that was promised."""
        return promises_of(self.dialogue.id)


def _who_came(presence: Mapping[str, Any]) -> str:
    said, unit = words("words"), presence["unit"].name
    if presence["came"] is None:
        return str(unit)
    if not presence["came"]:
        return f"{unit} ({presence['reason'] or said['no_reason']})"
    who = ", ".join(filter(None, (presence["person"], presence["position"])))
    stands_in = f", {said['sent']}" if presence["stands_in"] else ""
    return f"{unit} ({who or said['nobody_named']}{stands_in})"


def _by_whom(matter: Mapping[str, Any], names: Mapping[str, str]) -> str:
    villages = ", ".join(names.get(each, each) for each in matter["villages"])
    people = words("words")["people"].format(count=matter["people"])
    return "; ".join(filter(None, (villages, people)))


def _question(asked: Asked) -> str:
    number = words("words")["question"].format(number=asked.number)
    return f"{number}. {asked.words or words('words')['hidden']}"


def _promise(promise: PromiseMade) -> str:
    said = words("words")
    number = said["question"].format(number=promise.number)
    return promise.what or f"{number}: {said['hidden']}"


def _outcome(asked: Asked) -> str:
    labels = words("labels")
    found = [words("outcomes")[asked.outcome or "open"]]
    if asked.due_on:
        found.append(f"{labels['due']} {short_date(asked.due_on, 'vi')}")
    if asked.to:
        found.append(f"{labels['to']}: {asked.to}")
    return "; ".join(found)
