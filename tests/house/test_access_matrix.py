"""What HTTP answers, compared with the page of rights: everybody, all petitions, all questions."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from flask import Flask

from api.core import clock
from api.core.database import db, unit_of_work
from tests.conftest import MONDAY, Cluster, standing_on
from tests.house import access_world
from tests.house.access_asking import BODIES, LISTS, PETITIONS, Answer, do, listed, look
from tests.house.access_cast import (
    CAST,
    Matter,
    Person,
    acting_on,
    circumstances,
    concerned,
    roles_on,
)
from tests.house.access_table import ACTS, may, members_for
from tests.house.access_world import PHONE, PLACE, SENDER, STATES, WORD, World
from tests.make import new_address

SECRETS = {SENDER: "petitioner", PHONE[1:]: "contact", str(PLACE): "location", WORD: "text"}
"""What stands in an answer only together with this member."""

BEYOND = frozenset({"timeline", "list", "actor", "other_files"})
"""Members of the table that a petition itself does not have: other questions show them."""

INSIDE = frozenset({"petition.proposed", "petition.assigned"})
"""Steps whose facts are for officials."""

AMONG_US = frozenset({"petition.drafted"})
"""Steps that only officials read of."""

TOLD = frozenset(
    {
        "petition.received",
        "petition.accepted",
        "petition.declined",
        "petition.answered",
        "complaint.lodged",
        "petition.published",
    }
)
"""What the author is told of, among all that happened here."""

FOR_ALL = frozenset({"list", "search"})
"""Lists that somebody who is not signed in may ask for too: of what is public."""

WATCHING = frozenset({"MTQ", "HEA"})
"""Who may look at figures and the cases behind them at all."""


@pytest.fixture(scope="module")
def world(whole_app: Flask, cluster: Cluster) -> Iterator[World]:
    """Made once for this file; what its tests do leaves no trace in it."""
    with clock.standing_at(MONDAY), cluster.lent(), standing_on(whole_app, cluster):
        with unit_of_work():
            found = access_world.made(whole_app)
        yield found


def test_everything_the_page_asks_about_is_asked_often_enough(world: World) -> None:
    pairs, tried = len(CAST) * len(world.matters), len(CAST) * len(some(world))

    assert pairs * (2 + len(LISTS)) + tried * len(BODIES) >= 20_000
    assert set(BODIES) == {act.thing for act in ACTS if act.is_built}
    assert {matter.state for matter in some(world)} == set(STATES)


def test_everybody_reads_the_members_that_the_page_gives_them(world: World) -> None:
    differences = []

    for person in CAST:
        unknown = look(world, person, new_address()[1])
        for matter in world.matters:
            expected = read_by(world, person, matter)
            answer = look(world, person, f"{PETITIONS}/{matter.id}")
            if not (shows(answer, expected) if expected else is_hidden(answer, unknown)):
                differences.append((person.name, matter, answer))

    assert not differences


def test_everybody_reads_who_did_what_as_the_page_says(world: World) -> None:
    differences = []

    for person in CAST:
        unknown = look(world, person, f"{new_address()[1]}/timeline")
        for matter in world.matters:
            expected = read_by(world, person, matter)
            answer = look(world, person, f"{PETITIONS}/{matter.id}/timeline")
            acted = acts_expected(world, matter, shown="actor" in expected)
            is_shown = answer.status == 200 and acts_in(answer) == acted
            if not (is_shown if expected else is_hidden(answer, unknown)):
                differences.append((person.name, matter, answer))

    assert not differences


@pytest.mark.parametrize("question", LISTS)
def test_lists_hold_exactly_what_may_be_read(world: World, question: str) -> None:
    differences = []

    for person in CAST:
        found, text = listed(world, person, question)
        expected = listed_by(world, person, question)
        if found != expected or any(secret in text for secret in SECRETS):
            differences.append((person.name, found, expected))

    assert not differences


def test_anybody_follows_a_petition_by_its_code_without_its_words(world: World) -> None:
    expected = {each.removeprefix("track.") for each in members_for(frozenset({"PUB"}))}

    for matter in world.matters:
        answer = look(world, CAST[0], f"/api/v1/cases/{matter.code}")
        assert set(answer.said) == expected
        assert not any(secret in answer.text for secret in SECRETS)


@pytest.mark.parametrize("act", BODIES)
def test_everybody_does_what_the_page_allows(
    world: World, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    differences = []
    # Every act is carried out in full and then taken back: the world stays as it was.
    monkeypatch.setattr(db.session, "commit", db.session.rollback)

    for person in CAST:
        unknown = do(world, person, act, new_address()[1])
        for matter in some(world):
            answer = do(world, person, act, f"{PETITIONS}/{matter.id}")
            if not is_as_allowed(world, person, matter, act, answer, unknown):
                differences.append((person.name, matter, answer))

    assert not differences


def some(world: World) -> Sequence[Matter]:
    """Every third petition: of each kind, addressee, state and accused, here and in the city."""
    return world.matters[::3]


def read_by(world: World, person: Person, matter: Matter) -> frozenset[str]:
    """The members that the page gives this person of this petition, tracking apart."""
    roles = roles_on(person, matter, world.parents)
    found = members_for(roles, circumstances(person, matter, world.parents))
    return frozenset(each for each in found if not each.startswith("track."))


def is_hidden(answer: Answer, unknown: Answer) -> bool:
    """Whether it answers like what is not there."""
    return answer.status == 404 and answer.bare == unknown.bare


def shows(answer: Answer, expected: frozenset[str]) -> bool:
    """Whether it has these members and no others, and each secret only where its member is."""
    if answer.status != 200 or set(answer.said) != expected - BEYOND:
        return False
    text, decision = answer.text, answer.said.get("decision")
    names_who_decided = bool(decision and decision["decided_by"])
    return names_who_decided == bool(decision and "actor" in expected) and all(
        (secret in text) == (member in expected) for secret, member in SECRETS.items()
    )


def acts_in(answer: Answer) -> list[tuple[str, bool, bool]]:
    """Of each event read: its id, whether a position is named, whether inner facts are shown."""
    return [
        (each["id"], each["position"] is not None, each["name"] in INSIDE and each["facts"] != {})
        for each in answer.said.get("items", [])
    ]


def acts_expected(world: World, matter: Matter, *, shown: bool) -> list[tuple[str, bool, bool]]:
    """The same, as the page has it for those to whom it is shown who did what, or not."""
    return [
        (event, shown and by_official, shown and name in INSIDE)
        for event, name, by_official in world.events[matter.id]
        if shown or name not in AMONG_US
    ]


def listed_by(world: World, person: Person, question: str) -> Counter[str] | None:
    """How often each code stands in the list, as the page has it; None when it is refused."""
    roles = {role for seat in person.seats for role in seat.roles}
    is_closed = person.kind == "nobody" and question not in FOR_ALL
    if is_closed or (question == "monitoring" and not roles & WATCHING):
        return None
    if question == "inbox":
        return told(world, person)
    member = "text" if question == "search" else "list"
    return Counter(
        m.code
        for m in world.matters
        if member in read_by(world, person, m) and is_of_lists(world, person, m)
    )


def is_of_lists(world: World, person: Person, matter: Matter) -> bool:
    """Whether it stands in this person's lists: an official's hold what concerns their office."""
    return person.kind != "official" or bool(concerned(person, matter, world.parents))


def told(world: World, person: Person) -> Counter[str]:
    """How often this person is told of each petition: of what concerns them, once an event.

    Never of what they may not read, nor of what they did themselves.
    """
    found: Counter[str] = Counter()
    for matter in world.matters:
        roles = roles_on(person, matter, world.parents)
        for event, name, _ in world.events[matter.id]:
            found[matter.code] += bool(roles) and concerns(world, person, matter, event, name)
    return +found


def concerns(world: World, person: Person, matter: Matter, event: str, name: str) -> bool:
    """Whether the event concerns the person, as sender or in the one position they hold."""
    if not person.seats:
        return matter.is_authors and person.name == "author" and name in TOLD
    seat = person.seats[0]
    # With two positions somebody came second to each of them: it is the first who is told.
    if len(person.seats) > 1 or world.acted[event] == seat.code:
        return False
    return {
        "petition.received": seat.code == matter.holder
        or ("RCV" in seat.roles and seat.area == matter.unit.split("-")[0]),
        "petition.proposed": seat.code == matter.holder,
        "complaint.lodged": seat.code == matter.holder,
        "petition.assigned": seat.code == world.named.get(event),
    }.get(name, False)


def is_as_allowed(
    world: World, person: Person, matter: Matter, act: str, answer: Answer, unknown: Answer
) -> bool:
    """Whether it is what the page says: allowed, refused, or as if it were not there.

    Who can never do this is turned away at the door (403), whether the petition exists or not.
    """
    if not roles_on(person, matter, world.parents):
        return answer.status in {401, 403, 404} and answer.bare == unknown.bare
    so = circumstances(person, matter, world.parents)
    if may(act, acting_on(person, matter, world.parents), so):
        return answer.is_allowed
    turned_away = 401 if person.kind == "nobody" else 403
    return answer.status == turned_away or answer.is_wrong_authority
