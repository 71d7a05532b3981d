"""What is merged, and what is not."""

import threading
from typing import Any
from uuid import UUID

from sqlalchemy import select

from api.cases.models import Visibility
from api.core import clock
from api.core.database import db, unit_of_work
from api.events.models import Event
from api.petitions.models import Petition
from moderation.jobs import look
from tests import make
from tests.conftest import SignIn
from tests.moderation.looking import CLEAN, decision_of, held


def made(by: str = make.RESIDENT, **given: Any) -> Petition:
    with unit_of_work():
        return make.petition(by, **given)


def events_of(petition_id: UUID) -> list[UUID]:
    """What happened on it, the first first."""
    found = select(Event.id).where(Event.case_id == petition_id).order_by(Event.id)
    return list(db.session.scalars(found))


def into(target: Petition) -> dict[str, str]:
    return {"into": str(target.id), "reason": "Cùng một cống."}


def test_only_one_matter_of_one_kind_and_unit_is_settled_together(sign_in: SignIn) -> None:
    resident, head = sign_in(make.RESIDENT), sign_in(make.CHAIR)
    _, address = make.new_address()
    resident.put(address, json=make.body())

    def refused(**given: Any) -> str:
        _, target = make.new_address()
        resident.put(target, json=make.body(**given))
        body = {"into": target[-36:], "reason": "Cùng cống."}
        return str(head.post(f"{address}/merge", json=body).json["type"]).rpartition("/")[2]

    assert refused(kind="proposal") == "not-the-same-matter"
    assert refused(about={"unit": f"{make.COMMUNE}-kt"}) == "not-the-same-matter"
    assert refused(kind="complaint") == "settled-each-by-itself"
    assert refused(kind="information_request") == "settled-each-by-itself"
    # What another head answers is not this one's to merge into, whether they see it or not.
    assert refused(addressee="party") in NOT_THEIRS
    assert refused(area="11407") in NOT_THEIRS
    assert resident.get(address).json["state"] == "received"


NOT_THEIRS = {"nothing-to-merge-into", "not-the-holder", "forbidden"}


def test_nothing_is_merged_into_itself_a_merged_one_an_answered_one_or_over_others(
    sign_in: SignIn,
) -> None:
    head, petitions = sign_in(make.CHAIR), [made() for _ in range(3)]
    first, second, third = petitions
    at = {each.id: f"/api/v1/petitions/{each.id}" for each in petitions}
    with unit_of_work():
        answered = make.answered()

    assert head.post(f"{at[first.id]}/merge", json=into(first)).status_code == 422
    assert head.post(f"{at[first.id]}/merge", json=into(second)).status_code == 201
    chained = head.post(f"{at[third.id]}/merge", json=into(first))
    over = head.post(f"{at[second.id]}/merge", json=into(third))
    late = head.post(f"{at[third.id]}/merge", json=into(answered))

    assert chained.json["type"] == "/problems/petition-not-open"
    assert over.json["type"] == "/problems/others-go-on-in-it"
    assert late.json["type"] == "/problems/petition-not-open"


def test_two_at_once_into_each_other_merge_one(sign_in: SignIn) -> None:
    one, other = made(), made(make.OTHER_RESIDENT)
    heads = [sign_in(make.CHAIR), sign_in(make.DEPUTY)]
    statuses: list[int] = []

    asked = [(f"/api/v1/petitions/{a.id}/merge", into(b)) for a, b in ((one, other), (other, one))]

    def merge(number: int) -> None:
        address, body = asked[number]
        statuses.append(heads[number].post(address, json=body).status_code)

    threads = [threading.Thread(target=merge, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [201, 409]


def test_what_was_public_is_so_again_once_it_is_separated(sign_in: SignIn) -> None:
    head, target = sign_in(make.CHAIR), made()
    with unit_of_work():
        public = make.petition(make.OTHER_RESIDENT, visibility=Visibility.PUBLIC)
        first = events_of(public.id)[0]
        look(first)
    address = f"/api/v1/petitions/{public.id}"
    anybody = sign_in("+84355000444")
    assert anybody.get(address).status_code == 200

    head.post(f"{address}/merge", json=into(target))
    assert anybody.get(address).status_code == 404
    head.post(f"{address}/separation", json={"reason": "Hai cống."})
    with unit_of_work():
        look(events_of(public.id)[-1])

    assert anybody.get(address).status_code == 200


def test_what_others_go_on_in_neither_ends_by_one_paper_nor_becomes_a_complaint(
    sign_in: SignIn,
) -> None:
    head, clerk = sign_in(make.CHAIR), sign_in(make.RECEIVER)
    target, other = made(), made(make.OTHER_RESIDENT)
    address, own = f"/api/v1/petitions/{target.id}", f"/api/v1/petitions/{other.id}"
    assert head.post(f"{own}/merge", json=into(target)).status_code == 201
    paper = {"form": "paper", "at": clock.now().isoformat()}

    gone = clerk.post(f"{address}/withdrawal-lodgement", json=paper)
    part = sign_in(make.OTHER_RESIDENT).post(f"{own}/withdrawal", json={"part": "Cống"})
    piece = sign_in(make.RESIDENT).post(f"{address}/withdrawal", json={"part": "Cống"})
    retyped = head.post(
        f"{address}/classification", json={"kind": "complaint", "reason": "Là khiếu nại."}
    )

    assert gone.json["type"] == "/problems/others-go-on-in-it"
    assert part.status_code == 409
    assert piece.json["type"] == "/problems/taken-back-by-all"
    assert retyped.json["type"] == "/problems/others-go-on-in-it"
    assert sign_in(make.RESIDENT).get(address).json["state"] == "received"
    # Taken apart again, each goes its own way.
    assert head.post(f"{own}/separation", json={"reason": "Hai cống."}).status_code == 201
    assert clerk.post(f"{address}/withdrawal-lodgement", json=paper).status_code == 201


def test_the_version_that_was_read_is_that_of_the_one_that_goes_on_in_the_other(
    sign_in: SignIn,
) -> None:
    head, petition, target = sign_in(make.CHAIR), made(), made(make.OTHER_RESIDENT)
    address = f"/api/v1/petitions/{petition.id}"
    head.post(f"/api/v1/petitions/{target.id}/acceptance", json={})
    read = {"If-Match": head.get(address).headers["ETag"]}

    merged = head.post(f"{address}/merge", json=into(target), headers=read)
    again = head.post(f"{address}/separation", json={"reason": "Hai cống."}, headers=read)

    assert merged.status_code == 201, merged.json
    assert again.status_code == 412 or again.json["type"] == "/problems/changed-meanwhile"


def test_what_waits_for_a_person_still_does_once_it_is_separated(sign_in: SignIn) -> None:
    head, target = sign_in(make.CHAIR), made()
    author, moderator = sign_in(make.RESIDENT), sign_in(make.MODERATOR)
    petition = held()
    verdict = {"publish": False, "reasons": ["abuse"]}
    assert moderator.post(decision_of(petition), json=verdict).status_code == 201
    address = f"/api/v1/petitions/{petition.id}"
    anew = author.post(f"{address}/public-text", json={"text": CLEAN})
    assert anew.json["state"] == "held", anew.json

    assert head.post(f"{address}/merge", json=into(target)).status_code == 201
    with unit_of_work():
        look(events_of(petition.id)[-1])
    head.post(f"{address}/separation", json={"reason": "Hai cống."})
    with unit_of_work():
        look(events_of(petition.id)[-1])

    assert author.get(address).json["publicity"]["state"] == "held"
    assert sign_in("+84355000444").get(address).status_code == 404
