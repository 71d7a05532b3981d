"""A competence table that two people adopted is the one by which matters are routed."""

import pytest
from flask import Flask
from sqlalchemy import select

from api.core.database import db
from api.regulation.errors import NotAdoptable
from api.regulation.models import LawProposal
from api.routing.actions import explained
from api.routing.adopted import Table, in_force
from api.routing.reading import shipped
from tests import make
from tests.regulation.papers import adopted, proposed

NEW = 'source = "Quyết định 9/QĐ-UBND"'


def changed() -> str:
    """The table that we ship with another source of its first row."""
    text = Table().text()
    first = next(line for line in text.partition("[[row]]")[2].splitlines() if "source" in line)
    return text.replace(first, NEW)


def test_what_was_adopted_routes_from_then_on(app: Flask) -> None:
    petition = make.petition()
    before = petition.holder_id

    adopted(text="", competence=changed())

    assert in_force() is not shipped()
    assert Table().text() == changed()
    assert "Quyết định 9/QĐ-UBND" in {row.source for row in in_force().rows}
    assert make.petition(by=make.OTHER_RESIDENT).holder_id == before
    assert explained(petition.holder_reason, "vi").reason


def test_what_is_only_proposed_routes_nothing(app: Flask) -> None:
    proposed(text="", competence=changed())

    assert in_force() is shipped()


def test_a_table_with_mistakes_is_not_proposed(app: Flask) -> None:
    wrong = changed().replace('kind = "complaint"', 'kind = "gossip"').replace(NEW, "")

    with pytest.raises(NotAdoptable) as refused:
        proposed(text="", competence=wrong)

    assert refused.value.problems
    assert db.session.scalars(select(LawProposal)).all() == []


def test_a_table_that_can_no_longer_be_read_gives_way_to_ours_and_is_told_of(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    made = adopted(text="", competence=changed())
    assert made.competence is not None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("api.routing.adopted.adopted_competence", lambda: "[[row]]\nid = 3")
        found = in_force()

    assert found is shipped()
    assert "cannot be read" in caplog.text
