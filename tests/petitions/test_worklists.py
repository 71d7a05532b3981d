"""What a desk asks of its lists: filters, the order of work, counts that agree, words."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from api.authorities.lookup import position_named
from api.cases.models import Addressee, Channel, Kind
from api.core import clock
from api.core.database import db, unit_of_work
from api.petitions import actions
from api.petitions.disclosures import A_MINUTE, Disclosure
from api.petitions.outcomes import Outcome
from tests import make
from tests.conftest import MONDAY, Client, SignIn

LIST = "/api/v1/petitions"
LATER = MONDAY + timedelta(days=2)
NEEDING = ("overdue", "due_soon", "mine", "awaiting")
ALL = [
    "",
    "state=received,accepted",
    "state=received&state=at_signature",
    "kind=complaint",
    "field=transport",
    "channel=counter",
    "addressee=party",
    "overdue=true",
    "due_soon=true",
    "mine=true",
    "awaiting=true",
    "together=true",
    f"unit={make.COMMUNE}-ubnd&area={make.COMMUNE}",
    f"assigned={make.HANDLER}",
    f"about={make.COMMUNE}-vhxh",
    "received_from=2026-03-03",
    "received_to=2026-03-02",
    "due_before=2026-03-20T00:00:00%2B07:00",
    "q=mưa ngập",
    "q=mua -ngap",
]


def desk_full_of_work() -> dict[str, str]:
    """Petitions at many steps, by name the code of each."""
    made = {
        "new": make.petition(),
        "with marks": make.petition(text="Mưa là đường lầy lội.", field="transport"),
        "without marks": make.petition(text="Cho em hoi ve den duong ngo 12."),
        "complaint": make.petition(kind=Kind.COMPLAINT),
        "Party": make.petition(addressee=Addressee.PARTY),
        "about": make.petition(about={"unit": f"{make.COMMUNE}-vhxh"}),
        "accepted": make.accepted(),
        "at signature": make.at_signature(),
        "answered": make.answered(),
        "counter": make.petition(
            by=make.RECEIVER,
            channel=Channel.COUNTER,
            petitioner={"name": "Nguyễn Thị Đào"},
            contact={"phone": "+84911222333"},
        ),
    }
    handler = position_id(make.HANDLER)
    actions.assign(made["accepted"].id, make.actor(make.CHAIR), handler)
    made["proposed"] = make.petition()
    guidance = {"text": "Xin đến Tổ hòa giải."}
    actions.propose(
        made["proposed"].id, make.actor(make.RECEIVER), Outcome.GUIDANCE, guidance, None
    )
    with clock.standing_at(LATER):
        made["later"] = make.petition()
    return {name: petition.code for name, petition in made.items()}


def test_counts_facets_and_lists_say_the_same_under_every_filter(sign_in: SignIn) -> None:
    with unit_of_work():
        made = desk_full_of_work()
    found: Counter[str] = Counter()

    for who, days in ((make.CHAIR, 3), (make.RECEIVER, 3), (make.HANDLER, 5), (make.CHAIR, 5)):
        with clock.standing_at(MONDAY + timedelta(days=days)):
            client = sign_in(who)
            for asked in ALL:
                found[asked] += agreed(client, asked)

    assert [asked for asked in ALL if not found[asked]] == ["together=true"]
    assert found[""] > found["mine=true"] > 0
    assert len(made) == len(set(made.values()))


def test_in_the_order_of_work_what_is_due_first_comes_first_on_every_page(
    sign_in: SignIn,
) -> None:
    with unit_of_work():
        desk_full_of_work()
    head = sign_in(make.CHAIR)

    for asked in ("", "&mine=true"):
        whole = listed(head, f"sort=due{asked}")
        pages = listed(head, f"sort=due{asked}", limit=2)

        dues = [each["due_at"] for each in whole if each["due_at"]]
        assert len(set(dues)) > 1
        assert dues == sorted(dues)
        assert [each["due_at"] for each in whole[len(dues) :]] == [None] * (len(whole) - len(dues))
        assert [each["code"] for each in pages] == [each["code"] for each in whole]
        assert {e["code"] for e in whole} == {e["code"] for e in listed(head, asked)}
    further = head.get(f"{LIST}?sort=due&limit=2").json["next"]
    assert head.get(f"{LIST}?after={further}").status_code == 422
    assert head.get(f"{LIST}?state=nonsense").status_code == 422
    assert head.get(f"{LIST}?unknown=1").status_code == 422
    assert head.get(f"{LIST}/counts?assigned=nobody").status_code == 422


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("mưa đường", {"with marks"}),
        ("mua duong", {"with marks"}),
        ('"duong lay"', {"with marks"}),
        ("“đường lầy”", {"with marks"}),
        ('"lay duong"', set()),
        ("đường -mưa", {"without marks"}),
        ("hỏi về đèn", {"without marks"}),
    ],
)
def test_words_are_found_with_and_without_marks_as_phrases_and_without_what_is_not_wanted(
    sign_in: SignIn, words: str, names: set[str]
) -> None:
    with unit_of_work():
        made = desk_full_of_work()

    found = listed(sign_in(make.CHAIR), f"q={words}")

    assert {each["code"] for each in found} == {made[name] for name in names}


def test_numbers_find_one_case_and_only_for_who_may_see_it(sign_in: SignIn) -> None:
    with unit_of_work():
        accepted, elsewhere = make.accepted(), make.petition(area="11407")
        numbers = [accepted.code.lower(), _spaced(accepted.receipt_number), accepted.register]
        hidden = [elsewhere.code, elsewhere.receipt_number]
    head = sign_in(make.CHAIR)

    assert [[e["code"] for e in listed(head, f"q={n}")] for n in numbers] == [[accepted.code]] * 3
    assert [listed(head, f"q={number}") for number in hidden] == [[], []]
    assert head.get(f"{LIST}?q=-mưa").json["type"] == "/problems/nothing-looked-for"


def test_a_sender_is_looked_for_at_reception_alone_while_it_is_in_intake_and_on_record(
    sign_in: SignIn,
) -> None:
    with unit_of_work():
        made = desk_full_of_work()
    receiver = sign_in(make.RECEIVER)
    ways = ("nguyen thi dao", "Đào", "0911 222 333", "+84911222333")

    found = [[each["code"] for each in listed(receiver, f"sender={way}")] for way in ways]

    assert found == [[made["counter"]]] * len(ways)
    refused = sign_in(make.CHAIR).get(f"{LIST}?sender=Đào")
    assert (refused.status_code, refused.json["type"]) == (403, "/problems/sender-not-searched")
    assert listed(sign_in("11407-tcd-tiep-nhan"), "sender=Đào") == []
    with unit_of_work():
        kept = db.session.scalars(select(Disclosure)).all()
        assert [each.filters for each in kept] == [{"sender": True}] * (len(ways) + 1)
        case = make.petition(by=make.RECEIVER, petitioner={"name": "Nguyễn Thị Đào"})
        actions.decide(case.id, make.actor(make.CHAIR), Outcome.ACCEPTANCE, {})
    assert [each["code"] for each in listed(receiver, "sender=Đào")] == [made["counter"]]
    for _ in range(A_MINUTE.times):
        last = receiver.get(f"{LIST}/counts?sender=Đào")
    assert last.status_code == 429


def agreed(client: Client, asked: str) -> int:
    """How many there are by list, counts and facets, which must not differ."""
    items = listed(client, asked)
    counts = client.get(f"{LIST}/counts?{asked}").json
    facets = client.get(f"{LIST}/facets?{asked}").json
    needing = {name: len(listed(client, f"{asked}&{name}=true")) for name in NEEDING}
    assert counts["total"] == len(items), asked
    assert counts["states"] == Counter(each["state"] for each in items), asked
    assert {name: counts[name] for name in needing} == needing, asked
    assert sizes(facets["kind"]) == Counter(each["kind"] for each in items), asked
    assert sum(sizes(facets["month"]).values()) == len(items), asked
    return len(items)


def listed(client: Client, asked: str, limit: int = 100) -> list[Any]:
    found: list[Any] = []
    after = ""
    while True:
        answer = client.get(f"{LIST}?limit={limit}&{asked}{after}")
        assert answer.status_code == 200, answer.json
        found += answer.json["items"]
        if answer.json["next"] is None:
            return found
        after = f"&after={answer.json['next']}"


def sizes(facet: list[Any]) -> dict[str, int]:
    return {each["value"]: each["count"] for each in facet}


def position_id(code: str) -> Any:
    return position_named(code).id


def _spaced(number: str) -> str:
    return " ".join((number[:4], number[4:8], number[8:]))
