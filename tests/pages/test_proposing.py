"""A hot spot becomes a proposed dialogue, and the head answers it at the desk."""

from collections.abc import Callable

from tests import make
from tests.dialogues.guests import phone
from tests.monitoring.test_hot_spots import handed_in
from tests.pages.browsing import Reader
from tests.pages.filling import carried, offered

SignedIn = Callable[[str], Reader]

SPOTS, AT = "/giam-sat/diem-nong", "/can-bo/de-xuat-doi-thoai"
DRAIN = "Cống thoát nước ngõ 7 bị tắc, hễ mưa là nước ngập vào nhà dân."


def test_the_front_proposes_at_a_hot_spot_and_the_head_gives_a_reason(reading: SignedIn) -> None:
    for number in range(3):
        handed_in(phone(number), 5, text=DRAIN)
    front, head = reading(make.FRONT), reading(make.CHAIR)

    # Nobody but the Front is offered to propose; nothing without a subject is proposed.
    page = front.get(SPOTS).text
    hidden = carried(page, SPOTS)
    assert offered(head.get(SPOTS).text).count(SPOTS) == 0
    refused = front.press(SPOTS, **hidden, topic=" ")
    assert (refused.status_code, "Chưa thực hiện được" in refused.text) == (422, True)
    gone = front.press(SPOTS, **(hidden | {"code": "ABCDEFGHJK"}), topic="Thoát nước")
    assert gone.status_code == 422

    sent = front.press(SPOTS, **hidden, topic="Thoát nước các ngõ thấp")
    assert (sent.status_code, sent.location) == (303, AT)
    listed = head.get(AT).text
    assert "Thoát nước các ngõ thấp" in listed
    assert "3 đơn của 3 người" in listed

    # The plan of such a dialogue begins with what it is about.
    plan = listed.partition('href="/can-bo/doi-thoai/moi?')[2].partition('"')[0]
    assert "Thoát nước các ngõ thấp" in head.get(f"/can-bo/doi-thoai/moi?{plan}").text

    # The head gives a reason, which the Front reads; it is answered for good.
    [refusal] = [to for to in offered(listed) if to.endswith("/ly-do")]
    assert front.press(refusal, reason="Không.").status_code == 403
    assert head.press(refusal, reason="").status_code == 422
    assert head.press(refusal, reason="Xong trước ngày 30/4.").status_code == 303
    after = front.get(AT).text
    assert "Xong trước ngày 30/4." in after
    assert "Chưa tổ chức, có lý do" in after
    assert offered(head.get(AT).text) == offered(front.get(AT).text)
    assert head.press(refusal, reason="Khác.").status_code == 409
