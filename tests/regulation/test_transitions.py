"""A new wording moves what is open only by a numbered decision of somebody who names it."""

from datetime import date
from uuid import UUID

import pytest

from api.core import clock
from api.core.database import db
from api.petitions import legal_acts
from api.regulation import replay
from api.regulation.errors import NoDecision, NoSuchRule
from api.regulation.models import Transition
from api.regulation.queries import regulation
from tests import make
from tests.petitions.papers import paper as signed
from tests.regulation.laws import Use, rule
from tests.regulation.moving import NOTICE_DAY, at, carried_out, moved_events, owed, received
from tests.regulation.papers import DEPUTY, FIFTEEN_DAYS, adopted

NEW_WORDING = (
    FIFTEEN_DAYS.replace("qd-tra-loi.answer", "thu.one")
    .replace('"promise"', '"law"')
    .replace("15wd", "15cd")
    .replace('replaces = ["dia-phuong.answer", "ck-mau.answer"]', "")
    .replace("2027-01-01", "2026-11-17")
)
"""Another wording of the rule that the tests begin with, from 17 November."""


def test_a_new_wording_moves_what_is_open_only_by_a_decision_that_names_it(law: Use) -> None:
    # Given a petition under a rule of ten working days, and a new wording of twenty days
    law(rule(term="10wd"))
    petition = received("12")
    with clock.standing_at(NOTICE_DAY):
        adopted(text=NEW_WORDING.replace("15cd", "20cd"))
        # When nobody decides on the open terms, they stay
        assert carried_out() == []
        assert owed(petition).rule_version == date(2026, 1, 1)
        # When somebody does, they follow, and it is said by which decision
        (found,) = carried_out("thu.one", document="12/QĐ-UBND")

    duty = owed(petition)
    assert (found.reason, duty.term, duty.rule_version) == ("rule", "20cd", date(2026, 11, 17))
    wording = regulation().rule("thu.one", date(2026, 11, 17))
    assert wording is not None
    assert duty.rule_hash == wording.hash
    (event,) = moved_events(petition)
    assert (event.facts["document"], event.facts["reason"]) == ("12/QĐ-UBND", "rule")
    transition = db.session.get_one(Transition, UUID(event.facts["decision"]))
    assert transition.rules == ["thu.one"]


def test_a_longer_term_that_was_decided_is_kept_by_the_new_wording(law: Use) -> None:
    # Given a complex matter, for which the head has decided on the longer term
    law(rule('ceilings = [ { when = { complex = true }, term = "45cd" } ]', term="30cd"))
    with clock.standing_at(at("12")):
        petition = make.accepted()
        legal_acts.extend(petition.id, make.actor(make.CHAIR), signed(), "Nhiều hộ.")
    before = owed(petition).term

    # When a wording with other numbers is to count for what is open
    with clock.standing_at(NOTICE_DAY):
        longer = 'term = "20cd"\nceilings = [ { when = { complex = true }, term = "50cd" } ]'
        adopted(text=NEW_WORDING.replace('term = "15cd"', longer))
        carried_out("thu.one", document="12/QĐ-UBND")

    # Then it is the longer one of the new wording
    assert (before, owed(petition).term) == ("45cd", "50cd")


def test_a_wording_that_moves_no_day_is_not_taken_over(law: Use) -> None:
    law(rule(term="15cd"))
    petition = received("12")

    with clock.standing_at(NOTICE_DAY):
        adopted(text=NEW_WORDING)
        assert carried_out("thu.one", document="12/QĐ-UBND") == []

    assert owed(petition).rule_version == date(2026, 1, 1)


def test_a_rule_moves_terms_only_by_a_numbered_decision_of_somebody(law: Use) -> None:
    law(rule())

    with pytest.raises(NoDecision):
        replay.decide(make.actor(DEPUTY), ["thu.one"], None)
    with pytest.raises(NoDecision):
        replay.decide(None, ["thu.one"], "12/QĐ-UBND")
    with pytest.raises(NoSuchRule):
        replay.decide(make.actor(DEPUTY), ["thu.two"], "12/QĐ-UBND")
