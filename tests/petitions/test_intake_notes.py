"""What is noted at intake: by which door it came, who agreed to what, what the letter says."""

import pytest

from api.cases.models import Channel
from api.petitions.intake_notes import Door, ways
from tests import make
from tests.attachments.files import sent
from tests.conftest import SignIn

NOBODYS = "00000000-0000-4000-8000-000000000000"

AGREED = {"consent": {"how": "by_telephone"}}


def test_a_clerk_makes_public_only_what_the_sender_agreed_to(sign_in: SignIn) -> None:
    clerk, noted = sign_in(make.RECEIVER), AGREED | {"letter": {"dated": "2026-02-27"}}

    unasked = clerk.put(make.new_address()[1], json=make.body(visibility="public"))
    public = make.body(visibility="public", intake=noted | {"read_back": {"done": False}})
    address = make.new_address()[1]
    asked, again = clerk.put(address, json=public), clerk.put(address, json=public)

    assert unasked.status_code == 422
    assert unasked.json["type"] == "/problems/consent-not-noted"
    assert unasked.json["errors"]["intake"]["consent"]
    assert (asked.status_code, again.status_code) == (201, 200)
    shown = clerk.get(address).json["intake"]
    assert shown["letter"] == {"dated": "2026-02-27"}
    assert shown["consent"]["by"] == "sender"
    assert shown["read_back"]["done"] is False
    assert shown["read_back"]["at"].startswith("2026-03-02")
    assert sign_in(make.CITY_MONITOR).get(address).json.keys().isdisjoint({"intake"})


def test_the_scan_of_the_letter_is_a_file_of_the_petition_that_nobody_else_is_shown(
    sign_in: SignIn,
) -> None:
    clerk, address = sign_in(make.RECEIVER), make.new_address()[1]
    scan, photo = sent(clerk), sent(clerk)
    noted = AGREED | {"letter": {"dated": "2026-02-27", "scan": scan}}
    public = make.body(visibility="public", intake=noted, attachments=[scan, photo])

    unknown = clerk.put(address, json=public | {"intake": noted | {"letter": {"scan": NOBODYS}}})
    handed_in = clerk.put(address, json=public)

    assert (unknown.status_code, handed_in.status_code) == (422, 201)
    kept = {each["id"]: each["publicity"] for each in clerk.get(address).json["files"]}
    assert kept == {scan: "private", photo: "wanted"}


@pytest.mark.parametrize("intake", [{}, {"consent": {}}, {"letter": {}}, {"helper": "Con"}])
def test_a_note_that_says_nothing_is_refused(sign_in: SignIn, intake: object) -> None:
    answer = sign_in(make.RECEIVER).put(make.new_address()[1], json=make.body(intake=intake))

    assert answer.status_code == 422


def test_a_resident_agrees_by_choosing_and_notes_nothing_for_reception(sign_in: SignIn) -> None:
    resident = sign_in(make.RESIDENT)

    noted = resident.put(make.new_address()[1], json=make.body(intake=AGREED))
    chosen = resident.put(
        make.new_address()[1], json=make.body(visibility="public", shown_place="commune")
    )

    assert noted.json["type"] == "/problems/notes-not-yours"
    assert chosen.status_code == 201
    assert chosen.json["shown_place"] == "commune"


@pytest.mark.parametrize("channel", ["app", "web", "import", "open311"])
def test_reception_enters_nothing_by_a_way_that_is_another_doors(
    sign_in: SignIn, channel: str
) -> None:
    body = make.body(channel=channel)

    answer = sign_in(make.RECEIVER).put(make.new_address()[1], json=body)

    assert answer.json["type"] == "/problems/channel-not-yours"


def test_every_channel_has_a_door_and_a_list_may_name_them_all() -> None:
    assert ways().keys() == set(Door)
    assert all(way.usual in way.channels for way in ways().values())
    assert ways()[Door.LIST].channels == set(Channel)
