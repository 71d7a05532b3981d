"""Opinions before a dialogue and conclusions after it, on the pages of the desk."""

from collections.abc import Callable
from datetime import timedelta

from api.core import clock
from api.core.database import unit_of_work
from api.dialogues import proceedings
from tests import make
from tests.dialogues.villages import with_villages
from tests.pages.browsing import Reader
from tests.pages.filling import fill, offered

SignedIn = Callable[[str], Reader]

SAID = "Cống ngõ 12 tắc, 50% nhà ngập | 30\nThu gom rác"


MATTERS = "Thoát nước | 20\nKhơi cống ngõ 12.\n\nRác\nThu gom hằng ngày."


def standing(page: str, name: str) -> list[str]:
    """The lines that stand in a field of many."""
    field = page.partition(f'name="{name}"')[2].partition("</textarea>")[0]
    return field.partition(">")[2].strip().splitlines()


def test_opinions_of_villages_are_put_together_and_lead_to_the_agenda(
    reading: SignedIn, app: object
) -> None:
    with_villages()
    with unit_of_work():
        made = make.dialogue(co_organisers=(f"{make.COMMUNE}-mttq",))
        at = f"/can-bo/doi-thoai/{made.code}/y-kien"
    front, desk = reading(make.FRONT), reading(make.RECEIVER)
    sheet = {"village": "tdp-1", "met_on": "02/03/2026", "people": "40", "items": SAID}
    assert fill(front, at, "phieu", **(sheet | {"people": "x"})).status_code == 422
    assert fill(front, at, "phieu", **sheet).status_code == 303
    assert fill(desk, at, "phieu", **(sheet | {"people": "41"})).status_code == 303
    page = front.get(at).text
    assert "Cống ngõ 12 tắc, 50% nhà ngập" in page
    first, second = [part.split('"')[0] for part in page.split('name="')[1:] if part[8:9] == "-"]
    report = {"made_on": "02/03/2026", "items": MATTERS, first: "1"}
    lost = fill(front, at, "tong-hop", **report)
    assert lost.status_code == 422
    assert "Khơi cống ngõ 12." in lost.text
    kept = fill(front, at, "tong-hop", **report, **{second: "Đã làm xong tháng trước"})
    assert kept.status_code == 303
    assert fill(front, at, "hien-thi").status_code == 303
    assert f"{at}/chuong-trinh" not in offered(front.get(at).text)
    order = (
        desk.get(at).text.partition('name="parts"')[2].partition(">")[2].partition("</textarea>")[0]
    )
    lines = order.strip().splitlines()
    assert fill(desk, at, "chuong-trinh", parts="\n".join(lines[1:])).status_code == 422
    assert fill(desk, at, "chuong-trinh", parts="\n".join(reversed(lines))).status_code == 303
    assert reading("11407-tcd-tiep-nhan").get(at).status_code == 403


def test_who_came_what_was_concluded_and_how_it_was_told_is_written_down_at_the_desk(
    reading: SignedIn, app: object
) -> None:
    with_villages()
    with unit_of_work():
        made = make.dialogue(expected_units=(f"{make.COMMUNE}-ca",))
        at, dialogue_id = f"/can-bo/doi-thoai/{made.code}/ket-luan", made.id
    with clock.standing_at(clock.now() + timedelta(days=18, minutes=5)):
        with unit_of_work():
            proceedings.open_(dialogue_id, make.actor(make.RECEIVER), None)
        desk = reading(make.RECEIVER)
        came = {"unit": f"{make.COMMUNE}-ca", "came": "true", "person": "Phạm Văn Thay"}
        assert fill(desk, at, "co-mat", **came, stands_in="yes").status_code == 303
        with unit_of_work():
            proceedings.close(dialogue_id, make.actor(make.RECEIVER), 80, {})
        signed = {"number": "15", "symbol": "TB-UBND", "signed_on": f"{clock.today():%d/%m/%Y}"}
        signed |= {"authority": "TM", "text": "Giao Phòng Kinh tế.", "signer": make.CHAIR}
        wrong = fill(desk, at, "ket-luan", **(signed | {"authority": "KT"}))
        assert wrong.status_code == 422
        assert "Giao Phòng Kinh tế." in wrong.text
        assert fill(desk, at, "ket-luan", **signed).status_code == 303
        result = {"channel": "village_heads", "evidence": "Công văn 15", "villages": ["tdp-1"]}
        result |= {"on": f"{clock.today():%d/%m/%Y}", "at": "08:05"}
        assert fill(desk, at, "cong-khai", **result).status_code == 303
        assert fill(desk, at, "ban-ghi", url="https://video.example.vn/1").status_code == 303
        after = desk.get(at).text
    for words in ("Phạm Văn Thay", "15/TB-UBND", "Công văn 15", "video.example.vn"):
        assert words in after
