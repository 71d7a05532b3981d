"""The receipt slip: what somebody takes home after handing in, and never what they wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.authorities.directory import directory
from api.cases.access import roles_on
from api.cases.labels import answers_to, kind_of
from api.cases.models import Kind
from api.core import clock
from api.core.access import Actor, Role
from api.core.clock import VIETNAM, vietnam_date
from api.core.errors import Forbidden, Missing
from api.core.i18n import format_date, translate
from api.core.ids import in_threes
from api.petitions.models import Petition
from api.petitions.states import PetitionState
from api.regulation import queries
from api.regulation.explain import one_line
from api.regulation.models import Obligation, ObligationState
from api.regulation.reckoning import read
from api.regulation.terms import TermUnit
from api.regulation.views import shown

READERS: Final = frozenset({Role.RESIDENT, Role.RECEIVER, Role.HEAD})
"""Who may have the slip, of those who may see the petition: its author, reception, heads."""

SENTENCES: Final[Mapping[str, str]] = {
    "title": "Receipt",
    "number": "Receipt number",
    "code": "Code",
    "kind": "Kind of petition",
    "received": "Received",
    "until": "Until when, and why",
    "follow": "How to follow it",
    "ask": "Ask where you handed it in, with the receipt number.",
    "look": "Or look it up by the code:",
    "shows": "Whoever has the number or the code sees how it stands, never what you wrote.",
    "lodge": (
        "A complaint counts only with a signed paper or a record made in person:"
        " please come to the reception place with this receipt."
    ),
    "demonstration": "Demonstration: of no effect.",
}
"""What stands on every slip, or on those that need it."""


@dataclass(frozen=True)
class Duty:
    """Something that is owed still: what and by when, who owes it, on which basis."""

    what: str
    who: str
    why: str | None


@dataclass(frozen=True)
class Slip:
    """A receipt in one language, ready to be printed."""

    petition: Petition
    locale: str

    @property
    def number(self) -> str:
        """The receipt number, in groups."""
        return in_threes(self.petition.receipt_number)

    @property
    def kind(self) -> str:
        """The kind, as a heading has it."""
        kind = kind_of(self.petition.kind, self.locale)
        return kind[:1].upper() + kind[1:]

    @property
    def received(self) -> str:
        """The legal moment of receipt, in Viet Nam."""
        moment = self.petition.opened_at
        day = format_date(vietnam_date(moment), self.locale)
        return f"{moment.astimezone(VIETNAM):%H:%M}, {day}"

    @property
    def unit(self) -> str:
        """The unit that answers."""
        return directory().unit(self.petition.unit_id).name

    @property
    def responsible(self) -> str:
        """What the position is called that must answer."""
        return answers_to(self.petition.kind, self.locale)

    @property
    def position(self) -> str:
        """The position that must answer."""
        return directory().position(self.petition.holder_id).name

    @property
    def duties(self) -> list[Duty]:
        """All that is owed still, the earliest day first."""
        found = queries.obligations_of(self.petition.id)
        still = [each for each in found if each.state is ObligationState.OPEN]
        still.sort(key=lambda each: each.last_day or date.max)
        return [self._duty(each) for each in still]

    @property
    def needs_paper(self) -> bool:
        """Whether it is a complaint that nobody has signed yet."""
        return self.petition.kind is Kind.COMPLAINT and not self.petition.is_lodged

    def say(self, name: str) -> str:
        """One of the sentences of every slip."""
        return translate(SENTENCES[name], self.locale)

    def _duty(self, owed: Obligation) -> Duty:
        seen = shown(owed, clock.now(), self.locale, inside=False)
        rule, due = queries.regulation().rule(owed.rule_id, owed.rule_version), read(owed.reckoning)
        what = one_line(rule, due, locale=self.locale) if rule else seen["title"]
        why = translate("Basis: %(citation)s.", self.locale, citation=seen["citation"])
        # Where nobody has set a term, there is nobody to name for it.
        is_set = due.term.unit is not TermUnit.UNSET
        return Duty(what, seen["owed_by"]["position"], why if is_set else None)


def must_be_given_to(petition: Petition, actor: Actor) -> None:
    """`Missing` for who may not see the petition, `Forbidden` for who sees it as somebody else.

    Until somebody acts on it, the clerk who entered it prints the slip, whomever it is about.
    """
    is_entering = petition.entered_by_id == actor.account_id
    if is_entering and petition.state == PetitionState.RECEIVED:
        return
    roles = roles_on(actor, petition)
    if not roles:
        raise Missing
    if READERS.isdisjoint(roles):
        raise Forbidden
