"""Files of a petition: who has which of them, who adds, and what is shown to everybody."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from api.core.database import unit_of_work
from api.petitions.publicity import hold, publish
from api.petitions.queries import petition_to_change
from tests import make
from tests.attachments.files import SEND, package, pdf, sent
from tests.conftest import Client, SignIn

NUMBERED = {"number": "15", "symbol": "UBND-VP", "signed_on": "2026-03-02", "authority": "TM"}


def handed_in(client: Client, *attachments: str, **given: Any) -> str:
    chosen, address = make.new_address()
    response = client.put(address, json=make.body(attachments=[*attachments], **given))
    assert response.status_code == 201, response.json
    assert [each["id"] for each in response.json["files"]] == [*attachments]
    return str(chosen)


def add(client: Client, petition: str, *attachments: str, **given: Any) -> Any:
    body = {"attachments": [*attachments]} | given
    return client.post(f"/api/v1/petitions/{petition}/attachments", json=body)


def files_of(client: Client, petition: str) -> list[str]:
    return [each["id"] for each in client.get(f"/api/v1/petitions/{petition}").json["files"]]


def published(petition: str, *, held: bool = False) -> None:
    """Everybody may read it; or, held, a moderator is to decide on that."""
    with unit_of_work():
        found = petition_to_change(UUID(petition))
        (hold if held else publish)(found, at=found.opened_at)


def test_every_reader_has_the_files_that_the_page_of_rights_gives(
    sign_in: SignIn, client: Client
) -> None:
    author, receiver, head = (sign_in(who) for who in (make.RESIDENT, make.RECEIVER, make.CHAIR))
    moderator, monitor = sign_in(make.MODERATOR), sign_in(make.FRONT)
    shown, private = sent(author), sent(author)
    petition = handed_in(author, shown, private, visibility="public")
    inside = sent(receiver, package(), "ghi chu.docx")
    assert add(receiver, petition, inside, internal=True).status_code == 201
    for_sender = sent(receiver, pdf(), "giay hen.pdf")
    assert add(receiver, petition, for_sender, caption="Giấy hẹn").status_code == 201
    letter = sent(author, pdf(), "don.pdf")
    assert add(author, petition, letter).status_code == 201
    published(petition, held=True)

    assert files_of(moderator, petition) == [shown, private]
    assert {moderator.get(f"{SEND}/{each}").status_code for each in (letter, for_sender)} == {404}
    assert moderator.patch(f"{SEND}/{private}", json={"is_public": False}).status_code == 200
    assert moderator.patch(f"{SEND}/{shown}", json={"is_public": True}).status_code == 200

    published(petition)
    everything = [shown, private, inside, for_sender, letter]
    to_sender = [shown, private, for_sender, letter]
    has = {
        author: to_sender,
        receiver: everything,
        head: everything,
        monitor: [shown],
        client: [shown],
        sign_in(make.OTHER_RESIDENT): [shown],
    }
    for reader, own in has.items():
        assert files_of(reader, petition) == own
        for file in everything:
            statuses = {reader.get(f"{SEND}/{file}{part}").status_code for part in ("", "/file")}
            assert statuses == {200 if file in own else 404}
    [public] = client.get(f"/api/v1/petitions/{petition}").json["files"]
    assert (public["name"], public["position"]) == (None, None)


def test_a_public_picture_may_be_kept_by_whoever_fetches_it_and_no_other(
    sign_in: SignIn, client: Client
) -> None:
    author, moderator = sign_in(make.RESIDENT), sign_in(make.MODERATOR)
    picture_ = sent(author)
    petition = handed_in(author, picture_, visibility="public")
    file = f"{SEND}/{picture_}/file?rendition=card"

    published(petition)
    unseen = client.get(file).status_code
    queue = moderator.get(f"{SEND}/wanted").json
    decided = moderator.patch(f"{SEND}/{picture_}", json={"is_public": True})
    empty = moderator.get(f"{SEND}/wanted").json["items"]
    public, own = client.get(file), author.get(file)
    reworded = author.patch(f"{SEND}/{picture_}", json={"caption": "Lời khác"}).json["publicity"]
    author.patch(f"{SEND}/{picture_}", json={"is_public": False})

    assert reworded == "wanted"
    assert unseen == 404
    assert [(each["id"], each["case_id"]) for each in queue["items"]] == [(picture_, petition)]
    assert empty == []
    assert (decided.status_code, decided.json["publicity"]) == (200, "cleared")
    assert public.headers["Cache-Control"] == "public, max-age=86400, immutable"
    assert own.headers["Cache-Control"] == "private, no-store"
    assert client.get(file).status_code == 404


def test_a_sender_who_wants_nothing_public_shows_no_picture_to_anybody(sign_in: SignIn) -> None:
    author, moderator = sign_in(make.RESIDENT), sign_in(make.MODERATOR)
    picture_, document = sent(author), sent(author, pdf(), "don.pdf")
    handed_in(author, picture_, document)

    wished = author.patch(f"{SEND}/{document}", json={"is_public": True})
    decided = moderator.patch(f"{SEND}/{picture_}", json={"is_public": True})
    captioned = author.patch(f"{SEND}/{picture_}", json={"caption": "Cống trước ngõ"})

    assert author.get(f"{SEND}/{picture_}").json["publicity"] == "private"
    assert (wished.status_code, wished.json["type"]) == (422, "/problems/not-a-picture")
    assert decided.status_code in {404, 422}
    assert captioned.json["caption"] == "Cống trước ngõ"


def test_files_that_are_not_there_or_not_theirs_are_named_and_nothing_is_lost(
    sign_in: SignIn,
) -> None:
    author, other = sign_in(make.RESIDENT), sign_in(make.OTHER_RESIDENT)
    own, foreign, unknown = sent(author), sent(other), str(uuid4())
    used = sent(author)
    handed_in(author, used)
    chosen, address = make.new_address()

    refused = author.put(address, json=make.body(attachments=[own, foreign, unknown, used]))
    again = author.put(address, json=make.body(attachments=[own]))
    once_more = author.put(address, json=make.body(attachments=[own]))

    assert (refused.status_code, refused.json["type"]) == (422, "/problems/files-not-there")
    assert refused.json["errors"]["attachments"] == [foreign, unknown, used]
    assert (again.status_code, once_more.status_code) == (201, 200)
    assert files_of(author, str(chosen)) == [own]
    assert once_more.json["files"] == again.json["files"]


def test_no_more_files_than_a_case_bears(sign_in: SignIn) -> None:
    author = sign_in(make.RESIDENT)
    many = [sent(author, pdf(), "a.pdf") for _ in range(6)]
    large = [sent(author, pdf(b"%" * 7_000_000), "a.pdf") for _ in range(5)]

    _, address = make.new_address()
    by_number = author.put(address, json=make.body(attachments=many))
    by_size = author.put(address, json=make.body(attachments=large))

    assert by_number.json["type"] == "/problems/too-many-files"
    assert by_size.json["type"] == "/problems/too-much-in-files"


def test_the_sender_adds_files_and_those_who_prepare_hear_of_it(sign_in: SignIn) -> None:
    author, receiver, petition = sign_in(make.RESIDENT), sign_in(make.RECEIVER), ""
    petition = handed_in(author)

    added = add(author, petition, sent(author), caption="Sau trận mưa", internal=True)
    withdrawn = author.post(f"/api/v1/petitions/{petition}/withdrawal", json={})
    late = add(author, petition, sent(author))

    assert added.status_code == 201
    [file] = added.json["files"]
    assert (file["caption"], file["is_internal"], file["part"]) == ("Sau trận mưa", False, "sent")
    timeline = receiver.get(f"/api/v1/petitions/{petition}/timeline").json["items"]
    assert [each["facts"] for each in timeline if each["name"] == "petition.files_added"] == [
        {"files": 1}
    ]
    assert withdrawn.status_code == 201
    assert (late.status_code, late.json["type"]) == (409, "/problems/petition-not-open")


def test_evidence_is_shown_with_the_answer_once_it_is_signed(sign_in: SignIn) -> None:
    author, head = sign_in(make.RESIDENT), sign_in(make.CHAIR)
    petition = handed_in(author)
    address = f"/api/v1/petitions/{petition}"
    head.post(f"{address}/acceptance", json={})
    first, second, signed = sent(head), sent(head), sent(head, pdf(), "tra loi.pdf")
    words = {"text": "Đã khơi thông cống.", "result": "resolved"}

    head.post(f"{address}/draft", json=words | {"evidence": [first, second]})
    head.post(f"{address}/draft", json=words | {"evidence": [second]})
    draft = head.post(f"{address}/draft", json=words).json["draft"]
    hidden = author.get(f"{SEND}/{second}").status_code
    not_pdf = head.post(f"{address}/signature", json=NUMBERED | {"file": first})
    answered = head.post(f"{address}/signature", json=NUMBERED | {"file": signed})

    assert [each["id"] for each in draft["evidence"]] == [second]
    assert hidden == 404
    assert (not_pdf.status_code, not_pdf.json["type"]) == (422, "/problems/signed-file-not-pdf")
    assert answered.status_code == 201, answered.json
    shown = author.get(address).json
    assert shown["files"] == []
    assert [each["id"] for each in shown["answer"]["evidence"]] == [second]
    assert shown["answer"]["file"]["id"] == signed
    assert author.get(f"{SEND}/{signed}/file").data == pdf()
    changed = head.patch(f"{SEND}/{second}", json={"caption": "Khác"})
    assert changed.status_code == 403


@pytest.mark.parametrize("who", [make.CITY_MONITOR, make.MODERATOR])
def test_who_handles_no_petition_adds_no_file(sign_in: SignIn, who: str) -> None:
    author, other = sign_in(make.RESIDENT), sign_in(who)
    petition = handed_in(author)

    assert add(other, petition, str(uuid4())).status_code == 403
    assert other.post(SEND, data=b"").status_code in {403, 415}
