"""Insulting words are hidden; the author appeals, another moderator publishes; clocks ran on."""

from typing import Any

from flask import Flask

from api.core import clock, jobs
from tests import make
from tests.conftest import MONDAY, SignIn

WORDS = "Cống tắc cả tháng, cán bộ toàn lũ ăn hại, gọi 0912 345 678 không ai nghe."
DECISION = "/api/v1/moderation/screenings/{id}/decision"


def worked(app: Flask) -> None:
    """The worker does what is due: offers the events, then delivers."""
    for _ in range(2):
        jobs.work(app, wait=False)


def test_hidden_told_appealed_published_while_the_clocks_ran(
    app: Flask, sign_in: SignIn, client: Any
) -> None:
    author, first = map(sign_in, (make.RESIDENT, make.MODERATOR))
    _, address = make.new_address()

    handed_in = author.put(address, json=make.body(text=WORDS, visibility="public")).json
    worked(app)

    # The author is told: not public yet, why, the exact words, and that it is dealt with by a day.
    read = author.get(address).json
    told = read["publicity"]
    day = min(each["last_day"] for each in read["obligations"])
    assert told["state"] == "held"
    assert told["words"].startswith("Chưa hiển thị công khai.")
    assert "/".join(reversed(day.split("-"))) in told["words"]
    assert [each["code"] for each in told["reasons"]] == ["personal_data", "abuse"]
    assert "screening.held" in {e["event"] for e in author.get("/api/v1/inbox").json["items"]}
    assert client.get(address).status_code == 404

    # A moderator withholds it, the author appeals, another one publishes it with a word covered.
    [waiting] = first.get("/api/v1/moderation/queue").json["items"]
    decision = DECISION.format(id=waiting["id"])
    withheld = first.post(decision, json={"publish": False, "reasons": ["abuse"]})
    assert withheld.status_code == 201, withheld.json
    appealed = author.post(f"{address}/appeal", json={"words": "Tôi chỉ nói về cái cống."})
    assert appealed.json["state"] == "appealed"
    with clock.standing_at(MONDAY.replace(day=4)):
        second = sign_in(make.OTHER_MODERATOR)
        [again] = second.get("/api/v1/moderation/queue").json["items"]
        covered = again["masked_text"].replace("lũ ăn hại", "***")
        published = second.post(decision, json={"publish": True, "masked_text": covered})
        assert published.status_code == 201, published.json
        worked(app)

    # Everybody reads the masked words; the author the original; nothing about the clocks changed.
    seen = client.get(address)
    assert seen.json["masked_text"] == "Cống tắc cả tháng, cán bộ toàn ***, gọi *** không ai nghe."
    assert "0912" not in seen.text
    last = author.get(address).json
    assert last["text"] == WORDS
    assert last["publicity"]["state"] == "public"
    told_of = [each["event"] for each in author.get("/api/v1/inbox").json["items"]]
    assert (told_of.count("petition.withheld"), told_of.count("petition.published")) == (1, 1)
    before = [(each["duty"], each["due_at"]) for each in handed_in["obligations"]]
    assert [(each["duty"], each["due_at"]) for each in last["obligations"]] == before
    assert last["state"] == "received"
    events = [each["name"] for each in client.get(f"{address}/timeline").json["items"]]
    assert events == ["petition.received", "petition.published"]
