"""MTTQ sees what was hidden; everybody sees how often."""

from api.cases.models import Visibility
from api.core.database import unit_of_work
from moderation import actions
from moderation.models import Verdict
from tests import make
from tests.conftest import MONDAY, Client, SignIn
from tests.moderation.looking import INSULTING, look_at, looked_at

WITHHELD = "/api/v1/moderation/withheld"
COUNTS = "/api/v1/moderation/counts"


def test_mttq_reads_what_was_hidden_why_when_and_by_whom(sign_in: SignIn) -> None:
    with unit_of_work():
        hidden, waiting = looked_at(INSULTING), looked_at("Đồ khốn nạn.")
        looked_at("Cống tắc."), looked_at(INSULTING, visibility=Visibility.PRIVATE)
        verdict = Verdict(publish=False, reasons=("abuse",))
        actions.decide(look_at(hidden).id, make.actor(make.MODERATOR), verdict)

    answer = sign_in(make.CITY_MONITOR).get(WITHHELD)

    second, first = answer.json["items"]
    assert [first["code"], second["code"]] == [hidden.code, waiting.code]
    assert [first["state"], second["state"]] == ["withheld", "held"]
    assert first["decided_by_unit"] == "Ban Tuyên giáo và Dân vận Thành ủy Hải Phòng"
    assert first["decided_at"] == MONDAY.isoformat()
    assert [each["code"] for each in first["reasons"]] == ["abuse"]
    assert first["masked_text"].endswith("gọi *** không ai nghe.")
    assert "0912" not in answer.text


def test_a_commune_s_monitor_reads_those_of_the_commune(sign_in: SignIn) -> None:
    with unit_of_work():
        here = looked_at(INSULTING)
        looked_at(INSULTING, area="11407", by=make.OTHER_RESIDENT)

    found = sign_in(make.FRONT).get(WITHHELD).json["items"]

    assert [each["code"] for each in found] == [here.code]


def test_what_became_public_after_all_is_hidden_no_more(sign_in: SignIn) -> None:
    with unit_of_work():
        petition = looked_at(INSULTING)
        actions.change(petition.id, make.actor(make.RESIDENT), None, "Cống tắc cả tháng.")

    assert sign_in(make.CITY_MONITOR).get(WITHHELD).json["items"] == []


def test_only_monitors_read_what_was_hidden(sign_in: SignIn, client: Client) -> None:
    assert client.get(WITHHELD).status_code == 401
    for who in (make.RESIDENT, make.CHAIR, make.MODERATOR):
        assert sign_in(who).get(WITHHELD).status_code == 403


def test_everybody_reads_how_often_by_month_and_reason(client: Client) -> None:
    with unit_of_work():
        first, second = looked_at(INSULTING), looked_at("Đồ khốn nạn.")
        looked_at("Đèn hỏng."), looked_at(INSULTING, visibility=Visibility.PRIVATE)
        verdict = Verdict(publish=False, reasons=("abuse",))
        actions.decide(look_at(first).id, make.actor(make.MODERATOR), verdict)
        actions.decide(look_at(second).id, make.actor(make.MODERATOR), Verdict(publish=True))
        actions.appeal(first.id, make.actor(make.RESIDENT), "Xin xem lại.")

    found = client.get(f"{COUNTS}?from=2026-03-01&to=2026-03-31").json["items"]
    nothing = client.get(f"{COUNTS}?from=2026-02-01&to=2026-02-28").json["items"]

    assert found == [
        {
            "month": "2026-03",
            "looked_at": 3,
            "published": 2,
            "waiting": 1,
            "withheld": 0,
            "appealed": 1,
            "reasons": {"abuse": 2},
        }
    ]
    assert nothing == []


def test_a_period_has_two_days_in_order(client: Client) -> None:
    turned, long_ago = "?from=2026-03-02&to=2026-03-01", "?from=0001-01-01&to=2026-01-01"

    for query in ("", "?from=2026-03-01", turned, long_ago):
        assert client.get(f"{COUNTS}{query}").status_code == 422
