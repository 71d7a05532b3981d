"""Who may be asked to prepare an answer."""

from typing import Any

import pytest

from api.authorities.directory import directory
from api.authorities.lookup import position_named, unit_named
from api.cases.models import Addressee, Kind
from api.core import clock
from api.pages.steps_to_answer import _desks_of
from api.petitions import actions, legal_acts
from api.petitions.answers import Draft, Result
from api.petitions.errors import MayNotDraft, NotInThisUnit
from api.petitions.models import Lodgement, Petition
from api.petitions.outcomes import Outcome
from tests import make

pytestmark = pytest.mark.usefixtures("app")

DEPARTMENT = "31-sxd"
INSPECTOR = "31-tt-chuyen-vien"


def head_place(petition: Petition) -> str:
    return directory().unit(petition.unit_id).area_code


def against(unit: str, **given: Any) -> Petition:
    return make.petition(about={"unit": unit}, **given)


def test_whom_the_competence_table_names_to_prepare_may_be_asked_to() -> None:
    # A matter about a commune's government is examined by the city's inspectorate.
    petition = against(f"{make.COMMUNE}-ubnd")
    inspector = position_named(INSPECTOR)
    assert petition.assigned_unit_id == inspector.unit_id

    actions.assign(petition.id, make.actor(make.CITY_CHAIR), inspector.id)

    assert petition.assigned_id == inspector.id


@pytest.mark.parametrize("kind", [Kind.COMPLAINT, Kind.REFLECTION])
@pytest.mark.parametrize("unit", [DEPARTMENT, "31-syt", f"{make.COMMUNE}-kt"])
def test_whoever_routing_names_for_an_accused_unit_can_be_assigned_and_draft(
    unit: str, kind: Kind
) -> None:
    # A complaint against a department is settled by its head, and not prepared in it.
    petition = against(unit, kind=kind, area=None)
    known = directory()
    assert petition.assigned_unit_id is not None
    prepares = known.unit(petition.assigned_unit_id)
    desk = position_named(f"{prepares.code}-chuyen-vien")
    head = make.actor(known.position(petition.holder_id).code)
    if kind is Kind.COMPLAINT:
        actions.lodge(
            petition.id,
            make.actor(f"{head_place(petition)}-tcd-tiep-nhan"),
            Lodgement.PAPER,
            clock.now(),
        )
    actions.decide(petition.id, head, Outcome.ACCEPTANCE, {})

    actions.assign(petition.id, head, desk.id)
    actions.draft(petition.id, make.actor(desk.code), Draft("Đã xem xét.", Result.EXPLAINED))

    assert petition.assigned_id == desk.id
    assert prepares.code != unit


def test_once_handed_to_another_unit_the_table_names_nobody_there() -> None:
    petition = against(f"{make.COMMUNE}-ubnd")
    chair = make.actor(make.CITY_CHAIR)

    legal_acts.send_back(petition.id, chair, "Thuộc Sở.", unit_named(DEPARTMENT))

    with pytest.raises(NotInThisUnit):
        actions.assign(
            petition.id, make.actor(f"{DEPARTMENT}-truong"), position_named(INSPECTOR).id
        )


def test_who_writes_no_answers_is_not_asked_to_prepare_one() -> None:
    petition = make.petition(addressee=Addressee.FRONT)
    chair = make.actor(f"{make.COMMUNE}-mttq-chu-tich")
    watcher, deputy = (
        position_named(make.FRONT),
        position_named(f"{make.COMMUNE}-mttq-pho-chu-tich"),
    )

    with pytest.raises(MayNotDraft):
        actions.assign(petition.id, chair, watcher.id)
    actions.assign(petition.id, chair, deputy.id)

    assert petition.assigned_id == deputy.id


def test_whoever_the_desk_is_offered_can_be_assigned_and_can_draft() -> None:
    petition = make.accepted(head=f"{make.COMMUNE}-mttq-chu-tich", addressee=Addressee.FRONT)
    chair = make.actor(f"{make.COMMUNE}-mttq-chu-tich")
    offered = [option.value for option in _desks_of(petition)]

    for code in offered:
        actions.assign(petition.id, chair, position_named(code).id)
    actions.draft(petition.id, make.actor(offered[-1]), Draft("Đã giám sát.", Result.EXPLAINED))

    assert make.FRONT not in offered
    assert len(offered) >= 2


def test_a_second_complaint_goes_to_the_head_above_and_is_accepted_there() -> None:
    petition = against(f"{make.COMMUNE}-ubnd", kind=Kind.COMPLAINT, instance=2)
    head = make.actor(make.CITY_CHAIR)

    actions.lodge(petition.id, make.actor("31-tcd-tiep-nhan"), Lodgement.PAPER, clock.now())
    actions.decide(petition.id, head, Outcome.ACCEPTANCE, {})

    assert directory().position(petition.holder_id).code == make.CITY_CHAIR
    assert petition.instance == 2
