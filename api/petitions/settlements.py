"""What a decision on a complaint finds: right, partly right, wrong; see `data/findings.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from api.cases.models import Kind
from api.core.database import Model, db
from api.petitions.answers import Answer
from api.petitions.ending_errors import (
    NoSuchFinding,
)
from api.petitions.models import Petition

_FILE = Path(__file__).parent / "data" / "findings.toml"


@dataclass(frozen=True)
class FindingKind:
    """One class of findings, with the text that names it."""

    code: str
    titles: Mapping[str, str]
    source: str
    confidence: str

    def title(self, locale: str) -> str:
        """What it is called."""
        return self.titles[locale]


class Finding(Model):
    """What a signed decision on a complaint found."""

    __tablename__ = "findings"

    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answers.id"), primary_key=True)
    finding: Mapped[str]


def must_be_a_finding(petition: Petition, finding: str | None) -> None:
    """Refuses a word that no text names, and one on what is not a complaint."""
    if finding is not None and (petition.kind is not Kind.COMPLAINT or finding not in findings()):
        raise NoSuchFinding(findings=sorted(findings()))


def keep_finding(answer: Answer, finding: str | None) -> None:
    """This is what the decision found; nothing is kept where it does not say so."""
    if finding is not None:
        db.session.add(Finding(answer_id=answer.id, finding=finding))


def findings_in(answer_ids: list[UUID]) -> Mapping[UUID, str]:
    """What each of these decisions found, of those that say so."""
    wanted = select(Finding.answer_id, Finding.finding).where(Finding.answer_id.in_(answer_ids))
    return {row.answer_id: row.finding for row in db.session.execute(wanted)}


@cache
def findings() -> Mapping[str, FindingKind]:
    """All classes there are, by their codes."""
    listed = tomllib.loads(_FILE.read_text(encoding="utf-8"))["finding"]
    return {
        each["code"]: FindingKind(each["code"], each["title"], each["source"], each["confidence"])
        for each in listed
    }
